class_name Settings
extends RefCounted
## The settings of this device: appearance, text size, motion, sound, language.

signal changed

enum Appearance { DEVICE, LIGHT, DARK }
enum Movement { DEVICE, FULL, REDUCED }

const TEXT_SIZES: Array[int] = [85, 100, 115, 130, 150]

var appearance := Appearance.DEVICE:
	set(value):
		appearance = value
		_save()
var motion := Movement.DEVICE:
	set(value):
		motion = value
		_save()
## Percent, one of TEXT_SIZES.
var text_size: int = 100:
	set(value):
		text_size = value if value in TEXT_SIZES else 100
		_save()
var has_sound: bool = false:
	set(value):
		has_sound = value
		_save()
## One of Language.NAMES, or Language.DEVICE.
var language: String = Language.DEVICE:
	set(value):
		language = value if Language.NAMES.has(value) else Language.DEVICE
		Language.use(language)
		_save()
## The onboarding was seen or skipped.
var is_onboarded: bool = false:
	set(value):
		is_onboarded = value
		_save()

var _path: String
var _device: Device
var _is_loading: bool = true


func _init(device: Device, path: String = "user://settings.json") -> void:
	_device = device
	_path = path
	_load()
	_is_loading = false
	device.changed.connect(changed.emit)


func is_dark() -> bool:
	return appearance == Appearance.DARK or (appearance == Appearance.DEVICE and _device.is_dark)


func has_reduced_motion() -> bool:
	return motion == Movement.REDUCED or (motion == Movement.DEVICE and _device.has_reduced_motion)


## The factor of every font size, and of every fixed height that contains text.
func text_factor() -> float:
	return text_size / 100.0


func _load() -> void:
	var kept: Dictionary = JsonFile.read(_path)
	appearance = (clampi(Model.integer(kept.get("appearance")), 0, Appearance.size() - 1) as Appearance)
	motion = clampi(Model.integer(kept.get("motion")), 0, Movement.size() - 1) as Movement
	text_size = Model.integer(kept.get("text_size"))
	has_sound = Model.boolean(kept.get("sound"))
	language = Model.text(kept.get("language"))
	is_onboarded = Model.boolean(kept.get("onboarded"))


func _save() -> void:
	if _is_loading:
		return
	(
		JsonFile
		. write(
			_path,
			{
				"appearance": appearance,
				"motion": motion,
				"text_size": text_size,
				"sound": has_sound,
				"language": language,
				"onboarded": is_onboarded,
			}
		)
	)
	changed.emit()
