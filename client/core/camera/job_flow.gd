class_name JobFlow
extends RefCounted
## The way of one photograph, from being chosen to a card: the only state machine of the camera. It
## goes on while other screens are shown, after a reload, and with a job of another device.

signal state_changed(state: State)
## Bytes were sent, or the job went on.
signal progressed
## Something asked for did not work; the state stays.
signal failed(problem: Problem)
## A photograph cannot be sent, as the sentence says.
signal photo_refused(sentence: String)

enum State {
	CHOOSE,
	PREVIEW,
	SENDING,
	IDENTIFYING,
	REVEAL,
	SEVERAL,
	CORRECTING,
	NOTHING,
	FAILED,
	QUOTA_OVER,
	ADDED,
}

const RECENT_JOBS := 5
const POLL_SECONDS := 1.0
## How often a photograph is sent to another signed link before it is given up.
const LINKS := 3
## How often a job whose photograph has not come is asked for after a reload.
const ARRIVAL_POLLS := 5
const RUNNING: Array[String] = [JobStatus.CONVERTING, JobStatus.CONVERTED, JobStatus.IDENTIFYING]

var state := State.CHOOSE
## null when the job was begun elsewhere, or before a reload.
var photo: Photo
## The photograph is looked at by a model; else the person names it.
var wants_ai: bool = true
var occasion := Occasion.new()
var bytes_sent: int = 0
var is_waiting_for_connection: bool = false
## null before the photograph is announced.
var job: Job
## What REVEAL shows.
var reveal: Reveal
## What NOTHING and FAILED say.
var headline: String
var detail: String
## Trying again may help.
var is_retryable: bool = false
## Runs in QUOTA_OVER until the next photograph may come.
var quota := Countdown.new()
## The entries that this photograph became.
var added: Array[Entry] = []
## The badges that came with them.
var new_badges: Array[String] = []
## A request of this state is on its way: its buttons wait.
var is_busy: bool = false

var _api: ApiClient
var _dex: Dex
var _memory: JobMemory
var _stop := Cancellation.new()
var _run: int = 0
var _key: String
var _links: int = 0
## The photograph that is kept for later, once it was asked for.
var _kept: Photo
var _started_at: float = 0.0
var _badges_before: Dictionary = {}


func _init(api: ApiClient, dex: Dex, memory := JobMemory.new()) -> void:
	_api = api
	_dex = dex
	_memory = memory


# What the person does


## Takes a photograph for a preview; what cannot be sent is refused at once.
func choose(chosen: Photo) -> void:
	var refusal: String = chosen.refusal()
	if refusal:
		photo_refused.emit(refusal)
		return
	_begin_anew()
	photo = chosen
	await photo.load_preview()
	await chosen.load_facts()
	if photo == chosen:
		_enter(State.PREVIEW)


func turn() -> void:
	photo.turn()
	progressed.emit()


## Says where and when it was taken; `time` is empty for what the photograph says.
func say_occasion(place: Place, time: String) -> void:
	occasion.say(place, time)
	if job:
		_memory.note_job(job.id, occasion)
	progressed.emit()


## Sends the photograph and follows it until there is something to say; the same key gives the same job.
func send(key: String = RandomKey.make()) -> void:
	_key = key
	_stop = Cancellation.new()
	_links = 1
	bytes_sent = 0
	var run: int = _next_run()
	_enter(State.SENDING)
	_badges_before = await _badges()
	var is_sent: bool = await _send_photo(run)
	if is_sent and run == _run:
		_let_go_of_kept()
		_follow(job)


## Stops sending; the photograph stays here for another try, what was sent of it goes.
func stop() -> void:
	_next_run()
	_stop.cancel()
	_memory.forget()
	if job:
		_api.vision.delete_job(job.id)
	job = null
	_enter(State.PREVIEW)


## Takes the first of several animals, or another one.
func take(index: int) -> void:
	await _ask(_api.vision.select_animal.bind(job.id, index), _on_taken.bind(index))


## None of the animals is right: the person names it.
func reject_all() -> void:
	await _ask(_api.vision.select_none.bind(job.id), func() -> void: _enter(State.CORRECTING))


func start_correcting() -> void:
	_enter(State.CORRECTING)


## The person names the animal: of the picture that there is, or once it was sent for no model to look at.
func name_it_oneself() -> void:
	if has_picture():
		start_correcting()
		return
	wants_ai = false
	send()


## Tells whether the photograph is prepared, whatever was said of it.
func has_picture() -> bool:
	return job != null and job.dex_compatible_url != ""


## Back from naming it oneself, to what was said of the photograph before.
func stop_correcting() -> void:
	_show_outcome()


## Names the animal.
func correct(name: String) -> void:
	await _ask(_api.vision.correct.bind(job.id, name), _on_corrected)


## Lets a model look again; a hint says where it was, or what it did.
func look_again(hint: String = "") -> void:
	await _ask(_api.vision.retry.bind(job.id, hint), func() -> void: _follow(job))


## Puts what REVEAL shows into the dex; `changes` has the person's choices of visibility, wild and notes.
func add(changes := NewEntryRequest.new()) -> void:
	changes.set_job_id(job.id)
	occasion.write_to(changes)
	if reveal.is_named_by_person():
		changes.set_animal_id(reveal.candidate.animal_id)
	else:
		changes.set_animal_index(reveal.index)
	await _add([changes])


## Puts every animal of the photograph into the dex, each as an entry.
func add_all() -> void:
	var requests: Array[NewEntryRequest] = []
	for index: int in job.candidates.size():
		requests.append(NewEntryRequest.new().set_job_id(job.id).set_animal_index(index))
		occasion.write_to(requests[-1])
	await _add(requests)


## Adds an animal without a photograph; `when` is RFC 3339.
func add_without_photo(name: String, when: String) -> void:
	_begin_anew()
	await _add([NewEntryRequest.new().set_name(name).set_caught_at(when)])


## Keeps the photograph on this device for when there is quota again; tells whether there was room.
func keep_for_later() -> bool:
	var is_kept: bool = _memory.keep_photo(photo, await photo.bytes())
	if is_kept:
		_begin_anew()
		_enter(State.CHOOSE)
	return is_kept


## The photograph that was kept; null when there is none.
func kept_photo() -> Photo:
	if _kept == null:
		_kept = _memory.kept_photo()
	return _kept


func another_photo() -> void:
	_begin_anew()
	_enter(State.CHOOSE)


# What goes on by itself


## Finds the photograph that was under way: this device's, or one that another device began.
func resume() -> void:
	var run: int = _next_run()
	var id: String = _memory.job_id()
	occasion = _memory.occasion()
	if _memory.waiting() and kept_photo():
		await _resume_sending(run, id)
		return
	var result: ApiResult = await _api.vision.job(id) if id else await _running_job()
	if run != _run or not result.is_ok() or result.value == null:
		return
	job = result.value
	if job.status == JobStatus.AWAITING_UPLOAD:
		await _wait_for_arrival(run)
	if run == _run and job and job.entry_ids.is_empty():
		_follow(job)


## Sends the photograph that waits for the connection, unless it has arrived after all.
func _resume_sending(run: int, id: String) -> void:
	var how: Dictionary = _memory.waiting()
	photo = kept_photo()
	photo.quarter_turns = Model.integer(how["quarter_turns"])
	wants_ai = Model.boolean(how["wants_ai"])
	occasion = Occasion.from_json(Model.dictionary(how.get("occasion")))
	await photo.load_preview()
	_enter(State.SENDING)
	var arrived: Job = await _arrived(run, id)
	if run != _run:
		return
	if arrived:
		_let_go_of_kept()
		_follow(arrived)
	else:
		send(Model.text(how["key"]))


## The job whose photograph has come; null when it has not.
func _arrived(run: int, id: String) -> Job:
	while run == _run and id:
		var result: ApiResult = await _api.vision.job(id)
		if result.is_ok():
			return result.value if (result.value as Job).status != JobStatus.AWAITING_UPLOAD else null
		if not result.problem.is_unanswered():
			return null
		await _wait_for_connection()
	return null


## How many photographs can be named today: a `Quota`.
func quota_of_today() -> ApiResult:
	return await _api.vision.quota()


## The photographs of before: a `JobPage`.
func recent_jobs() -> ApiResult:
	return await _api.vision.jobs(RECENT_JOBS)


## The entry that this photograph became when it was sent before; empty when it is none yet: then that job is shown.
func open_duplicate() -> String:
	var result: ApiResult = await _api.vision.job(job.duplicate_of)
	if not result.is_ok():
		failed.emit(result.problem)
		return ""
	var earlier: Job = result.value
	if earlier.entry_ids.is_empty():
		open(earlier)
		return ""
	another_photo()
	return earlier.entry_ids[0]


## Shows one of the photographs of before.
func open(earlier: Job) -> void:
	_begin_anew()
	_follow(earlier)


## Forgets everything about the photograph: somebody else may sign in.
func forget() -> void:
	_begin_anew()
	_kept = null
	_memory.clear()


## 1 photo sent, 2 photo prepared, 3 finding its name, 4 your turn.
func step() -> int:
	return JobWords.step(job.status) if job else 1


## 0 to 1: how much of the hatching is lifted.
func progress() -> float:
	return clampf(job.progress / 100.0, 0.0, 1.0) if job else 0.0


## What is said of a wait that takes long; empty at first.
func patience() -> String:
	var seconds: float = Time.get_unix_time_from_system() - _started_at
	return JobWords.patience(seconds) if state == State.IDENTIFYING else ""


func _send_photo(run: int) -> bool:
	while run == _run:
		var result: ApiResult = await _api.vision.create_job(await _announcement(), _key)
		if result.is_ok():
			if run != _run:
				_api.vision.delete_job((result.value as Job).id)
				return false
			job = result.value
			_memory.note_job(job.id, occasion)
			result = await _api.vision.upload((job as NewJob).upload, photo, _on_bytes_sent.bind(run), _stop)
		if run != _run or result.is_ok():
			return run == _run
		if not await _recover(result.problem):
			return false
	return false


## Tells whether sending is worth another try, once the connection is back.
func _recover(problem: Problem) -> bool:
	if problem.code == Problem.UPLOAD_REFUSED and _links < LINKS:
		_links += 1
		_key = RandomKey.make()
		return true
	if problem.is_unanswered():
		await _keep_waiting(_run)
		await _wait_for_connection()
		return true
	_memory.note_waiting({})
	_show_refusal(problem)
	return false


## Keeps the bytes on this device as well: the page may be closed before the connection is back.
func _keep_waiting(run: int) -> void:
	if _kept != photo:
		var bytes: PackedByteArray = await photo.bytes()
		if run != _run or not _memory.keep_photo(photo, bytes):
			return
		_kept = photo
	var how: Dictionary = {"key": _key, "wants_ai": wants_ai, "quarter_turns": photo.quarter_turns}
	_memory.note_waiting(how.merged({"occasion": occasion.to_json()}))


func _let_go_of_kept() -> void:
	if _kept and _kept == photo:
		_memory.forget_photo()
		_kept = null


func _show_refusal(problem: Problem) -> void:
	if problem.code == ProblemCode.QUOTA_EXCEEDED:
		quota.start(problem.retry_after)
		_enter(State.QUOTA_OVER)
		return
	_enter(State.PREVIEW)
	failed.emit(problem)


func _announcement() -> NewJobRequest:
	var request := NewJobRequest.new().set_content_type(photo.content_type)
	request.set_size_bytes(photo.size).set_identify(wants_ai)
	var checksum: String = await photo.sha256()
	if checksum:
		request.set_sha256(checksum)
	return request


func _on_bytes_sent(count: int, run: int) -> void:
	if run == _run:
		bytes_sent = count
		progressed.emit()


func _follow(started: Job) -> void:
	var run: int = _next_run()
	job = started
	_memory.note_job(job.id, occasion)
	_started_at = Time.get_unix_time_from_system()
	_enter(State.IDENTIFYING if _is_running() else state)
	while run == _run and _is_running():
		await _pause(await _poll(run))
	if run == _run:
		await _turn_pictures()
		_show_outcome()


## Asks for the job once; the seconds until it makes sense to ask again.
func _poll(run: int) -> float:
	var result: ApiResult = await _api.vision.job(job.id)
	if run != _run:
		return 0.0
	if result.is_ok():
		job = result.value
		progressed.emit()
		return result.response.header("retry-after").to_float()
	if result.problem.is_unanswered():
		await _wait_for_connection()
		return 0.0
	if result.problem.status == HTTPClient.RESPONSE_NOT_FOUND:
		another_photo()
		return 0.0
	return maxf(result.problem.retry_after, POLL_SECONDS)


## A photograph that was sent may not be noticed yet; one that was not is gone with the page that had it.
func _wait_for_arrival(run: int) -> void:
	for poll: int in ARRIVAL_POLLS:
		await _pause(await _poll(run))
		if run != _run or job.status != JobStatus.AWAITING_UPLOAD:
			return
	_memory.forget()
	job = null


func _is_running() -> bool:
	return job.status in RUNNING or job.status == JobStatus.AWAITING_UPLOAD


## Turns the pictures as the person turned the preview.
func _turn_pictures() -> void:
	if photo and photo.quarter_turns and job.status == JobStatus.COMPLETED:
		var result: ApiResult = await _api.vision.rotate(job.id, photo.quarter_turns)
		if result.is_ok():
			job = result.value


func _show_outcome() -> void:
	if job.status == JobStatus.FAILED:
		headline = JobWords.failed(job.error.code)
		detail = job.error.detail
		is_retryable = job.error.retryable
		_enter(State.FAILED)
	elif job.correction:
		_reveal(job.correction, -1)
	elif job.candidates.size() > 1:
		_enter(State.SEVERAL)
	elif job.candidates.size() == 1:
		_reveal(job.candidates[0], 0)
	elif job.outcome:
		headline = JobWords.nothing(job.outcome)
		detail = ""
		_enter(State.NOTHING)
	else:
		_enter(State.CORRECTING)


func _reveal(candidate: Candidate, index: int) -> void:
	var card: DexCard = _dex.card(candidate.animal_id)
	reveal = Reveal.of(candidate, index, card.sightings.size() if card else 0)
	_enter(State.REVEAL)


func _on_taken(index: int) -> void:
	_reveal(job.candidates[index], index)


func _on_corrected() -> void:
	_reveal(job.correction, -1)


## Sends a request about the job and goes on with its answer, unless the person has left meanwhile.
func _ask(request: Callable, go_on: Callable) -> void:
	var run: int = _run
	_set_busy(true)
	var result: ApiResult = await request.call()
	_set_busy(false)
	if run != _run:
		return
	if not result.is_ok():
		_show_refusal_in_place(result.problem)
		return
	job = result.value
	await go_on.call()


func _show_refusal_in_place(problem: Problem) -> void:
	if problem.code == ProblemCode.QUOTA_EXCEEDED:
		_show_refusal(problem)
	else:
		failed.emit(problem)


func _add(requests: Array[NewEntryRequest]) -> void:
	var run: int = _run
	_set_busy(true)
	added.clear()
	for request: NewEntryRequest in requests:
		var result: ApiResult = await _dex.add_entry(request)
		if run != _run:
			return
		if result.is_ok():
			added.append(result.value)
		elif not result.problem.is_unanswered():
			_set_busy(false)
			failed.emit(result.problem)
			return
	await _note_badges()
	_set_busy(false)
	_memory.forget()
	_enter(State.ADDED)


func _note_badges() -> void:
	new_badges.clear()
	var now: Dictionary = await _badges()
	for badge: String in now:
		if not _badges_before.has(badge):
			new_badges.append(badge)


func _badges() -> Dictionary:
	var result: ApiResult = await _api.dex.stats()
	return (result.value as Stats).badges if result.is_ok() else _badges_before


func _running_job() -> ApiResult:
	var result: ApiResult = await recent_jobs()
	if not result.is_ok():
		return result
	for one: Job in (result.value as JobPage).items:
		if one.status in RUNNING:
			return ApiResult.of(one)
	return ApiResult.of(null)


func _wait_for_connection() -> void:
	is_waiting_for_connection = true
	progressed.emit()
	await _api.connectivity.regained()
	is_waiting_for_connection = false
	progressed.emit()


func _pause(seconds: float) -> void:
	var tree: SceneTree = Engine.get_main_loop()
	if seconds > 0.0:
		await tree.create_timer(seconds).timeout


func _begin_anew() -> void:
	_next_run()
	_stop.cancel()
	_memory.forget()
	photo = null
	wants_ai = true
	occasion = Occasion.new()
	job = null
	reveal = null
	added.clear()
	is_busy = false


func _next_run() -> int:
	_run += 1
	return _run


func _set_busy(busy: bool) -> void:
	is_busy = busy
	progressed.emit()


func _enter(next: State) -> void:
	state = next
	state_changed.emit(state)
