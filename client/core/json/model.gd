class_name Model
## Reads JSON values into typed ones: null becomes "", -1, false, null or an empty
## collection.

const ABSENT := -1


static func text(value: Variant) -> String:
	return value if value is String else ""


static func integer(value: Variant) -> int:
	return int(value) if value is float or value is int else ABSENT


static func number(value: Variant) -> float:
	return float(value) if value is float or value is int else float(ABSENT)


static func boolean(value: Variant) -> bool:
	return value if value is bool else false


static func dictionary(value: Variant) -> Dictionary:
	return value if value is Dictionary else {}


static func strings(value: Variant) -> Array:
	var result: Array = []
	for item: Variant in value if value is Array else []:
		if item is String:
			result.append(item)
	return result


static func object(value: Variant, from_json: Callable) -> Variant:
	return from_json.call(value) if value is Dictionary else null


## Converts each item by the `from_json` of a class.
static func objects(value: Variant, from_json: Callable) -> Array:
	var result: Array = []
	for item: Variant in value if value is Array else []:
		if item is Dictionary:
			result.append(from_json.call(item))
	return result


static func to_documents(models: Array) -> Array:
	return models.map(func(model: RefCounted) -> Dictionary: return model.call(&"to_json"))
