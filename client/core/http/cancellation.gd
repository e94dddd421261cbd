class_name Cancellation
extends RefCounted
## Stops the request that it is given to; it can be shared by several.

signal requested

var is_requested: bool = false


func cancel() -> void:
	if not is_requested:
		is_requested = true
		requested.emit()
