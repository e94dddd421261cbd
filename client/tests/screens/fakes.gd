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
		14, "Northern white-breasted hedgehog", "Erinaceus roumanicus", &"Mammalia", "hedgehog.webp",
		Vector2(0.58, 0.5), ""
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
		_textures[file] = ImageTexture.create_from_image(Image.load_from_file(path))
	return _textures[file]
