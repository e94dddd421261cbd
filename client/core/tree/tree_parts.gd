class_name TreeParts
extends RefCounted
## The part of a tree that this device holds: always its upper ranks, and the branches that were visible most recently.
##
## A branch of up to `BRANCH` animals is loaded whole, a larger one level by level. A node whose branch is not held
## is closed: only the number of its animals is known.

## The nodes that are held have changed.
signal changed
signal failed(problem: Problem)
## A request has ended, successfully or not.
signal _answered

const BRANCH := 500
## The largest number of nodes; beyond it, the branches that have been out of sight longest are dropped.
const HELD := 2500
## The ranks that are always held.
const UPPER: Array[String] = ["", Rank.KINGDOM, Rank.PHYLUM, Rank.CLASS, Rank.ORDER]
const LIFE := "life"

## The node whose branch is shown alone.
var root: String
## The Unix time of the copy on this device; 0 if there is none.
var kept_at: float = 0.0

var _api: ApiClient
var _whose: WhoseTree
var _copy: TreeCopy
var _stop := Cancellation.new()
var _version: String
var _upper: Dictionary[String, TreeNode] = {}
## By root, the one out of sight longest first.
var _branches: Dictionary[String, AnimalTree] = {}
var _asked: Dictionary[String, bool] = {}
## All nodes that are held; whether a node's children are; and the branch of each node.
var _nodes: Dictionary[String, TreeNode] = {}
var _is_open: Dictionary[String, bool] = {}
var _branch_of: Dictionary[String, String] = {}


func _init(api: ApiClient, owner: String, whose: WhoseTree, of_root: String = LIFE) -> void:
	_api = api
	_whose = whose
	root = of_root
	_copy = TreeCopy.new(owner, whose.key())
	var kept: Dictionary = _copy.read(_name_of_upper())
	if kept:
		kept_at = Model.number(kept["at"])
		_take_upper(AnimalTree.from_json(Model.dictionary(kept["tree"])))
		if _is_whole(root):
			_read(root)


func is_empty() -> bool:
	return _nodes.is_empty()


func nodes() -> Array[TreeNode]:
	return _nodes.values()


func has(id: String) -> bool:
	return _nodes.has(id)


## The number of nodes of branches.
func held_count() -> int:
	var count: int = 0
	for branch: AnimalTree in _branches.values():
		count += branch.nodes.size()
	return count


func is_closed(id: String) -> bool:
	return _nodes.has(id) and _nodes[id].children > 0 and not _is_open.has(id)


## Loads the upper ranks, and all of a small tree; returns the problem, or null.
func refresh() -> Problem:
	var depth: int = maxi(UPPER.size() - 1 - UPPER.find(_rank_of(root)), 0)
	var result: ApiResult = await _api.graph.branch(_whose, root, depth, _stop)
	if not result.is_ok():
		return result.problem
	var tree: AnimalTree = result.value
	if tree.version != _version:
		_copy.clear()
		_take_upper(tree)
	_copy.write(_name_of_upper(), result.response.json_object())
	if _is_whole(root):
		return await _load(root)
	changed.emit()
	return null


## Loads the closed nodes among the visible ones, and drops what has long been out of sight.
func look(ids: PackedStringArray) -> void:
	var wanted: Dictionary[String, bool] = {}
	for id: String in ids:
		for part: String in _holding(id):
			wanted[part] = true
		if is_closed(id):
			wanted[_part_of(id)] = true
	_forget(wanted)
	for id: String in wanted:
		_fetch(id)


## Loads the closed nodes on a path from the root until its end is held; returns whether it is.
func reach(way: PackedStringArray) -> bool:
	for id: String in way:
		while is_closed(id):
			if await _load(_part_of(id)):
				return false
	return has(way[-1])


## Stops loading.
func stop() -> void:
	_stop.cancel()


func _is_whole(id: String) -> bool:
	return _nodes[id].leaves <= BRANCH


## The part that contains a closed node: the largest branch that is loaded whole, else its next level.
func _part_of(id: String) -> String:
	var part: String = id
	while _nodes.has(_nodes[part].parent) and _is_whole(_nodes[part].parent):
		part = _nodes[part].parent
	return part


## The branches that contain a node, the narrowest first.
func _holding(id: String) -> PackedStringArray:
	var parts: PackedStringArray = [id] if _branches.has(id) else []
	while _branch_of.has(id):
		id = _branch_of[id]
		parts.append(id)
	return parts


func _fetch(id: String) -> void:
	var problem: Problem = await _load(id)
	if problem and problem.code != Problem.CANCELLED:
		failed.emit(problem)


## Loads a part, from this device if it is unchanged; returns the problem that leaves it closed, or null.
func _load(id: String) -> Problem:
	while _asked.has(id):
		await _answered
	if _is_current(id):
		return null
	if not _branches.has(id) and _read(id):
		changed.emit()
		return null
	_asked[id] = true
	var result: ApiResult = await _api.graph.branch(_whose, id, GraphApi.ALL if _is_whole(id) else 1, _stop)
	_asked.erase(id)
	_answered.emit()
	if not result.is_ok():
		return null if _branches.has(id) else result.problem
	_copy.write(id, result.response.json_object())
	var tree: AnimalTree = result.value
	_take(id, tree)
	changed.emit()
	return await refresh() if tree.version != _version else null


func _is_current(id: String) -> bool:
	return _branches.has(id) and _branches[id].version == _version


## Shows the copy of a part; returns whether it is unchanged.
func _read(id: String) -> bool:
	var kept: Dictionary = _copy.read(id)
	if kept.is_empty():
		return false
	var tree: AnimalTree = AnimalTree.from_json(Model.dictionary(kept["tree"]))
	_take(id, tree)
	return tree.version == _version


## Drops what does not fit the new upper ranks; the rest is shown until it has been reloaded.
func _take_upper(tree: AnimalTree) -> void:
	_version = tree.version
	_upper.clear()
	for node: TreeNode in tree.nodes:
		_upper[node.id] = node
	_gather()
	for id: String in _branches.keys():
		if not _nodes.has(id) or _part_of(id) != id:
			_branches.erase(id)
	_gather()


func _take(id: String, tree: AnimalTree) -> void:
	if _nodes.has(id):
		_branches[id] = tree
		_gather()
		_come_last(_holding(id))


## Drops branches until few enough are left, none before those below it, which become visible with it.
func _forget(sight: Dictionary[String, bool]) -> void:
	for id: String in sight:
		_come_last(_holding(id))
	var held: int = held_count()
	var is_less: bool = false
	for id: String in _branches.keys():
		if held > HELD and not sight.has(id):
			held -= _branches[id].nodes.size()
			is_less = _branches.erase(id)
	if is_less:
		_gather()
		changed.emit()


func _come_last(parts: PackedStringArray) -> void:
	for id: String in parts:
		var branch: AnimalTree = _branches[id]
		_branches.erase(id)
		_branches[id] = branch


func _gather() -> void:
	_nodes.assign(_upper)
	_branch_of.clear()
	_is_open.clear()
	for id: String in _branches:
		for node: TreeNode in _branches[id].nodes:
			_nodes.get_or_add(node.id, node)
			if node.id != id:
				_branch_of[node.id] = id
	for id: String in _nodes:
		_is_open[_nodes[id].parent] = true


func _name_of_upper() -> String:
	return "above " + root


static func _rank_of(id: String) -> String:
	return id.get_slice(":", 0) if ":" in id else ""
