extends CameraPart
## Which photograph?

signal pick_asked
signal take_asked
signal job_chosen(job: Job)
signal kept_chosen(photo: Photo)
signal without_photo_asked

const ROW := preload("res://components/controls/list_row.tscn")


func _ready() -> void:
	(%Pick as Button).pressed.connect(pick_asked.emit)
	(%Take as Button).pressed.connect(take_asked.emit)
	(%Without as Button).pressed.connect(without_photo_asked.emit)
	show_refusal("")
	show_jobs([])


func refresh() -> void:
	var kept: Photo = flow.kept_photo()
	(%Kept as Control).visible = kept != null
	if kept and not (%Kept as ListRow).pressed.is_connected(_on_kept):
		(%Kept as ListRow).pressed.connect(_on_kept.bind(kept))


func show_camera(has_camera: bool) -> void:
	(%Take as Control).visible = has_camera
	(%Pick as Button).theme_type_variation = &"" if has_camera else &"Primary"


## Says why a photograph cannot be sent.
func show_refusal(sentence: String) -> void:
	(%Refusal as Control).visible = sentence != ""
	(%RefusalText as Label).text = sentence


## How many photographs can be named today.
func show_quota(quota: Quota) -> void:
	(%Quota as Control).visible = true
	(%Quota as Label).text = tr("%d of %d names left today.") % [quota.left, quota.limit]


## The photographs of before.
func show_jobs(jobs: Array[Job]) -> void:
	(%JobsPart as Control).visible = not jobs.is_empty()
	for old: Node in (%Jobs as Container).get_children():
		old.queue_free()
	for job: Job in jobs:
		(%Jobs as Container).add_child(_row(job))


func _row(job: Job) -> ListRow:
	var row: ListRow = ROW.instantiate()
	row.icon = preload("res://art/icons/image.svg")
	row.title = _told(job)
	row.detail = Dates.long(job.created_at)
	row.end_icon = preload("res://art/icons/caret-right.svg")
	row.leads_on = true
	row.pressed.connect(job_chosen.emit.bind(job))
	return row


func _told(job: Job) -> String:
	if job.status == JobStatus.FAILED:
		return JobWords.failed(job.error.code)
	if job.correction:
		return job.correction.common_name if job.correction.common_name else job.correction.scientific_name
	if job.candidates.is_empty():
		return JobWords.nothing(job.outcome) if job.outcome else "Finding its name"
	var first: Candidate = job.candidates[0]
	return first.common_name if first.common_name else first.scientific_name


func _on_kept(photo: Photo) -> void:
	kept_chosen.emit(photo)
