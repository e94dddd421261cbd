class_name Likes
## Your likes of other people's entries.


## Shows a like, or its removal, at once; without a connection it waits in the outbox. If it is refused it is undone
## and its problem returned, else null.
static func put(outbox: Outbox, entry: Entry, is_liked: bool, show: Callable) -> Problem:
	if entry.liked_by_me == is_liked:
		return null
	_count(entry, is_liked)
	show.call()
	var change := PendingChange.like(entry.id, is_liked)
	var result: ApiResult = await outbox.send(change)
	if result.is_ok() or outbox.changes.has(change):
		return null
	_count(entry, not is_liked)
	if show.is_valid():
		show.call()
	return result.problem


## Shows on an entry a like that has not been sent yet.
static func show_waiting(outbox: Outbox, entry: Entry) -> void:
	for change: PendingChange in outbox.changes:
		if change.kind == PendingChange.Kind.LIKE and change.entry_id == entry.id:
			if entry.liked_by_me != change.fields["liked"]:
				_count(entry, change.fields["liked"])


static func _count(entry: Entry, is_liked: bool) -> void:
	entry.liked_by_me = is_liked
	entry.likes = maxi(entry.likes, 0) + (1 if is_liked else -1)


## "1 person likes it", "3 people like it".
static func told(count: int) -> String:
	return TranslationServer.translate_plural("%d person likes it", "%d people like it", count) % count
