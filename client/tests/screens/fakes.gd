class_name Fakes
## Made-up data for the screenshots: the animals, people and jobs of the design's mock-ups.

const PHOTOS := "res://../docs/photos/%s"
## Number, common name, scientific name, class, photograph, focus, Red List category.
const ANIMALS: Dictionary[StringName, Array] = {
	&"cat": [1, "Domestic cat", "Felis catus", &"Mammalia", "cat.webp", Vector2(0.55, 0.4), ""],
	&"chicken": [3, "Red junglefowl", "Gallus gallus", &"Aves", "chicken.webp", Vector2(0.44, 0.5), ""],
	&"cow": [4, "Cattle", "Bos taurus", &"Mammalia", "cow.webp", Vector2(0.42, 0.6), ""],
	&"duck": [7, "Mallard", "Anas platyrhynchos", &"Aves", "duck.webp", Vector2(0.5, 0.4), ""],
	&"goldfish": [9, "Goldfish", "Carassius auratus", &"Actinopterygii", "fish25_auratus.webp", Vector2(0.6, 0.6), ""],
	&"bison": [12, "American bison", "Bison bison", &"Mammalia", "bison.webp", Vector2(0.44, 0.5), "NT"],
	&"hedgehog":
	[
		14,
		"Northern white-breasted hedgehog",
		"Erinaceus roumanicus",
		&"Mammalia",
		"hedgehog.webp",
		Vector2(0.58, 0.5),
		""
	],
	&"moose": [18, "Moose", "Alces alces", &"Mammalia", "moose.webp", Vector2(0.62, 0.5), ""],
	&"macaw": [21, "Scarlet macaw", "Ara macao", &"Aves", "scarlet_macaw.webp", Vector2(0.45, 0.3), ""],
	&"clownfish":
	[23, "Clownfish", "Amphiprion ocellaris", &"Actinopterygii", "fish9_ocellaris.webp", Vector2(0.3, 0.25), ""],
	&"crocodile": [26, "Crocodile", "Crocodylidae", &"Reptilia", "crocodile.webp", Vector2(0.46, 0.5), ""],
	&"lizard":
	[27, "Oriental garden lizard", "Calotes versicolor", &"Reptilia", "chameleon.webp", Vector2(0.5, 0.35), ""],
	&"lemur": [31, "Ring-tailed lemur", "Lemur catta", &"Mammalia", "lemur.webp", Vector2(0.58, 0.5), "EN"],
	&"jaguar": [34, "Jaguar", "Panthera onca", &"Mammalia", "jaguar.webp", Vector2(0.5, 0.6), "NT"],
	&"angelfish":
	[38, "Gray angelfish", "Pomacanthus arcuatus", &"Actinopterygii", "fish1_arcuatus.webp", Vector2(0.6, 0.5), ""],
}

static var _textures: Dictionary[String, Texture2D] = {}


static func face(key: StringName) -> CardFace:
	var facts: Array = ANIMALS[key]
	var result := CardFace.new()
	result.id = key
	result.number = facts[0]
	result.name = facts[1]
	result.scientific_name = facts[2]
	result.animal_class = facts[3]
	result.texture = photo(facts[4])
	result.thumbnail_url = facts[4]
	result.focus = facts[5]
	result.iucn = facts[6]
	result.rank = Rank.FAMILY if key == &"crocodile" else Rank.SPECIES
	result.is_favorite = key in [&"macaw", &"moose"]
	result.is_new = key == &"lemur"
	return result


static func ghost(number: int, animal_class: StringName, seen_by: String) -> CardFace:
	var result := CardFace.new()
	result.number = number
	result.animal_class = animal_class
	result.seen_by = seen_by
	return result


static func photo(file: String) -> Texture2D:
	if not _textures.has(file):
		var path: String = ProjectSettings.globalize_path(PHOTOS % file)
		var image := Image.load_from_file(path)
		image.generate_mipmaps()
		_textures[file] = ImageTexture.create_from_image(image)
	return _textures[file]


static func entry(id: String = "1") -> Entry:
	return (
		Entry
		. from_json(
			{
				"id": id,
				"user_id": "ana",
				"revision": 1,
				"animal":
				{
					"id": "lemur-catta",
					"creation_index": 31,
					"scientific_name": "Lemur catta",
					"common_name": "Ring-tailed lemur",
					"rank": Rank.SPECIES,
					"lineage": _lineage(),
				},
				"identified_by": IdentifiedBy.MODEL,
				"confidence": 0.94,
				"pictures": [],
				"visibility": Visibility.FRIENDS,
				"favorite": true,
				"wild": true,
				"place":
				{
					"latitude": -21.8,
					"longitude": 46.8,
					"uncertainty_m": 31000.0,
					"name": "Anja, Madagascar",
					"obscured": true
				},
				"caught_at": "2026-06-14T10:42:00Z" if id == "1" else "2026-0%s-02T08:10:00Z" % (int(id) + 5),
				"mine":
				{
					"notes": "Two on the birch log, tails up. The left one yawned at me.",
					"geoprivacy": Geoprivacy.OBSCURED,
					"place": {"latitude": -21.85, "longitude": 46.85, "name": "Anja, Madagascar"}
				},
			}
		)
	)


static func animal() -> AnimalDetails:
	return (
		AnimalDetails
		. from_json(
			{
				"id": "lemur-catta",
				"creation_index": 31,
				"scientific_name": "Lemur catta",
				"common_name": "Ring-tailed lemur",
				"rank": Rank.SPECIES,
				"lineage": _lineage(),
				"sentence": "It lives in the dry south of Madagascar, in troops that a female leads.",
				"iucn": RedListCategory.EN,
				"popularity": 12,
				"other_names": ["Maki", "Hira"],
				"discoverer": {"user_id": "ana", "username": "ana.r"},
				"discovered_on": "2026-06-14",
			}
		)
	)


static func me() -> Me:
	return (
		Me
		. from_json(
			{
				"id": "ana",
				"username": "ana.r",
				"email": "ana@example.org",
				"display_name": "Ana Rivera",
				"bio": "Hedgehogs at dusk, gulls at lunch.",
				"created_at": "2026-05-09T08:00:00Z",
				"default_visibility": Visibility.FRIENDS,
				"default_geoprivacy": Geoprivacy.OBSCURED,
				"ai_opt_out": false,
				"locale": "en",
				"revision": 1,
			}
		)
	)


static func dress() -> Customizations:
	return (
		Customizations
		. from_json(
			{
				"background": CardBackground.FOREST,
				"shape": CardShape.CIRCLE,
				"frame": CardFrame.GOLD,
				"caption": "The day the sun came out.",
				"stickers":
				[
					{"art": StickerArt.STAR, "x": 0.16, "y": 0.2, "scale": 1.0, "degrees": -12.0},
					{"art": StickerArt.PAW, "x": 0.85, "y": 0.8, "scale": 0.8, "degrees": 20.0},
				],
			}
		)
	)


static func taxa() -> Array[FoundTaxon]:
	var names: Array[FoundTaxon] = []
	for facts: Array in [
		["Lemur catta", Rank.SPECIES, "Ring-tailed lemur"],
		["Lemuridae", Rank.FAMILY, "Lemurs"],
		["Eulemur", Rank.GENUS, "Brown lemurs"],
		["Varecia variegata", Rank.SPECIES, "Black-and-white ruffed lemur"],
	]:
		var taxon: Dictionary = {"name": facts[0], "rank": facts[1], "common_name": facts[2], "class_name": "Mammalia"}
		names.append(FoundTaxon.from_json(taxon))
	return names


static func _lineage() -> Array[Dictionary]:
	return [
		{"name": "Animalia", "rank": Rank.KINGDOM, "common_name": "Animals"},
		{"name": "Chordata", "rank": Rank.PHYLUM, "common_name": "Chordates"},
		{"name": "Mammalia", "rank": Rank.CLASS, "common_name": "Mammals"},
		{"name": "Primates", "rank": Rank.ORDER, "common_name": "Primates"},
		{"name": "Lemuridae", "rank": Rank.FAMILY, "common_name": "Ring-tailed lemurs"},
		{"name": "Lemur", "rank": Rank.GENUS, "common_name": ""},
	]


static func crocodiles() -> AnimalDetails:
	return (
		AnimalDetails
		. from_json(
			{
				"id": "crocodylidae",
				"scientific_name": "Crocodylidae",
				"common_name": "Crocodile",
				"rank": Rank.FAMILY,
				"lineage": [{"name": "Reptilia", "rank": Rank.CLASS}],
				"popularity": 3,
			}
		)
	)


static func stats() -> Stats:
	return (
		Stats
		. from_json(
			{
				"animals": 15,
				"catches": 27,
				"photographed": 15,
				"discoveries": 4,
				"streak": 6,
				"longest_streak": 6,
				"classes": {"Mammalia": 7, "Aves": 3, "Actinopterygii": 3, "Reptilia": 2},
				"badges":
				{
					"animals-15": "2026-06-14T10:00:00Z",
					"discovery-1": "2026-06-03T10:00:00Z",
					"class-1-Reptilia": "2026-06-02T10:00:00Z",
					"class-1-Actinopterygii": "2026-05-17T10:00:00Z",
					"class-1-Aves": "2026-05-10T10:00:00Z",
					"animals-3": "2026-05-09T10:00:00Z",
					"class-1-Mammalia": "2026-05-09T10:00:00Z",
				},
			}
		)
	)
