class_name TreePeople
extends Control
## Who else has met the animals of a tree: their pictures, small, at the rim of each.

const WIDTH := 20.0
const FONT := 12
const GAP := 2.0
const CORNERS := 24
## Animals that are drawn smaller show nobody.
const FROM := 30.0
## Where on an animal's rim the first stands, and how much farther round the next.
const ANGLE := PI / 4.0
const STEP := 0.9

var _camera: TreeCamera
var _layout: TreeLayout
var _visible := PackedInt32Array()
var _cards: Dictionary[String, PersonCard] = {}
## By address; null while a picture is on its way, or when there is none to be had.
var _pictures: Dictionary[String, Texture2D] = {}


func _init() -> void:
	mouse_filter = MOUSE_FILTER_IGNORE


## The one of whom a tree has the name alone: pictures are those of friends.
static func card_of(finder: Finder) -> PersonCard:
	if Session.user and finder.user_id == Session.user.id:
		return Session.user
	var friendship: Friendship = Store.circle.with(finder.user_id) if Store.circle else null
	if friendship:
		return friendship.person
	return PersonCard.from_json({"id": finder.user_id, "username": finder.username})


## Those of who has met an animal that are somebody else.
static func others(node: TreeNode) -> Array[Finder]:
	return node.who.filter(
		func(finder: Finder) -> bool: return Session.user == null or finder.user_id != Session.user.id
	)


func show_tree(layout: TreeLayout) -> void:
	_layout = layout
	_cards.clear()


func look_from(camera: TreeCamera, visible_items: PackedInt32Array) -> void:
	_camera = camera
	_visible = visible_items
	queue_redraw()


func _draw() -> void:
	if _camera == null:
		return
	var wanted := PackedInt32Array()
	for index: int in _visible:
		if _layout.items[index].is_animal() and _radius(_layout.items[index]) * 2.0 >= FROM:
			wanted.append(index)
	for index: int in TreeDetail.nearest(_layout, wanted, _camera.middle):
		_draw_others(_layout.items[index])


func _draw_others(item: TreePlace) -> void:
	var angle: float = ANGLE
	for finder: Finder in others(item.node):
		if not _cards.has(finder.user_id):
			_cards[finder.user_id] = card_of(finder)
		_draw_person(
			_cards[finder.user_id], _camera.to_screen(item.position) + Vector2.from_angle(angle) * _radius(item)
		)
		angle += STEP


func _draw_person(person: PersonCard, at: Vector2) -> void:
	var radius: float = WIDTH / 2.0 * Look.text_scale(self)
	draw_circle(at, radius + GAP, Look.colour(self, &"paper"), true, -1.0, true)
	var picture: Texture2D = _picture(person.avatar_url)
	if picture:
		_draw_picture(picture, at, radius)
	else:
		draw_circle(at, radius, Look.colour(self, &"primary_tint"), true, -1.0, true)
		_draw_initial(FriendWords.name(person).left(1).to_upper(), at, radius)
	draw_circle(at, radius, Look.colour(self, &"line_strong"), false, 1.0, true)


## The middle square of a picture, round.
func _draw_picture(picture: Texture2D, at: Vector2, radius: float) -> void:
	var half: Vector2 = Vector2.ONE * minf(picture.get_width(), picture.get_height()) / 2.0 / picture.get_size()
	var points := PackedVector2Array()
	var places := PackedVector2Array()
	for corner: int in CORNERS:
		var way := Vector2.from_angle(TAU * corner / CORNERS)
		points.append(at + way * radius)
		places.append(Vector2(0.5, 0.5) + way * half)
	draw_colored_polygon(points, Color.WHITE, places, picture)


func _draw_initial(initial: String, at: Vector2, radius: float) -> void:
	var font: Font = get_theme_font(&"font", &"AvatarInitial")
	var font_size: int = roundi(FONT * Look.text_scale(self))
	var base := Vector2(at.x - radius, at.y + (font.get_ascent(font_size) - font.get_descent(font_size)) / 2.0)
	var colour: Color = Look.colour(self, &"primary")
	draw_string(font, base, initial, HORIZONTAL_ALIGNMENT_CENTER, radius * 2.0, font_size, colour)


func _picture(url: String) -> Texture2D:
	if url and not _pictures.has(url):
		_pictures[url] = Store.images.in_memory(url)
		if _pictures[url] == null:
			_load(url)
	return _pictures.get(url)


func _load(url: String) -> void:
	_pictures[url] = await Store.images.get_texture(url)
	if is_inside_tree():
		queue_redraw()


func _radius(item: TreePlace) -> float:
	return TreeLook.radius(item, _layout.form) * _camera.zoom
