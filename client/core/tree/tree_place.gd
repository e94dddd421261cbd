class_name TreePlace
extends RefCounted
## An item of the drawn tree: a group, or an animal at the end of a branch.

var node: TreeNode
## The index of the item above; -1 for the root.
var above: int
## 0 for the root, 1 for classes, 2 for orders, 3 for animals, 4 for a closed branch.
var level: int
var position := Vector2.ZERO
## The positions of its first and last animal along the breadth.
var span := Vector2.ZERO


static func of(tree_node: TreeNode, parent: int, on_level: int) -> TreePlace:
	var item := TreePlace.new()
	item.node = tree_node
	item.above = parent
	item.level = on_level
	return item


func is_animal() -> bool:
	return level == TreeLayout.ANIMAL


func is_closed() -> bool:
	return level == TreeLayout.CLOSED


## The number of animals along the breadth.
func rows() -> int:
	if is_closed():
		return node.leaves - (0 if node.animal_id.is_empty() else 1)
	return 1 if is_animal() else 0


func number_key() -> int:
	return AnimalNumber.sort_key(node.creation_index)


func animal_class() -> StringName:
	return AnimalClass.named(node.animal_class)


func name() -> String:
	if is_animal() and node.rank != Rank.SPECIES and node.rank != Rank.SUBSPECIES and node.common_name:
		var one: String = EntryWords.one_of(node.common_name)
		return one.left(1).to_upper() + one.substr(1)
	return node.common_name if node.common_name else node.scientific_name


## "Lemur catta", or "family Crocodylidae"; empty if the name is the scientific one.
func second_name() -> String:
	if not is_animal() or node.rank in [Rank.SPECIES, Rank.SUBSPECIES, Rank.GENUS]:
		return node.scientific_name if node.common_name else ""
	return "%s %s" % [node.rank, node.scientific_name]


## The style of the second name: italic from the genus down.
func second_style() -> StringName:
	var is_italic: bool = node.rank in [Rank.SPECIES, Rank.SUBSPECIES, Rank.GENUS]
	return &"CardScientific" if is_italic else &"CardTaxon"
