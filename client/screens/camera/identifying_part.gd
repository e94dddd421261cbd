extends CameraPart
## A name is looked for.

const LEAD := "Most animals have a name within 20 seconds."
const MEGABYTE := 1000.0 * 1000.0

var _seconds: int = 0

@onready var _steps: Array[StepRow] = [%Sent, %Prepared, %Finding, %YourTurn]


func _ready() -> void:
	(%Back as Button).pressed.connect(Navigation.go.bind(&"dex"))
	(%Clock as Timer).timeout.connect(_on_second)


func refresh() -> void:
	show_progress(flow.step(), _seconds, flow.photo.size if flow.photo else 0, flow.patience())


## Shows which step is under way, since how many seconds, and what is said of a long wait.
func show_progress(step: int, seconds: int, size: int, patience: String) -> void:
	(%Lead as Label).text = patience if patience else LEAD
	for index: int in _steps.size():
		_steps[index].show_progress(_progress_of(index + 1, step), _value_of(index + 1, step, seconds, size))


func _progress_of(row: int, step: int) -> StepRow.Progress:
	if row == step:
		return StepRow.Progress.UNDER_WAY
	return StepRow.Progress.DONE if row < step else StepRow.Progress.TO_COME


func _value_of(row: int, step: int, seconds: int, size: int) -> String:
	if row == 1 and size > 0:
		return "%s MB" % Language.decimal(size / MEGABYTE)
	return "%d s" % seconds if row == step else ""


func _on_second() -> void:
	_seconds += 1
	refresh()
