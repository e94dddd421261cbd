class_name NodeSheet
extends VBoxContainer
## A node of the tree: who it is, where it belongs, who has met it.

signal opened(item: TreePlace)
signal sightings_asked(item: TreePlace)
signal branch_asked(item: TreePlace)
signal comparison_asked(item: TreePlace)

const AVATAR := preload("res://components/cards/avatar.tscn")

var _item: TreePlace


func _ready() -> void:
	(%Open as Button).pressed.connect(func() -> void: opened.emit(_item))
	(%All as Button).pressed.connect(func() -> void: sightings_asked.emit(_item))
	(%Branch as Button).pressed.connect(func() -> void: branch_asked.emit(_item))
	(%Compare as Button).pressed.connect(func() -> void: comparison_asked.emit(_item))


func show_item(item: TreePlace, lineage: Array[TreeNode]) -> void:
	_item = item
	_show_picture(item)
	(%Number as Label).text = "№ %03d" % item.node.creation_index
	(%Number as Label).visible = item.is_animal() and item.node.creation_index != Model.ABSENT
	(%Number as Label).theme_type_variation = StringName(item.animal_class() + "Number")
	(%Name as Label).text = item.name()
	_put(%Scientific, item.second_name())
	(%Scientific as Label).theme_type_variation = item.second_style()
	_put(%Path, " › ".join(lineage.map(func(node: TreeNode) -> String: return node.scientific_name)))
	_put(%Who, NodeWords.who(item.node))
	_show_people(item.node)
	_put(%Counts, "" if item.is_animal() else NodeWords.counts(item.node))
	(%Branch as Button).visible = not item.is_animal() and item.above >= 0
	(%All as Button).visible = item.is_animal() and item.node.sightings > 1 and not item.node.who.is_empty()
	(%All as Button).text = tr("All %d sightings") % item.node.sightings
	(%Open as Button).visible = item.is_animal()
	(%Compare as Button).visible = item.above >= 0
	(%Open as Button).text = "Open card" if item.node.found_by_me else "About this animal"


func focus_first() -> void:
	(%Open if _item.is_animal() else %Branch as Button).grab_focus()


func _show_people(node: TreeNode) -> void:
	for old: Node in (%People as Container).get_children():
		(%People as Container).remove_child(old)
		old.queue_free()
	for finder: Finder in node.who:
		var avatar: Avatar = AVATAR.instantiate()
		(%People as Container).add_child(avatar)
		avatar.custom_minimum_size = Vector2(28, 28)
		avatar.show_person(_person(finder))
	(%People as Control).visible = not node.who.is_empty()


## The tree has names alone: pictures are those of oneself and of friends.
func _person(finder: Finder) -> PersonCard:
	if Session.user and finder.user_id == Session.user.id:
		return Session.user
	var friendship: Friendship = Store.circle.with(finder.user_id) if Store.circle else null
	if friendship:
		return friendship.person
	return PersonCard.from_json({"id": finder.user_id, "username": finder.username})


func _show_picture(item: TreePlace) -> void:
	var url: String = item.node.thumbnail_url
	var picture: PictureView = %Picture
	picture.texture = Store.images.in_memory(url)
	(%Mark as Glyph).show_class(item.animal_class())
	(%Mark as Glyph).visible = url.is_empty()
	picture.visible = url != ""
	if url and picture.texture == null:
		var texture: Texture2D = await Store.images.get_texture(url)
		if is_inside_tree() and texture:
			picture.texture = texture


func _put(label: Label, text: String) -> void:
	label.text = text
	label.visible = text != ""
