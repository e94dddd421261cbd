class_name Device
extends Node
## The device: pixel ratio, colour scheme, motion, insets, keyboard.

signal changed

enum Kind { PHONE, MIDDLE, WIDE }

const MIDDLE_FROM := 800.0
const WIDE_FROM := 1280.0

var is_dark: bool = false
var has_reduced_motion: bool = false
## The insets of notch, home bar and the like, in logical pixels: left, top, right, bottom.
var insets := Vector4.ZERO
## The height that the on-screen keyboard covers, in logical pixels.
var keyboard_height: float = 0.0

var _page: JavaScriptObject
var _on_change: JavaScriptObject


static func kind_of(width: float) -> Kind:
	if width < MIDDLE_FROM:
		return Kind.PHONE
	return Kind.WIDE if width > WIDE_FROM else Kind.MIDDLE


func _ready() -> void:
	get_window().size_changed.connect(_read)
	if OS.has_feature("web"):
		_page = WebPage.interface()
		_on_change = JavaScriptBridge.create_callback(func(_arguments: Array) -> void: _read())
		_page.watchDevice(_on_change)
	_read()


func kind() -> Kind:
	return Device.kind_of(get_window().get_visible_rect().size.x)


## Writes to the page's status line, which screen readers read.
func announce(sentence: String) -> void:
	if _page:
		_page.announce(tr(sentence))


func _read() -> void:
	get_window().content_scale_factor = DisplayServer.screen_get_scale()
	if _page:
		_read_page()
	else:
		is_dark = DisplayServer.is_dark_mode_supported() and DisplayServer.is_dark_mode()
	changed.emit()


func _read_page() -> void:
	var told: Dictionary = Model.dictionary(JSON.parse_string(str(_page.device())))
	is_dark = Model.boolean(told.get("dark"))
	has_reduced_motion = Model.boolean(told.get("reducedMotion"))
	keyboard_height = Model.number(told.get("keyboard"))
	insets = Vector4(
		Model.number(told.get("left")),
		Model.number(told.get("top")),
		Model.number(told.get("right")),
		Model.number(told.get("bottom"))
	)
