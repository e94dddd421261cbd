class_name DocumentsOf
## JSON documents of the API, for tests.


static func entry(id: String, animal: String, changes: Dictionary = {}) -> Dictionary:
	var document: Dictionary = {
		"id": id,
		"revision": 1,
		"user_id": "u1",
		"animal": animal_of(animal),
		"identified_by": "model",
		"pictures": [],
		"primary_picture": null,
		"dex_compatible_url": "/media/%s/p/dex" % id,
		"thumbnail_url": "/media/%s/p/thumb" % id,
		"visibility": "friends",
		"favorite": false,
		"wild": null,
		"place": null,
		"customizations": {},
		"caught_at": "2026-05-01T12:00:00Z",
		"created_at": "2026-05-01T12:00:00Z",
		"updated_at": "2026-05-01T12:00:00Z",
		"mine": {"notes": null, "geoprivacy": "open", "place": null},
	}
	return Documents.merged(document, changes)


## An animal of a class by its common name; its number follows from the name.
static func animal_of(name: String, changes: Dictionary = {}) -> Dictionary:
	var document: Dictionary = {
		"id": name,
		"creation_index": name.length(),
		"scientific_name": "%s %ss" % [name.capitalize(), name],
		"common_name": name.capitalize(),
		"rank": "species",
		"lineage":
		[
			{"rank": "kingdom", "name": "Animalia"},
			{"rank": "class", "name": "Aves" if name.ends_with("bird") else "Mammalia"},
			{"rank": "order", "name": "Carnivora"},
			{"rank": "family", "name": "Felidae"},
		],
	}
	return Documents.merged(document, changes)


static func page(entries: Array, changes: Dictionary = {}) -> Dictionary:
	return {"entries": entries, "deleted": [], "token": "t1", "more": false, "reset": false}.merged(changes, true)


static func candidate(name: String, changes: Dictionary = {}) -> Dictionary:
	return (
		{
			"animal_id": name,
			"creation_index": null,
			"scientific_name": "%s %ss" % [name.capitalize(), name],
			"common_name": name.capitalize(),
			"rank": "species",
			"confidence": 0.94,
			"box": null,
			"alternatives": [],
		}
		. merged(changes, true)
	)


static func job(status: String, changes: Dictionary = {}) -> Dictionary:
	return (
		{
			"id": "j1",
			"status": status,
			"image_conversion_status": "completed",
			"progress": 60,
			"attempt": 1,
			"outcome": null,
			"candidates": [],
			"selection": null,
			"correction": null,
			"entry_ids": [],
			"error": null,
		}
		. merged(changes, true)
	)
