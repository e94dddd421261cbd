@abstract class_name Screen
extends Control
## A screen that a route leads to: the scene `res://screens/<route>/<route>.tscn`.

## Shows what the route says; called once, after the screen is in the tree.
@abstract func open(params: Dictionary[String, String]) -> void


## What it looks like now, for coming back: scroll, filters.
func save_state() -> Dictionary:
	return {}


## Looks again as it did; called after `open`.
func restore_state(_state: Dictionary) -> void:
	pass


## What others let one see has changed: show what is there now.
func refresh() -> void:
	pass


## The tab of this screen was tapped while it is shown: go to the top.
func scroll_to_top() -> void:
	pass


## Closes the screen's top layer (a sheet, a selection); tells whether there was one.
func close_layer() -> bool:
	return false
