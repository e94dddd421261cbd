class_name VisionApi
extends ResourceApi
## Photographs and their identification.

const JOBS := "/api/v1/vision/jobs"


## A `NewJob` with the URL for its photograph; the same key returns the same job.
func create_job(request: NewJobRequest, key: String) -> ApiResult:
	return await _http.send(RequestSpec.post(JOBS, request).once(key), NewJob.from_json)


## Sends a photograph as it is; `progress` is called with the number of bytes sent.
func upload(target: Upload, photo: Photo, progress: Callable, stop: Cancellation) -> ApiResult:
	return await _http.upload(target, photo, progress, stop)


## A `Job`; the response's `Retry-After` says when to ask again.
func job(job_id: String) -> ApiResult:
	return await _http.send(RequestSpec.read(_path(job_id)), Job.from_json)


## Cancels a job and deletes its photograph.
func delete_job(job_id: String) -> ApiResult:
	return await _http.send(RequestSpec.delete(_path(job_id)))


## A `JobPage`, newest first.
func jobs(limit: int) -> ApiResult:
	return await _http.send(RequestSpec.read(JOBS, {"limit": limit}), JobPage.from_json)


## A `Quota`: today's identifications.
func quota() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/vision/quota"), Quota.from_json)


## The `Job` with another attempt; the hint may be empty.
func retry(job_id: String, hint: String) -> ApiResult:
	var request := RetryRequest.new()
	if hint:
		request.set_hint(hint)
	return await _http.send(RequestSpec.post(_path(job_id) + "/retry", request), Job.from_json)


## The `Job` with the animal chosen.
func select_animal(job_id: String, index: int) -> ApiResult:
	return await _select(job_id, SelectionRequest.new().set_animal_index(index))


## The `Job` with none of its animals chosen.
func select_none(job_id: String) -> ApiResult:
	var request := SelectionRequest.new()
	request.fields["animal_index"] = null
	return await _select(job_id, request)


## The `Job` with a name given by the person.
func correct(job_id: String, name: String) -> ApiResult:
	var request := CorrectionRequest.new().set_name(name)
	var spec := RequestSpec.post(_path(job_id) + "/correct", request).repeatable()
	return await _http.send(spec, Job.from_json)


## The `Job` with its pictures rotated.
func rotate(job_id: String, quarter_turns: int) -> ApiResult:
	var request := RotationRequest.new().set_quarter_turns(quarter_turns)
	return await _http.send(RequestSpec.post(_path(job_id) + "/rotate", request), Job.from_json)


func _select(job_id: String, request: SelectionRequest) -> ApiResult:
	var spec := RequestSpec.post(_path(job_id) + "/select_animal", request).repeatable()
	return await _http.send(spec, Job.from_json)


func _path(job_id: String) -> String:
	return "%s/%s" % [JOBS, job_id.uri_encode()]
