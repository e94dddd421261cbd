class_name ReportQuestion
## Reports a card or a person to the moderators, after asking for the reason.

const OF_PERSON: Dictionary[String, String] = {
	ReportReason.HARASSMENT: "They harass somebody",
	ReportReason.OFFENSIVE: "Their name, words or pictures offend",
	ReportReason.CRUELTY: "They are cruel to animals",
	ReportReason.STOLEN: "The photos are not theirs",
	ReportReason.SPAM: "Advertising",
	ReportReason.OTHER: "Something else",
}
const OF_CARD: Dictionary[String, String] = {
	ReportReason.WRONG_ANIMAL: "It is another animal",
	ReportReason.OFFENSIVE: "The photo or its words offend",
	ReportReason.CRUELTY: "It shows cruelty to an animal",
	ReportReason.PRIVACY: "It shows a person, or somebody's home",
	ReportReason.STOLEN: "The photo is not theirs",
	ReportReason.SPAM: "Advertising",
	ReportReason.OTHER: "Something else",
}
const CHOICES := preload("res://components/layers/action_list.tscn")


static func about_person(from: Control, person: PersonCard) -> void:
	var question: String = TranslationServer.translate("Why do you report %s?") % FriendWords.name(person)
	_ask(from, question, OF_PERSON, func(_reason: String) -> String: return ReportKind.PERSON, person.id)


static func about_card(from: Control, entry: Entry) -> void:
	_ask(from, TranslationServer.translate("Why do you report this card?"), OF_CARD, kind_of_card_report, entry.id)


## The kind of a report of a card, by its reason.
static func kind_of_card_report(reason: String) -> String:
	return ReportKind.IDENTIFICATION if reason == ReportReason.WRONG_ANIMAL else ReportKind.ENTRY


static func _ask(
	from: Control, question: String, reasons: Dictionary[String, String], kind: Callable, subject: String
) -> void:
	var list: ActionList = CHOICES.instantiate()
	Layers.of(from).open(list)
	list.show_choices(question, PackedStringArray(reasons.values()), -1)
	var reason: String = reasons.keys()[await list.chosen]
	var layers: Layers = Layers.of(from)
	layers.close()
	var result: ApiResult = await Api.social.report(kind.call(reason), subject, reason)
	layers.toast("Thank you. We look at it." if result.is_ok() else result.problem.sentence())
