class_name MapSpot
extends RefCounted
## A sighting on the map.

var entry: Entry
var point: Vector2


static func of(sighting: Entry) -> MapSpot:
	var spot := MapSpot.new()
	spot.entry = sighting
	spot.point = Mercator.project(sighting.mine.place.latitude, sighting.mine.place.longitude)
	return spot


## Your own sightings that have a place, the newest first.
static func of_cards(cards: Array[DexCard]) -> Array[MapSpot]:
	var spots: Array[MapSpot] = []
	for card: DexCard in cards:
		for sighting: Entry in card.sightings:
			if sighting.mine and sighting.mine.place:
				spots.append(MapSpot.of(sighting))
	spots.sort_custom(func(a: MapSpot, b: MapSpot) -> bool: return a.entry.caught_at > b.entry.caught_at)
	return spots


static func bounds(spots: Array[MapSpot]) -> Rect2:
	var result := Rect2(spots[0].point, Vector2.ZERO)
	for spot: MapSpot in spots:
		result = result.expand(spot.point)
	return result
