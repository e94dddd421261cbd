class_name MutedSheet
extends VBoxContainer
## The kinds of notices that you receive.

## The kinds that can be muted, in the order of the sheet.
const TITLES: Dictionary[String, String] = {
	NoticeKind.REQUEST: "Friend requests",
	NoticeKind.ACCEPTED: "New friends",
	NoticeKind.LIKE: "Likes",
	NoticeKind.BADGE: "Badges",
	NoticeKind.DISCOVERY: "Friends' discoveries",
}

var _switches: Dictionary[String, Switch] = {}


func _ready() -> void:
	for kind: String in TITLES:
		_add(kind)


func show_user(user: Me) -> void:
	for kind: String in _switches:
		_switches[kind].set_pressed_no_signal(kind not in user.muted_notices)


## The muted kinds.
func muted() -> Array[String]:
	var kinds: Array[String] = []
	kinds.assign(TITLES.keys().filter(func(kind: String) -> bool: return not _switches[kind].button_pressed))
	return kinds


func _add(kind: String) -> void:
	var line := HBoxContainer.new()
	line.theme_type_variation = &"Row8"
	(%Rows as Container).add_child(line)
	var label := Label.new()
	label.theme_type_variation = &"Body"
	label.text = TITLES[kind]
	label.size_flags_horizontal = SIZE_EXPAND_FILL
	line.add_child(label)
	var switch := Switch.new()
	switch.accessibility_name = TITLES[kind]
	switch.toggled.connect(func(_is_on: bool) -> void: _save())
	line.add_child(switch)
	_switches[kind] = switch


func _save() -> void:
	var result: ApiResult = await Session.update(MyChangesRequest.new().set_muted_notices(muted()))
	if not result.is_ok() and is_inside_tree():
		show_user(Session.user)
		Layers.of(self).toast(result.problem.sentence())
