extends TestCase
## The map: projection, clusters, and the pin under a finger.

const VIEW := Vector2(400, 600)


func test_the_equator_and_greenwich_are_in_the_middle() -> void:
	expect(Mercator.project(0.0, 0.0).is_equal_approx(Vector2(0.5, 0.5)), "the middle")
	expect(Mercator.project(Mercator.LIMIT, -180.0).is_equal_approx(Vector2.ZERO), "the upper left corner")
	expect(Mercator.project(-90.0, 180.0).is_equal_approx(Vector2.ONE), "a pole is where the square ends")


func test_a_latitude_comes_back() -> void:
	for latitude: float in [-80.0, -21.85, 0.0, 47.37, 70.0]:
		expect(absf(Mercator.latitude(Mercator.project(latitude, 0.0).y) - latitude) < 0.001, str(latitude))


func test_the_world_has_its_continents() -> void:
	var outline := WorldOutline.new()
	expect(outline.land.size() > 100, "%d rings" % outline.land.size())
	expect(_is_in(outline.land, 47.4, 8.5), "Zürich is on land")
	expect(_is_in(outline.land, -25.0, 134.0), "Alice Springs is")
	expect(not _is_in(outline.land, 30.0, -40.0), "the Atlantic is not")
	expect(_is_in(outline.seas, 42.0, 51.0), "the Caspian is a sea")


func test_the_land_is_filled_to_the_coast() -> void:
	var outline := WorldOutline.new()
	var mesh: Array = WorldOutline.filled(outline.land).surface_get_arrays(0)
	var points: PackedVector2Array = mesh[Mesh.ARRAY_VERTEX]
	var indices: PackedInt32Array = mesh[Mesh.ARRAY_INDEX]
	var filled: float = 0.0
	for index: int in range(0, indices.size(), 3):
		filled += _area([points[indices[index]], points[indices[index + 1]], points[indices[index + 2]]])
	var wanted: float = 0.0
	for ring: PackedVector2Array in outline.land:
		wanted += _area(ring)
	expect(absf(filled / wanted - 1.0) < 0.0001, "%f of %f" % [filled, wanted])


func test_what_is_under_the_finger_stays_there() -> void:
	var camera: MapCamera = _camera()
	var held: Vector2 = camera.to_world(Vector2(100, 250))
	camera.zoom_at(Vector2(100, 250), 8.0)
	expect(camera.to_screen(held).distance_to(Vector2(100, 250)) < 0.1, "held")
	expect(camera.to_world(camera.to_screen(held)).is_equal_approx(held), "there and back")


func test_the_world_never_leaves_the_view() -> void:
	var camera: MapCamera = _camera()
	camera.zoom_at(VIEW / 2.0, 0.001)
	expect_equal(camera.zoom, VIEW.x)
	camera.pan(Vector2(10000, -10000))
	expect(absf(camera.to_screen(Vector2.ZERO).x) <= 0.01, "no gap on the left")
	expect_equal(camera.middle.y, 0.5, "what is lower than the view is in its middle")
	camera.zoom_at(VIEW / 2.0, 1e9)
	expect_equal(camera.zoom, MapCamera.LARGEST)


func test_one_place_alone_is_not_shown_too_near() -> void:
	var camera: MapCamera = _camera()
	camera.fit(Rect2(0.3, 0.4, 0.0, 0.0))
	expect_equal(camera.zoom, MapCamera.CLOSE)
	var free := Vector2(VIEW.x + MapCamera.MARGIN - MapCamera.TOOLS_MARGIN, VIEW.y)
	expect(camera.to_screen(Vector2(0.3, 0.4)).is_equal_approx(free / 2.0), "in the middle of what is free")


func test_all_places_are_in_sight_at_first() -> void:
	var camera: MapCamera = _camera()
	var spots: Array[MapSpot] = [_spot("a", 47.4, 8.5), _spot("b", 52.5, 13.4), _spot("c", 40.4, -3.7)]
	camera.fit(MapSpot.bounds(spots))
	var free := Rect2(0.0, 0.0, VIEW.x - MapCamera.TOOLS_MARGIN + 0.1, VIEW.y)
	for spot: MapSpot in spots:
		expect(free.has_point(camera.to_screen(spot.point)), spot.entry.id)


func test_what_is_farthest_east_comes_out_from_under_the_tools() -> void:
	var camera: MapCamera = _camera()
	camera.zoom_at(VIEW / 2.0, 0.001)
	camera.pan(Vector2(-10000, 0))
	expect(absf(camera.to_screen(Vector2.ONE).x - (VIEW.x - MapCamera.TOOLS_MARGIN)) < 0.1, "beside them")


func test_only_exact_places_of_ones_own_are_on_it() -> void:
	var coarse: Dictionary = {"place": {"latitude": 47.0, "longitude": 8.0, "uncertainty_m": 30000.0}}
	var cards: Array[DexCard] = [_card([_entry("a", {}), _entry("b", coarse), _spot("c", 47.4, 8.5).entry])]
	var spots: Array[MapSpot] = MapSpot.of_cards(cards)
	expect_equal(spots.size(), 1)
	expect_equal(spots[0].entry.id, "c")


func test_what_is_close_on_the_screen_is_one_pin() -> void:
	var clusters := MapClusters.new([_spot("a", 47.37, 8.54), _spot("b", 47.38, 8.55), _spot("c", -21.85, 46.85)])
	clusters.look_at_zoom(600.0)
	expect_equal(clusters.clusters.size(), 2)
	expect_equal(clusters.clusters[0].spots.size(), 2)
	clusters.look_at_zoom(MapCamera.LARGEST)
	expect_equal(clusters.clusters.size(), 3)


func test_pins_keep_away_from_each_other_at_every_zoom() -> void:
	var spots: Array[MapSpot] = []
	for index: int in 300:
		spots.append(_spot(str(index), fmod(index * 7.3, 120.0) - 60.0, fmod(index * 41.7, 360.0) - 180.0))
	var clusters := MapClusters.new(spots)
	for zoom: float in [600.0, 1500.0, 9000.0]:
		clusters.look_at_zoom(zoom)
		expect_equal(_sum(clusters), 300)
		expect(_closest(clusters) * zoom >= MapClusters.DISTANCE * 0.99, "apart at %d" % roundi(zoom))


func test_pins_are_the_same_until_the_zoom_has_changed_by_a_step() -> void:
	var clusters := MapClusters.new([_spot("a", 47.37, 8.54)])
	clusters.look_at_zoom(1024.0)
	var before: MapCluster = clusters.clusters[0]
	clusters.look_at_zoom(1100.0)
	expect(clusters.clusters[0] == before, "the same")
	clusters.look_at_zoom(2048.0)
	expect(clusters.clusters[0] != before, "made anew")


func test_the_nearest_pin_is_under_a_finger() -> void:
	var camera: MapCamera = _camera()
	var clusters := MapClusters.new([_spot("a", 0.0, 0.0), _spot("b", 0.0, 60.0)])
	camera.zoom_at(VIEW / 2.0, 1.0)
	clusters.look_at_zoom(camera.zoom)
	var pin: Vector2 = camera.to_screen(Mercator.project(0.0, 0.0))
	expect_equal(clusters.at(pin + Vector2(20, 0), camera).spots[0].entry.id, "a")
	expect(clusters.at(pin + Vector2(0, 40), camera) == null, "nothing there")


func test_keys_go_to_the_next_pin_in_a_direction() -> void:
	var clusters := MapClusters.new([_spot("a", 0.0, 0.0), _spot("b", 5.0, 60.0), _spot("c", 60.0, 0.0)])
	clusters.look_at_zoom(600.0)
	var from: Vector2 = Mercator.project(0.0, 0.0)
	expect_equal(clusters.beyond(from, Vector2.RIGHT).spots[0].entry.id, "b")
	expect_equal(clusters.beyond(from, Vector2.UP).spots[0].entry.id, "c")
	expect(clusters.beyond(from, Vector2.LEFT) == null, "nothing in the west")


func test_sightings_of_one_place_cannot_part() -> void:
	var cluster := MapCluster.new()
	cluster.spots = [_spot("a", 47.4, 8.5), _spot("b", 47.4, 8.5)]
	expect(not cluster.can_part(), "the same place")
	cluster.spots.append(_spot("c", 47.5, 8.5))
	expect(cluster.can_part(), "another")


func test_a_pin_says_what_it_holds() -> void:
	var cluster := MapCluster.new()
	cluster.spots = [_spot("a", 47.4, 8.5, "Zürich"), _spot("b", 47.4, 8.5, "Zürich")]
	expect_equal(MapWords.spoken(cluster), "2 sightings near Zürich: Fox")
	expect_equal(MapWords.heading(cluster), "Zürich")
	expect_equal(MapWords.count(27, 30), "27 sightings have a place, 3 without.")
	expect_equal(MapWords.count(1, 1), "1 sighting has a place.")


func test_a_scale_bar_is_round_and_fits() -> void:
	var scale: MapScale = MapScale.fitting(120.0, 1000.0)
	expect_equal(scale.text(), "100 km")
	expect(absf(scale.pixels - 100.0) < 0.01, str(scale.pixels))
	expect_equal(MapScale.fitting(120.0, 3.0).text(), "200 m")


func test_a_wheel_zooms_a_drag_pans_and_a_tap_is_neither() -> void:
	var gestures := CanvasGestures.new()
	var said: PackedStringArray = []
	gestures.zoomed.connect(func(_point: Vector2, factor: float) -> void: said.append("zoom %.2f" % factor))
	gestures.panned.connect(func(by: Vector2) -> void: said.append("pan %d" % roundi(by.x)))
	gestures.tapped.connect(func(_point: Vector2) -> void: said.append("tap"))
	gestures.handle(_button(MOUSE_BUTTON_WHEEL_UP, true, Vector2.ZERO))
	gestures.handle(_button(MOUSE_BUTTON_LEFT, true, Vector2.ZERO))
	gestures.handle(_button(MOUSE_BUTTON_LEFT, false, Vector2(3, 0)))
	gestures.handle(_button(MOUSE_BUTTON_LEFT, true, Vector2.ZERO))
	gestures.handle(_motion(Vector2(30, 0)))
	gestures.handle(_button(MOUSE_BUTTON_LEFT, false, Vector2(30, 0)))
	expect_equal(said, PackedStringArray(["zoom 1.15", "tap", "pan 30"]))


func test_two_fingers_pinch_and_are_no_tap() -> void:
	var gestures := CanvasGestures.new()
	var factors: PackedFloat32Array = []
	var taps: Array[Vector2] = []
	gestures.zoomed.connect(func(_point: Vector2, factor: float) -> void: factors.append(factor))
	gestures.tapped.connect(func(point: Vector2) -> void: taps.append(point))
	gestures.handle(_touch(0, Vector2(100, 100)))
	gestures.handle(_button(MOUSE_BUTTON_LEFT, true, Vector2(100, 100)))
	gestures.handle(_touch(1, Vector2(200, 100)))
	var drag := InputEventScreenDrag.new()
	drag.index = 1
	drag.position = Vector2(300, 100)
	gestures.handle(drag)
	gestures.handle(_button(MOUSE_BUTTON_LEFT, false, Vector2(100, 100)))
	expect_equal(factors, PackedFloat32Array([2.0]))
	expect_equal(taps.size(), 0)


func _camera() -> MapCamera:
	var camera := MapCamera.new()
	camera.view = VIEW
	return camera


func _entry(id: String, changes: Dictionary) -> Entry:
	return Entry.from_json(DocumentsOf.entry(id, "fox", changes))


func _spot(id: String, latitude: float, longitude: float, name: String = "") -> MapSpot:
	var place: Dictionary = {"latitude": latitude, "longitude": longitude, "name": name}
	return MapSpot.of(_entry(id, {"mine": {"place": place}}))


func _card(entries: Array[Entry]) -> DexCard:
	return DexCard.of(entries)


func _is_in(rings: Array[PackedVector2Array], latitude: float, longitude: float) -> bool:
	var point: Vector2 = Mercator.project(latitude, longitude)
	return rings.any(func(ring: PackedVector2Array) -> bool: return Geometry2D.is_point_in_polygon(point, ring))


func _area(ring: PackedVector2Array) -> float:
	var doubled: float = 0.0
	for index: int in ring.size():
		doubled += ring[index].cross(ring[(index + 1) % ring.size()])
	return absf(doubled) / 2.0


func _sum(clusters: MapClusters) -> int:
	var sum: int = 0
	for cluster: MapCluster in clusters.clusters:
		sum += cluster.spots.size()
	return sum


func _closest(clusters: MapClusters) -> float:
	var closest: float = INF
	for one: MapCluster in clusters.clusters:
		for other: MapCluster in clusters.clusters:
			if one != other:
				closest = minf(closest, one.point().distance_to(other.point()))
	return closest


func _button(index: MouseButton, is_pressed: bool, at: Vector2) -> InputEventMouseButton:
	var event := InputEventMouseButton.new()
	event.button_index = index
	event.pressed = is_pressed
	event.position = at
	return event


func _motion(to: Vector2) -> InputEventMouseMotion:
	var event := InputEventMouseMotion.new()
	event.position = to
	event.relative = to
	event.button_mask = MOUSE_BUTTON_MASK_LEFT
	return event


func _touch(index: int, at: Vector2) -> InputEventScreenTouch:
	var event := InputEventScreenTouch.new()
	event.index = index
	event.position = at
	event.pressed = true
	return event


func test_coordinates_are_read_as_they_are_written() -> void:
	var place: Place = Place.from_json({"latitude": -21.85194, "longitude": 46.84741})
	expect_equal(Coordinates.of(place), "-21.8519, 46.8474")
	expect(Coordinates.read(Coordinates.of(place)).is_equal_approx(Vector2(-21.8519, 46.8474)), "read")
	for wrong: String in ["", "Anja", "12", "91, 0", "0, 181", "1, 2, 3", "1,"]:
		expect_equal(Coordinates.read(wrong), Vector2.INF, wrong)
