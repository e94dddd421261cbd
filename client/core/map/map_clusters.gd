class_name MapClusters
extends RefCounted
## The clusters of a map's sightings, by distance on the screen. They do not depend on the visible part, and are
## computed again only when the zoom has changed by a step: none of them jitters while the map is panned.

## Pins are at least a fingertip's width apart.
const DISTANCE := 44.0
const REACH := 24.0
const STEPS_PER_DOUBLING := 2.0

var clusters: Array[MapCluster] = []

var _spots: Array[MapSpot] = []
var _step: int = -1


func _init(spots: Array[MapSpot]) -> void:
	_spots = spots


## Computes the clusters for a zoom, unless they are there.
func look_at_zoom(zoom: float) -> void:
	var step: int = floori(log(zoom) / log(2.0) * STEPS_PER_DOUBLING)
	if step == _step:
		return
	_step = step
	clusters = _made(DISTANCE / pow(2.0, step / STEPS_PER_DOUBLING))


## The cluster under a point of the screen, or null.
func at(point: Vector2, camera: MapCamera) -> MapCluster:
	var nearest: MapCluster = null
	var distance: float = REACH
	for cluster: MapCluster in clusters:
		var away: float = camera.to_screen(cluster.point()).distance_to(point)
		if away <= distance:
			nearest = cluster
			distance = away
	return nearest


## The nearest cluster from a point in a direction, within a quarter of the circle; or null.
func beyond(from: Vector2, direction: Vector2) -> MapCluster:
	var nearest: MapCluster = null
	for cluster: MapCluster in clusters:
		var way: Vector2 = cluster.point() - from
		var is_there: bool = way != Vector2.ZERO and absf(direction.angle_to(way)) <= PI / 4.0
		if is_there and (nearest == null or way.length() < (nearest.point() - from).length()):
			nearest = cluster
	return nearest


## Each sighting joins the first cluster within reach; a grid with cells of that size finds it.
func _made(distance: float) -> Array[MapCluster]:
	var made: Array[MapCluster] = []
	var grid: Dictionary[Vector2i, Array] = {}
	for spot: MapSpot in _spots:
		var cell := Vector2i((spot.point / distance).floor())
		var cluster: MapCluster = _near(grid, cell, spot.point, distance)
		if cluster == null:
			cluster = MapCluster.new()
			made.append(cluster)
			grid.get_or_add(cell, []).append(cluster)
		cluster.spots.append(spot)
	return made


func _near(grid: Dictionary[Vector2i, Array], cell: Vector2i, point: Vector2, distance: float) -> MapCluster:
	for x: int in [cell.x, cell.x - 1, cell.x + 1]:
		for y: int in [cell.y, cell.y - 1, cell.y + 1]:
			for cluster: MapCluster in grid.get(Vector2i(x, y), []):
				if cluster.point().distance_to(point) < distance:
					return cluster
	return null
