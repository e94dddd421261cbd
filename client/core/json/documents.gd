class_name Documents
## JSON objects that are changed and compared.


## Returns a copy of an object with some values changed, at any depth.
static func merged(document: Dictionary, changes: Dictionary) -> Dictionary:
	var result: Dictionary = document.duplicate(true)
	for key: String in changes:
		if changes[key] is Dictionary and result.get(key) is Dictionary:
			result[key] = merged(result[key], changes[key])
		else:
			result[key] = changes[key]
	return result


## An object as JSON returns it: all its numbers are floats.
static func as_sent(document: Dictionary) -> Dictionary:
	return JSON.parse_string(JSON.stringify(document))


## Parsed JSON for the API, which distinguishes 1 from 1.0: numbers without a fraction become integers again.
static func with_integers(value: Variant) -> Variant:
	if value is float and value == floorf(value):
		return int(value)
	if value is Array:
		return (value as Array).map(with_integers)
	if value is Dictionary:
		var result: Dictionary = {}
		for key: String in value:
			result[key] = with_integers(value[key])
		return result
	return value
