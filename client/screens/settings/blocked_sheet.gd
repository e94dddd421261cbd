class_name BlockedSheet
extends VBoxContainer
## The people you have blocked.

const ROW := preload("res://components/controls/list_row.tscn")


func _ready() -> void:
	if Session.is_signed_in():
		_load()


func show_people(people: Array[Friendship]) -> void:
	(%Nobody as Control).visible = people.is_empty()
	for old: Node in (%People as Container).get_children():
		old.queue_free()
	for friendship: Friendship in people:
		(%People as Container).add_child(_row(friendship))


func _row(friendship: Friendship) -> ListRow:
	var row: ListRow = ROW.instantiate()
	row.icon = preload("res://art/icons/prohibit.svg")
	row.title = FriendWords.name(friendship.person)
	row.detail = friendship.person.username
	row.auto_translate_mode = AUTO_TRANSLATE_MODE_DISABLED
	row.value = tr("Unblock")
	row.leads_on = true
	row.pressed.connect(_unblock.bind(friendship))
	return row


func _load() -> void:
	var result: ApiResult = await Api.social.page("blocked", "")
	if is_inside_tree() and result.is_ok():
		show_people((result.value as FriendshipPage).items)


func _unblock(friendship: Friendship) -> void:
	var result: ApiResult = await Api.social.unblock(friendship.person.id)
	if is_inside_tree() and result.is_ok():
		_load()
