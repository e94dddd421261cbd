class_name Turn
extends RefCounted
## A lock among all tabs of a browser. A tab that is closed or hidden releases it.

signal _given
signal _passed_on

static var _taken: Dictionary[String, Turn] = {}

var _name: String
var _page: JavaScriptObject = WebPage.interface()
var _on_given: JavaScriptObject


func _init(of: String) -> void:
	_name = of
	_on_given = JavaScriptBridge.create_callback(func(_arguments: Array) -> void: _given.emit())


## Waits until the lock is free.
func take() -> void:
	while _taken.has(_name):
		await _taken[_name]._passed_on
	_taken[_name] = self
	if _page:
		_page.takeTurn(_name, _on_given)
		await _given


## Tells whether it was lost because the tab was hidden.
func is_lost() -> bool:
	return _page != null and not _page.hasTurn(_name)


func give_back() -> void:
	if _taken.get(_name) != self:
		return
	_taken.erase(_name)
	if _page:
		_page.endTurn(_name)
	_passed_on.emit()
