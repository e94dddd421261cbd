class_name NoticeWords
## What a notice says.

const ICONS: Dictionary[String, String] = {
	NoticeKind.REQUEST: "user-plus",
	NoticeKind.ACCEPTED: "users-three",
	NoticeKind.LIKE: "heart-fill",
	NoticeKind.BADGE: "star-fill",
	NoticeKind.DISCOVERY: "binoculars",
	NoticeKind.MODERATION: "flag",
}


static func sentence(notice: Notice) -> String:
	var who: String = FriendWords.name(notice.person) if notice.person else "Somebody"
	match notice.kind:
		NoticeKind.REQUEST:
			return "%s wants to be friends." % who
		NoticeKind.ACCEPTED:
			return "You and %s are friends now." % who
		NoticeKind.LIKE:
			return "%s." % _liked(notice, who)
		NoticeKind.BADGE:
			return "You earned “%s”." % BadgeLook.of(notice.badge).name
		NoticeKind.DISCOVERY:
			return "%s made a discovery%s." % [who, ": %s" % _animal(notice) if notice.entry else ""]
	return notice.text


static func icon(notice: Notice) -> String:
	return ICONS.get(notice.kind, "bell")


static func _liked(notice: Notice, who: String) -> String:
	if notice.entry == null:
		return "%s likes a card of yours" % who
	var others: int = notice.entry.likes - 1
	var people: String = who
	if others > 0:
		people = "%s and %s" % [who, "1 other" if others == 1 else "%d others" % others]
	return "%s like%s your %s" % [people, "" if others > 0 else "s", _animal(notice)]


static func _animal(notice: Notice) -> String:
	var name: String = CardFace.of_entry(notice.entry).first_line()
	return name.left(1).to_lower() + name.substr(1)
