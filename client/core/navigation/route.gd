class_name Route
extends RefCounted
## A place in the product: its name, and what it shows. `/#/card/9f86` is the card of entry 9f86.

enum Access { ANYBODY, SIGNED_IN, SIGNED_OUT }

## The path of each route in a link, with its parameters, and who may open it.
const TABLE: Dictionary[StringName, Array] = {
	&"onboarding": ["onboarding", Access.SIGNED_OUT],
	&"register": ["register", Access.SIGNED_OUT],
	&"sign_in": ["sign-in", Access.SIGNED_OUT],
	&"password_reset": ["password-reset", Access.SIGNED_OUT],
	&"dex": ["dex", Access.SIGNED_IN],
	&"card": ["card/{entry_id}", Access.SIGNED_IN],
	&"style_card": ["card/{entry_id}/style", Access.SIGNED_IN],
	&"animal": ["animal/{animal_id}", Access.ANYBODY],
	&"tree": ["tree", Access.SIGNED_IN],
	&"camera": ["camera", Access.SIGNED_IN],
	&"social": ["social", Access.SIGNED_IN],
	&"friend_code": ["f/{code}", Access.SIGNED_IN],
	&"person": ["u/{user_id}", Access.SIGNED_IN],
	&"profile": ["profile", Access.SIGNED_IN],
	&"settings": ["settings", Access.SIGNED_IN],
	&"badge": ["badge/{badge_id}", Access.SIGNED_IN],
	&"map": ["map", Access.SIGNED_IN],
	&"statistics": ["statistics", Access.SIGNED_IN],
}
const TABS: Array[StringName] = [&"dex", &"tree", &"camera", &"social", &"profile"]

var name: StringName
var params: Dictionary[String, String] = {}


static func to(route_name: StringName, parameters: Dictionary = {}) -> Route:
	var result := Route.new()
	result.name = route_name
	for key: String in parameters:
		result.params[key] = str(parameters[key])
	return result


## The route of a link's fragment, `#/card/9f86?from=mail`; null when there is none.
static func parse(fragment: String) -> Route:
	var parts: PackedStringArray = fragment.trim_prefix("#").trim_prefix("/").split("?", true, 1)
	for route_name: StringName in TABLE:
		var found: Dictionary = _match(TABLE[route_name][0], parts[0].trim_suffix("/"))
		if found.has("matches"):
			var route := Route.to(route_name, found["params"])
			if parts.size() == 2:
				route._add_query(parts[1])
			return route
	return null


## "#/card/9f86": what `parse` reads.
func fragment() -> String:
	var way: String = TABLE[name][0]
	var query: PackedStringArray = []
	for key: String in params:
		var value: String = params[key].uri_encode()
		if "{%s}" % key in way:
			way = way.replace("{%s}" % key, value)
		else:
			query.append("%s=%s" % [key.uri_encode(), value])
	return "#/" + way + ("?" + "&".join(query) if query else "")


## Tells whether the route is in the table and has all parameters of its path.
func is_valid() -> bool:
	return TABLE.has(name) and not "{" in fragment()


func access() -> Access:
	return TABLE[name][1]


## The tab to which it belongs, or -1.
func tab() -> int:
	return TABS.find(name)


func equals(other: Route) -> bool:
	return other != null and name == other.name and params == other.params


func scene_path() -> String:
	return "res://screens/%s/%s.tscn" % [name, name]


static func _match(way: String, path: String) -> Dictionary:
	var wanted: PackedStringArray = way.split("/")
	var given: PackedStringArray = path.split("/")
	var found: Dictionary = {}
	if wanted.size() != given.size():
		return {}
	for index: int in wanted.size():
		var part: String = wanted[index]
		if part.begins_with("{") and given[index]:
			found[part.trim_prefix("{").trim_suffix("}")] = given[index].uri_decode()
		elif part != given[index]:
			return {}
	return {"matches": true, "params": found}


func _add_query(text: String) -> void:
	for pair: String in text.split("&", false):
		var parts: PackedStringArray = pair.split("=", true, 1)
		params[parts[0].uri_decode()] = parts[1].uri_decode() if parts.size() == 2 else ""
