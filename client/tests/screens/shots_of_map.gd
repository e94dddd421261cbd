class_name ShotsOfMap
## The map and the statistics.

const TAB := 4
## Animal, class, latitude, longitude, days before the last.
const SIGHTINGS: Array[Array] = [
	["Ring-tailed lemur", &"Mammalia", -21.85, 46.85, 0],
	["Moose", &"Mammalia", 60.1, 15.4, 3],
	["Mallard", &"Aves", 47.37, 8.54, 9],
	["Hedgehog", &"Mammalia", 47.36, 8.56, 40],
	["Mallard", &"Aves", 47.38, 8.53, 41],
	["Common frog", &"Amphibia", 47.1, 8.9, 42],
	["Scarlet macaw", &"Aves", 9.6, -84.2, 101],
	["Jaguar", &"Mammalia", 10.1, -83.5, 104],
	["Clownfish", &"Actinopterygii", -16.9, 146.0, 160],
	["Mallard", &"Aves", 52.52, 13.4, 190],
	["Garden spider", &"Arachnida", 52.5, 13.35, 191],
	["Mallard", &"Aves", 47.37, 8.54, 230],
	["Swallowtail", &"Insecta", 41.9, 12.5, 232],
	["American bison", &"Mammalia", 44.6, -110.5, 290],
]
const LAST_DAY := "2026-06-14T10:42:00"
const DAY := 86400


static func all() -> Array[Shot]:
	return [
		Shot.of("map", "map", TAB, func(screen: Screen) -> void: screen.call(&"show_spots", _spots(), 16)),
		Shot.of("map-near", "map", TAB, _show_near),
		Shot.of("map-pin", "map", TAB, _show_pin),
		Shot.of("map-empty", "map", TAB, func(screen: Screen) -> void: screen.call(&"show_spots", _none(), 3)),
		Shot.of("statistics", "statistics", TAB, _show_statistics.bind(cards())),
		Shot.of("statistics-empty", "statistics", TAB, _show_statistics.bind([] as Array[DexCard])),
	]


static func _show_statistics(screen: Screen, of: Array[DexCard]) -> void:
	screen.call(&"show_statistics", SightingStatistics.of(of, LAST_DAY.left(10)))


static func cards() -> Array[DexCard]:
	var by_name: Dictionary[String, Array] = {}
	for facts: Array in SIGHTINGS:
		by_name.get_or_add(facts[0], []).append(_entry(facts))
	var found: Array[DexCard] = []
	for name: String in by_name:
		var entries: Array[Entry] = []
		entries.assign(by_name[name])
		found.append(DexCard.of(entries))
	return found


static func _show_near(screen: Screen) -> void:
	screen.call(&"show_spots", _spots(), 14)
	(screen.get_node(^"%Canvas") as MapCanvas).look_from(Mercator.project(48.5, 10.5), 12000.0)


static func _show_pin(screen: Screen) -> void:
	_show_near(screen)
	var cluster := MapCluster.new()
	cluster.spots = _spots().filter(
		func(spot: MapSpot) -> bool:
			return spot.entry.mine.place.latitude > 47.3 and spot.entry.mine.place.latitude < 47.4
	)
	screen.call(&"_show_sightings", cluster)


static func _none() -> Array[MapSpot]:
	return []


static func _spots() -> Array[MapSpot]:
	return MapSpot.of_cards(cards())


static func _entry(facts: Array) -> Entry:
	var unix: int = Time.get_unix_time_from_datetime_string(LAST_DAY) - int(facts[4]) * DAY
	return (
		Entry
		. from_json(
			{
				"id": "%s-%d" % [facts[0], facts[4]],
				"animal":
				{
					"id": facts[0],
					"common_name": facts[0],
					"scientific_name": facts[0],
					"rank": Rank.SPECIES,
					"lineage": [{"name": str(facts[1]), "rank": Rank.CLASS}],
				},
				"caught_at": Time.get_datetime_string_from_unix_time(unix) + "Z",
				"mine": {"place": {"latitude": facts[2], "longitude": facts[3], "name": ""}},
			}
		)
	)
