class_name Mercator
## The web's Mercator projection onto a unit square: 180° west is 0, north is up.
## Snyder, Map Projections (USGS 1395), 7-1 and 7-2; WGS 84's equator.

## The latitude of the square's edge.
const LIMIT := 85.051129
const EQUATOR_M := 40075016.686


static func project(latitude: float, longitude: float) -> Vector2:
	var phi: float = deg_to_rad(clampf(latitude, -LIMIT, LIMIT))
	return Vector2(longitude / 360.0 + 0.5, 0.5 - log(tan(PI / 4.0 + phi / 2.0)) / TAU)


static func latitude(y: float) -> float:
	return rad_to_deg(2.0 * atan(exp((0.5 - y) * TAU)) - PI / 2.0)


## The length of the square's side in metres at a latitude.
static func side_m(at_latitude: float) -> float:
	return EQUATOR_M * cos(deg_to_rad(at_latitude))
