extends Screen
## Your own page: card, classes, badges; on wide screens with the settings.

const TILE := preload("res://components/cards/badge_tile.tscn")
const METER := preload("res://components/cards/class_meter.tscn")
const EDIT := preload("res://screens/profile/edit_sheet.tscn")
const THREE_FROM := 1200.0
const COLUMNS := 4
const COLUMNS_LARGE := 3

var _stats: Stats
var _shows_all: bool = false


func _ready() -> void:
	for button: Button in [%Edit, %EditWide]:
		button.pressed.connect(_edit)
	for button: Button in [%Gear, %GearWide]:
		button.pressed.connect(Navigation.go.bind(&"settings"))
	(%Map as ListRow).pressed.connect(Navigation.go.bind(&"map"))
	(%Statistics as ListRow).pressed.connect(Navigation.go.bind(&"statistics"))
	(%All as Button).pressed.connect(_on_all_pressed)
	(%State as PlaceState).acted.connect(_load)
	theme_changed.connect(_arrange)
	resized.connect(_arrange)
	_arrange()


func open(_params: Dictionary[String, String]) -> void:
	Session.user_changed.connect(show_user)
	show_user(Session.user)
	Session.reload()
	_load()


func show_user(user: Me) -> void:
	(%Player as PlayerCard).show_person(user.display_name, user.username, user.bio, user.created_at)
	_show_moderation(user)
	(%Settings as SettingsList).show_settings(user)
	var texture: Texture2D = await Store.images.get_texture(user.avatar_url)
	if is_inside_tree():
		show_picture(texture)


func show_picture(texture: Texture2D) -> void:
	(%Player as PlayerCard).show_picture(texture)


func show_stats(stats: Stats) -> void:
	_stats = stats
	(%State as Control).hide()
	(%Numbers as Control).show()
	(%BadgesPart as Control).show()
	(%Player as PlayerCard).show_stats(stats)
	_show_classes()
	_show_earned()
	_show_next()


func show_loading() -> void:
	(%State as Control).hide()
	(%Numbers as Control).hide()
	(%BadgesPart as Control).hide()


func show_error(problem: Problem) -> void:
	show_loading()
	(%State as Control).show()
	(%State as PlaceState).show_error("Your numbers did not load.", problem.sentence(), "Try again", problem.code)


func close_layer() -> bool:
	return Layers.of(self).close()


func scroll_to_top() -> void:
	(%Scroll as ScrollContainer).scroll_vertical = 0


func _load() -> void:
	if _stats == null:
		show_loading()
	var result: ApiResult = await Api.dex.stats()
	if not is_inside_tree():
		return
	if result.is_ok():
		show_stats(result.value)
	else:
		show_error(result.problem)


func _show_moderation(user: Me) -> void:
	var note := %Moderated as ModerationNote
	if user.suspension:
		note.show_hidden("You are suspended.", user.suspension)
	elif user.hidden_name:
		note.show_hidden("Moderators hide your username.", user.hidden_name)
	else:
		note.show_hidden("Moderators hide your name and your words.", user.hidden_texts)


func _show_classes() -> void:
	_clear(%Classes)
	var counts: Dictionary[StringName, int] = {}
	for name: String in _stats.classes:
		var animal_class: StringName = AnimalClass.named(name)
		counts[animal_class] = counts.get(animal_class, 0) + int(_stats.classes[name])
	var order: Array = counts.keys()
	order.sort_custom(func(a: StringName, b: StringName) -> bool: return counts[a] > counts[b])
	for animal_class: StringName in order:
		var meter: ClassMeter = METER.instantiate()
		(%Classes as Container).add_child(meter)
		meter.show_count(animal_class, counts[animal_class], counts[order[0]])


func _show_earned() -> void:
	_clear(%Earned)
	var ids: Array = _stats.badges.keys()
	ids.sort_custom(func(a: String, b: String) -> bool: return _stats.badges[a] > _stats.badges[b])
	(%EarnedCount as Label).text = tr("%d earned") % ids.size()
	(%All as Button).text = "Fewer" if _shows_all else tr("All %d") % ids.size()
	(%All as Control).visible = ids.size() > _columns() and not Look.is_wide(self)
	(%NoBadge as Control).visible = ids.is_empty()
	for id: String in ids if _shows_all or Look.is_wide(self) else ids.slice(0, _columns()):
		_add_tile(%Earned).show_earned(id, Dates.day(_stats.badges[id]))


func _show_next() -> void:
	_clear(%Next)
	for badge: BadgeProgress in BadgeProgress.next(_stats):
		_add_tile(%Next).show_progress(badge)


func _add_tile(grid: Container) -> BadgeTile:
	var tile: BadgeTile = TILE.instantiate()
	grid.add_child(tile)
	tile.opened.connect(func(id: String) -> void: Navigation.go(&"badge", {"badge_id": id}))
	return tile


func _clear(container: Container) -> void:
	for old: Node in container.get_children():
		container.remove_child(old)
		old.queue_free()


func _on_all_pressed() -> void:
	_shows_all = not _shows_all
	_show_earned()


func _edit() -> void:
	var sheet: ProfileSheet = EDIT.instantiate()
	Layers.of(self).open(sheet)
	sheet.show_user(Session.user)
	sheet.saved.connect(_save)


func _save(changes: MyChangesRequest) -> void:
	var layers: Layers = Layers.of(self)
	var result: ApiResult = await Session.update(changes)
	layers.close()
	layers.toast("Saved." if result.is_ok() else result.problem.sentence())


func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self)
	var is_three: bool = get_viewport_rect().size.x >= THREE_FROM
	(%Thirds as BoxContainer).vertical = not is_wide
	(%Left as Control).custom_minimum_size.x = 428.0 if is_wide else 0.0
	(%Middle as Control).theme_type_variation = &"DividedPanel" if is_wide else &"ClearPanel"
	(%Right as Control).visible = is_three
	(%GearWide as Control).visible = is_wide and not is_three
	for badges: GridContainer in [%Earned, %Next]:
		badges.columns = _columns()
	if _stats:
		_show_earned()


func _columns() -> int:
	return COLUMNS_LARGE if Look.has_large_text(self) else COLUMNS
