class_name MapCluster
extends RefCounted
## Sightings that are too close on the screen to be told apart, at the place of the newest one.

var spots: Array[MapSpot] = []


func point() -> Vector2:
	return spots[0].point


## The class of all its animals, or `OTHER` if there are several.
func animal_class() -> StringName:
	var first: StringName = AnimalClass.of(spots[0].entry.animal.lineage)
	var is_one: bool = spots.all(func(spot: MapSpot) -> bool: return AnimalClass.of(spot.entry.animal.lineage) == first)
	return first if is_one else AnimalClass.OTHER


## "Anja, Madagascar"; empty if the place has no name.
func place_name() -> String:
	for spot: MapSpot in spots:
		if spot.entry.mine.place.name:
			return spot.entry.mine.place.name
	return ""


## Tells whether zooming in splits it.
func can_part() -> bool:
	return MapSpot.bounds(spots).size != Vector2.ZERO
