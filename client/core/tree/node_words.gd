class_name NodeWords
## What is said of a node of the tree.


## "You and Mika, 4 sightings"; nobody is named in the tree of everybody.
static func who(node: TreeNode) -> String:
	var sightings: String = _count(node.sightings, "sighting", "sightings")
	var named: PackedStringArray = ["You"] if node.found_by_me else []
	for finder: Finder in node.who:
		if Session.user == null or finder.user_id != Session.user.id:
			named.append(finder.username)
	var more: int = node.people - named.size()
	if more > 0 and named:
		return "%s and %s, %s" % [", ".join(named), _count(more, "other", "others"), sightings]
	return "%s, %s" % [" and ".join(named), sightings] if named else sightings


## "9 of about 5,400 species".
static func counts(node: TreeNode) -> String:
	if node.species_known <= 0:
		return _count(node.animals, "species", "species")
	return "%d of about %s species" % [node.animals, thousands(node.species_known)]


## "19 animals, 7 classes".
static func tree(layout: TreeLayout) -> String:
	var classes: String = _count(layout.class_count(), "class", "classes")
	return "%s, %s" % [_count(layout.animal_count(), "animal", "animals"), classes]


## "They meet at the carnivores."
static func meeting(node: TreeNode) -> String:
	if node.rank.is_empty():
		return "They meet at the root of all life."
	return "They meet at %s." % (node.common_name.to_lower() if node.common_name else node.scientific_name)


static func thousands(number: int) -> String:
	var text: String = str(number)
	for place: int in range(text.length() - 3, 0, -3):
		text = text.insert(place, ",")
	return text


static func _count(number: int, one: String, several: String) -> String:
	return "%s %s" % [thousands(number), one if number == 1 else several]
