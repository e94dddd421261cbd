extends TestCase
## The settings of this device.

const FILE := "user://test_settings.json"

var device: Device
var settings: Settings


func before() -> void:
	DirAccess.remove_absolute(FILE)
	device = adopt(Device.new())
	settings = Settings.new(device, FILE)


func after() -> void:
	super()
	DirAccess.remove_absolute(FILE)


func test_at_first_it_is_like_the_device() -> void:
	expect(not settings.is_dark(), "light")
	device.is_dark = true
	expect(settings.is_dark(), "dark")
	device.has_reduced_motion = true
	expect(settings.has_reduced_motion(), "reduced")


func test_a_language_reaches_every_text_and_is_kept() -> void:
	settings.language = "de"
	expect_equal(TranslationServer.translate("Settings"), &"Einstellungen")
	expect_equal(Settings.new(device, FILE).language, "de")
	settings.language = "xx"
	expect_equal(settings.language, Language.DEVICE)
	expect_equal(TranslationServer.get_locale(), Language.of_device())
	Language.use(Language.ENGLISH)


func test_a_choice_counts_more_than_the_device() -> void:
	device.is_dark = true
	settings.appearance = Settings.Appearance.LIGHT
	expect(not settings.is_dark(), "light")
	settings.appearance = Settings.Appearance.DARK
	device.is_dark = false
	expect(settings.is_dark(), "dark")
	settings.motion = Settings.Movement.REDUCED
	expect(settings.has_reduced_motion(), "reduced")
	settings.motion = Settings.Movement.FULL
	device.has_reduced_motion = true
	expect(not settings.has_reduced_motion(), "full")


func test_choices_are_there_at_the_next_start() -> void:
	settings.appearance = Settings.Appearance.DARK
	settings.text_size = 130
	settings.is_onboarded = true
	var next := Settings.new(device, FILE)
	expect_equal(int(next.appearance), int(Settings.Appearance.DARK))
	expect_equal(next.text_factor(), 1.3)
	expect(next.is_onboarded, "onboarded")


func test_text_sizes_are_five() -> void:
	settings.text_size = 85
	expect_equal(settings.text_factor(), 0.85)
	settings.text_size = 999
	expect_equal(settings.text_size, 100)


func test_every_change_is_told() -> void:
	var count: Array[bool] = []
	settings.changed.connect(count.append.bind(true))
	settings.text_size = 150
	settings.appearance = Settings.Appearance.DARK
	device.changed.emit()
	expect_equal(count.size(), 3)


func test_a_broken_file_is_none() -> void:
	FileAccess.open(FILE, FileAccess.WRITE).store_string('{"appearance": 99, "text_size": "big"')
	expect_equal(Settings.new(device, FILE).text_size, 100)
	FileAccess.open(FILE, FileAccess.WRITE).store_string('{"appearance": 99, "text_size": "big"}')
	var next := Settings.new(device, FILE)
	expect_equal(next.text_size, 100)
	expect(next.is_dark(), "the nearest that there is")


func test_kinds_of_device() -> void:
	for width: float in [320.0, 390.0, 799.0]:
		expect_equal(Device.kind_of(width), Device.Kind.PHONE)
	for width: float in [800.0, 844.0, 1280.0]:
		expect_equal(Device.kind_of(width), Device.Kind.MIDDLE)
	expect_equal(Device.kind_of(1281.0), Device.Kind.WIDE)
