extends Screen
## A tab whose screen is not there yet: it says so, and what works meanwhile.


func open(_params: Dictionary[String, String]) -> void:
	(%State as PlaceState).acted.connect(Navigation.go.bind(&"dex"))
