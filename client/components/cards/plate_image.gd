class_name PlateImage
## A card as a picture to share: the plate alone, without place and notes.

const SIZE := Vector2i(1080, 1440)
const SCALE := 3.0


## Draws the plate off the screen and gives it to the person as a file.
static func share(from: Control, face: CardFace) -> void:
	var image: Image = await draw(from, face)
	var file: String = "%s.png" % face.first_line().validate_filename().to_snake_case()
	if OS.has_feature("web"):
		JavaScriptBridge.download_buffer(image.save_png_to_buffer(), file, "image/png")
	else:
		image.save_png("user://".path_join(file))
	Layers.of(from).toast("Its picture is on this device.")


static func draw(from: Control, face: CardFace) -> Image:
	var viewport := SubViewport.new()
	viewport.size = SIZE
	viewport.size_2d_override = Vector2i(Vector2(SIZE) / SCALE)
	viewport.size_2d_override_stretch = true
	viewport.render_target_update_mode = SubViewport.UPDATE_ONCE
	from.add_child(viewport)
	var plate: Plate = preload("res://components/cards/plate.tscn").instantiate()
	plate.theme = Look.fitted(false, false, 100)
	viewport.add_child(plate)
	plate.set_anchors_and_offsets_preset(Control.PRESET_FULL_RECT, Control.PRESET_MODE_MINSIZE, 12)
	plate.show_face(face)
	for frame: int in 3:
		await from.get_tree().process_frame
	await RenderingServer.frame_post_draw
	var image: Image = viewport.get_texture().get_image()
	viewport.queue_free()
	return image
