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
	return TranslationServer.translate("It is %s.") % _one(reveal)


static func lead(reveal: Reveal, is_long: bool) -> String:
	match reveal.kind:
		Reveal.Kind.DISCOVERY:
			var number: int = reveal.candidate.creation_index
			var first: String = TranslationServer.translate("Nobody had photographed one before you.")
			if not is_long or number <= 0:
				return first
			return "%s %s" % [first, TranslationServer.translate("It is № %03d for everybody now.") % number]
		Reveal.Kind.NEW:
			return TranslationServer.translate("Your first %s.") % _bare(reveal)
		Reveal.Kind.AGAIN:
			var count: int = reveal.seen_before + 1
			return TranslationServer.translate("Your %s %s.") % [EntryWords.ordinal_number(count), _bare(reveal)]
	return "Which one, the photo does not say."


static func add(reveal: Reveal) -> String:
	return (
		TranslationServer.translate("Add as %s") % _one(reveal) if reveal.kind == Reveal.Kind.WIDER else "Add to my dex"
	)


static func _one(reveal: Reveal) -> String:
	if reveal.candidate.common_name.is_empty():
		return TranslationServer.translate("a member of %s") % reveal.candidate.scientific_name
	return EntryWords.one_of(reveal.name())


static func _bare(reveal: Reveal) -> String:
	return EntryWords.in_a_sentence(reveal.name())
