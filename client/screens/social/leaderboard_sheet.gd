class_name LeaderboardSheet
extends VBoxContainer
## You and your friends, ranked by the number of animals, for this month or all time.

const ROW := preload("res://components/cards/person_row.tscn")
const PLACE_WIDTH := 24.0

## Counts the requests: the result of an earlier one is ignored.
var _turn: int = 0


func _ready() -> void:
	(%Period as Segmented).chosen.connect(_load)


func open() -> void:
	(%Absent as Control).visible = not Session.user.on_leaderboard
	_load(0)


func show_scores(scores: Array[LeaderboardScore]) -> void:
	_say("")
	for old: Node in (%Rows as Container).get_children():
		(%Rows as Container).remove_child(old)
		old.queue_free()
	var places: Array[int] = ScoreWords.places(scores)
	for index: int in scores.size():
		_add(places[index], scores[index], index == scores.size() - 1)


func _add(place: int, score: LeaderboardScore, is_last: bool) -> void:
	var line := HBoxContainer.new()
	line.theme_type_variation = &"Row8"
	(%Rows as Container).add_child(line)
	var label := Label.new()
	label.theme_type_variation = &"RowStrong"
	label.text = str(place)
	label.custom_minimum_size.x = PLACE_WIDTH
	line.add_child(label)
	var row: PersonRow = ROW.instantiate()
	row.size_flags_horizontal = SIZE_EXPAND_FILL
	line.add_child(row)
	row.show_person(score.person, ScoreWords.facts(score))
	row.pressed.connect(_open.bind(score.person.id))
	if is_last:
		row.hide_line()


func _load(period: int) -> void:
	_turn += 1
	var turn: int = _turn
	_say("Counting …")
	var result: ApiResult = await Api.social.leaderboard(LeaderboardPeriod.ALL[period])
	if turn != _turn or not is_inside_tree():
		return
	if result.is_ok():
		show_scores((result.value as Leaderboard).items)
	else:
		_say(result.problem.sentence())


func _say(sentence: String) -> void:
	(%State as Label).text = sentence
	(%State as Label).visible = sentence != ""


func _open(user_id: String) -> void:
	if user_id == Session.user.id:
		Navigation.go(&"profile")
	else:
		Navigation.go(&"person", {"user_id": user_id})
