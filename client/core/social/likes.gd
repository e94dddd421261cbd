class_name Likes
## A person's like of somebody's entry.


## Shows a like, or that it is taken back, at once, and takes that back when it is refused; gives the problem, or null.
static func put(api: ApiClient, entry: Entry, is_liked: bool, show: Callable) -> Problem:
	if entry.liked_by_me == is_liked:
		return null
	_count(entry, is_liked)
	show.call()
	var result: ApiResult = await api.dex.set_liked(entry.id, is_liked)
	if not result.is_ok():
		_count(entry, not is_liked)
		if show.is_valid():
			show.call()
	return result.problem


static func _count(entry: Entry, is_liked: bool) -> void:
	entry.liked_by_me = is_liked
	entry.likes = maxi(entry.likes, 0) + (1 if is_liked else -1)


## "1 person likes it", "3 people like it".
static func told(count: int) -> String:
	return TranslationServer.translate_plural("%d person likes it", "%d people like it", count) % count
