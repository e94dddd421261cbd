class_name CodeCard
extends PanelContainer
## Your friend code, as letters and as a QR code.

signal enlarged
signal copied
signal shared
signal renewed


func _ready() -> void:
	(%Qr.get_node(^"Tap") as Tap).tapped.connect(enlarged.emit)
	(%Copy as Button).pressed.connect(copied.emit)
	(%Share as Button).pressed.connect(shared.emit)
	(%Renew as Button).pressed.connect(renewed.emit)
	(%Actions as Container).draw.connect(_draw_dividers)
	(%Actions as Container).sort_children.connect((%Actions as Container).queue_redraw)
	(%Row as Control).minimum_size_changed.connect(_fit)
	_fit()


func show_code(code: String, link: String) -> void:
	(%Code as Label).text = FriendLink.in_two_lines(code)
	(%Code as Label).accessibility_name = tr("Your friend code: %s") % " ".join(code.split(""))
	(%Qr as QrPanel).show_text(link)


func set_busy(is_busy: bool) -> void:
	(%Renew as Button).disabled = is_busy


func _fit() -> void:
	(%Top as Control).custom_minimum_size.y = (%Row as Control).get_combined_minimum_size().y + 32.0


## Draws lines between buttons that are beside each other.
func _draw_dividers() -> void:
	for button: Button in (%Actions as Container).get_children():
		if button.position.x > 0.0:
			var line := Rect2(button.position, Vector2(1.0, button.size.y))
			(%Actions as Container).draw_rect(line, Look.colour(self, &"stage_line"))
