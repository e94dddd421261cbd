class_name DexRow
extends PanelContainer
## An animal as a row of a list.

signal opened(face: CardFace)
signal menu_requested(face: CardFace)
signal favorite_toggled(face: CardFace)

var face: CardFace


func _ready() -> void:
	(%Tap as Tap).tapped.connect(func() -> void: opened.emit(face))
	(%Tap as Tap).held.connect(func() -> void: menu_requested.emit(face))


func _gui_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"toggle_favorite") and not face.is_ghost():
		favorite_toggled.emit(face)


func show_face(shown: CardFace) -> void:
	face = shown
	accessibility_name = face.spoken()
	(%Number as Label).text = face.number_text()
	(%Number as Label).theme_type_variation = StringName(face.animal_class + "Number")
	(%Name as Label).text = face.first_line()
	(%Name as Label).theme_type_variation = face.first_style()
	(%Second as Label).text = face.second_line()
	(%Second as Label).theme_type_variation = face.second_style()
	(%Mark as Glyph).show_class(face.animal_class)
	(%Tag as RedListTag).show_category(face.tag())
	(%Lock as Control).visible = face.is_private
	(%Waiting as Control).visible = face.is_waiting
	(%Favorite as Control).visible = face.is_favorite
	(%New as Control).visible = face.is_new
	(%Empty as Silhouette).show_class(face.animal_class)
	(%Picture as PictureView).focus = face.focus
	show_texture(face.texture)


func show_selected(is_selected: bool) -> void:
	(%Selected as Control).visible = is_selected


func show_texture(texture: Texture2D) -> void:
	(%Picture as PictureView).texture = texture
	(%Picture as PictureView).visible = texture != null or face.thumbnail_url != ""
	(%Empty as Control).visible = not (%Picture as Control).visible
