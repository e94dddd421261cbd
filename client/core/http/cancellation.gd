class_name Cancellation
extends RefCounted
## Cancels the requests that it is passed to.

signal requested

var is_requested: bool = false


func cancel() -> void:
	if not is_requested:
		is_requested = true
		requested.emit()
