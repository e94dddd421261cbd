@abstract class_name CameraPart
extends VBoxContainer
## What the camera says and asks in one state; the picture beside it stays.

var flow: JobFlow


## Shows a photograph's way, once.
func bind(job_flow: JobFlow) -> void:
	flow = job_flow
	refresh()


## Shows what has gone on since.
func refresh() -> void:
	pass
