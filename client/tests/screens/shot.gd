class_name Shot
extends RefCounted
## A state of a screen that is drawn.

var name: String
var screen: String
## The tab that is lit; -1 before sign-in.
var tab: int
## `func(screen: Screen) -> void`: brings the screen into the state.
var prepare: Callable
var text_size: int = 100


static func of(shot_name: String, screen_name: String, lit_tab: int, how: Callable) -> Shot:
	var shot := Shot.new()
	shot.name = shot_name
	shot.screen = screen_name
	shot.tab = lit_tab
	shot.prepare = how
	return shot
