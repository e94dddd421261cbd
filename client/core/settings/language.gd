class_name Language
## The languages of the client: English, in which its texts are written, and those of `res://translations`.

const ENGLISH := "en"
const NAMES: Dictionary[String, String] = {ENGLISH: "English", "de": "Deutsch"}
## The choice to follow the device.
const DEVICE := ""


## Shows all texts in a language.
static func use(choice: String) -> void:
	TranslationServer.set_locale(of_device() if choice == DEVICE else choice)


## The device's language; English if there is no translation.
static func of_device() -> String:
	var own: String = OS.get_locale_language()
	return own if NAMES.has(own) else ENGLISH


static func is_english() -> bool:
	return TranslationServer.get_locale() == ENGLISH


## "8.2", "21"; in German "8,2".
static func decimal(number: float) -> String:
	var digits: String = ("%.1f" % number).trim_suffix(".0")
	return digits if is_english() else digits.replace(".", ",")
