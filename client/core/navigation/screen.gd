@abstract class_name Screen
extends Control
## A screen of a route: the scene `res://screens/<route>/<route>.tscn`.

## Shows what the route says; called once, after the screen was added to the tree.
@abstract func open(params: Dictionary[String, String]) -> void


## The state to come back to: scroll position, filters.
func save_state() -> Dictionary:
	return {}


## Restores a state; called after `open`.
func restore_state(_state: Dictionary) -> void:
	pass


## Called when what others share has changed: reload it.
func refresh() -> void:
	pass


## The tab of this screen was tapped while it is shown: scroll to the top.
func scroll_to_top() -> void:
	pass


## Closes the screen's top layer (a sheet, a selection); returns whether there was one.
func close_layer() -> bool:
	return false
