class_name History
extends RefCounted
## The previous screens with their state: at most ten.

const LIMIT := 10

var _visits: Array[Visit] = []


func push(route: Route, state: Dictionary) -> void:
	_visits.append(Visit.new(route, state))
	if _visits.size() > LIMIT:
		_visits.pop_front()


## The previous screen; null if there is none.
func pop() -> Visit:
	return null if _visits.is_empty() else _visits.pop_back()


func is_empty() -> bool:
	return _visits.is_empty()


func size() -> int:
	return _visits.size()


func clear() -> void:
	_visits.clear()


class Visit:
	var route: Route
	## The result of the screen's `save_state` when it was left: scroll position, filters.
	var state: Dictionary

	func _init(visited: Route, left_as: Dictionary) -> void:
		route = visited
		state = left_as
