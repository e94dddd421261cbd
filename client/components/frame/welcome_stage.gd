class_name WelcomeStage
extends PanelContainer
## The panel beside the screens before sign-in: a few cards as an example.

const CARDS: Array[Array] = [
	[21, "Scarlet macaw", "Ara macao", &"Aves", preload("res://art/photos/macaw.webp")],
	[23, "Clownfish", "Amphiprion ocellaris", &"Actinopterygii", preload("res://art/photos/clownfish.webp")],
	[
		14,
		"Northern white-breasted hedgehog",
		"Erinaceus roumanicus",
		&"Mammalia",
		preload("res://art/photos/hedgehog.webp")
	],
]


func _ready() -> void:
	var cards: Array[Node] = (%Cards as Control).get_children()
	for index: int in cards.size():
		(cards[index] as CardView).show_face(face(index))


## One of the cards on the stage.
static func face(index: int) -> CardFace:
	var facts: Array = CARDS[index]
	var result := CardFace.new()
	result.number = facts[0]
	result.name = facts[1]
	result.scientific_name = facts[2]
	result.animal_class = facts[3]
	result.texture = facts[4]
	result.thumbnail_url = "sample"
	result.is_favorite = index == 0
	return result
