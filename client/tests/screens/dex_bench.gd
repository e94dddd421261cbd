extends FrameBench
## Starts a large dex from its copy on this device and scrolls through it. Prints how
## long the start takes, the engine's CPU time per frame, and the script's time before it.
##
##     godot --resolution 1280x720 --path client res://tests/screens/dex_bench.tscn

const COUNT := 5000
const OWNER := "bench"
const STEP := 40
const THUMBNAIL := 64

var _screen: Screen
var _dex: Dex


func _run() -> void:
	_keep_pictures()
	_write_copy()
	var starts: Array[float] = []
	for _round: int in ROUNDS:
		starts.append(await _start())
	print("%d dex: started in %.0f ms" % [COUNT, starts.min()])
	for is_list: bool in [false, true]:
		_screen.call(&"show_as_list", is_list)
		await _measure_frames("%d %s scrolled" % [COUNT, "list" if is_list else "grid"])
	DexCopy.delete_all()


func _url(index: int) -> String:
	return "/media/%d/p/thumb" % index


func _keep_pictures() -> void:
	var image := Image.create_empty(THUMBNAIL, THUMBNAIL, false, Image.FORMAT_RGB8)
	var texture := ImageTexture.create_from_image(image)
	for index: int in COUNT:
		(Store.images.get(&"_memory") as TextureMemory).keep(_url(index), texture)


func _write_copy() -> void:
	var copy := DexCopy.new(OWNER)
	for index: int in COUNT:
		var animal: String = "animal %d" % index if index % 2 else "bird %d bird" % index
		copy.put(DocumentsOf.entry(str(index), animal, {"thumbnail_url": _url(index)}))
	copy.synced_at = 1.0
	copy.write()


## Reads the copy and shows it; returns the milliseconds until after its first frame.
func _start() -> float:
	if _screen:
		_screen.free()
	var began: int = Time.get_ticks_usec()
	var copy := DexCopy.new(OWNER)
	copy.read()
	_dex = Dex.new(Api, copy, Outbox.new(Api, "user://outbox/%s" % OWNER))
	_screen = (load("res://screens/dex/dex.tscn") as PackedScene).instantiate()
	_screen.set_anchors_preset(PRESET_FULL_RECT)
	add_child(_screen)
	_screen.call(&"bind", _dex)
	await RenderingServer.frame_post_draw
	return _ms_since(began)


func _move(_frame: int) -> void:
	(_screen.get_node(^"%Scroll") as ScrollContainer).scroll_vertical += STEP
