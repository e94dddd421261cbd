class_name Connectivity
extends RefCounted
## Whether the API can be reached, according to the last request. While it cannot, it is probed from
## time to time.

signal changed(is_online: bool)

const PROBE_SECONDS := 5.0

var is_online: bool = true
## Sends a small request to the API: `func() -> void`; its result is noted like that of any other.
var probe: Callable


func note(online: bool) -> void:
	if online == is_online:
		return
	is_online = online
	changed.emit(online)
	if not online:
		_probe_until_online()


## Returns once the API can be reached.
func regained() -> void:
	while not is_online:
		await changed


func _probe_until_online() -> void:
	var tree: SceneTree = Engine.get_main_loop()
	while not is_online and probe.is_valid():
		await tree.create_timer(PROBE_SECONDS).timeout
		await probe.call()
