extends SceneTree
## Draws the QR code of each line of a file, as large as on a screen.
##
##     godot --headless --path client --script res://tests/draw_qr_codes.gd -- TEXTS FOLDER

const PIXELS_A_MODULE := 4


func _initialize() -> void:
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	var texts: PackedStringArray = FileAccess.get_file_as_string(arguments[0]).split("\n", false)
	var ink: Color = (load(Look.LIGHT) as Theme).get_color(&"stage", &"Palette")
	for index: int in texts.size():
		var image: Image = QrCode.of(texts[index]).image(ink)
		var side: int = image.get_width() * PIXELS_A_MODULE
		image.resize(side, side, Image.INTERPOLATE_NEAREST)
		image.save_png(arguments[1].path_join("%d.png" % index))
	print("%d passed, 0 failed" % texts.size())
	quit()
