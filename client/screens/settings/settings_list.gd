class_name SettingsList
extends VBoxContainer
## The settings of this device, the defaults of new cards, and the account.

const APPEARANCES: PackedStringArray = ["Like the device", "Light", "Dark"]
const MOVEMENTS: PackedStringArray = ["Like the device", "Off", "On"]
const LANGUAGES: Array[String] = [Language.DEVICE, "en", "de"]
const LANGUAGE_WORDS: PackedStringArray = ["Like the device", "English", "Deutsch"]
const VISIBILITIES: Array[String] = [Visibility.PRIVATE, Visibility.FRIENDS, Visibility.PUBLIC]
const VISIBILITY_WORDS: PackedStringArray = ["Only me", "Friends", "Everybody"]
const GEOPRIVACIES: Array[String] = [Geoprivacy.OPEN, Geoprivacy.OBSCURED, Geoprivacy.PRIVATE]
const GEOPRIVACY_WORDS: PackedStringArray = ["Exact", "Blurred to about 20 km", "Hidden"]
const GEOPRIVACY_SHORT: PackedStringArray = ["Exact", "Blurred", "Hidden"]
const ON_OFF: PackedStringArray = ["On", "Off"]
const ACTIONS := preload("res://components/layers/action_list.tscn")
const EXPORT := preload("res://screens/settings/export_sheet.tscn")
const DELETE := preload("res://screens/settings/delete_sheet.tscn")
const BLOCKED := preload("res://screens/settings/blocked_sheet.tscn")
const MUTED := preload("res://screens/settings/muted_sheet.tscn")
const MEGABYTE := 1000.0 * 1000.0

var _user: Me


func _ready() -> void:
	var actions: Dictionary[ListRow, Callable] = {
		%Appearance: _choose_appearance,
		%TextSize: _choose_text_size,
		%Motion: _choose_motion,
		%Sound: _choose_sound,
		%Language: _choose_language,
		%Who: _choose_visibility,
		%Places: _choose_geoprivacy,
		%Ai: _choose_ai,
		%Notices: _show_notices,
		%Leaderboard: _choose_leaderboard,
		%Blocked: _show_blocked,
		%Storage: _clear_storage,
		%Export: _show_export,
		%SignOut: _sign_out,
		%SignOutAll: _sign_out_everywhere,
		%Delete: _delete,
	}
	for row: ListRow in actions:
		row.pressed.connect(actions[row])
	Store.settings.changed.connect(_show_device)


func show_settings(user: Me) -> void:
	_user = user
	_put(%Who, VISIBILITY_WORDS[maxi(VISIBILITIES.find(user.default_visibility), 0)])
	_put(%Places, GEOPRIVACY_SHORT[maxi(GEOPRIVACIES.find(user.default_geoprivacy), 0)])
	_put(%Ai, ON_OFF[int(user.ai_opt_out)])
	_put(%Notices, tr("%d off") % user.muted_notices.size() if user.muted_notices else "All")
	_put(%Leaderboard, ON_OFF[int(not user.on_leaderboard)])
	_show_device()


func _show_device() -> void:
	var settings: Settings = Store.settings
	_put(%Appearance, APPEARANCES[settings.appearance])
	_put(%TextSize, "%d%%" % settings.text_size)
	_put(%Motion, MOVEMENTS[settings.motion])
	_put(%Sound, ON_OFF[int(not settings.has_sound)])
	_put(%Language, LANGUAGE_WORDS[LANGUAGES.find(settings.language)])
	_put(%Storage, "%d MB" % ceili(Store.images.size_on_device() / MEGABYTE))
	(%Version as Label).text = "BiologiDex %s" % ProjectSettings.get_setting("application/config/version")


func _put(row: ListRow, value: String) -> void:
	row.show_row(row.title, row.detail, value)


func _choose_appearance() -> void:
	_ask("Appearance", APPEARANCES, Store.settings.appearance, _on_appearance_chosen)


func _on_appearance_chosen(index: int) -> void:
	Store.settings.appearance = index as Settings.Appearance


func _choose_text_size() -> void:
	var words: PackedStringArray = []
	for size: int in Settings.TEXT_SIZES:
		words.append("%d%%" % size)
	var selected: int = Settings.TEXT_SIZES.find(Store.settings.text_size)
	_ask("Text size", words, selected, _on_text_size_chosen)


func _on_text_size_chosen(index: int) -> void:
	Store.settings.text_size = Settings.TEXT_SIZES[index]


func _choose_motion() -> void:
	_ask("Reduced motion", MOVEMENTS, Store.settings.motion, _on_motion_chosen)


func _on_motion_chosen(index: int) -> void:
	Store.settings.motion = index as Settings.Movement


func _choose_sound() -> void:
	_ask("Sound", ON_OFF, int(not Store.settings.has_sound), _on_sound_chosen)


func _on_sound_chosen(index: int) -> void:
	Store.settings.has_sound = index == 0


func _choose_language() -> void:
	_ask("Language", LANGUAGE_WORDS, LANGUAGES.find(Store.settings.language), _on_language_chosen)


func _on_language_chosen(index: int) -> void:
	Store.settings.language = LANGUAGES[index]
	if LANGUAGES[index] != Language.DEVICE:
		_update(MyChangesRequest.new().set_locale(LANGUAGES[index]))


func _choose_visibility() -> void:
	_ask("Who sees new cards", VISIBILITY_WORDS, VISIBILITIES.find(_user.default_visibility), _on_visibility_chosen)


func _on_visibility_chosen(index: int) -> void:
	_update(MyChangesRequest.new().set_default_visibility(VISIBILITIES[index]))


func _choose_geoprivacy() -> void:
	_ask("Places of new cards", GEOPRIVACY_WORDS, GEOPRIVACIES.find(_user.default_geoprivacy), _on_geoprivacy_chosen)


func _on_geoprivacy_chosen(index: int) -> void:
	_update(MyChangesRequest.new().set_default_geoprivacy(GEOPRIVACIES[index]))


func _choose_ai() -> void:
	_ask(
		"Name photos by AI",
		["On: photos are sent to OpenAI to be named", "Off: you name them yourself"],
		int(_user.ai_opt_out),
		_on_ai_chosen
	)


func _on_ai_chosen(index: int) -> void:
	_update(MyChangesRequest.new().set_ai_opt_out(index == 1))


func _show_notices() -> void:
	var sheet: MutedSheet = MUTED.instantiate()
	Layers.of(self).open(sheet)
	sheet.show_user(_user)


func _choose_leaderboard() -> void:
	_ask(
		"Leaderboard",
		["On: friends see how many animals you have met", "Off: friends do not see you on theirs"],
		int(not _user.on_leaderboard),
		_on_leaderboard_chosen
	)


func _on_leaderboard_chosen(index: int) -> void:
	_update(MyChangesRequest.new().set_on_leaderboard(index == 0))


func _update(changes: MyChangesRequest) -> void:
	var layers: Layers = Layers.of(self)
	var result: ApiResult = await Session.update(changes)
	if not result.is_ok():
		layers.toast(result.problem.sentence())


func _ask(heading: String, choices: PackedStringArray, selected: int, on_chosen: Callable) -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	list.show_choices(heading, choices, selected)
	list.chosen.connect(_on_chosen.bind(on_chosen))


func _on_chosen(index: int, on_chosen: Callable) -> void:
	Layers.of(self).close()
	on_chosen.call(index)


func _show_blocked() -> void:
	Layers.of(self).open(BLOCKED.instantiate() as Control)


func _clear_storage() -> void:
	var size: String = tr("%d MB of pictures on this device") % ceili(Store.images.size_on_device() / MEGABYTE)
	if await Layers.of(self).confirm(size, "They are fetched again when you look at them.", "Clear", "Keep them"):
		Store.images.clear()
		_show_device()


func _show_export() -> void:
	Layers.of(self).open(EXPORT.instantiate() as Control)


func _sign_out() -> void:
	var text: String = "The copy of your dex on this device is deleted."
	if await Layers.of(self).confirm("Sign out?", text, "Sign out", "Stay"):
		Session.sign_out()


func _sign_out_everywhere() -> void:
	var layers: Layers = Layers.of(self)
	if not await layers.confirm("Sign out everywhere?", "On all devices, this one too.", "Sign out everywhere", "Stay"):
		return
	var result: ApiResult = await Session.sign_out_everywhere()
	if not result.is_ok():
		layers.toast(result.problem.sentence())


func _delete() -> void:
	Layers.of(self).open(DELETE.instantiate() as Control)
