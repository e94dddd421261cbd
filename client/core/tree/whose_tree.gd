class_name WhoseTree
extends RefCounted
## Whose animals a tree shows: those of a mode's people, or of one person.

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


## What the API is asked by.
func query() -> Dictionary:
	return {"mode": mode, "users": person_id if person_id else null}


## What its copy on this device is called.
func key() -> String:
	return mode + person_id
