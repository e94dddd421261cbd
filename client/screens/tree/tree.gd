extends Screen
## The tree of life of one person, of you and your friends, or of everybody.

const MODES: Array[String] = [TreeMode.PERSONAL, TreeMode.FRIENDS, TreeMode.GLOBAL]
const MODE_NAMES: PackedStringArray = ["You", "You and friends", "Everyone"]
const NODE := preload("res://screens/tree/node_sheet.tscn")
const SIGHTINGS := preload("res://screens/tree/animal_sightings_sheet.tscn")
const FAN := preload("res://art/icons/circles-three.svg")
const LEDGER := preload("res://art/icons/list.svg")
## The delay after a movement of the view before branches are requested.
const LOOK_SECONDS := 0.15
## Branches that arrive within this time of the first are shown together, with one layout.
const GATHER_SECONDS := 0.15
const MARGIN := 16.0
const GAP := 12.0
## The width of the fan's names, and of half its photographs, at either side.
const NAMES := 60.0
const PICTURE := 90.0

var _nodes: Array[TreeNode] = []
var _parts: TreeParts
var _mode: String = TreeMode.FRIENDS
## The person whose tree is shown; empty for the tree of a mode.
var _person_id: String
var _root: String = TreeParts.LIFE
var _form: TreeLayout.Style = TreeLayout.Style.LEDGER
var _has_chosen_form: bool = false
var _wanted_node: String

@onready var _canvas: TreeCanvas = %Canvas
@onready var _state: PlaceState = %State
@onready var _search: TreeSearch = %Results


func _ready() -> void:
	(%Modes as Segmented).show_options(MODE_NAMES, MODES.find(_mode))
	(%Modes as Segmented).chosen.connect(func(index: int) -> void: show_mode(MODES[index]))
	(%FormButton as Button).pressed.connect(_change_form)
	(%ZoomIn as Button).pressed.connect(_canvas.zoom_by.bind(1.0))
	(%ZoomOut as Button).pressed.connect(_canvas.zoom_by.bind(-1.0))
	(%Whole as Button).pressed.connect(_show_all)
	_search.listen_to(%Search as LineEdit)
	_search.chosen.connect(_on_found_chosen)
	_search.visibility_changed.connect(_on_search_shown)
	(%LookTimer as Timer).timeout.connect(_look)
	(%GatherTimer as Timer).timeout.connect(_show_parts)
	(%Person as Button).pressed.connect(show_person.bind(""))
	(%Person as Button).tooltip_text = "Show everybody's tree again"
	(%Branch as Button).pressed.connect(show_branch.bind(TreeParts.LIFE))
	(%Branch as Button).tooltip_text = "Show the whole tree again"
	_canvas.looked.connect(_on_looked)
	_canvas.selected.connect(_on_selected)
	_canvas.compared.connect(_on_compared)
	_canvas.pressed.connect(_on_pressed)
	_listen_to(%Node as NodeSheet)
	_state.acted.connect(_on_state_acted)
	theme_changed.connect(_arrange)
	resized.connect(_frame_tree)
	(%Side as Control).minimum_size_changed.connect(_place_tools)
	(%Node as Control).minimum_size_changed.connect(_fit_panel)
	_arrange()


func open(params: Dictionary[String, String]) -> void:
	_wanted_node = params.get("node", "")
	await show_person(params.get("person", ""))


## Loads and shows the tree: first the copy on this device, then the current one.
func show_mode(mode: String) -> void:
	_mode = mode
	(%GatherTimer as Timer).stop()
	if _parts:
		_parts.stop()
	var parts := TreeParts.new(Api, Session.user.id, _whose(), _root)
	_parts = parts
	_search.whose = _whose()
	_canvas.is_explored = false
	if parts.is_empty():
		show_loading()
	else:
		show_tree(parts.nodes())
	parts.changed.connect(_on_parts_changed.bind(parts))
	parts.failed.connect(_on_part_failed.bind(parts))
	var problem: Problem = await parts.refresh()
	if not is_inside_tree() or parts != _parts:
		return
	if problem and not parts.is_empty():
		Layers.of(self).toast(tr("This is the tree from %s.") % Dates.clock(parts.kept_at))
	elif problem:
		show_error(problem)
	elif _wanted_node:
		_show_wanted()


## Shows the tree of one person, or of a mode again.
func show_person(user_id: String) -> void:
	_person_id = user_id
	_show_filters()
	await show_mode(_mode)


## Shows one branch, or the whole tree again.
func show_branch(root: String) -> void:
	_root = root
	Layers.of(self).close()
	_show_filters()
	_canvas.select(-1)
	await show_mode(_mode)


## Shows a tree; an update of the current one keeps place and selection.
func show_tree(nodes: Array[TreeNode], is_update: bool = false) -> void:
	_nodes = nodes
	(%Skeleton as Control).hide()
	_draw_tree(is_update)
	var is_empty: bool = _canvas.layout.animal_count() == 0
	_state.visible = is_empty
	_show_canvas(not is_empty)
	(%Trunk as Control).visible = is_empty and _person_id.is_empty()
	if is_empty and _person_id:
		_state.show_empty(&"Aves", "Nothing to see yet.", "No animal of theirs is shared with you.", "")
	elif is_empty:
		_state.show_empty(&"", "Your tree starts with one animal.", "", "Open camera")


func show_loading() -> void:
	_show_canvas(false)
	_state.hide()
	(%Skeleton as Control).show()


func show_error(problem: Problem) -> void:
	(%Skeleton as Control).hide()
	(%Trunk as Control).hide()
	_show_canvas(false)
	_state.show()
	_state.show_error("The tree did not load.", problem.sentence(), "Try again", problem.code)


## Shows the tools only if there is a tree.
func _show_canvas(is_shown: bool) -> void:
	_canvas.visible = is_shown
	(%Tools as Control).visible = is_shown
	(%Counts as Control).visible = is_shown and Look.is_wide(self)


func save_state() -> Dictionary:
	return {"mode": _mode, "person": _person_id, "root": _root, "form": _form, "has_chosen_form": _has_chosen_form}


func restore_state(state: Dictionary) -> void:
	_mode = state["mode"]
	_person_id = state["person"]
	_form = state["form"]
	_has_chosen_form = state["has_chosen_form"]
	(%Modes as Segmented).show_options(MODE_NAMES, MODES.find(_mode))
	await show_branch(state["root"])


func refresh() -> void:
	if _parts:
		_parts.refresh()


func scroll_to_top() -> void:
	_show_all()


func close_layer() -> bool:
	if Layers.of(self).close():
		return true
	if _search.visible:
		_search.hide()
		return true
	var has_selection: bool = _canvas.selection >= 0
	_canvas.select(-1)
	_show_node(null)
	return has_selection


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"search"):
		(%Search as LineEdit).grab_focus()
	elif event.is_action_pressed(&"zoom_in"):
		_canvas.zoom_by(1.0)
	elif event.is_action_pressed(&"zoom_out"):
		_canvas.zoom_by(-1.0)
	elif event.is_action_pressed(&"zoom_whole"):
		_show_all()
	else:
		return
	get_viewport().set_input_as_handled()


## Selects a node as if it had been tapped, and moves to it.
func show_node(index: int) -> void:
	_canvas.select(index)
	_on_selected(_canvas.layout.items[index])
	_on_pressed(_canvas.layout.items[index], false)
	_canvas.fly_to(index)


## Moves to an animal that another screen links to, along its lineage.
func _show_wanted() -> void:
	var animal_id: String = _wanted_node
	_wanted_node = ""
	var result: ApiResult = await Api.animals.lineage(animal_id)
	if result.is_ok():
		var way: PackedStringArray = [TreeParts.LIFE]
		for taxon: Taxon in (result.value as Lineage).items:
			way.append("%s:%s" % [taxon.rank, taxon.name])
		await _reach(way)
	if is_inside_tree() and _canvas.layout.find_animal(animal_id) >= 0:
		show_node(_canvas.layout.find_animal(animal_id))


## Loads a path from the root and shows it at once.
func _reach(way: PackedStringArray) -> void:
	await _parts.reach(way)
	if is_inside_tree() and not (%GatherTimer as Timer).is_stopped():
		_show_parts()


func _on_parts_changed(parts: TreeParts) -> void:
	if not is_inside_tree() or parts != _parts:
		return
	if not _has_tree():
		_show_parts()
	elif (%GatherTimer as Timer).is_stopped():
		(%GatherTimer as Timer).start(GATHER_SECONDS)


func _show_parts() -> void:
	(%GatherTimer as Timer).stop()
	show_tree(_parts.nodes(), _has_tree())


func _has_tree() -> bool:
	return not _canvas.layout.items.is_empty() and not (%Skeleton as Control).visible


func _on_part_failed(problem: Problem, parts: TreeParts) -> void:
	if is_inside_tree() and parts == _parts:
		Layers.of(self).toast(problem.sentence())


func _on_looked() -> void:
	if _parts and (%LookTimer as Timer).is_stopped():
		(%LookTimer as Timer).start(LOOK_SECONDS)


func _look() -> void:
	_parts.look(_canvas.in_sight())


func _draw_tree(is_update: bool = false) -> void:
	var layout: TreeLayout = TreeLayout.of(_nodes, _form, Look.text_scale(self))
	if is_update:
		_canvas.update_tree(layout)
	else:
		_canvas.show_tree(layout)
	(%Count as Label).text = NodeWords.tree(layout)
	_show_unseen()
	(%Person as Button).text = tr("Only what %s has met") % _person_name()
	if layout.items:
		(%Branch as Button).text = tr("Only %s") % NodeWords.group(layout.items[0].node)
	_show_node(_selected())
	_frame_tree()


func _person_name() -> String:
	var friendship: Friendship = Store.circle.with(_person_id) if Store.circle else null
	if friendship:
		return FriendWords.name(friendship.person)
	return _nodes[0].who[0].username if _nodes and _nodes[0].who else ""


func _show_unseen() -> void:
	var count: int = _canvas.layout.animal_count() - Store.dex.animal_count() if Store.dex else 0
	(%Unseen as Label).text = tr("%d that only friends have seen") % count
	var is_common: bool = _mode == TreeMode.FRIENDS and _person_id.is_empty() and _root == TreeParts.LIFE
	(%Unseen as Control).visible = count > 0 and is_common


## Gives the tree the part of the screen that nothing covers.
func _frame_tree() -> void:
	var side: Control = %Side
	var is_wide: bool = Look.is_wide(self)
	_canvas.camera.view = _free_room()
	_fit_panel()
	_place_tools()
	_canvas.end_names_at(side.position.x if is_wide else size.x)
	(%Skeleton as TreeSkeleton).show_form(_form, _canvas.camera.view)
	if _canvas.is_explored:
		_canvas.refresh()
	else:
		_canvas.show_whole()


## Puts the tools into the corner, or beside the side panel if that reaches down to them.
func _place_tools() -> void:
	var side: Control = %Side
	var tools: Control = %Tools
	var is_covered: bool = (
		Look.is_wide(self) and _side_end() + GAP > size.y + tools.offset_bottom - tools.get_combined_minimum_size().y
	)
	tools.offset_right = side.offset_left - GAP if is_covered else side.offset_right
	tools.offset_left = tools.offset_right


## Makes the node's panel as high as its content, as far as there is room.
func _fit_panel() -> void:
	var scroll: Control = %NodeScroll
	var room: float = size.y - MARGIN - (_side_end() - scroll.custom_minimum_size.y)
	scroll.custom_minimum_size.y = minf((%Node as Control).get_combined_minimum_size().y, room)


func _side_end() -> float:
	return (%Side as Control).offset_top + (%Side as Control).get_combined_minimum_size().y


func _free_room() -> Rect2:
	var side: Control = %Side
	var is_wide: bool = Look.is_wide(self)
	var top: float = _side_end() + GAP
	var free := Rect2(0, top, size.x, size.y - top)
	if is_wide:
		free = Rect2(40, 56, side.position.x - 40, size.y - 112)
	if _form == TreeLayout.Style.LEDGER:
		return free.grow_individual(-22, -24, -184, -24)
	var names: float = NAMES * Look.text_scale(self) + PICTURE if is_wide else NAMES
	return free.grow_individual(-names, -24, -names, -24)


func _show_all() -> void:
	_canvas.show_all()


func _change_form() -> void:
	_form = TreeLayout.Style.FAN if _form == TreeLayout.Style.LEDGER else TreeLayout.Style.LEDGER
	_has_chosen_form = true
	_canvas.is_explored = false
	_show_form()
	_draw_tree()


func _show_form() -> void:
	var is_ledger: bool = _form == TreeLayout.Style.LEDGER
	(%FormButton as Button).icon = FAN if is_ledger else LEDGER
	(%FormButton as Button).accessibility_name = "Show as a fan" if is_ledger else "Show as a list"


func _on_selected(item: TreePlace) -> void:
	_show_node(item)


## On wide screens the node's panel is open already: Enter moves the focus to its actions.
func _on_pressed(item: TreePlace, is_key: bool) -> void:
	if not Look.is_wide(self):
		var sheet: NodeSheet = NODE.instantiate()
		Layers.of(self).open(sheet)
		sheet.show_item(item, _canvas.layout)
		_listen_to(sheet)
	elif is_key and item.above >= 0:
		(%Node as NodeSheet).focus_first()


func _listen_to(sheet: NodeSheet) -> void:
	sheet.opened.connect(_open_item)
	sheet.branch_asked.connect(func(item: TreePlace) -> void: show_branch(item.node.id))
	sheet.sightings_asked.connect(_show_sightings)
	sheet.comparison_asked.connect(_on_comparison_asked)
	sheet.next_chosen.connect(_on_next_chosen)


func _on_next_chosen(item: TreePlace) -> void:
	Layers.of(self).close()
	show_node(_canvas.layout.find_animal(item.node.animal_id))


func _show_sightings(item: TreePlace) -> void:
	var sheet: AnimalSightingsSheet = SIGHTINGS.instantiate()
	Layers.of(self).open(sheet)
	sheet.open(item.node)


func _show_node(item: TreePlace) -> void:
	(%NodePanel as Control).visible = item != null and Look.is_wide(self) and not _search.visible
	if item:
		(%Node as NodeSheet).show_item(item, _canvas.layout)


func _on_comparison_asked(item: TreePlace) -> void:
	Layers.of(self).close()
	_canvas.compared_from = _canvas.layout.find(item.node.id)
	_canvas.grab_focus()
	Layers.of(self).toast("Now choose the other one.")


func _on_compared(first: TreePlace, second: TreePlace) -> void:
	Layers.of(self).toast(NodeWords.meeting(_canvas.layout.common_ancestor(first.node.id, second.node.id)))


func _selected() -> TreePlace:
	return _canvas.layout.items[_canvas.selection] if _canvas.selection >= 0 else null


func _open_item(item: TreePlace) -> void:
	if not item.is_animal():
		return
	Layers.of(self).close()
	var card: DexCard = Store.dex.card(item.node.animal_id)
	if card:
		Navigation.go(&"card", {"entry_id": card.best.id})
	else:
		Navigation.go(&"animal", {"animal_id": item.node.animal_id})


## Shows whose tree it is, and which branch.
func _show_filters() -> void:
	var are_shown: bool = not _search.visible
	(%Modes as Control).visible = are_shown and _person_id.is_empty()
	(%Person as Control).visible = are_shown and _person_id != ""
	(%Branch as Control).visible = are_shown and _root != TreeParts.LIFE


func _whose() -> WhoseTree:
	return WhoseTree.of_person(_person_id) if _person_id else WhoseTree.of_mode(_mode)


## Search results replace what is below the field.
func _on_search_shown() -> void:
	_show_filters()
	_show_node(_selected())


func _on_found_chosen(found: NodeFound) -> void:
	var way: PackedStringArray = found.path.map(func(above: NodeName) -> String: return above.id)
	way.append(found.id)
	await _reach(way)
	var index: int = _canvas.layout.find(found.id)
	if is_inside_tree() and index >= 0:
		show_node(index)


func _on_state_acted() -> void:
	if _state.is_error:
		show_mode(_mode)
	else:
		Navigation.go(&"camera")


## Phones start with the ledger, wide screens with the fan.
func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self)
	if is_wide or not _has_chosen_form:
		_form = TreeLayout.Style.FAN if is_wide else TreeLayout.Style.LEDGER
	_show_form()
	(%FormButton as Control).visible = not is_wide
	for only_wide: Control in [%Title, %ZoomIn, %ZoomOut]:
		only_wide.visible = is_wide
	(%Counts as Control).visible = is_wide and _canvas.visible
	var side: Control = %Side
	side.anchor_left = 1.0 if is_wide else 0.0
	side.offset_left = -352.0 if is_wide else MARGIN
	side.offset_right = -32.0 if is_wide else -MARGIN
	side.offset_top = 20.0 if is_wide else 12.0
	if _nodes:
		_draw_tree()
	else:
		_frame_tree()
