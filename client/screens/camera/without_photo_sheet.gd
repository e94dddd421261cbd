extends VBoxContainer
## An animal that was met without a camera: its name and the day.

signal chosen(name: String, when: String)


func _ready() -> void:
	(%When as Field).input.text = Time.get_date_string_from_system()
	(%Finder as NameFinder).chosen.connect(_on_chosen)


func _on_chosen(name: String) -> void:
	chosen.emit(name, (%When as Field).input.text.strip_edges() + "T12:00:00Z")
