class_name ScoreWords
## Texts of the leaderboard.


## "12 animals, 2 discoveries, 6 days in a row".
static func facts(score: LeaderboardScore) -> String:
	var facts: PackedStringArray = [StatisticsWords.animals(score.animals)]
	if score.discoveries:
		var found: int = score.discoveries
		facts.append(TranslationServer.translate_plural("%d discovery", "%d discoveries", found) % found)
	if score.streak > 1:
		facts.append(StatisticsWords.days(score.streak))
	return ", ".join(facts)


## The rank of each score: equal numbers of animals share a rank.
static func places(scores: Array[LeaderboardScore]) -> Array[int]:
	var result: Array[int] = []
	for index: int in scores.size():
		var is_shared: bool = index > 0 and scores[index].animals == scores[index - 1].animals
		result.append(result[-1] if is_shared else index + 1)
	return result
