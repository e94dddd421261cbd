class_name TreeBranches
extends Node2D
## The branches and nodes of a tree as meshes that are built once: animals and groups by chunks; groups alone if animals
## are too small to be told apart; a sample of the groups for the whole of a large tree.

const BRANCH := preload("res://screens/tree/branch.gdshader")
const DISC := preload("res://screens/tree/disc.gdshader")
const SEGMENTS := 16
const SEGMENTS_OF_GROUPS := 6
const DASHES := 14
const WIDTHS: Array[float] = [0.0, 2.4, 3.6, 2.4, 2.4]
const BAND := 9.0
const BAND_STRENGTH := 0.45
## The sides of the chunks of animals, and of groups alone.
const CHUNK := 2048.0
const CHUNK_OF_GROUPS := 32768.0
## Below this zoom, only the groups of a large tree are drawn.
const GROUPS_BELOW := 0.05
const LARGE := 1000
## Below this breadth of the whole tree in pixels, this many groups stand for all.
const WHOLE_BELOW := 9000.0
const MOST_GROUPS := 300

var _layout: TreeLayout
var _look: TreeLook
var _lines := ChunkLayer.new()
var _discs := ChunkLayer.new()
var _bands := ChunkLayer.new()
var _groups := ChunkLayer.new()
var _whole := MeshInstance2D.new()
var _rim := MeshInstance2D.new()
var _branch := ShaderMaterial.new()
var _disc := ShaderMaterial.new()


func _init() -> void:
	_branch.shader = BRANCH
	_disc.shader = DISC
	for layer: Node in [_rim, _whole, _groups, _bands, _lines, _discs]:
		add_child(layer)
	_whole.material = _branch
	_rim.material = _branch


func show_tree(layout: TreeLayout, chunks: TreeChunks, look: TreeLook) -> void:
	_layout = layout
	_look = look
	_lines.show_chunks(chunks, _lines_of, _stamp)
	_discs.show_chunks(chunks, _discs_of, _stamp)
	var closed: PackedInt32Array = layout.on_levels([TreeLayout.CLOSED])
	_bands.show_chunks(TreeChunks.of(layout, closed, CHUNK_OF_GROUPS), _bands_of, _stamp)
	_show_groups()


func is_building() -> bool:
	return [_bands, _groups, _lines, _discs].any(func(layer: ChunkLayer) -> bool: return layer.is_building())


## Updates to the camera.
func look_from(camera: TreeCamera, canvas: Vector2) -> void:
	transform = camera.transform()
	_branch.set_shader_parameter(&"zoom", camera.zoom)
	var is_large: bool = _layout.animal_count() > LARGE
	var are_groups: bool = is_large and camera.zoom < GROUPS_BELOW
	var is_whole: bool = are_groups and _layout.breadth() * camera.zoom < WHOLE_BELOW
	_rim.visible = are_groups
	_whole.visible = is_whole
	_bands.show_all(not are_groups)
	_groups.look_from(camera, canvas, are_groups and not is_whole)
	_lines.look_from(camera, canvas, not are_groups)
	_discs.look_from(camera, canvas, not are_groups)


## A closed branch is one line and a band as broad as its animals will be; it may be longer than a chunk.
func _bands_of(indices: PackedInt32Array) -> MeshInstance2D:
	var ribbons := RibbonMesh.new()
	for index: int in indices:
		var item: TreePlace = _layout.items[index]
		var colour := Color(_look.accent(item), BAND_STRENGTH)
		ribbons.add(_layout.branch(index, SEGMENTS_OF_GROUPS), WIDTHS[TreeLayout.CLOSED], colour, false)
		ribbons.add(_layout.band(item), BAND, colour, false)
	return _drawn(ribbons)


## A number that changes if any of some items would be drawn differently.
func _stamp(indices: PackedInt32Array) -> int:
	var facts: Array = [_look, _layout.form]
	for index: int in indices:
		var item: TreePlace = _layout.items[index]
		facts.append_array([item.node, item.level, item.position, item.span])
		if item.above >= 0:
			facts.append(_layout.items[item.above].position)
	return facts.hash()


## The groups of a large tree extend to its rim, which stands for all animals.
func _show_groups() -> void:
	var classes: PackedInt32Array = _layout.on_levels([TreeLayout.CLASS])
	var orders: PackedInt32Array = _layout.on_levels([TreeLayout.ORDER])
	if _layout.animal_count() <= LARGE:
		classes.clear()
		orders.clear()
	_groups.show_chunks(TreeChunks.of(_layout, classes + orders, CHUNK_OF_GROUPS), _lines_of_groups, _stamp)
	var every: int = maxi(ceili(float(orders.size()) / MOST_GROUPS), 1)
	var some: Array = range(0, orders.size(), every).map(func(place: int) -> int: return orders[place])
	_whole.mesh = _ribbons_of_groups(classes + PackedInt32Array(some)).mesh() if classes else null
	var rim := RibbonMesh.new()
	for index: int in classes:
		var item: TreePlace = _layout.items[index]
		rim.add(_layout.band(item), BAND, Color(_look.accent(item), BAND_STRENGTH), false)
	_rim.mesh = rim.mesh() if classes else null


func _lines_of_groups(indices: PackedInt32Array) -> MeshInstance2D:
	return _drawn(_ribbons_of_groups(indices))


func _ribbons_of_groups(indices: PackedInt32Array) -> RibbonMesh:
	var ribbons := RibbonMesh.new()
	for index: int in indices:
		var item: TreePlace = _layout.items[index]
		if item.above >= 0:
			var line: PackedVector2Array = _layout.branch(index, SEGMENTS_OF_GROUPS)
			if item.level == TreeLayout.ORDER:
				line.append(_layout.end_of(item))
			ribbons.add(line, WIDTHS[item.level], _look.branch_colour(item), false)
	return ribbons


func _lines_of(indices: PackedInt32Array) -> MeshInstance2D:
	var ribbons := RibbonMesh.new()
	for index: int in indices:
		if _layout.items[index].above >= 0:
			_add_branch(ribbons, index)
	return _drawn(ribbons)


func _drawn(ribbons: RibbonMesh) -> MeshInstance2D:
	var lines := MeshInstance2D.new()
	lines.mesh = null if ribbons.is_empty() else ribbons.mesh()
	lines.material = _branch
	return lines


func _add_branch(ribbons: RibbonMesh, index: int) -> void:
	var item: TreePlace = _layout.items[index]
	var is_dashed: bool = item.is_animal() and not item.node.found_by_me
	var points: PackedVector2Array = _layout.branch(index, DASHES if is_dashed else SEGMENTS)
	ribbons.add(points, WIDTHS[item.level], _look.branch_colour(item), is_dashed)


func _discs_of(indices: PackedInt32Array) -> MultiMeshInstance2D:
	var discs := MultiMesh.new()
	discs.transform_format = MultiMesh.TRANSFORM_2D
	discs.use_colors = true
	discs.use_custom_data = true
	var quad := QuadMesh.new()
	quad.size = Vector2(2, 2)
	discs.mesh = quad
	discs.instance_count = indices.size()
	for place: int in indices.size():
		var item: TreePlace = _layout.items[indices[place]]
		var radius: float = TreeLook.radius(item, _layout.form)
		discs.set_instance_transform_2d(place, Transform2D(0.0, Vector2(radius, radius), 0.0, item.position))
		discs.set_instance_color(place, _look.colour(item))
		discs.set_instance_custom_data(place, _look.inside(item))
	var shown := MultiMeshInstance2D.new()
	shown.multimesh = discs
	shown.material = _disc
	return shown
