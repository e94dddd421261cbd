class_name UnseenAnimals
## The animals that friends have met and you have not, as cards of the dex.


static func find() -> Array[CardFace]:
	var faces: Array[CardFace] = []
	var result: ApiResult = await Api.dex.not_seen()
	if result.is_ok():
		for animal: UnseenAnimal in (result.value as UnseenAnimalPage).items:
			faces.append(face_of(animal))
	return faces


static func face_of(animal: UnseenAnimal) -> CardFace:
	var face := CardFace.new()
	face.id = animal.animal_id
	face.number = animal.creation_index
	face.scientific_name = animal.scientific_name
	face.animal_class = AnimalClass.named(animal.animal_class)
	face.seen_by = told(animal)
	return face


## "Seen by Mika", "Seen by Mika and Jo", "Seen by Jo and 3 others".
static func told(animal: UnseenAnimal) -> String:
	var first: String = animal.who[0].username
	match animal.people:
		1:
			return TranslationServer.translate("Seen by %s") % first
		2:
			return TranslationServer.translate("Seen by %s and %s") % [first, animal.who[1].username]
	return TranslationServer.translate("Seen by %s and %d others") % [first, animal.people - 1]


## All faces with the unseen ones: in order of number, or after the others.
static func placed(unseen: Array[CardFace], faces: Array[CardFace], sort: Dex.Sort) -> Array[CardFace]:
	var all: Array[CardFace] = faces + unseen
	if sort == Dex.Sort.NUMBER:
		all.sort_custom(func(a: CardFace, b: CardFace) -> bool: return _number_key(a) < _number_key(b))
	return all


static func _number_key(face: CardFace) -> int:
	return AnimalNumber.sort_key(face.number)
