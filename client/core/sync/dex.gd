class_name Dex
extends RefCounted
## Your own dex, from the copy on this device: changes show at once and are sent, and a sync brings
## changes made elsewhere.

## Cards were added, changed or removed.
signal changed
signal sync_finished(problem: Problem)

enum Sort { NEWEST, NUMBER, NAME, MOST_SEEN }

var is_syncing: bool = false
## Changes that have not been sent yet.
var outbox: Outbox

var _api: ApiClient
var _copy: DexCopy
var _entries: Dictionary[String, Entry] = {}
var _cards: Dictionary[String, DexCard] = {}


func _init(api: ApiClient, copy: DexCopy, pending: Outbox) -> void:
	_api = api
	_copy = copy
	outbox = pending
	outbox.settled.connect(_on_settled)
	for id: String in copy.documents:
		_entries[id] = Entry.from_json(copy.documents[id])
	_build_cards()
	for change: PendingChange in outbox.changes:
		_show_waiting(change)


## The cards that pass a filter, in order.
func cards(filter: DexFilter, sort: Sort) -> Array[DexCard]:
	var found: Array[DexCard] = []
	found.assign(_cards.values() if filter.is_empty() else _cards.values().filter(filter.matches))
	return _sorted(found, sort)


## null if the animal is not in the dex.
func card(animal_id: String) -> DexCard:
	return _cards.get(animal_id)


## null if there is no such entry.
func entry(entry_id: String) -> Entry:
	return _entries.get(entry_id)


func animal_count() -> int:
	return _cards.size()


func sighting_count() -> int:
	return _entries.size()


func photo_count() -> int:
	return _entries.values().reduce(func(sum: int, entry: Entry) -> int: return sum + entry.pictures.size(), 0)


## The number of animals of each class, the largest first; "" for wider ranks.
func class_counts() -> Dictionary[String, int]:
	var counts: Dictionary[String, int] = {}
	for one: DexCard in _cards.values():
		var name: String = one.animal_class()
		counts[name] = counts.get(name, 0) + 1
	var names: Array = counts.keys()
	names.sort_custom(func(a: String, b: String) -> bool: return counts[a] > counts[b])
	var sorted: Dictionary[String, int] = {}
	for name: String in names:
		sorted[name] = counts[name]
	return sorted


## Unix time of the last complete sync; 0 if there was none.
func synced_at() -> float:
	return _copy.synced_at


## Tells whether the first copy is still being loaded.
func is_loading_first() -> bool:
	return _copy.synced_at == 0.0


## Brings the copy up to date; returns the problem that prevented it, or null.
func sync() -> Problem:
	if is_syncing:
		return await sync_finished
	is_syncing = true
	var problem: Problem = await DexSync.new(_api, _copy, _merge).run()
	is_syncing = false
	_copy.write()
	changed.emit()
	sync_finished.emit(problem)
	return problem


## Removes the mark of a new animal.
func note_opened(animal_id: String) -> void:
	if _copy.new_animals.erase(animal_id):
		_copy.write()
		_build_card(animal_id)
		changed.emit()


func set_favorite(entry_id: String, favorite: bool) -> ApiResult:
	return await _send(PendingChange.favorite(entry_id, favorite), {"favorite": favorite})


func update_entry(entry_id: String, changes: EntryPatchRequest) -> ApiResult:
	var change := PendingChange.update(_copy.documents[entry_id], changes)
	return await _send(change, EntryFields.shown(changes.fields))


## Resolves a conflict with your side or the other.
func choose(change: PendingChange, is_mine: bool) -> void:
	if is_mine:
		await outbox.insist(change)
	else:
		outbox.drop(change)


func delete_entry(entry_id: String) -> ApiResult:
	var result: ApiResult = await _api.dex.delete_entry(entry_id)
	if result.is_ok():
		_forget(entry_id)
	return result


## Adds an animal; without a connection it waits in the outbox.
func add_entry(request: NewEntryRequest) -> ApiResult:
	return _take(await outbox.send(PendingChange.addition(request)))


## Adds the photograph of a job to an entry.
func add_picture(entry_id: String, job_id: String) -> ApiResult:
	return _take(await _api.dex.add_picture(entry_id, job_id))


func remove_picture(entry_id: String, picture_id: String) -> ApiResult:
	return _take(await _api.dex.remove_picture(entry_id, picture_id))


func _send(change: PendingChange, shown: Dictionary) -> ApiResult:
	var before: Dictionary = _copy.documents.get(change.entry_id, {})
	_put(Documents.merged(before, shown))
	_build_card_of(change.entry_id)
	_copy.write()
	changed.emit()
	var result: ApiResult = await outbox.send(change)
	if result.is_ok():
		return _take(result)
	if not outbox.changes.has(change):
		_put(before)
	_build_card_of(change.entry_id)
	_copy.write()
	changed.emit()
	return result


## Shows waiting changes even if the page was closed before the copy was written.
func _show_waiting(change: PendingChange) -> void:
	var document: Dictionary = _copy.documents.get(change.entry_id, {})
	if document and change.refusal.is_empty():
		_put(Documents.merged(document, EntryFields.shown(change.fields)))


func _on_settled(change: PendingChange, result: ApiResult) -> void:
	if change.kind == PendingChange.Kind.LIKE:
		return
	if result == null and change.entry_id:
		result = await _api.dex.entry(change.entry_id)
	if result != null and result.is_ok():
		_take(result)
	_build_card_of(change.entry_id)
	changed.emit()


func _take(result: ApiResult) -> ApiResult:
	if result.is_ok():
		_put(result.response.json_object())
		_copy.write()
		changed.emit()
	return result


func _merge(fresh: Array[Dictionary], gone: Array[String], is_whole: bool) -> void:
	if is_whole:
		_entries.clear()
	for document: Dictionary in fresh:
		_entries[document["id"]] = Entry.from_json(document)
	for id: String in gone:
		_entries.erase(id)
	_build_cards()
	changed.emit()


func _put(document: Dictionary) -> void:
	if document.is_empty():
		return
	var fresh := Entry.from_json(document)
	var old: Entry = _entries.get(fresh.id)
	if old == null and not _cards.has(fresh.animal.id):
		_copy.new_animals[fresh.animal.id] = true
	_entries[fresh.id] = fresh
	_copy.put(document)
	if old and old.animal.id != fresh.animal.id:
		_build_card(old.animal.id)
	_build_card(fresh.animal.id)


func _forget(entry_id: String) -> void:
	var old: Entry = _entries.get(entry_id)
	_entries.erase(entry_id)
	_copy.remove(entry_id)
	_copy.write()
	if old:
		_build_card(old.animal.id)
	changed.emit()


func _build_cards() -> void:
	_cards.clear()
	var groups: Dictionary[String, Array] = {}
	for one: Entry in _entries.values():
		groups.get_or_add(one.animal.id, []).append(one)
	for animal_id: String in groups:
		_make_card(animal_id, groups[animal_id])


func _build_card_of(entry_id: String) -> void:
	if _entries.has(entry_id):
		_build_card(_entries[entry_id].animal.id)


func _build_card(animal_id: String) -> void:
	var sightings: Array = _entries.values().filter(func(one: Entry) -> bool: return one.animal.id == animal_id)
	_make_card(animal_id, sightings)


func _make_card(animal_id: String, sightings: Array) -> void:
	_cards.erase(animal_id)
	if sightings.is_empty():
		return
	var typed: Array[Entry] = []
	typed.assign(sightings)
	var made := DexCard.of(typed)
	made.is_new = _copy.new_animals.has(animal_id)
	made.is_waiting = typed.any(func(one: Entry) -> bool: return outbox.has(one.id))
	_cards[animal_id] = made


## Sorts by keys that are computed once per card: the engine compares them without a callback.
static func _sorted(found: Array[DexCard], sort: Sort) -> Array[DexCard]:
	var keys: Array[Array] = []
	for index: int in found.size():
		keys.append([_key(found[index], sort), index])
	keys.sort()
	if sort in [Sort.NEWEST, Sort.MOST_SEEN]:
		keys.reverse()
	var sorted: Array[DexCard] = []
	for key: Array in keys:
		sorted.append(found[key[1]])
	return sorted


static func _key(one: DexCard, sort: Sort) -> Variant:
	match sort:
		Sort.NUMBER:
			return AnimalNumber.sort_key(one.number())
		Sort.NAME:
			return one.name().to_lower()
		Sort.MOST_SEEN:
			return one.sightings.size()
	return one.sightings[0].caught_at
