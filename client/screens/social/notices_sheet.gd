class_name NoticesSheet
extends VBoxContainer
## Your notices, each with a link to its subject.

const ROW := preload("res://components/controls/list_row.tscn")

var _notices: Notices


func _ready() -> void:
	(%More as Button).pressed.connect(func() -> void: _notices.load_more())


func bind(notices: Notices) -> void:
	_notices = notices
	_notices.changed.connect(show_notices)
	show_notices()
	_notices.open()


func show_notices() -> void:
	for old: Node in (%Rows as Container).get_children():
		(%Rows as Container).remove_child(old)
		old.queue_free()
	for notice: Notice in _notices.items:
		var row: ListRow = _row(notice)
		row.has_line = notice != _notices.items[-1]
		(%Rows as Container).add_child(row)
		row.show_person(notice.person if notice.person else Session.user)
	(%More as Control).visible = _notices.is_loaded and not _notices.has_ended
	(%State as Control).visible = _notices.items.is_empty() and (_notices.is_loaded or _notices.problem != null)
	(%State as Label).text = _notices.problem.sentence() if _notices.problem else "Nothing has happened yet."


func _row(notice: Notice) -> ListRow:
	var row: ListRow = ROW.instantiate()
	row.icon = load("res://art/icons/%s.svg" % NoticeWords.icon(notice))
	row.tone = &"ink2" if notice.is_read else &"primary"
	row.title = NoticeWords.sentence(notice)
	row.title_style = &"Row" if notice.is_read else &"RowStrong"
	row.detail = Dates.recent(notice.at)
	row.leads_on = notice.entry != null or notice.person != null
	row.pressed.connect(_open.bind(notice))
	return row


func _open(notice: Notice) -> void:
	if notice.entry:
		Navigation.go(&"card", {"entry_id": notice.entry.id})
	else:
		Navigation.go(&"person", {"user_id": notice.person.id})
