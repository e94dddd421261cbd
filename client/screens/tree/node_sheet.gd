class_name NodeSheet
extends VBoxContainer
## A node of the tree: names, path, and who has met it.

signal opened(item: TreePlace)
signal sightings_asked(item: TreePlace)
signal branch_asked(item: TreePlace)
signal comparison_asked(item: TreePlace)
## One of the next animals was selected.
signal next_chosen(item: TreePlace)

const AVATAR := preload("res://components/cards/avatar.tscn")
const ROW := preload("res://components/controls/list_row.tscn")
const CARET := preload("res://art/icons/caret-right.svg")
const MOST_NEXT := 3

var _item: TreePlace


func _ready() -> void:
	(%Open as Button).pressed.connect(func() -> void: opened.emit(_item))
	(%All as Button).pressed.connect(func() -> void: sightings_asked.emit(_item))
	(%Branch as Button).pressed.connect(func() -> void: branch_asked.emit(_item))
	(%Compare as Button).pressed.connect(func() -> void: comparison_asked.emit(_item))


## Shows a node of a tree.
func show_item(item: TreePlace, layout: TreeLayout) -> void:
	_item = item
	_show_picture(item)
	(%Number as Label).text = "№ %03d" % item.node.creation_index
	(%Number as Label).visible = item.is_animal() and item.node.creation_index != Model.ABSENT
	(%Number as Label).theme_type_variation = StringName(item.animal_class() + "Number")
	(%Name as Label).text = item.name()
	_put(%Scientific, item.second_name())
	(%Scientific as Label).theme_type_variation = item.second_style()
	var lineage: Array[TreeNode] = layout.lineage(item.node.id)
	_put(%Path, " › ".join(lineage.map(func(node: TreeNode) -> String: return node.scientific_name)))
	_put(%Who, NodeWords.who(item.node))
	_show_people(item.node)
	_put(%Counts, "" if item.is_animal() else NodeWords.counts(item.node))
	_show_next([] as Array[TreePlace] if item.is_animal() else layout.unseen_below(layout.find(item.node.id)))
	(%Branch as Button).visible = not item.is_animal() and item.above >= 0
	(%All as Button).visible = item.is_animal() and item.node.sightings > 1 and not item.node.who.is_empty()
	(%All as Button).text = tr("All %d") % item.node.sightings
	(%All as Button).accessibility_name = tr("All %d sightings") % item.node.sightings
	(%Actions as Control).visible = item.is_animal()
	(%Compare as Button).visible = item.above >= 0
	(%Open as Button).text = "Open card" if item.node.found_by_me else "About this animal"


func focus_first() -> void:
	(%Open if _item.is_animal() else %Branch as Button).grab_focus()


## Shows the next animals: those of a group that friends have met and you have not.
func _show_next(unseen: Array[TreePlace]) -> void:
	for old: Node in (%NextRows as Container).get_children():
		(%NextRows as Container).remove_child(old)
		old.queue_free()
	(%Next as Control).visible = not unseen.is_empty()
	var next: Array[TreePlace] = unseen.slice(0, MOST_NEXT)
	for item: TreePlace in next:
		var row: ListRow = _next_row(item, item != next[-1])
		(%NextRows as Container).add_child(row)
		row.show_class(item.animal_class())


func _next_row(item: TreePlace, has_line: bool) -> ListRow:
	var row: ListRow = ROW.instantiate()
	row.end_icon = CARET
	row.inset = &"RowInset"
	row.has_line = has_line
	row.title = item.name()
	row.detail = NodeWords.who(item.node)
	row.leads_on = true
	row.pressed.connect(next_chosen.emit.bind(item))
	return row


func _show_people(node: TreeNode) -> void:
	for old: Node in (%People as Container).get_children():
		(%People as Container).remove_child(old)
		old.queue_free()
	for finder: Finder in node.who:
		var avatar: Avatar = AVATAR.instantiate()
		(%People as Container).add_child(avatar)
		avatar.custom_minimum_size = Vector2(28, 28) * Look.text_scale(self)
		avatar.show_person(TreePeople.card_of(finder))
	(%People as Control).visible = not node.who.is_empty()


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
