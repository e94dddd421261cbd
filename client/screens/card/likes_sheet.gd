class_name LikesSheet
extends VBoxContainer
## Who likes an entry of one's own.

const ROW := preload("res://components/cards/person_row.tscn")

var _entry_id: String
var _cursor: String = ""


func _ready() -> void:
	(%More as Button).pressed.connect(_load)


func open(entry_id: String) -> void:
	_entry_id = entry_id
	_load()


## Shows a page of people below those that are there.
func show_page(page: LikerPage) -> void:
	_cursor = page.next_cursor
	(%More as Control).visible = _cursor != ""
	for liker: Liker in page.items:
		(%People as Container).add_child(_row(liker))
	_say("Nobody likes it any more." if (%People as Container).get_child_count() == 0 else "")


func _row(liker: Liker) -> PersonRow:
	var row: PersonRow = ROW.instantiate()
	var at: String = Dates.recent(liker.at)
	row.show_person(liker.person, tr("%s, a friend") % at if liker.friend else at)
	row.pressed.connect(Navigation.go.bind(&"person", {"user_id": liker.person.id}))
	return row


func _load() -> void:
	(%More as Button).disabled = true
	var result: ApiResult = await Api.dex.likes(_entry_id, _cursor)
	if not is_inside_tree():
		return
	(%More as Button).disabled = false
	if result.is_ok():
		show_page(result.value)
	else:
		_say(result.problem.sentence())


func _say(sentence: String) -> void:
	(%State as Label).text = sentence
	(%State as Label).visible = sentence != ""
