class_name Shot
extends RefCounted
## A screen in a state, to be drawn.

var name: String
var screen: String
## The active tab; -1 before sign-in.
var tab: int
## `func(screen: Screen) -> void`: puts the screen into the state.
var prepare: Callable
var text_size: int = 100


static func of(shot_name: String, screen_name: String, lit_tab: int, how: Callable) -> Shot:
	var shot := Shot.new()
	shot.name = shot_name
	shot.screen = screen_name
	shot.tab = lit_tab
	shot.prepare = how
	return shot
