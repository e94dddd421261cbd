class_name MapScale
extends RefCounted
## A scale bar: a round distance and its length on the screen.

const STEPS: PackedFloat32Array = [1.0, 2.0, 5.0]

var metres: float
var pixels: float


## The longest round distance that fits into `room`.
static func fitting(room: float, metres_per_pixel: float) -> MapScale:
	var most: float = room * metres_per_pixel
	var power: float = pow(10.0, floorf(log(most) / log(10.0)))
	var result := MapScale.new()
	for step: float in STEPS:
		if step * power <= most:
			result.metres = step * power
	result.pixels = result.metres / metres_per_pixel
	return result


## "50 km", "200 m".
func text() -> String:
	return NodeWords.thousands(roundi(metres / 1000.0)) + " km" if metres >= 1000.0 else "%d m" % roundi(metres)
