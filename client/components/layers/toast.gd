class_name Toast
extends PanelContainer
## A short message: for five seconds, or until it is closed if it has an action.

signal acted

const SECONDS := 5.0


func _ready() -> void:
	(%Close as Button).pressed.connect(Moves.leave.bind(self))
	(%Action as Button).pressed.connect(_on_acted)


func say(sentence: String, action: String = "") -> void:
	(%Sentence as Label).text = sentence
	(%Action as Button).text = action
	(%Action as Button).visible = action != ""
	if action.is_empty():
		var timer := Timer.new()
		timer.timeout.connect(Moves.leave.bind(self))
		add_child(timer)
		timer.start(SECONDS)


func _on_acted() -> void:
	acted.emit()
	Moves.leave(self)
