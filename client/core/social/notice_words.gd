class_name NoticeWords
## Texts of notices.

const ICONS: Dictionary[String, String] = {
	NoticeKind.REQUEST: "user-plus",
	NoticeKind.ACCEPTED: "users-three",
	NoticeKind.LIKE: "heart-fill",
	NoticeKind.BADGE: "star-fill",
	NoticeKind.DISCOVERY: "binoculars",
	NoticeKind.MODERATION: "flag",
}


static func sentence(notice: Notice) -> String:
	var who: String = FriendWords.name(notice.person) if notice.person else str(TranslationServer.translate("Somebody"))
	match notice.kind:
		NoticeKind.REQUEST:
			return TranslationServer.translate("%s wants to be friends.") % who
		NoticeKind.ACCEPTED:
			return TranslationServer.translate("You and %s are friends now.") % who
		NoticeKind.LIKE:
			return "%s." % _liked(notice, who)
		NoticeKind.BADGE:
			return TranslationServer.translate("You earned “%s”.") % BadgeLook.of(notice.badge).name
		NoticeKind.DISCOVERY:
			if notice.entry == null:
				return TranslationServer.translate("%s made a discovery.") % who
			return TranslationServer.translate("%s made a discovery: %s.") % [who, _animal(notice)]
	return notice.text


static func icon(notice: Notice) -> String:
	return ICONS.get(notice.kind, "bell")


static func _liked(notice: Notice, who: String) -> String:
	if notice.entry == null:
		return TranslationServer.translate("%s likes a card of yours") % who
	var others: int = notice.entry.likes - 1
	if others < 1:
		return TranslationServer.translate("%s likes your %s") % [who, _animal(notice)]
	var text: StringName = TranslationServer.translate_plural(
		"%s and %d other like your %s", "%s and %d others like your %s", others
	)
	return text % [who, others, _animal(notice)]


static func _animal(notice: Notice) -> String:
	return EntryWords.in_a_sentence(CardFace.of_entry(notice.entry).first_line())
