extends Screen
## The way of a photograph to a card. Each state is a part beside the picture, which stays in its place.

const MESSAGE := preload("res://screens/camera/message_part.tscn")
const PARTS: Dictionary[JobFlow.State, PackedScene] = {
	JobFlow.State.CHOOSE: preload("res://screens/camera/choose_part.tscn"),
	JobFlow.State.PREVIEW: preload("res://screens/camera/preview_part.tscn"),
	JobFlow.State.SENDING: preload("res://screens/camera/sending_part.tscn"),
	JobFlow.State.IDENTIFYING: preload("res://screens/camera/identifying_part.tscn"),
	JobFlow.State.REVEAL: preload("res://screens/camera/reveal_part.tscn"),
	JobFlow.State.SEVERAL: preload("res://screens/camera/several_part.tscn"),
	JobFlow.State.CORRECTING: preload("res://screens/camera/correcting_part.tscn"),
	JobFlow.State.NOTHING: MESSAGE,
	JobFlow.State.FAILED: MESSAGE,
	JobFlow.State.QUOTA_OVER: MESSAGE,
	JobFlow.State.ADDED: preload("res://screens/camera/added_part.tscn"),
}
const CEREMONY := preload("res://components/layers/ceremony.tscn")
## The photograph is prepared, whatever was said of it.
const FINISHED: Array[JobFlow.State] = [
	JobFlow.State.REVEAL, JobFlow.State.SEVERAL, JobFlow.State.CORRECTING, JobFlow.State.NOTHING
]
const PICTURE_SIDE := 584.0

var _flow: JobFlow
## The entry that the photograph is for; empty for a new one.
var _entry_id: String
var _part: CameraPart
var _face: CardFace
var _texture: Texture2D

@onready var _plate: PhotoPlate = %Plate
@onready var _stage: RevealStage = %Stage
@onready var _picker: PhotoPicker = %Picker


func _ready() -> void:
	(%Close as Button).pressed.connect(Navigation.back)
	(%Back as Button).pressed.connect(_go_back)
	(%Menu as Button).pressed.connect(_show_menu)
	_picker.picked.connect(func(photo: Photo) -> void: _flow.choose(photo))
	_picker.dragged.connect(
		func(is_over: bool) -> void: (%DropHint as Label).text = "Drop it" if is_over else "Drop a photo here"
	)
	theme_changed.connect(_arrange)
	resized.connect(_fit_stage_panel)
	(%StageInset as Control).minimum_size_changed.connect(_fit_stage_panel)


func open(params: Dictionary[String, String]) -> void:
	_entry_id = params.get("entry_id", "")
	bind(Store.camera)


## Shows a photograph's way, and follows it.
func bind(flow: JobFlow) -> void:
	_flow = flow
	_flow.state_changed.connect(func(_state: JobFlow.State) -> void: show_state())
	_flow.progressed.connect(refresh)
	_flow.failed.connect(_on_failed)
	_flow.photo_refused.connect(_on_refused)
	show_state()


## Shows the part of the state that the photograph is in.
func show_state() -> void:
	if _entry_id and _flow.state in FINISHED:
		_add_to_entry()
		return
	if _part:
		_part.queue_free()
		_part.get_parent().remove_child(_part)
	_part = PARTS[_flow.state].instantiate()
	var is_staged: bool = _is_staged()
	((%StagePart if is_staged else %Part) as Container).add_child(_part)
	_part.bind(_flow)
	(%Staged as Control).visible = is_staged
	(%Work as Control).visible = not is_staged
	(%DropFrame as Control).visible = _flow.state == JobFlow.State.CHOOSE
	_plate.visible = _flow.state != JobFlow.State.CHOOSE
	_prepare_part()
	_arrange()
	refresh()


## Shows what has gone on since.
func refresh() -> void:
	_part.refresh()
	_show_photo()
	if _flow.state in [JobFlow.State.SENDING, JobFlow.State.IDENTIFYING]:
		_plate.show_looking(_flow.progress())
	else:
		_plate.show_bare()


## Shows the picture of a job whose photograph is not on this device any more.
func show_texture(texture: Texture2D) -> void:
	_texture = texture
	if _face:
		_face.texture = texture
		_stage.show_face(_face)
	refresh()


func close_layer() -> bool:
	return Layers.of(self).close()


func _is_staged() -> bool:
	return _flow.state in [JobFlow.State.REVEAL, JobFlow.State.ADDED] and _flow.reveal != null


## Tells whether the part has buttons where the tab bar would be.
func _fills_phone() -> bool:
	return _is_staged() or _flow.state in [JobFlow.State.SEVERAL, JobFlow.State.CORRECTING]


func _prepare_part() -> void:
	match _flow.state:
		JobFlow.State.CHOOSE:
			_prepare_choice()
		JobFlow.State.PREVIEW:
			_prepare_preview()
		JobFlow.State.REVEAL:
			_show_reveal()
		JobFlow.State.SEVERAL:
			_part.connect(&"chosen", _show_boxes)
			_plate.box_chosen.connect(Callable(_part, &"choose"))
			_show_boxes(0)
		JobFlow.State.CORRECTING:
			_part.call(&"show_candidates", _flow.job.candidates)
		JobFlow.State.ADDED:
			_show_added()
			_celebrate()
	if _flow.state != JobFlow.State.SEVERAL:
		_plate.show_boxes([], -1)
	if _flow.job and _flow.photo == null and _texture == null:
		_load_texture()


func _prepare_choice() -> void:
	_texture = null
	_face = null
	_part.connect(&"pick_asked", _picker.pick)
	_part.connect(&"take_asked", _picker.take)
	_part.connect(&"job_chosen", func(job: Job) -> void: _flow.open(job))
	_part.connect(&"kept_chosen", func(photo: Photo) -> void: _flow.choose(photo))
	_part.connect(&"without_photo_asked", _add_without_photo)
	_part.call(&"show_camera", _picker.has_camera())
	if Session.is_signed_in():
		_show_recent_jobs(_part)
		_show_quota(_part)


func _prepare_preview() -> void:
	var has_opted_out: bool = Session.user != null and Session.user.ai_opt_out
	if has_opted_out or _entry_id:
		_flow.wants_ai = false
	_part.call(&"show_opt_out", has_opted_out, _entry_id != "")


func _show_recent_jobs(part: CameraPart) -> void:
	var result: ApiResult = await _flow.recent_jobs()
	if is_instance_valid(part) and result.is_ok():
		part.call(&"show_jobs", (result.value as JobPage).items)


func _show_quota(part: CameraPart) -> void:
	var result: ApiResult = await _flow.quota_of_today()
	if is_instance_valid(part) and result.is_ok():
		part.call(&"show_quota", result.value)


func _show_reveal() -> void:
	_show_card()
	_stage.play()
	if Session.user:
		_part.call(&"show_defaults", Session.user)


func _show_card() -> void:
	var candidate: Candidate = _flow.reveal.candidate
	_face = CardFace.new()
	_face.number = candidate.creation_index
	_face.name = candidate.common_name
	_face.scientific_name = candidate.scientific_name
	_face.rank = candidate.rank
	_face.animal_class = AnimalClass.named(candidate.animal_class)
	_face.iucn = candidate.iucn
	_face.texture = _photo_texture()
	_face.thumbnail_url = "photo"
	_stage.show_card(_face, _flow.reveal.kind)


## What was added has its number now.
func _show_added() -> void:
	if _flow.reveal == null:
		return
	if _face == null:
		_show_card()
	if _flow.added:
		_face.number = _flow.added[0].animal.creation_index
		_stage.show_face(_face)


func _show_boxes(chosen: int) -> void:
	var boxes: Array[Box] = []
	for candidate: Candidate in _flow.job.candidates:
		boxes.append(candidate.box)
	_plate.show_boxes(boxes, chosen)


func _show_photo() -> void:
	if _flow.photo:
		_plate.show_photo(_flow.photo.preview, _flow.photo.quarter_turns, "Photographed just now")
	else:
		_plate.show_photo(_texture, 0, "")


func _photo_texture() -> Texture2D:
	return _flow.photo.preview if _flow.photo and _flow.photo.preview else _texture


func _load_texture() -> void:
	var texture: Texture2D = await Store.images.get_texture(_flow.job.display_url)
	if is_inside_tree() and texture:
		show_texture(texture)


func _celebrate() -> void:
	if _flow.new_badges.is_empty():
		return
	var ceremony: Ceremony = CEREMONY.instantiate()
	Layers.of(self).add_child(ceremony)
	ceremony.show_badges(_flow.new_badges)


func _on_failed(problem: Problem) -> void:
	if _flow.state == JobFlow.State.PREVIEW:
		_part.call(&"show_problem", problem.sentence())
	else:
		Layers.of(self).toast(problem.sentence())


func _on_refused(sentence: String) -> void:
	if _flow.state == JobFlow.State.CHOOSE:
		_part.call(&"show_refusal", sentence)
	else:
		Layers.of(self).toast(sentence)


func _add_without_photo() -> void:
	var sheet: Node = preload("res://screens/camera/without_photo_sheet.tscn").instantiate()
	Layers.of(self).open(sheet as Control)
	sheet.connect(&"chosen", _on_named_without_photo)


func _on_named_without_photo(name: String, day: String) -> void:
	Layers.of(self).close()
	_flow.add_without_photo(name, day)


func _go_back() -> void:
	if not Navigation.back():
		Navigation.go(&"dex")


## Puts the photograph on the card that it was taken for.
func _add_to_entry() -> void:
	var entry_id: String = _entry_id
	_entry_id = ""
	var layers: Layers = Layers.of(self)
	var result: ApiResult = await Store.dex.add_picture(entry_id, _flow.job.id)
	layers.toast("The photo is on its card." if result.is_ok() else result.problem.sentence())
	_flow.another_photo()
	if is_inside_tree():
		Navigation.go(&"card", {"entry_id": entry_id})


func _show_menu() -> void:
	var list: ActionList = preload("res://components/layers/action_list.tscn").instantiate()
	Layers.of(self).open(list)
	list.show_actions("", [["image", "Another photo"], ["cards", "Back to your dex"]])
	list.chosen.connect(_on_menu_chosen)


func _on_menu_chosen(index: int) -> void:
	Layers.of(self).close()
	if index == 0:
		_flow.another_photo()
	else:
		Navigation.go(&"dex")


func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self)
	(%Halves as BoxContainer).vertical = not is_wide
	(%StagedHalves as BoxContainer).vertical = not is_wide
	(%StagePanel as Control).theme_type_variation = &"SurfacePanel" if is_wide else &"SheetPanel"
	(%StagePanel as Control).size_flags_horizontal = SIZE_EXPAND_FILL
	var side: Control = %PictureSide
	side.size_flags_horizontal = SIZE_FILL if is_wide else SIZE_EXPAND_FILL
	side.custom_minimum_size.x = minf(PICTURE_SIDE, size.x / 2.0) if is_wide else 0.0
	(%Menu as Control).visible = _flow != null and _flow.state != JobFlow.State.CHOOSE
	Frame.of(self).want_bar(is_wide or _flow == null or not _fills_phone())
	_fit_stage_panel()


## On a phone the panel leaves room for the card; what does not fit is scrolled to.
func _fit_stage_panel() -> void:
	var wanted: float = (%StageInset as Control).get_combined_minimum_size().y
	(%StageScroll as Control).custom_minimum_size.y = (
		0.0 if Look.is_wide(self) else minf(wanted, size.y - _stage.least_height())
	)
