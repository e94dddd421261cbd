class_name Coordinates
## Coordinates as people write them: "-21.8519, 46.8474".

const FARTHEST_NORTH := 90.0
const FARTHEST_EAST := 180.0


static func of(place: Place) -> String:
	return "%.4f, %.4f" % [place.latitude, place.longitude]


## Latitude and longitude; INF if the text is not a place on Earth.
static func read(text: String) -> Vector2:
	var parts: PackedStringArray = text.split(",")
	if parts.size() != 2 or not parts[0].strip_edges().is_valid_float() or not parts[1].strip_edges().is_valid_float():
		return Vector2.INF
	var point := Vector2(parts[0].to_float(), parts[1].to_float())
	return point if is_on_earth(point) else Vector2.INF


static func is_on_earth(point: Vector2) -> bool:
	return absf(point.x) <= FARTHEST_NORTH and absf(point.y) <= FARTHEST_EAST
