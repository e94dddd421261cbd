class_name SocialApi
extends ResourceApi
## Friendships, requests and blocks; the feed, notices, reports.

const FRIENDSHIPS := "/api/v1/social/friendships"


## A `FriendshipPage` of `friends`, `pending`, `sent` or `blocked`.
func page(list: String, cursor: String) -> ApiResult:
	var query: Dictionary = {"cursor": cursor if cursor else null}
	var spec := RequestSpec.read("%s/%s" % [FRIENDSHIPS, list], query)
	return await _http.send(spec, FriendshipPage.from_json)


## The resulting `Friendship`.
func send_request(request: FriendRequest) -> ApiResult:
	return await _http.send(RequestSpec.post(FRIENDSHIPS + "/send_request", request), Friendship.from_json)


## The `Friendship` after the answer, a `Decision`.
func respond(friendship_id: String, decision: String) -> ApiResult:
	var request := RequestDecisionRequest.new().set_action(decision)
	var path: String = "%s/%s/respond" % [FRIENDSHIPS, friendship_id.uri_encode()]
	return await _http.send(RequestSpec.post(path, request), Friendship.from_json)


## Ends a friendship, or withdraws a request.
func unfriend(friendship_id: String) -> ApiResult:
	var path: String = "%s/%s/unfriend" % [FRIENDSHIPS, friendship_id.uri_encode()]
	return await _http.send(RequestSpec.delete(path))


func block(user_id: String) -> ApiResult:
	var request := OtherPersonRequest.new().set_user_id(user_id)
	return await _http.send(RequestSpec.post(FRIENDSHIPS + "/block", request).repeatable())


func unblock(user_id: String) -> ApiResult:
	var request := OtherPersonRequest.new().set_user_id(user_id)
	return await _http.send(RequestSpec.post(FRIENDSHIPS + "/unblock", request).repeatable())


## A `NewsGroupPage` of what is new in friends' dexes, or in one friend's.
func feed(cursor: String, friend_id: String = "") -> ApiResult:
	var query: Dictionary = {"cursor": cursor if cursor else null, "friend": friend_id if friend_id else null}
	return await _http.send(RequestSpec.read("/api/v1/social/feed", query), NewsGroupPage.from_json)


## A `SocialSummary`: the numbers of new things.
func summary() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/social/summary"), SocialSummary.from_json)


## A `NoticePage`.
func notices(cursor: String) -> ApiResult:
	var query: Dictionary = {"cursor": cursor if cursor else null}
	return await _http.send(RequestSpec.read("/api/v1/social/notices", query), NoticePage.from_json)


## Marks all notices until a time as read.
func mark_read(until: String) -> ApiResult:
	var request := MarkReadRequest.new().set_until(until)
	return await _http.send(RequestSpec.post("/api/v1/social/notices/read", request).repeatable())


## A `Leaderboard` of a `LeaderboardPeriod`.
func leaderboard(period: String) -> ApiResult:
	var query: Dictionary = {"period": period, "utc_offset": SightingTime.device_offset()}
	return await _http.send(RequestSpec.read("/api/v1/social/leaderboard", query), Leaderboard.from_json)


## Reports a person, an entry or a part of either to the moderators, by `ReportKind` and `ReportReason`.
func report(kind: String, subject: String, reason: String) -> ApiResult:
	var request := NewReportRequest.new().set_kind(kind).set_subject(subject).set_reason(reason)
	return await _http.send(RequestSpec.post("/api/v1/social/reports", request).repeatable())


## Appeals against the hiding of an entry of your own; without an entry, against the decision about your account.
func appeal(words: String, entry_id: String) -> ApiResult:
	var request := NewAppealRequest.new().set_words(words)
	if entry_id:
		request.set_entry_id(entry_id)
	return await _http.send(RequestSpec.post("/api/v1/social/appeals", request).repeatable())
