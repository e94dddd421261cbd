class_name SharedPicture
## A card or a badge as a picture to share, without place and notes.

const PLATE := preload("res://components/cards/plate.tscn")
const BADGE := preload("res://components/cards/badge_plate.tscn")
const SIZE := Vector2i(1080, 1440)
const SCALE := 3.0
const MARGIN := 12


static func share_card(from: Control, shown: Plate) -> void:
	var plate: Plate = PLATE.instantiate()
	var image: Image = await draw(from, plate, plate.copy_from.bind(shown))
	await _hand_on(from, image, shown.face.first_line())


static func share_badge(from: Control, badge_id: String, day: String) -> void:
	var plate: BadgePlate = BADGE.instantiate()
	var image: Image = await draw(from, plate, plate.show_badge.bind(BadgeLook.of(badge_id), day))
	await _hand_on(from, image, BadgeLook.of(badge_id).name)


## Draws what `fill` shows on a control off the screen.
static func draw(from: Control, content: Control, fill: Callable) -> Image:
	var viewport := SubViewport.new()
	viewport.size = SIZE
	viewport.size_2d_override = Vector2i(Vector2(SIZE) / SCALE)
	viewport.size_2d_override_stretch = true
	from.add_child(viewport)
	content.theme = Look.fitted(false, false, 100)
	viewport.add_child(content)
	content.set_anchors_and_offsets_preset(Control.PRESET_FULL_RECT, Control.PRESET_MODE_MINSIZE, MARGIN)
	fill.call()
	for frame: int in 3:
		await from.get_tree().process_frame
	viewport.render_target_update_mode = SubViewport.UPDATE_ONCE  # nothing else may change, and then no frame is drawn
	await RenderingServer.frame_post_draw
	var image: Image = viewport.get_texture().get_image()
	viewport.queue_free()
	return image


static func _hand_on(from: Control, image: Image, name: String) -> void:
	var file: String = "%s.png" % name.validate_filename().to_snake_case()
	var way: Sharing.Way = await Sharing.new().share_picture(image, file)
	if way == Sharing.Way.SAVED and from.is_inside_tree():
		Layers.of(from).toast("Its picture is on this device.")
