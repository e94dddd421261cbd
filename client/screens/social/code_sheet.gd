class_name CodeSheet
extends VBoxContainer
## One's friend code alone, as large as a camera likes it.


func show_code(code: String, link: String) -> void:
	(%Qr as QrPanel).show_text(link)
	(%Code as Label).text = FriendLink.in_two_lines(code).replace("\n", " ")
