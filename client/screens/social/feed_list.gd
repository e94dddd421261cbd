class_name FeedList
extends VBoxContainer
## The feed as posts: everyone's, or one friend's.

const POST := preload("res://screens/social/post.tscn")
const ACTIONS := preload("res://components/layers/action_list.tscn")
## A longer name would leave no room for the heading.
const LONGEST_NAME := 18

## The friend whose posts are shown; empty for everyone's.
var friend_id: String

var _circle: Circle
var _everyone: Feed
## The feed that is shown.
var _feed: Feed


func _ready() -> void:
	(%Whose as Button).pressed.connect(_ask_whose)
	(%Again as Button).pressed.connect(_try_again)
	(%State as PlaceState).acted.connect(_try_again)


func bind(feed: Feed, circle: Circle) -> void:
	_everyone = feed
	_circle = circle
	_circle.changed.connect(_on_circle_changed)
	show_posts_of("")


## Shows the posts of a friend; everyone's if they are no friend any more, or if the id is empty.
func show_posts_of(id: String) -> void:
	if _feed:
		_feed.changed.disconnect(show_feed)
	friend_id = id if _circle.with(id) else ""
	_feed = _everyone.of_friend(friend_id) if friend_id else _everyone
	_feed.changed.connect(show_feed)
	_show_whose()
	show_feed()
	if friend_id:
		_feed.refresh()


## Reloads a friend's posts; the store does so for everyone's.
func refresh() -> void:
	if friend_id:
		_feed.refresh_anew()


func load_more() -> void:
	if _feed and _feed.problem == null:
		_feed.load_more()


func show_feed() -> void:
	_show_posts()
	var is_first: bool = not _feed.is_loaded
	var has_failed: bool = _feed.problem != null and not _feed.is_loading
	(%Skeletons as Control).visible = is_first and not has_failed
	(%Busy as Control).visible = _feed.is_loading and not is_first
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


## Rebuilds the first post that has changed and all below it.
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


func _on_circle_changed() -> void:
	if friend_id and _circle.with(friend_id) == null:
		show_posts_of("")
	else:
		_show_whose()


func _show_whose() -> void:
	(%Whose as Control).visible = _circle.friends.size() > 1
	var whose: String = FriendWords.name(_circle.with(friend_id).person) if friend_id else tr("Everyone")
	(%Whose as Button).text = whose if whose.length() <= LONGEST_NAME else whose.left(LONGEST_NAME - 1) + "…"


func _ask_whose() -> void:
	var ids: Array[String] = [""]
	var names: PackedStringArray = [tr("Everyone")]
	for friend: Friendship in _circle.friends:
		ids.append(friend.person.id)
		names.append(FriendWords.name(friend.person))
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	list.show_choices("Whose finds?", names, ids.find(friend_id))
	list.chosen.connect(func(index: int) -> void: _choose(ids[index]))


func _choose(id: String) -> void:
	Layers.of(self).close()
	show_posts_of(id)


func _try_again() -> void:
	if _feed.is_loaded and _feed.problem.code != ProblemCode.INVALID_CURSOR:
		_feed.load_more()
	else:
		_feed.refresh()
