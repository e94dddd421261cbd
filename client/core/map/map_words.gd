class_name MapWords
## What the map says of itself.

const NAMED := 3


## "27 sightings have a place, 3 have none."
static func count(placed: int, all: int) -> String:
	var text: String = (
		"1 sighting has a place" if placed == 1 else TranslationServer.translate("%d sightings have a place") % placed
	)
	return "%s, %d without." % [text, all - placed] if placed < all else "%s." % text


## "Anja, Madagascar", or how many sightings they are.
static func heading(cluster: MapCluster) -> String:
	var place: String = cluster.place_name()
	return place if place and not cluster.can_part() else sightings(cluster.spots.size())


static func sightings(number: int) -> String:
	return "1 sighting" if number == 1 else "%d sightings" % number


## "3 sightings near Anja, Madagascar: Ring-tailed lemur, Moose".
static func spoken(cluster: MapCluster) -> String:
	var names: PackedStringArray = []
	for spot: MapSpot in cluster.spots:
		var face: CardFace = CardFace.of_entry(spot.entry)
		if not face.first_line() in names and names.size() < NAMED:
			names.append(face.first_line())
	var place: String = cluster.place_name()
	return "%s%s: %s" % [sightings(cluster.spots.size()), " near " + place if place else "", ", ".join(names)]
