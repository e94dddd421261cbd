class_name PendingChange
extends RefCounted
## A change of the dex that is sent now, or kept until it can be; sending it twice does no harm.

enum Kind { FAVORITE, UPDATE, ADDITION }

var kind: Kind
## Empty for an addition.
var entry_id: String
var fields: Dictionary
## The Idempotency-Key of an addition.
var key: String
## Why it was refused, as a sentence; empty while it only waits.
var refusal: String


static func favorite(id: String, is_favorite: bool) -> PendingChange:
	return _of(Kind.FAVORITE, id, {"favorite": is_favorite})


static func update(id: String, changes: EntryPatchRequest) -> PendingChange:
	return _of(Kind.UPDATE, id, changes.fields)


static func addition(request: NewEntryRequest) -> PendingChange:
	var result: PendingChange = _of(Kind.ADDITION, "", request.fields)
	result.key = RandomKey.make()
	return result


static func from_json(json: Dictionary) -> PendingChange:
	var result: PendingChange = _of(
		Model.integer(json.get("kind")) as Kind, Model.text(json.get("entry_id")), Model.dictionary(json.get("fields"))
	)
	result.key = Model.text(json.get("key"))
	result.refusal = Model.text(json.get("refusal"))
	return result


func to_json() -> Dictionary:
	return {"kind": kind, "entry_id": entry_id, "fields": fields, "key": key, "refusal": refusal}


## The `Entry` as it is after the change.
func send(api: ApiClient) -> ApiResult:
	match kind:
		Kind.FAVORITE:
			return await api.dex.set_favorite(entry_id, fields["favorite"])
		Kind.UPDATE:
			var changes := EntryPatchRequest.new()
			changes.fields = fields
			return await api.dex.change_entry(entry_id, changes)
	var request := NewEntryRequest.new()
	request.fields = fields
	return await api.dex.add_entry(request, key)


static func _of(change_kind: Kind, id: String, changes: Dictionary) -> PendingChange:
	var result := PendingChange.new()
	result.kind = change_kind
	result.entry_id = id
	result.fields = changes
	return result
