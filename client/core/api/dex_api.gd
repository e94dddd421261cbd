class_name DexApi
extends ResourceApi
## Entries, their statistics and their synchronisation.

const ENTRIES := "/api/v1/dex/entries"
const PAGE := 100


## The new `Entry`; the same key returns the same entry.
func add_entry(request: NewEntryRequest, key: String) -> ApiResult:
	return await _http.send(RequestSpec.post(ENTRIES, request).once(key), Entry.from_json)


## An `Entry`.
func entry(entry_id: String) -> ApiResult:
	return await _http.send(RequestSpec.read(_path(entry_id)), Entry.from_json)


## The changed `Entry`, if its revision is still the given one.
func change_entry(entry_id: String, changes: EntryPatchRequest, revision: int) -> ApiResult:
	return await _http.send(RequestSpec.patch(_path(entry_id), changes).of_revision(revision), Entry.from_json)


func delete_entry(entry_id: String) -> ApiResult:
	return await _http.send(RequestSpec.delete(_path(entry_id)))


## The changed `Entry`.
func set_favorite(entry_id: String, favorite: bool) -> ApiResult:
	var request := FavoriteRequest.new().set_favorite(favorite)
	var spec := RequestSpec.post(_path(entry_id) + "/toggle_favorite", request).repeatable()
	return await _http.send(spec, Entry.from_json)


## Likes an entry, or unlikes it.
func set_liked(entry_id: String, liked: bool) -> ApiResult:
	var path: String = _path(entry_id) + "/like"
	var method: HTTPClient.Method = HTTPClient.METHOD_PUT if liked else HTTPClient.METHOD_DELETE
	return await _http.send(RequestSpec.to(method, path).repeatable())


## A `LikerPage` of an entry of your own.
func likes(entry_id: String, cursor: String) -> ApiResult:
	var query: Dictionary = {"cursor": cursor if cursor else null}
	return await _http.send(RequestSpec.read(_path(entry_id) + "/likes", query), LikerPage.from_json)


## The `Entry` with the photograph of a job.
func add_picture(entry_id: String, job_id: String) -> ApiResult:
	var request := NewPictureRequest.new().set_job_id(job_id)
	var spec := RequestSpec.post(_path(entry_id) + "/pictures", request).repeatable()
	return await _http.send(spec, Entry.from_json)


## The `Entry` without the picture.
func remove_picture(entry_id: String, picture_id: String) -> ApiResult:
	var path: String = "%s/pictures/%s" % [_path(entry_id), picture_id.uri_encode()]
	return await _http.send(RequestSpec.delete(path), Entry.from_json)


## A `Sync`: the changes of your own dex since a token, "" for everything. The response's JSON has
## the documents to store.
func sync_entries(since: String) -> ApiResult:
	var query: Dictionary = {"limit": PAGE, "since": since if since else null}
	return await _http.send(RequestSpec.read(ENTRIES + "/sync_entries", query), Sync.from_json)


## A `BatchSynced`: the same for other people.
func batch_sync(request: BatchSyncRequest) -> ApiResult:
	var spec := RequestSpec.post(ENTRIES + "/batch_sync", request).repeatable()
	return await _http.send(spec, BatchSynced.from_json)


## A `FriendOverviewPage`.
func friends_overview(cursor: String) -> ApiResult:
	var query: Dictionary = {"cursor": cursor if cursor else null}
	var spec := RequestSpec.read(ENTRIES + "/friends_overview", query)
	return await _http.send(spec, FriendOverviewPage.from_json)


## An `EntryPage` of what a person shares; `filters` are the query parameters of the route.
func entries_of(user_id: String, filters: Dictionary) -> ApiResult:
	var path: String = "%s/user/%s/entries" % [ENTRIES, user_id.uri_encode()]
	return await _http.send(RequestSpec.read(path, filters), EntryPage.from_json)


## An `UnseenAnimalPage`: what friends have met and you have not, by number.
func not_seen() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/dex/not_seen", {"limit": PAGE}), UnseenAnimalPage.from_json)


## A `Stats`.
func stats() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/dex/stats", _today()), Stats.from_json)


## A `Home`.
func home() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/dex/home", _today()), Home.from_json)


## The dex as a file, in the response's body.
func export_table(format: String) -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/dex/export", {"format": format}))


## The streak depends on the local date.
static func _today() -> Dictionary:
	return {"utc_offset": SightingTime.device_offset()}


func _path(entry_id: String) -> String:
	return "%s/%s" % [ENTRIES, entry_id.uri_encode()]
