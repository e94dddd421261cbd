class_name TreeLayout
extends RefCounted
## The layout of a tree: classes, orders and animals; the ranks between them appear only in a node's path.
## Branches that are not held have the room that their animals will take.

enum Style { LEDGER, FAN }

const ROOT := 0
const CLASS := 1
const ORDER := 2
const ANIMAL := 3
const CLOSED := 4
const ROW := 42.0
## The positions of the ledger's columns.
const COLUMNS: Array[float] = [0.0, 50.0, 120.0, 184.0, 184.0]
## The radii of the fan's rings; they grow with the number of animals.
const RINGS: Array[float] = [0.0, 94.0, 178.0, 262.0, 262.0]
## The length that an animal has on the outermost ring.
const ARC := 60.0
## The gap between classes on the fan, in animals.
const CLASS_GAP := 0.4
## The number of corners of a band around the whole fan.
const BAND_STEPS := 1024.0
const BAND_END := 0.25

var form: Style
var items: Array[TreePlace] = []
var bounds := Rect2()
## The factor by which the rings are enlarged.
var growth: float = 1.0

## The number of animals along the breadth, including the gaps between classes.
var _length: float = 1.0
var _row: float = ROW
var _nodes: Dictionary[String, TreeNode] = {}
var _children: Dictionary[String, PackedStringArray] = {}
var _index: Dictionary[String, int] = {}


static func of(nodes: Array[TreeNode], as_form: Style, row_scale: float = 1.0) -> TreeLayout:
	var layout := TreeLayout.new()
	layout.form = as_form
	layout._row = ROW * row_scale
	layout._take(nodes)
	layout._place()
	return layout


## The index of the item that shows a node, or the nearest ancestor that is shown; -1 if there is none.
func find(node_id: String) -> int:
	var id: String = node_id
	while id and not _index.has(id):
		id = _nodes[id].parent if _nodes.has(id) else ""
	return _index.get(id, -1)


## The index of the item of an animal; -1 if it is not in the tree.
func find_animal(animal_id: String) -> int:
	for index: int in items.size():
		if items[index].is_animal() and items[index].node.animal_id == animal_id:
			return index
	return -1


## The items on the path from one to the root.
func path(index: int) -> PackedInt32Array:
	var way := PackedInt32Array()
	while index >= 0:
		way.append(index)
		index = items[index].above
	return way


## The ancestors of a node, from the widest to the narrowest, without the root.
func lineage(node_id: String) -> Array[TreeNode]:
	var above: Array[TreeNode] = []
	var id: String = _nodes[node_id].parent
	while _nodes.has(id) and _nodes[id].rank:
		above.push_front(_nodes[id])
		id = _nodes[id].parent
	return above


## The narrowest taxon that contains both nodes.
func common_ancestor(one: String, other: String) -> TreeNode:
	var passed: Dictionary[String, bool] = {}
	while _nodes.has(one):
		passed[one] = true
		one = _nodes[one].parent
	while not passed.has(other):
		other = _nodes[other].parent
	return _nodes[other]


## The animals below an item that others have met and you have not, by number; nothing is known of branches that are
## not held.
func unseen_below(index: int) -> Array[TreePlace]:
	var found: Array[TreePlace] = []
	var at: int = index + 1
	while at < items.size() and items[at].above >= index:
		if items[at].is_animal() and not items[at].node.found_by_me and items[at].node.who:
			found.append(items[at])
		at += 1
	found.sort_custom(func(one: TreePlace, other: TreePlace) -> bool: return one.number_key() < other.number_key())
	return found


## The number of animals in the tree, including branches that are not held.
func animal_count() -> int:
	return items[0].node.leaves if items else 0


## The indices of the items on some levels.
func on_levels(levels: PackedInt32Array) -> PackedInt32Array:
	var found := PackedInt32Array()
	for index: int in items.size():
		if items[index].level in levels:
			found.append(index)
	return found


## The items of branches that are not held within a part of the world.
func closed_within(world: Rect2) -> Array[TreePlace]:
	var sight: Vector2 = _rows_within(world)
	return items.filter(func(item: TreePlace) -> bool: return item.is_closed() and _meets(item.span, sight))


## The length of the row of all animals.
func breadth() -> float:
	return _length * spacing()


## The position of a column of the ledger; with large text, names get more room.
func column(level: int) -> float:
	return COLUMNS[level] * minf(ROW / _row, 1.0)


## The distance between animals.
func spacing() -> float:
	return _row if form == Style.LEDGER else ARC


## The next item in a direction; -1 if there is none.
func neighbor(from: int, direction: Vector2) -> int:
	var best: int = -1
	var least: float = INF
	for index: int in items.size():
		var way: Vector2 = items[index].position - items[from].position
		var ahead: float = way.dot(direction)
		var cost: float = ahead + 2.0 * absf(way.cross(direction))
		if ahead > 1.0 and cost < least and not items[index].is_closed():
			least = cost
			best = index
	return best


## The item nearest to a point within a distance; -1 if there is none.
func nearest(point: Vector2, reach: float) -> int:
	var best: int = -1
	var least: float = reach
	for index: int in items.size():
		var far: float = items[index].position.distance_to(point)
		if far < least and not items[index].is_closed():
			least = far
			best = index
	return best


## The points of the branch that leads to an item.
func branch(index: int, segments: int) -> PackedVector2Array:
	var to: Vector2 = items[index].position
	var from: Vector2 = items[items[index].above].position
	var bends: PackedVector2Array = _bends(from, to)
	var points := PackedVector2Array()
	for step: int in segments + 1:
		points.append(from.bezier_interpolate(bends[0], bends[1], to, float(step) / segments))
	return points


## The end of the middle line of a closed group.
func end_of(item: TreePlace) -> Vector2:
	return _point((item.span.x + item.span.y) / 2.0, CLOSED)


## The points of the band that stands for the animals of a closed group.
func band(item: TreePlace) -> PackedVector2Array:
	var steps: int = ceili((item.span.y - item.span.x + 1.0) / _length * BAND_STEPS) if form == Style.FAN else 1
	var points := PackedVector2Array()
	for step: int in steps + 1:
		var part: float = float(step) / steps
		points.append(_point(lerpf(item.span.x - BAND_END, item.span.y + BAND_END, part), CLOSED))
	return points


func _bends(from: Vector2, to: Vector2) -> PackedVector2Array:
	if form == Style.LEDGER:
		var middle: float = (from.x + to.x) / 2.0
		return [Vector2(middle, from.y), Vector2(middle, to.y)]
	if from.is_zero_approx():
		return [from.lerp(to, 0.3), from.lerp(to, 0.7)]
	var radius: float = (from.length() + to.length()) / 2.0
	return [from.normalized() * radius, to.normalized() * radius]


func _take(nodes: Array[TreeNode]) -> void:
	var root: String = ""
	for node: TreeNode in nodes:
		_nodes[node.id] = node
	for node: TreeNode in nodes:
		if _nodes.has(node.parent):
			var siblings: PackedStringArray = _children.get_or_add(node.parent, PackedStringArray())
			siblings.append(node.id)
			_children[node.parent] = siblings
		else:
			root = node.id
	if root:
		_add_below(root)


## Adds the items of a branch, without recursion: a lineage may be deep.
func _add_below(root: String) -> void:
	items.append(TreePlace.of(_nodes[root], -1, ROOT))
	_index[root] = 0
	var waiting: Array = [[root, 0]]
	while waiting:
		var next: Array = waiting.pop_back()
		var id: String = next[0]
		var above: int = _add(_nodes[id], next[1])
		var below: PackedStringArray = _children.get(id, PackedStringArray())
		for child: int in range(below.size() - 1, -1, -1):
			waiting.append([below[child], above])


## Adds a node if it is shown; returns the index of the item to which its children belong.
func _add(node: TreeNode, above: int) -> int:
	var level: int = [Rank.CLASS, Rank.ORDER].find(node.rank) + 1
	if level > items[above].level:
		items.append(TreePlace.of(node, above, level))
		above = items.size() - 1
		_index[node.id] = above
	if node.animal_id:
		items.append(TreePlace.of(node, above, ANIMAL))
		_index[node.id] = items.size() - 1
	if node.children > 0 and not _children.has(node.id):
		items.append(TreePlace.of(node, above, CLOSED))
	return above


func _place() -> void:
	var along: PackedFloat32Array = _spread()
	_length = maxf(along[-1], 1.0) if along else 1.0
	growth = maxf(1.0, _length * ARC / (TAU * RINGS[ANIMAL]))
	for index: int in items.size():
		var item: TreePlace = items[index]
		item.position = _point(along[index], item.level)
		bounds = Rect2(item.position, Vector2.ZERO) if index == 0 else bounds.expand(item.position)
		if item.is_closed():
			bounds = bounds.expand(_point(item.span.x, CLOSED)).expand(_point(item.span.y, CLOSED))


func _point(along: float, level: int) -> Vector2:
	if form == Style.LEDGER:
		return Vector2(column(level), along * _row)
	return Vector2.from_angle(along / _length * TAU - PI / 2.0) * RINGS[level] * growth


## The part of the breadth within a part of the world; empty if it contains no animals.
func _rows_within(world: Rect2) -> Vector2:
	if form == Style.LEDGER:
		return Vector2(world.position.y, world.end.y) / _row
	var middle: float = world.get_center().angle()
	var corners: Array[Vector2] = [world.position, world.end]
	corners.append_array([Vector2(world.end.x, world.position.y), Vector2(world.position.x, world.end.y)])
	var farthest: float = corners.map(func(corner: Vector2) -> float: return corner.length()).max()
	if farthest < RINGS[ANIMAL] * growth:
		return Vector2.INF
	if world.has_point(Vector2.ZERO):
		return Vector2(0.0, _length)
	var half: float = corners.map(func(at: Vector2) -> float: return absf(angle_difference(middle, at.angle()))).max()
	return Vector2(middle - half + PI / 2.0, middle + half + PI / 2.0) / TAU * _length


## Tells whether two parts of the breadth overlap, also across the beginning of the fan.
func _meets(span: Vector2, sight: Vector2) -> bool:
	for turn: float in [-_length, 0.0, _length] if form == Style.FAN else [0.0]:
		if span.x + turn <= sight.y and span.y + turn >= sight.x:
			return true
	return false


## The positions of items along the breadth, in animals, followed by its length.
func _spread() -> PackedFloat32Array:
	var first := PackedFloat32Array()
	first.resize(items.size() + 1)
	first.fill(-1.0)
	var last: PackedFloat32Array = first.duplicate()
	var at: float = 0.0
	for index: int in items.size():
		var item: TreePlace = items[index]
		if item.level == CLASS and form == Style.FAN and at > 0.0:
			at += CLASS_GAP
		if item.rows() > 0:
			first[index] = at
			last[index] = at + item.rows() - 1.0
			at += item.rows()
	for index: int in range(items.size() - 1, 0, -1):
		var above: int = items[index].above
		first[above] = first[index] if first[above] < 0.0 else minf(first[above], first[index])
		last[above] = maxf(last[above], last[index])
	for index: int in items.size():
		items[index].span = Vector2(first[index], last[index])
		first[index] = (first[index] + last[index]) / 2.0
	first[-1] = at + (CLASS_GAP if form == Style.FAN else 0.0)
	return first
