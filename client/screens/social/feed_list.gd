class_name FeedList
extends VBoxContainer
## What is new in friends' dexes, as posts.

const POST := preload("res://screens/social/post.tscn")

var _feed: Feed


func _ready() -> void:
	(%Refresh as Button).pressed.connect(func() -> void: _feed.refresh())
	(%Again as Button).pressed.connect(_try_again)
	(%State as PlaceState).acted.connect(_try_again)


func bind(feed: Feed) -> void:
	_feed = feed
	_feed.changed.connect(show_feed)
	show_feed()


func show_feed() -> void:
	_show_posts()
	var is_first: bool = not _feed.is_loaded
	var has_failed: bool = _feed.problem != null and not _feed.is_loading
	(%Skeletons as Control).visible = is_first and not has_failed
	(%Busy as Control).visible = _feed.is_loading and not is_first
	(%Refresh as Button).disabled = _feed.is_loading
	(%End as Control).visible = _feed.has_ended and not _feed.groups.is_empty() and not has_failed
	(%Missed as Control).visible = has_failed and not is_first
	(%Sentence as Label).text = _feed.problem.sentence() if has_failed else ""
	_show_state(is_first and has_failed)


func _show_state(has_failed: bool) -> void:
	var is_empty: bool = _feed.is_loaded and _feed.groups.is_empty()
	(%State as Control).visible = has_failed or is_empty
	if has_failed:
		var problem: Problem = _feed.problem
		(%State as PlaceState).show_error("The feed did not load.", problem.sentence(), "Try again", problem.code)
	elif is_empty:
		(%State as PlaceState).show_empty(
			&"Insecta", "Nothing new yet.", "When friends meet animals, you see it here.", ""
		)


## Makes anew what has changed, and what stands below it.
func _show_posts() -> void:
	var posts: Array[Node] = (%Posts as Container).get_children()
	var kept: int = 0
	while kept < mini(posts.size(), _feed.groups.size()) and (posts[kept] as Post).shows(_feed.groups[kept]):
		(posts[kept] as Post).show_like()
		kept += 1
	for old: Node in posts.slice(kept):
		(%Posts as Container).remove_child(old)
		old.queue_free()
	for group: NewsGroup in _feed.groups.slice(kept):
		var post: Post = POST.instantiate()
		(%Posts as Container).add_child(post)
		post.show_group(group)
		post.liked.connect(_like)


func _like(entry: Entry) -> void:
	var problem: Problem = await _feed.set_liked(entry, not entry.liked_by_me)
	if problem and is_inside_tree():
		Layers.of(self).toast(problem.sentence())


func _try_again() -> void:
	if _feed.is_loaded and _feed.problem.code != ProblemCode.INVALID_CURSOR:
		_feed.load_more()
	else:
		_feed.refresh()
