class_name ApiClient
extends Node
## The API, by resource: `await Api.dex.entry(id)`.

var http: HttpApi
var credentials := Credentials.new()
var auth: AuthApi
var users: UsersApi
var dex: DexApi
var vision: VisionApi
var animals: AnimalsApi
var social: SocialApi
var graph: GraphApi
var connectivity: Connectivity:
	get:
		return http.connectivity


func _ready() -> void:
	connect_to(Origin.current())


## Uses the API of an origin, `https://host` without a slash at the end.
func connect_to(origin: String) -> void:
	var transport := Transport.new()
	add_child(transport)
	http = HttpApi.new(transport, origin, credentials)
	auth = AuthApi.new(http)
	users = UsersApi.new(http)
	dex = DexApi.new(http)
	vision = VisionApi.new(http)
	animals = AnimalsApi.new(http)
	social = SocialApi.new(http)
	graph = GraphApi.new(http)
	credentials.refresh = auth.refresh
	connectivity.probe = auth.version
