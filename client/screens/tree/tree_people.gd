class_name TreePeople
extends Control
## Who else has met the animals of a tree: small pictures at the rim of each.

const DISC := preload("res://art/disc.svg")
const RADIUS := 10.0
const FONT := 12
const GAP := 2.0
const CORNERS := 24
## Animals smaller than this show nobody.
const FROM := 30.0
## The angle of the first picture on an animal's rim, and the step to the next.
const ANGLE := 1.1
const STEP := 0.9

var _camera: TreeCamera
var _layout: TreeLayout
var _visible := PackedInt32Array()
var _cards: Dictionary[String, PersonCard] = {}
## By URL; null while a picture is loading, or if it is unavailable.
var _pictures: Dictionary[String, Texture2D] = {}


func _init() -> void:
	mouse_filter = MOUSE_FILTER_IGNORE


## The card of a person whom the tree names; a friend's has their picture.
static func card_of(finder: Finder) -> PersonCard:
	if Session.user and finder.user_id == Session.user.id:
		return Session.user
	var friendship: Friendship = Store.circle.with(finder.user_id) if Store.circle else null
	if friendship:
		return friendship.person
	return PersonCard.from_json({"id": finder.user_id, "username": finder.username})


## The people other than you who have met an animal.
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


## First all discs, then all initials, then all pictures: equal draw commands in a row are batched.
func _draw() -> void:
	if _camera == null:
		return
	var people: Array[PersonCard] = []
	var places := PackedVector2Array()
	for item: TreePlace in _shown():
		var way := Vector2.from_angle(ANGLE) * _radius(item)
		for finder: Finder in others(item.node):
			people.append(_card(finder))
			places.append(_camera.to_screen(item.position) + way)
			way = way.rotated(STEP)
	for place: Vector2 in places:
		_draw_disc(place)
	for index: int in people.size():
		if _picture(people[index].avatar_url) == null:
			_draw_initial(FriendWords.name(people[index]).left(1).to_upper(), places[index])
	for index: int in people.size():
		var picture: Texture2D = _picture(people[index].avatar_url)
		if picture:
			_draw_picture(picture, places[index])


## The square in the middle of a picture, as a circle.
func _draw_picture(picture: Texture2D, at: Vector2) -> void:
	var half: Vector2 = Vector2.ONE * minf(picture.get_width(), picture.get_height()) / 2.0 / picture.get_size()
	var points := PackedVector2Array()
	var places := PackedVector2Array()
	for corner: int in CORNERS:
		var way := Vector2.from_angle(TAU * corner / CORNERS)
		points.append(at + way * (RADIUS - 1.0))
		places.append(Vector2(0.5, 0.5) + way * half)
	draw_colored_polygon(points, Color.WHITE, places, picture)


## A gap, a ring, and the disc.
func _draw_disc(at: Vector2) -> void:
	for part: Array in [[RADIUS + GAP, &"paper"], [RADIUS, &"line_strong"], [RADIUS - 1.0, &"primary_tint"]]:
		var half: Vector2 = Vector2.ONE * part[0]
		draw_texture_rect(DISC, Rect2(at - half, half * 2.0), false, Look.colour(self, part[1]))


func _draw_initial(initial: String, at: Vector2) -> void:
	var font: Font = get_theme_font(&"font", &"AvatarInitial")
	var base := Vector2(at.x - RADIUS, at.y + (font.get_ascent(FONT) - font.get_descent(FONT)) / 2.0)
	var colour: Color = Look.colour(self, &"primary")
	draw_string(font, base, initial, HORIZONTAL_ALIGNMENT_CENTER, RADIUS * 2.0, FONT, colour)


## The animals that are large enough, the nearest to the middle first.
func _shown() -> Array[TreePlace]:
	var wanted := PackedInt32Array()
	for index: int in _visible:
		if _layout.items[index].is_animal() and _radius(_layout.items[index]) * 2.0 >= FROM:
			wanted.append(index)
	var shown: Array[TreePlace] = []
	for index: int in TreeDetail.nearest(_layout, wanted, _camera.middle):
		shown.append(_layout.items[index])
	return shown


func _card(finder: Finder) -> PersonCard:
	if not _cards.has(finder.user_id):
		_cards[finder.user_id] = card_of(finder)
	return _cards[finder.user_id]


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
