class_name EntryFields
## What a change of an entry names, in the entry's document.

const MINE: Array[String] = ["notes", "geoprivacy", "place"]
const ANIMAL: Array[String] = ["animal_id", "name"]


## The part of a document that changed fields stand for.
static func shown(fields: Dictionary) -> Dictionary:
	var result: Dictionary = {}
	for field: String in fields:
		if field in MINE:
			result.get_or_add("mine", {})[field] = fields[field]
		elif field not in ANIMAL:
			result[field] = fields[field]
	return result.duplicate(true)


## What a document has for some fields.
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
