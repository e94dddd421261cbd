class_name MapCluster
extends RefCounted
## Sightings that are too close on the screen to be told apart; it stands where the newest of them was.

var spots: Array[MapSpot] = []


func point() -> Vector2:
	return spots[0].point


## The class of all its animals, or `OTHER` when they are of several.
func animal_class() -> StringName:
	var first: StringName = AnimalClass.of(spots[0].entry.animal.lineage)
	var is_one: bool = spots.all(func(spot: MapSpot) -> bool: return AnimalClass.of(spot.entry.animal.lineage) == first)
	return first if is_one else AnimalClass.OTHER


## "Anja, Madagascar"; empty when nobody has named the place.
func place_name() -> String:
	for spot: MapSpot in spots:
		if spot.entry.mine.place.name:
			return spot.entry.mine.place.name
	return ""


## Tells whether coming nearer parts it.
func can_part() -> bool:
	return MapSpot.bounds(spots).size != Vector2.ZERO
