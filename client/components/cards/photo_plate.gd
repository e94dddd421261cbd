class_name PhotoPlate
extends PanelContainer
## A plate without a name yet: the photograph that is on its way to one.

signal box_chosen(index: int)

const SWEEP := 2.6

var _sweep: Tween

@onready var _picture: PictureView = %Picture


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		var is_wide: bool = Look.is_wide(self)
		(%Frame as AspectRatioContainer).ratio = 530.0 / 386.0 if is_wide else 4.0 / 3.0
		(%Frame as Control).custom_minimum_size.y = (%Frame as Control).size.x / (%Frame as AspectRatioContainer).ratio


## Shows a photograph, turned by quarters; null for one that nothing here can draw.
func show_photo(texture: Texture2D, quarter_turns: int, told: String) -> void:
	_picture.texture = _turned(texture, quarter_turns)
	(%CannotDraw as Control).visible = texture == null
	(%Told as Label).text = told


## Lifts the hatching: by a sweep that comes back, or as far as `progress` where motion is reduced.
func show_looking(progress: float) -> void:
	if Moves.is_reduced():
		_picture.cut = progress
	elif _sweep == null or not _sweep.is_running():
		_sweep = create_tween().set_loops().set_trans(Tween.TRANS_SINE)
		_sweep.tween_property(_picture, ^"cut", 1.0, SWEEP / 2.0).from(0.0)
		_sweep.tween_property(_picture, ^"cut", 0.0, SWEEP / 2.0)


## Shows it without hatching; what nothing here can draw stays hatched.
func show_bare() -> void:
	if _sweep:
		_sweep.kill()
	_picture.cut = 1.0 if _picture.texture else 0.0


## Marks where the animals are, numbered from 1.
func show_boxes(boxes: Array[Box], chosen: int) -> void:
	var layer: Control = %Boxes
	for old: Node in layer.get_children():
		layer.remove_child(old)
		old.queue_free()
	for index: int in boxes.size():
		if boxes[index]:
			layer.add_child(_mark(boxes[index], index, index == chosen))


func _mark(box: Box, index: int, is_chosen: bool) -> Control:
	var mark: PanelContainer = PanelContainer.new()
	mark.theme_type_variation = &"BoxMarkPanel" if is_chosen else &"BoxMarkOffPanel"
	mark.anchor_left = box.left
	mark.anchor_top = box.top
	mark.anchor_right = box.right
	mark.anchor_bottom = box.bottom
	mark.gui_input.connect(_on_box_input.bind(index))
	var number := Label.new()
	number.theme_type_variation = &"BoxNumber"
	number.text = str(index + 1)
	var plate := PanelContainer.new()
	plate.theme_type_variation = &"BoxNumberPanel"
	plate.size_flags_horizontal = SIZE_SHRINK_BEGIN
	plate.size_flags_vertical = SIZE_SHRINK_BEGIN
	plate.mouse_filter = MOUSE_FILTER_IGNORE
	plate.add_child(number)
	mark.add_child(plate)
	return mark


func _on_box_input(event: InputEvent, index: int) -> void:
	if event is InputEventMouseButton and event.pressed:
		box_chosen.emit(index)


func _turned(texture: Texture2D, quarter_turns: int) -> Texture2D:
	if texture == null or quarter_turns == 0:
		return texture
	var image: Image = texture.get_image()
	for turn: int in quarter_turns:
		image.rotate_90(CLOCKWISE)
	return ImageTexture.create_from_image(image)
