class_name JobStrip
extends PanelContainer
## The photograph in progress, above the tab bar while another tab is shown.

signal pressed


func _ready() -> void:
	(%Tap as Tap).tapped.connect(pressed.emit)


func show_job(flow: JobFlow) -> void:
	(%Picture as PictureView).texture = flow.photo.preview if flow.photo else null
	(%Sentence as Label).text = "Sending your photo" if flow.state == JobFlow.State.SENDING else "Finding its name"
	(%Ring as Ring).value = flow.progress() if flow.state == JobFlow.State.IDENTIFYING else -1.0
