class_name MapWords
## Texts about the map.

const NAMED := 3


## "27 sightings have a place, 3 without."
static func count(placed: int, all: int) -> String:
	var text: String = TranslationServer.translate_plural(
		"%d sighting has a place", "%d sightings have a place", placed
	)
	if placed == all:
		return "%s." % (text % placed)
	return TranslationServer.translate("%s, %d without.") % [text % placed, all - placed]


## "Anja, Madagascar", or the number of sightings.
static func heading(cluster: MapCluster) -> String:
	var place: String = cluster.place_name()
	return place if place and not cluster.can_part() else sightings(cluster.spots.size())


static func sightings(number: int) -> String:
	return TranslationServer.translate_plural("%d sighting", "%d sightings", number) % number


## "3 sightings near Anja, Madagascar: Ring-tailed lemur, Moose".
static func spoken(cluster: MapCluster) -> String:
	var names: PackedStringArray = []
	for spot: MapSpot in cluster.spots:
		var face: CardFace = CardFace.of_entry(spot.entry)
		if not face.first_line() in names and names.size() < NAMED:
			names.append(face.first_line())
	var where: String = sightings(cluster.spots.size())
	if cluster.place_name():
		where = TranslationServer.translate("%s near %s") % [where, cluster.place_name()]
	return "%s: %s" % [where, ", ".join(names)]
