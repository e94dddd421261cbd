class_name FakeTree
## Made-up trees: the one of the mock-ups, a small one, and large ones.


static func small() -> Array[TreeNode]:
	return _nodes(
		[
			["life", "", "", "Life"],
			["class:Mammalia", "life", Rank.CLASS, "Mammalia"],
			["order:Carnivora", "class:Mammalia", Rank.ORDER, "Carnivora"],
			["family:Felidae", "order:Carnivora", Rank.FAMILY, "Felidae"],
			["species:Felis catus", "family:Felidae", Rank.SPECIES, "Felis catus"],
			["species:Panthera onca", "family:Felidae", Rank.SPECIES, "Panthera onca"],
			["class:Aves", "life", Rank.CLASS, "Aves"],
			["species:Ara macao", "class:Aves", Rank.SPECIES, "Ara macao"],
		]
	)


## A tree with eight classes, and an order for every forty animals.
static func large(count: int) -> Array[TreeNode]:
	var rows: Array[Array] = [["life", "", "", "Life"]]
	rows.append(["kingdom:Animalia", "life", Rank.KINGDOM, "Animalia"])
	rows.append(["phylum:Chordata", "kingdom:Animalia", Rank.PHYLUM, "Chordata"])
	for index: int in count:
		var animal_class: String = AnimalClass.ALL[index * 8 / count]
		var order: String = "order:%s %d" % [animal_class, index / 40]
		if index * 8 / count != (index - 1) * 8 / count or index == 0:
			rows.append(["class:" + animal_class, "phylum:Chordata", Rank.CLASS, animal_class])
		if index % 40 == 0 or rows[-1][2] == Rank.CLASS:
			rows.append([order, "class:" + animal_class, Rank.ORDER, order])
		rows.append(["species:%d" % index, order, Rank.SPECIES, "Animal %d" % index])
	return _nodes(rows)


## The tree of the mock-ups: fifteen animals of your own, four that only friends have met.
static func mockup() -> Array[TreeNode]:
	var orders: Dictionary[StringName, String] = {
		&"lemur": "Primates",
		&"jaguar": "Carnivora",
		&"cat": "Carnivora",
		&"moose": "Artiodactyla",
		&"bison": "Artiodactyla",
		&"cow": "Artiodactyla",
		&"hedgehog": "Eulipotyphla",
		&"macaw": "Psittaciformes",
		&"duck": "Anseriformes",
		&"chicken": "Galliformes",
		&"lizard": "Squamata",
		&"crocodile": "Crocodylia",
		&"clownfish": "Ovalentaria",
		&"angelfish": "Acanthuriformes",
		&"goldfish": "Cypriniformes",
	}
	var rows: Array[Array] = [["life", "", "", "Life"]]
	var seen: Dictionary[String, bool] = {}
	for key: StringName in orders:
		var facts: Array = Fakes.ANIMALS[key]
		_add(rows, seen, String(facts[3]), orders[key], facts)
	for facts: Array in [
		[0, "Common frog", "Rana temporaria", &"Amphibia", "", Vector2.ZERO, ""],
		[0, "Peacock", "Aglais io", &"Insecta", "", Vector2.ZERO, ""],
		[0, "Ladybird", "Coccinella septempunctata", &"Insecta", "", Vector2.ZERO, ""],
		[0, "Garden spider", "Araneus diadematus", &"Arachnida", "", Vector2.ZERO, ""],
	]:
		_add(rows, seen, String(facts[3]), "Order of %s" % facts[1], facts)
	return _nodes(rows)


static func _add(
	rows: Array[Array], seen: Dictionary[String, bool], animal_class: String, order: String, facts: Array
) -> void:
	if not seen.has(animal_class):
		rows.append(["class:" + animal_class, "life", Rank.CLASS, animal_class])
	if not seen.has(order):
		rows.append(["order:" + order, "class:" + animal_class, Rank.ORDER, order])
	seen[animal_class] = true
	seen[order] = true
	var rank: String = Rank.FAMILY if facts[2] == "Crocodylidae" else Rank.SPECIES
	rows.append(["%s:%s" % [rank, facts[2]], "order:" + order, rank, facts[2], facts])


static func _nodes(rows: Array[Array]) -> Array[TreeNode]:
	var nodes: Array[TreeNode] = []
	var animal_class: String = ""
	for row: Array in rows:
		if row[2] == Rank.CLASS:
			animal_class = row[3]
		nodes.append(TreeNode.from_json(_document(row, animal_class)))
	_count(nodes)
	return nodes


## An order of a class, with a family for every hundred animals.
static func large_order(count: int) -> Array[TreeNode]:
	var rows: Array[Array] = [
		["life", "", "", "Life"],
		["kingdom:Animalia", "life", Rank.KINGDOM, "Animalia"],
		["phylum:Chordata", "kingdom:Animalia", Rank.PHYLUM, "Chordata"],
		["class:Aves", "phylum:Chordata", Rank.CLASS, "Aves"],
		["order:Songbirds", "class:Aves", Rank.ORDER, "Songbirds"],
	]
	for index: int in count:
		var family: String = "family:%d" % (index / 100)
		if index % 100 == 0:
			rows.append([family, "order:Songbirds", Rank.FAMILY, family])
		rows.append(["species:%d" % index, family, Rank.SPECIES, "Bird %d" % index])
	return _nodes(rows)


## A node and what is below it down to a depth, as the API cuts a tree; below 0: everything.
static func branch(nodes: Array[TreeNode], root: String, depth: int) -> Array[TreeNode]:
	var levels: Dictionary[String, int] = {}
	var found: Array[TreeNode] = []
	for node: TreeNode in nodes:
		if node.id == root:
			levels[node.id] = 0
		elif levels.has(node.parent):
			levels[node.id] = levels[node.parent] + 1
		if levels.has(node.id) and (depth < 0 or levels[node.id] <= depth):
			found.append(node)
	return found


## A tree of which only the animals of some orders are held.
static func held(nodes: Array[TreeNode], orders: PackedStringArray) -> Array[TreeNode]:
	return nodes.filter(func(node: TreeNode) -> bool: return node.animal_id.is_empty() or node.parent in orders)


static func document(nodes: Array[TreeNode], version: String) -> Dictionary:
	var documents: Array = nodes.map(
		func(node: TreeNode) -> Dictionary:
			return {
				"id": node.id,
				"parent": node.parent if node.parent else null,
				"rank": node.rank,
				"scientific_name": node.scientific_name,
				"class_name": node.animal_class,
				"animal_id": node.animal_id,
				"children": node.children,
				"leaves": node.leaves,
			}
	)
	return {"version": version, "nodes": documents, "edges": [], "bounds": {}}


static func _count(nodes: Array[TreeNode]) -> void:
	var by_id: Dictionary[String, TreeNode] = {}
	for node: TreeNode in nodes:
		by_id[node.id] = node
		node.leaves = 0 if node.animal_id.is_empty() else 1
	for index: int in range(nodes.size() - 1, 0, -1):
		var above: TreeNode = by_id[nodes[index].parent]
		above.children += 1
		above.leaves += nodes[index].leaves


static func _document(row: Array, animal_class: String) -> Dictionary:
	var facts: Array = row[4] if row.size() > 4 else [1, null, "", "", "", Vector2.ZERO, ""]
	var is_animal: bool = row[2] == Rank.SPECIES or row.size() > 4
	var is_mine: bool = facts[0] > 0
	return {
		"id": row[0],
		"parent": row[1],
		"rank": row[2],
		"scientific_name": row[3],
		"common_name": facts[1],
		"class_name": animal_class,
		"animal_id": (row[3] as String).to_lower().replace(" ", "-") if is_animal else null,
		"creation_index": facts[0] if is_mine and is_animal else null,
		"animals": 1,
		"sightings": 4,
		"people": _who(is_mine, facts[0]).size(),
		"found_by_me": is_mine,
		"who": _who(is_mine, facts[0]),
		"thumbnail_url": facts[4],
		"species_known": 5400,
		"x": 0.0,
		"y": 0.0,
	}


## Mika has met all animals that you have not, and every third of yours.
static func _who(is_mine: bool, number: int) -> Array:
	var mika: Dictionary = {"user_id": "mika", "username": "Mika"}
	if not is_mine:
		return [mika]
	var me: Dictionary = {"user_id": "ana", "username": "ana.r"}
	return [me, mika] if number % 3 == 1 else [me]
