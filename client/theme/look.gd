class_name Look
extends RefCounted
## The theme, light or dark, adapted to the width of the screen and the chosen text size.

const WIDE := 800.0
const LARGE_FROM := 1.2
const TEXT_SIZES: Array[int] = [85, 100, 115, 130, 150]
const LIGHT := "res://theme/light.tres"
const DARK := "res://theme/dark.tres"


## Returns the theme for a screen; `text_size` is in percent.
static func fitted(dark: bool, wide: bool, text_size: int) -> Theme:
	var theme: Theme = (load(DARK if dark else LIGHT) as Theme).duplicate()
	for style: String in theme.get_constant_type_list():
		if theme.has_constant(&"line", style):
			_fit(theme, style, "_wide" if wide else "", text_size / 100.0)
		elif wide:
			_widen(theme, style)
	theme.set_constant(&"text_size", &"Look", text_size)
	theme.set_constant(&"wide", &"Look", int(wide))
	return theme


## The factor of the text size where a control is.
static func text_scale(control: Control) -> float:
	var percent: int = control.get_theme_constant(&"text_size", &"Look")
	return percent / 100.0 if percent > 0 else 1.0


## Tells whether text is so large that fewer controls fit beside each other.
static func has_large_text(control: Control) -> bool:
	return text_scale(control) > LARGE_FROM


## Tells whether a control is on a wide screen, not a phone's.
static func is_wide(control: Control) -> bool:
	return control.get_theme_constant(&"wide", &"Look") == 1


## A colour of the design, by its token.
static func colour(control: Control, token: StringName) -> Color:
	return control.get_theme_color(token, &"Palette")


## Applies the margins that a style has on wide screens.
static func _widen(theme: Theme, style: String) -> void:
	for name: String in theme.get_constant_list(style):
		if name.ends_with("_wide"):
			theme.set_constant(name.trim_suffix("_wide"), style, theme.get_constant(name, style))


## Gives a style its size, and its lines the height of the design rather than the font's.
static func _fit(theme: Theme, style: String, suffix: String, scale: float) -> void:
	var size: int = roundi(theme.get_font_size(StringName("font_size_wide" if suffix else "font_size"), style) * scale)
	var line: int = roundi(theme.get_constant(StringName("line" + suffix), style) * scale)
	var font: FontVariation = theme.get_font(&"font", style).duplicate()
	var excess: int = line - ceili(font.get_height(size))
	font.spacing_top = floori(excess / 2.0)
	font.spacing_bottom = excess - font.spacing_top
	theme.set_font(&"font", style, font)
	theme.set_font_size(&"font_size", style, size)
