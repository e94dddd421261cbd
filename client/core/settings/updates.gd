class_name Updates
extends Node
## Whether there is a newer client, and whether this one is still served.

signal changed

const HOUR := 3600.0

## A newer client is ready; `update` switches to it.
var is_available: bool = false
## This client is older than the oldest that the API supports.
var is_required: bool = false

var _api: ApiClient
var _page: JavaScriptObject = WebPage.interface()
var _on_update: JavaScriptObject


func _init(api: ApiClient) -> void:
	_api = api


func _ready() -> void:
	if _page:
		_on_update = JavaScriptBridge.create_callback(func(_arguments: Array) -> void: _offer())
		_page.watchUpdates(_on_update)
	var timer := Timer.new()
	timer.wait_time = HOUR
	timer.timeout.connect(look)
	add_child(timer)
	timer.start()
	look()


## Asks the API for the supported versions.
func look() -> void:
	var result: ApiResult = await _api.auth.version()
	if result.is_ok():
		var version: Version = result.value
		is_required = is_older(ProjectSettings.get_setting("application/config/version"), version.oldest_client)
		changed.emit()
	if _page:
		_page.lookForUpdate()


## Reloads the page with the newer client.
func update() -> void:
	if _page:
		_page.update()


## Tells whether a version, "1.10.0", is lower than another.
static func is_older(version: String, other: String) -> bool:
	var own: PackedStringArray = version.split(".")
	var theirs: PackedStringArray = other.split(".")
	for index: int in maxi(own.size(), theirs.size()):
		var mine: int = own[index].to_int() if index < own.size() else 0
		var wanted: int = theirs[index].to_int() if index < theirs.size() else 0
		if mine != wanted:
			return mine < wanted
	return false


func _offer() -> void:
	is_available = true
	changed.emit()
