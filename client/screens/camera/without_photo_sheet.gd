extends VBoxContainer
## An animal that was met without a camera: its name and the day.

signal chosen(name: String, when: String)


func _ready() -> void:
	(%When as Field).input.text = Time.get_date_string_from_system()
	(%Finder as NameFinder).chosen.connect(_on_chosen)


func _on_chosen(name: String) -> void:
	var day: String = (%When as Field).input.text.strip_edges()
	chosen.emit(name, SightingTime.on_day(day, SightingTime.device_offset()))
