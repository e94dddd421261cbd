class_name NodeWords
## Texts about a node of the tree.


## "You and Mika, 4 sightings"; nobody is named in the tree of everybody.
static func who(node: TreeNode) -> String:
	var sightings: String = _counted("%s sighting", "%s sightings", node.sightings)
	var named: PackedStringArray = [str(TranslationServer.translate("You"))] if node.found_by_me else []
	for finder: Finder in node.who:
		if Session.user == null or finder.user_id != Session.user.id:
			named.append(finder.username)
	var more: int = node.people - named.size()
	if more > 0 and named:
		var others: String = _counted("%s other", "%s others", more)
		return TranslationServer.translate("%s and %s, %s") % [", ".join(named), others, sightings]
	if named.size() == 2:
		return TranslationServer.translate("%s and %s, %s") % [named[0], named[1], sightings]
	return "%s, %s" % [", ".join(named), sightings] if named else sightings


## "9 of about 5,400 species".
static func counts(node: TreeNode) -> String:
	if node.species_known <= 0:
		return _counted("%s species", "%s species", node.animals)
	return TranslationServer.translate("%d of about %s species") % [node.animals, thousands(node.species_known)]


## "19 animals, 7 classes".
static func tree(layout: TreeLayout) -> String:
	var animals: String = _counted("%s animal", "%s animals", layout.animal_count())
	return "%s, %s" % [animals, _counted("%s class", "%s classes", layout.on_levels([TreeLayout.CLASS]).size())]


## "They meet at the carnivores."
static func meeting(node: TreeNode) -> String:
	if node.rank.is_empty():
		return TranslationServer.translate("They meet at the root of all life.")
	return TranslationServer.translate("They meet at %s.") % group(node)


## "carnivores", as in the middle of a sentence.
static func group(node: TreeNode) -> String:
	return node.common_name.to_lower() if node.common_name else node.scientific_name


static func thousands(number: int) -> String:
	var text: String = str(number)
	for place: int in range(text.length() - 3, 0, -3):
		text = text.insert(place, "." if TranslationServer.get_locale().begins_with("de") else ",")
	return text


static func _counted(one: String, several: String, number: int) -> String:
	return TranslationServer.translate_plural(one, several, number) % thousands(number)
