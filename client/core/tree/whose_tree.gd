class_name WhoseTree
extends RefCounted
## The people whose animals a tree shows: those of a mode, or one person.

var mode: String
var person_id: String


static func of_mode(tree_mode: String) -> WhoseTree:
	var whose := WhoseTree.new()
	whose.mode = tree_mode
	return whose


static func of_person(id: String) -> WhoseTree:
	var whose: WhoseTree = of_mode(TreeMode.SELECTED)
	whose.person_id = id
	return whose


## The query parameters of the API.
func query() -> Dictionary:
	return {"mode": mode, "users": person_id if person_id else null}


## The name of its copy on this device.
func key() -> String:
	return mode + person_id
