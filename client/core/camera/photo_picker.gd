class_name PhotoPicker
extends Node
## Where photographs come from, as long as this node is in the tree: the browser's file picker, a
## phone's camera, dropping, pasting; on a desktop the system's own dialog.

signal picked(photo: Photo)
## Something is dragged over the page, or not any more.
signal dragged(is_over: bool)

var _page: JavaScriptObject
var _drops: JavaScriptObject
var _on_file: JavaScriptObject
var _on_drag: JavaScriptObject


func _ready() -> void:
	if OS.has_feature("web"):
		_page = WebPage.interface()
		_on_file = JavaScriptBridge.create_callback(_on_page_file)
		_on_drag = JavaScriptBridge.create_callback(func(arguments: Array) -> void: dragged.emit(bool(arguments[0])))
		_drops = _page.watchDrops(_on_file, _on_drag)
	else:
		get_window().files_dropped.connect(_on_files_dropped)


func _exit_tree() -> void:
	if _drops:
		_drops.stop()


## Lets the person choose a file.
func pick() -> void:
	if _page:
		_page.pick(false, _on_file)
	else:
		_show_dialog()


## Opens a phone's camera.
func take() -> void:
	if _page:
		_page.pick(true, _on_file)


## Tells whether `take` has a camera to open.
func has_camera() -> bool:
	return _page != null and Model.boolean(_told().get("hasTouch"))


func _told() -> Dictionary:
	return Model.dictionary(JSON.parse_string(str(_page.device())))


func _show_dialog() -> void:
	DisplayServer.file_dialog_show(
		tr("Choose a photo"),
		OS.get_system_dir(OS.SYSTEM_DIR_PICTURES),
		"",
		false,
		DisplayServer.FILE_DIALOG_MODE_OPEN_FILE,
		[],
		func(is_chosen: bool, paths: PackedStringArray, _filter: int) -> void:
			if is_chosen:
				_on_files_dropped(paths)
	)


func _on_page_file(arguments: Array) -> void:
	var photo := WebPhoto.new(_page, int(arguments[0]))
	photo.filename = str(arguments[1])
	photo.content_type = BytesPhoto.type_of(photo.filename, str(arguments[2]))
	photo.size = int(arguments[3])
	picked.emit(photo)


func _on_files_dropped(paths: PackedStringArray) -> void:
	picked.emit(BytesPhoto.from_file(paths[0]))
