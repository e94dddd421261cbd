class_name RedList
## The words and tags of the IUCN's Red List.

const WORDS: Dictionary[String, String] = {
	RedListCategory.EX: "extinct",
	RedListCategory.EW: "extinct in the wild",
	RedListCategory.CR: "critically endangered",
	RedListCategory.EN: "endangered",
	RedListCategory.VU: "vulnerable",
	RedListCategory.NT: "near threatened",
	RedListCategory.LC: "of least concern",
	RedListCategory.DD: "too little known",
	RedListCategory.NE: "not looked at yet",
}
const TAGS: Dictionary[String, StringName] = {
	RedListCategory.CR: &"TagDanger",
	RedListCategory.EN: &"TagDanger",
	RedListCategory.VU: &"TagDanger",
	RedListCategory.NT: &"TagGold",
	RedListCategory.EX: &"TagInk",
	RedListCategory.EW: &"TagInk",
}


static func word(category: String) -> String:
	return TranslationServer.translate(WORDS.get(category, ""))
