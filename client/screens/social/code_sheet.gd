class_name CodeSheet
extends VBoxContainer
## Your friend code alone, large enough for a camera.


func show_code(code: String, link: String) -> void:
	(%Qr as QrPanel).show_text(link)
	(%Code as Label).text = FriendLink.in_two_lines(code).replace("\n", " ")
