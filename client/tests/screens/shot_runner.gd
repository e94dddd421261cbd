extends Node
## Puts each shot's screen into the frame, lets it settle and saves a screenshot.

## An address where nothing listens: all data is made up.
const NOWHERE := "http://127.0.0.1:9"

## The smallest text size of all shots, in percent.
var least_text_size: int = 0

var _frame: Frame
var _folder: String


func run(arguments: PackedStringArray) -> void:
	_folder = arguments[0]
	var wanted: String = arguments[1] if arguments.size() > 1 else ""
	DirAccess.make_dir_recursive_absolute(_folder)
	OS.low_processor_usage_mode = false  # else a screen at rest is not drawn, and never saved
	Store.settings.language = arguments[2] if arguments.size() > 2 else Language.ENGLISH
	await open_frame()
	for shot: Shot in Shots.all():
		if wanted.is_empty() or wanted in shot.name:
			for appearance: int in [Settings.Appearance.LIGHT, Settings.Appearance.DARK]:
				await _draw(shot, appearance)


func open_frame() -> void:
	Store.settings.motion = Settings.Movement.REDUCED
	_frame = load("res://main.tscn").instantiate()
	add_child(_frame)
	await _wait(3)
	Navigation.screen.hide()
	Api.http.origin = NOWHERE
	Api.credentials.keep("token", "refresh", 3600)


## Puts a shot's screen into the frame, in its state.
func show_shot(shot: Shot) -> Screen:
	Store.settings.text_size = maxi(shot.text_size, least_text_size)
	var screen: Screen = load("res://screens/%s/%s.tscn" % [shot.screen, shot.screen]).instantiate()
	Session.user = Fakes.me() if shot.tab >= 0 else null
	Navigation.current = Route.to(shot.screen)
	_frame.show_screen(screen, null, Navigator.Direction.ASIDE)
	_frame.show_navigation(shot.tab >= 0, shot.tab)
	await _wait(2)
	await shot.prepare.call(screen)
	await _wait(8)
	return screen


## Removes a shot's screen from the frame.
func take_away(screen: Screen) -> void:
	Layers.of(_frame).close()
	_clean()
	screen.free()


func _draw(shot: Shot, appearance: Settings.Appearance) -> void:
	Store.settings.appearance = appearance
	var screen: Screen = await show_shot(shot)
	await RenderingServer.frame_post_draw
	var theme_name: String = "dark" if appearance == Settings.Appearance.DARK else "light"
	var size: Vector2i = get_window().size
	var file: String = "%s-%dx%d-%s.png" % [shot.name, size.x, size.y, theme_name]
	get_window().get_texture().get_image().save_png(_folder.path_join(file))
	take_away(screen)


## Removes what a shot has left in the frame.
func _clean() -> void:
	(_frame.get_node(^"%Notice") as Control).hide()
	(_frame.get_node(^"%Strip") as Control).hide()
	(_frame.get_node(^"%RequiredPage") as Control).hide()
	for layer: Node in Layers.of(_frame).get_children():
		if layer is Ceremony or layer is PictureViewer:
			layer.free()
	for toast: Node in _frame.find_children("*", "Toast", true, false):
		toast.free()
	_frame.call(&"_show_job")
	_frame.call(&"_show_sync")


func _wait(frames: int) -> void:
	for frame: int in frames:
		await get_tree().process_frame
