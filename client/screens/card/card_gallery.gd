class_name CardGallery
extends VBoxContainer
## The plate of an entry, and thumbnails to choose the picture on it by.

signal add_pressed

const VIEWER := preload("res://components/layers/picture_viewer.tscn")
const THUMBNAIL := preload("res://components/cards/thumbnail.tscn")
const MOST_PICTURES := 8

var _is_mine: bool = false
var _index: int = 0
var _pictures: Array[Picture] = []
var _textures: Array[Texture2D] = []

@onready var plate: Plate = %Plate


func _ready() -> void:
	(%AddPhoto as Button).pressed.connect(add_pressed.emit)
	plate.swiped.connect(func(step: int) -> void: show_picture(_index + step))
	plate.picture_tapped.connect(_show_viewer)


func show_entry(entry: Entry) -> void:
	_is_mine = entry.mine != null
	if _textures.is_empty():
		_pictures = entry.pictures
		_load_all()
	else:
		show_picture(_index)


## Shows the pictures; the places of those that are still on their way are empty.
func show_textures(textures: Array[Texture2D]) -> void:
	_textures = textures
	_show_thumbnails()
	show_picture(_index)


func show_picture(index: int) -> void:
	if _textures.is_empty():
		return
	_index = wrapi(index, 0, _textures.size())
	plate.show_texture(_textures[_index])
	plate.show_place(_index, _textures.size())
	for child: int in _textures.size():
		(%Thumbnails.get_child(child) as Thumbnail).show_chosen(child == _index)


## Waits for the picture on the plate; tells whether it is there, or the entry has none.
func load_shown() -> bool:
	if _pictures.is_empty():
		return true
	await _load(_index)
	return _textures[_index] != null


func _load_all() -> void:
	var textures: Array[Texture2D] = []
	for picture: Picture in _pictures:
		textures.append(Store.images.in_memory(picture.thumbnail_url))
	show_textures(textures)
	for index: int in _pictures.size():
		await _load(index)


func _load(index: int) -> void:
	var texture: Texture2D = await Store.images.get_texture(_pictures[index].display_url)
	if not is_inside_tree() or texture == null:
		return
	_textures[index] = texture
	(%Thumbnails.get_child(index) as Thumbnail).show_texture(texture)
	if index == _index:
		show_picture(index)


func _show_thumbnails() -> void:
	var row: HBoxContainer = %Thumbnails
	for old: Node in row.get_children():
		row.remove_child(old)
		old.queue_free()
	for index: int in _textures.size():
		var thumbnail: Thumbnail = THUMBNAIL.instantiate()
		row.add_child(thumbnail)
		thumbnail.show_texture(_textures[index])
		thumbnail.accessibility_name = tr("Photo %d of %d") % [index + 1, _textures.size()]
		thumbnail.pressed.connect(show_picture.bind(index))
	(%Add as Control).visible = _is_mine and _textures.size() < MOST_PICTURES


func _show_viewer() -> void:
	if _index < _textures.size() and _textures[_index]:
		var viewer: PictureViewer = VIEWER.instantiate()
		Layers.of(self).add_child(viewer)
		viewer.show_texture(_textures[_index], plate.face.first_line())
