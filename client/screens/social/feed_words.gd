class_name FeedWords
## Texts of the feed.


## "met a moose", "made a discovery", "met 5 animals".
static func headline(group: NewsGroup) -> String:
	var discoveries: int = group.news.filter(func(news: News) -> bool: return news.entry.discovery).size()
	if group.news.size() > 1:
		var met: String = TranslationServer.translate("met %d animals") % group.news.size()
		if discoveries == 0:
			return met
		return TranslationServer.translate("%s, %d of them a discovery") % [met, discoveries]
	if discoveries:
		return TranslationServer.translate("made a discovery")
	return (
		TranslationServer.translate("met %s") % EntryWords.one_of(CardFace.of_entry(group.news[0].entry).first_line())
	)


## "Today, 08:14, near Bonaire".
static func when(group: NewsGroup) -> String:
	var newest: Entry = group.news[0].entry
	var at: String = Dates.recent(newest.created_at)
	var is_told: bool = group.news.size() == 1 and newest.place != null and newest.place.name != ""
	return "%s, %s" % [at, EntryWords.place(newest)] if is_told else at


## What a post means, in general and to the viewer: icons with text.
static func facts(news: News) -> Array[PackedStringArray]:
	var result: Array[PackedStringArray] = []
	if news.entry.discovery:
		result.append(PackedStringArray(["binoculars", "Nobody had photographed one before"]))
	for badge: String in news.badges:
		result.append(
			PackedStringArray(["star-fill", TranslationServer.translate("Earned “%s”") % BadgeLook.of(badge).name])
		)
	if news.mine_since:
		result.append(
			PackedStringArray(
				[
					"check",
					TranslationServer.translate("You have it too, since %s") % _unbroken(Dates.day(news.mine_since))
				]
			)
		)
	else:
		result.append(PackedStringArray(["plus", "Not in your dex yet"]))
	return result


## A date that stays on one line.
static func _unbroken(date: String) -> String:
	return date.replace(" ", "\u00a0")
