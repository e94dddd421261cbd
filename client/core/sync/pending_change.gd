class_name PendingChange
extends RefCounted
## A change of the dex, or a like, that is stored until it is answered; sending it twice does no harm.

enum Kind { FAVORITE, UPDATE, ADDITION, LIKE }

## Its name in the outbox: names sort in the order in which the changes were made.
var id: String
var kind: Kind
## Empty for an addition.
var entry_id: String
var fields: Dictionary
## The Idempotency-Key of an addition.
var key: String
## For an update: the revision that it is based on, and the fields' values in it.
var revision: int
var before: Dictionary
## The fields' values that were set elsewhere in the meantime; empty unless the person has to choose.
var theirs: Dictionary
## Why it was refused, as a sentence; empty while it is waiting.
var refusal: String


static func favorite(of_entry: String, is_favorite: bool) -> PendingChange:
	return _of(Kind.FAVORITE, of_entry, {"favorite": is_favorite})


## A like of somebody's entry, or its removal.
static func like(of_entry: String, is_liked: bool) -> PendingChange:
	return _of(Kind.LIKE, of_entry, {"liked": is_liked})


## A change of an entry, based on its document.
static func update(document: Dictionary, changes: EntryPatchRequest) -> PendingChange:
	var result: PendingChange = _of(Kind.UPDATE, document["id"], Documents.as_sent(changes.fields))
	result.revision = Model.integer(document.get("revision"))
	result.before = EntryFields.values(document, changes.fields.keys())
	return result


static func addition(request: NewEntryRequest) -> PendingChange:
	var result: PendingChange = _of(Kind.ADDITION, "", request.fields)
	result.key = RandomKey.make()
	return result


func read(json: Dictionary) -> void:
	kind = Model.integer(json.get("kind")) as Kind
	entry_id = Model.text(json.get("entry_id"))
	fields = Model.dictionary(json.get("fields"))
	key = Model.text(json.get("key"))
	revision = Model.integer(json.get("revision"))
	before = Model.dictionary(json.get("before"))
	theirs = Model.dictionary(json.get("theirs"))
	refusal = Model.text(json.get("refusal"))


func to_json() -> Dictionary:
	return {
		"kind": kind,
		"entry_id": entry_id,
		"fields": fields,
		"key": key,
		"revision": revision,
		"before": before,
		"theirs": theirs,
		"refusal": refusal,
	}


## Tells whether the person has to choose between it and a change made elsewhere.
func is_conflict() -> bool:
	return not theirs.is_empty()


## The `Entry` after the change; null for a like.
func send(api: ApiClient) -> ApiResult:
	match kind:
		Kind.FAVORITE:
			return await api.dex.set_favorite(entry_id, fields["favorite"])
		Kind.UPDATE:
			return await _update(api)
		Kind.LIKE:
			return await api.dex.set_liked(entry_id, fields["liked"])
	var request := NewEntryRequest.new()
	request.fields = Documents.with_integers(fields)
	return await api.dex.add_entry(request, key)


## Keeps your side of a conflict.
func insist() -> void:
	before = theirs
	theirs = {}
	refusal = ""


## A change made elsewhere conflicts only if it sets the same fields to other values.
func _update(api: ApiClient) -> ApiResult:
	var changes := EntryPatchRequest.new()
	changes.fields = Documents.with_integers(fields)
	var result: ApiResult = await api.dex.change_entry(entry_id, changes, revision)
	if result.is_ok() or result.problem.code != ProblemCode.PRECONDITION_FAILED:
		return result
	var fresh: ApiResult = await api.dex.entry(entry_id)
	if not fresh.is_ok():
		return fresh
	var now: Dictionary = EntryFields.values(fresh.response.json_object(), fields.keys())
	revision = (fresh.value as Entry).revision
	if Documents.merged(now, fields) == now:
		return fresh
	if now == before:
		return await _update(api)
	theirs = now
	return result


static func _of(change_kind: Kind, of_entry: String, changes: Dictionary) -> PendingChange:
	var result := PendingChange.new()
	result.kind = change_kind
	result.entry_id = of_entry
	result.fields = changes
	return result
