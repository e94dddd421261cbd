class_name TreeDetail
extends RefCounted
## What is drawn in detail of a tree: visible items, photographs, and labels that have room.

## Below this zoom only classes are marked and named.
const FROM := 0.25
const DOT := 6.0
const RING := 24.0
const MOST_PHOTOS := 120


## The items of chunks that are within a part of the world.
static func visible(layout: TreeLayout, chunks: TreeChunks, world: Rect2) -> PackedInt32Array:
	var found := PackedInt32Array()
	for cell: Vector2i in chunks.within(world):
		for index: int in chunks.cells[cell]:
			if world.has_point(layout.items[index].position):
				found.append(index)
	return found


## The items nearest to the middle, as many as are drawn as photographs.
static func nearest(layout: TreeLayout, candidates: PackedInt32Array, middle: Vector2) -> PackedInt32Array:
	if candidates.size() <= MOST_PHOTOS:
		return candidates
	var order: Array = Array(candidates)
	var far := func(index: int) -> float: return layout.items[index].position.distance_squared_to(middle)
	order.sort_custom(func(one: int, other: int) -> bool: return far.call(one) < far.call(other))
	return PackedInt32Array(order.slice(0, MOST_PHOTOS))


## The indices of the rectangles that overlap none before them.
static func uncovered(places: Array[Rect2]) -> PackedInt32Array:
	var kept := PackedInt32Array()
	for index: int in places.size():
		var has_room: bool = true
		for other: int in kept:
			has_room = has_room and not places[index].intersects(places[other])
		if has_room:
			kept.append(index)
	return kept
