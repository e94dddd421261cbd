class_name ShotsOfCamera
## The camera: every state, and every kind of reveal.

const TAB := 2


static func all() -> Array[Shot]:
	var shots: Array[Shot] = [
		_of("choose", func(flow: JobFlow) -> void: flow.state = JobFlow.State.CHOOSE),
		_of("preview", func(flow: JobFlow) -> void: flow.state = JobFlow.State.PREVIEW),
		Shot.of("camera-without-photo", "camera", TAB, _show_without_photo),
		Shot.of("camera-occasion", "camera", TAB, _show_occasion),
		_of("preview-found", _be_found),
		_of("preview-heic", _be_heic),
		_of("preview-opt-out", _be_opted_out),
		_of("sending", _be_sending),
		_of("sending-offline", _be_offline),
		_of("identifying", _be_identifying),
		_of("several", _be_several),
		_of("correcting", _be_correcting),
		_of("nothing", _be_nothing.bind(Outcome.NO_ANIMAL)),
		_of("nothing-person", _be_nothing.bind(Outcome.PERSON)),
		_of("nothing-refused", _be_nothing.bind(Outcome.REFUSED)),
		_of("failed", _be_failed),
		_of("failed-too-big", _be_too_big),
		_of("quota", _be_over),
		_of("added", _be_added),
		_of("badge", _be_celebrated),
	]
	for kind: String in Reveal.Kind:
		var value: Reveal.Kind = Reveal.Kind[kind]
		shots.append(_of("reveal-" + kind.to_lower(), _be_revealed.bind(value)))
	return shots + _large()


static func _large() -> Array[Shot]:
	var shots: Array[Shot] = [
		_of("text-150-choose", func(flow: JobFlow) -> void: flow.state = JobFlow.State.CHOOSE),
		_of("text-150-preview", func(flow: JobFlow) -> void: flow.state = JobFlow.State.PREVIEW),
		_of("text-150-several", _be_several),
		_of("text-150-reveal", _be_revealed.bind(Reveal.Kind.WIDER)),
	]
	for shot: Shot in shots:
		shot.text_size = 150
	return shots


static func _of(name: String, change: Callable) -> Shot:
	return Shot.of("camera-" + name, "camera", TAB, _show.bind(change))


static func _show(screen: Screen, change: Callable) -> void:
	var flow := JobFlow.new(Api, null)
	flow.photo = FakePhoto.new(Fakes.photo("lemur.webp"))
	flow.job = _job([])
	change.call(flow)
	screen.call(&"bind", flow)
	if flow.state == JobFlow.State.CHOOSE:
		var part: CameraPart = screen.find_children("ChoosePart", "", true, false)[0]
		part.call(&"show_quota", _quota())
		part.call(&"show_jobs", _jobs())
	if flow.state == JobFlow.State.IDENTIFYING:
		(screen.find_children("IdentifyingPart", "", true, false)[0] as CameraPart).call(
			&"show_progress", 3, 4, 2100000, ""
		)
	if flow.reveal:
		if flow.state == JobFlow.State.REVEAL:
			(screen.find_children("RevealPart", "", true, false)[0] as CameraPart).call(&"show_defaults", Fakes.me())


static func _show_without_photo(screen: Screen) -> void:
	_show(screen, func(flow: JobFlow) -> void: flow.state = JobFlow.State.CHOOSE)
	screen.call(&"_add_without_photo")


static func _show_occasion(screen: Screen) -> void:
	_show(screen, _be_revealed.bind(Reveal.Kind.NEW))
	var part: CameraPart = screen.find_children("RevealPart", "", true, false)[0]
	((part.get_node(^"%Occasion") as OccasionRows).get_node(^"%Where") as ListRow).pressed.emit()


static func _quota() -> Quota:
	return Quota.from_json({"limit": 20, "left": 3, "resets_at": "2026-06-01T00:00:00Z"})


## The latest photographs: one that became a card, one in progress, one without an animal.
static func _jobs() -> Array[Job]:
	var named: Job = _job([_candidate("Ring-tailed lemur", "Lemur catta", 0.94, 31)])
	var nothing: Job = _job([])
	nothing.outcome = Outcome.NO_ANIMAL
	return [_job([]), named, nothing]


static func _job(candidates: Array[Dictionary]) -> Job:
	return (
		Job
		. from_json(
			{
				"id": "1",
				"status": JobStatus.IDENTIFYING,
				"progress": 59,
				"candidates": candidates,
				"place": {"latitude": -21.8, "longitude": 46.8, "name": "Anja, Madagascar"},
				"dex_compatible_url": "x",
				"entry_ids": [],
				"created_at": "2026-06-14T10:42:00Z",
			}
		)
	)


static func _candidate(
	name: String, scientific_name: String, confidence: float, number: int, rank: String = Rank.SPECIES
) -> Dictionary:
	return {
		"animal_id": scientific_name,
		"creation_index": number,
		"scientific_name": scientific_name,
		"common_name": name,
		"rank": rank,
		"class_name": "Reptilia" if name.ends_with("rocodile") else "Mammalia",
		"iucn": "LC" if name.ends_with("rocodile") else "EN",
		"confidence": confidence,
	}


static func _be_found(flow: JobFlow) -> void:
	flow.state = JobFlow.State.PREVIEW
	flow.photo.take_facts({"time": "2026:06:14 10:42:31", "latitude": -21.8519, "longitude": 46.8474})


static func _be_heic(flow: JobFlow) -> void:
	flow.state = JobFlow.State.PREVIEW
	flow.photo = FakePhoto.new(null)
	flow.photo.filename = "IMG_2041.HEIC"
	flow.photo.take_facts({})


static func _be_sending(flow: JobFlow) -> void:
	flow.state = JobFlow.State.SENDING
	flow.photo.size = 21000000
	flow.bytes_sent = 8200000


static func _be_identifying(flow: JobFlow) -> void:
	flow.state = JobFlow.State.IDENTIFYING


static func _be_several(flow: JobFlow) -> void:
	var boxes: Array[Dictionary] = [
		{"left": 0.28, "top": 0.22, "right": 0.68, "bottom": 0.95},
		{"left": 0.0, "top": 0.1, "right": 0.3, "bottom": 0.85},
		{"left": 0.7, "top": 0.44, "right": 0.98, "bottom": 0.96},
	]
	var candidates: Array[Dictionary] = [
		_candidate("Ring-tailed lemur", "Lemur catta", 0.94, 31),
		_candidate("Ring-tailed lemur", "Lemur catta", 0.71, 31),
		_candidate("Red-fronted lemur", "Eulemur rufifrons", 0.43, 44),
	]
	for index: int in 3:
		candidates[index]["box"] = boxes[index]
	flow.job = _job(candidates)
	flow.state = JobFlow.State.SEVERAL


static func _be_correcting(flow: JobFlow) -> void:
	flow.job = _job(
		[
			_candidate("Ring-tailed lemur", "Lemur catta", 0.94, 31),
			_candidate("Lemurs", "Lemuridae", 0.5, -1, Rank.FAMILY)
		]
	)
	flow.state = JobFlow.State.CORRECTING


static func _be_opted_out(flow: JobFlow) -> void:
	Session.user.ai_opt_out = true
	flow.state = JobFlow.State.PREVIEW


static func _be_offline(flow: JobFlow) -> void:
	_be_sending(flow)
	flow.is_waiting_for_connection = true


static func _be_nothing(flow: JobFlow, outcome: String) -> void:
	flow.state = JobFlow.State.NOTHING
	flow.headline = JobWords.nothing(outcome)


static func _be_too_big(flow: JobFlow) -> void:
	flow.state = JobFlow.State.FAILED
	flow.job.dex_compatible_url = ""
	flow.job.error = JobError.from_json({"code": JobErrorCode.TOO_MANY_PIXELS, "retryable": false})
	flow.headline = JobWords.failed(JobErrorCode.TOO_MANY_PIXELS)
	flow.detail = "It has 210 million pixels, and 100 million are read."


static func _be_failed(flow: JobFlow) -> void:
	flow.state = JobFlow.State.FAILED
	flow.job.error = JobError.from_json({"code": JobErrorCode.MODEL_UNAVAILABLE, "detail": "", "retryable": true})
	flow.headline = JobWords.failed(JobErrorCode.MODEL_UNAVAILABLE)
	flow.is_retryable = true


static func _be_over(flow: JobFlow) -> void:
	flow.state = JobFlow.State.QUOTA_OVER
	flow.quota.seconds_left = 3600


static func _be_added(flow: JobFlow) -> void:
	_be_revealed(flow, Reveal.Kind.DISCOVERY)
	flow.state = JobFlow.State.ADDED
	flow.added.append(Fakes.entry())


static func _be_celebrated(flow: JobFlow) -> void:
	_be_added(flow)
	flow.new_badges = ["animals-15"]


static func _be_revealed(flow: JobFlow, kind: Reveal.Kind) -> void:
	var number: int = -1 if kind == Reveal.Kind.DISCOVERY else 31
	var known: Dictionary = _candidate("Ring-tailed lemur", "Lemur catta", 0.94, number)
	var wide: Dictionary = _candidate("Crocodile", "Crocodylidae", 0.71, -1, Rank.FAMILY)
	wide["alternatives"] = [
		_candidate("Nile crocodile", "Crocodylus niloticus", 0.43, 12),
		_candidate("Saltwater crocodile", "Crocodylus porosus", 0.31, -1),
	]
	flow.job = _job([wide if kind == Reveal.Kind.WIDER else known])
	flow.reveal = Reveal.of(flow.job.candidates[0], 0, 2 if kind == Reveal.Kind.AGAIN else 0)
	if kind == Reveal.Kind.WIDER:
		flow.photo = FakePhoto.new(Fakes.photo("crocodile.webp"))
	flow.state = JobFlow.State.REVEAL
