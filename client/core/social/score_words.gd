class_name ScoreWords
## What is said of people on a leaderboard.


## "12 animals, 2 discoveries, 6 days in a row".
static func facts(score: LeaderboardScore) -> String:
	var facts: PackedStringArray = [_count(score.animals, "%d animal", "%d animals")]
	if score.discoveries:
		facts.append(_count(score.discoveries, "%d discovery", "%d discoveries"))
	if score.streak > 1:
		facts.append(TranslationServer.translate("%d days in a row") % score.streak)
	return ", ".join(facts)


## The place of each: whoever has as many animals has the same.
static func places(scores: Array[LeaderboardScore]) -> Array[int]:
	var result: Array[int] = []
	for index: int in scores.size():
		var is_shared: bool = index > 0 and scores[index].animals == scores[index - 1].animals
		result.append(result[-1] if is_shared else index + 1)
	return result


static func _count(number: int, one: String, many: String) -> String:
	return TranslationServer.translate_plural(one, many, number) % number
