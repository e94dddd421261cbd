class_name EntryFields
## The fields of an entry's document that a change refers to.

const MINE: Array[String] = ["notes", "geoprivacy", "place"]
const ANIMAL: Array[String] = ["animal_id", "name"]


## The part of a document that corresponds to changed fields.
static func shown(fields: Dictionary) -> Dictionary:
	var result: Dictionary = {}
	for field: String in fields:
		if field in MINE:
			result.get_or_add("mine", {})[field] = fields[field]
		elif field not in ANIMAL:
			result[field] = fields[field]
	return result.duplicate(true)


## The values of some fields in a document.
static func values(document: Dictionary, fields: Array) -> Dictionary:
	var result: Dictionary = {}
	for field: String in fields:
		if field in MINE:
			result[field] = Model.dictionary(document.get("mine")).get(field)
		elif field in ANIMAL:
			result[field] = Model.dictionary(document.get("animal")).get("id")
		else:
			result[field] = document.get(field)
	return Documents.as_sent(result)
