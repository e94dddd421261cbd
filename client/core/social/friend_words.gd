class_name FriendWords
## Texts about friendships.

const HOUR := 3600


static func name(person: PersonCard) -> String:
	return person.display_name if person.display_name else person.username


## "38 animals, 11 new to you".
static func numbers(overview: FriendOverview) -> String:
	if overview == null or overview.animals < 1:
		return "No animals yet"
	var animals: String = (
		TranslationServer.translate_plural("%d animal", "%d animals", overview.animals) % overview.animals
	)
	if overview.unseen < 1:
		return animals
	return TranslationServer.translate("%s, %d new to you") % [animals, overview.unseen]


## The result of a friend request.
static func asked(friendship: Friendship) -> String:
	return "You are friends now." if friendship.relation == Relation.FRIENDS else "Asked."


## Why a friend request failed.
static func refusal(problem: Problem, is_code: bool) -> String:
	match problem.code:
		ProblemCode.NOT_FOUND:
			return "Nobody has this code. Check it letter by letter." if is_code else "Nobody has this name."
		ProblemCode.TOO_MANY_ATTEMPTS, ProblemCode.QUOTA_EXCEEDED:
			if problem.retry_after > HOUR:
				return "Enough for today. Try tomorrow."
			return "That was a lot of tries. Please wait a little."
		ProblemCode.VALIDATION_FAILED:
			return "That is neither a friend code nor a name."
	return problem.sentence()
