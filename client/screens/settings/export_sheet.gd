class_name ExportSheet
extends VBoxContainer
## The export of everything stored about you, and of the dex as a table.

const MEGABYTE := 1000.0 * 1000.0
const POLL_SECONDS := 5.0
const TABLES: Dictionary[String, String] = {
	ExportFormat.CSV: "dex.csv", ExportFormat.JSON_TEXT: "dex.json", ExportFormat.DWCA: "dex-darwin-core.zip"
}


func _ready() -> void:
	(%Pack as Button).pressed.connect(_pack)
	(%Timer as Timer).timeout.connect(_look)
	(%Csv as Button).pressed.connect(_save_table.bind(ExportFormat.CSV))
	(%Json as Button).pressed.connect(_save_table.bind(ExportFormat.JSON_TEXT))
	(%Dwca as Button).pressed.connect(_save_table.bind(ExportFormat.DWCA))
	if Session.is_signed_in():
		_look()


## Shows the progress of the export; null if there is none.
func show_export(export: Export) -> void:
	var is_ready: bool = export != null and not export.files.is_empty()
	(%Pack as Control).visible = export == null
	(%Packing as Control).visible = export != null and not is_ready
	for old: Node in (%Files as Container).get_children():
		old.queue_free()
	for file: ExportFile in export.files if is_ready else [] as Array[ExportFile]:
		(%Files as Container).add_child(_button(file))
	if export and not is_ready:
		(%Timer as Timer).start(POLL_SECONDS)


func _button(file: ExportFile) -> Button:
	var button := Button.new()
	button.theme_type_variation = &"Primary"
	button.text = tr("Download %d MB") % ceili(file.size_bytes / MEGABYTE)
	button.pressed.connect(OS.shell_open.bind(file.url))
	return button


func _look() -> void:
	var result: ApiResult = await Api.users.export_status()
	if is_inside_tree():
		show_export(result.value if result.is_ok() else null)


func _pack() -> void:
	var result: ApiResult = await Api.users.request_export()
	if not is_inside_tree():
		return
	if result.is_ok():
		show_export(result.value)
	else:
		(%Problem as Label).text = result.problem.sentence()


func _save_table(format: String) -> void:
	var result: ApiResult = await Api.dex.export_table(format)
	if not is_inside_tree():
		return
	if not result.is_ok():
		(%Problem as Label).text = result.problem.sentence()
	elif OS.has_feature("web"):
		JavaScriptBridge.download_buffer(result.response.body, TABLES[format])
	else:
		FileAccess.open("user://".path_join(TABLES[format]), FileAccess.WRITE).store_buffer(result.response.body)
