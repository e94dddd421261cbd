class_name RevealWords
## What is said when a name is found.


static func headline(reveal: Reveal) -> String:
	match reveal.kind:
		Reveal.Kind.DISCOVERY:
			return "A discovery!"
		Reveal.Kind.NEW:
			return "New in your dex"
		Reveal.Kind.AGAIN:
			return "Welcome back."
	return "It is %s." % _one(reveal)


static func lead(reveal: Reveal, is_long: bool) -> String:
	match reveal.kind:
		Reveal.Kind.DISCOVERY:
			var number: int = reveal.candidate.creation_index
			var more: String = " It is № %03d for everybody now." % number if is_long and number > 0 else ""
			return "Nobody had photographed one before you." + more
		Reveal.Kind.NEW:
			return "Your first %s." % _bare(reveal)
		Reveal.Kind.AGAIN:
			var count: int = reveal.seen_before + 1
			var known: PackedStringArray = EntryWords.ORDINALS
			var ordinal: String = known[count - 1] if count <= known.size() else "%d." % count
			return "Your %s %s." % [ordinal, _bare(reveal)]
	return "Which one, the photo does not say."


static func add(reveal: Reveal) -> String:
	return "Add as %s" % _one(reveal) if reveal.kind == Reveal.Kind.WIDER else "Add to my dex"


static func _one(reveal: Reveal) -> String:
	if reveal.candidate.common_name.is_empty():
		return "a member of %s" % reveal.candidate.scientific_name
	return EntryWords.one_of(reveal.name())


static func _bare(reveal: Reveal) -> String:
	return reveal.name().left(1).to_lower() + reveal.name().substr(1)
