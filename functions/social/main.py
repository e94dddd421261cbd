"""Friendships, the feed, notices, reports and moderation."""

from flask import Response
from pydantic import Field

from shared import limits
from shared.base_model import Model, Page, PageQuery
from shared.cloud.auth.identity import Identity
from shared.dex import feed, inbox, leaderboard
from shared.dex.replies import Leaderboard, NewsGroup, NoticeReply, Summary
from shared.dex.requests import FeedQuery, LeaderboardQuery
from shared.http import metrics
from shared.http.app import as_function, create_app, done, json_response, revised
from shared.http.routes import Body, Content, IfMatch, Path, Query, Routes
from shared.moderation import service as moderation
from shared.moderation.models import CaseReply, CaseSummary, NewAppeal, NewDecision, NewReport, ReportReply
from shared.notices import service as notices
from shared.notices.models import MarkRead
from shared.problems import Code
from shared.social import service
from shared.social.models import (
    Action,
    FriendRequest,
    FriendshipReply,
    OtherPerson,
    RequestDecision,
)

FRIENDSHIPS = "/social/friendships"
CASES = "/social/moderation/cases"
type FriendshipPage = Page[FriendshipReply]
type Feed = Page[NewsGroup]
type Notices = Page[NoticeReply]
type Cases = Page[CaseSummary]
person = Routes("social")
moderator = Routes("moderation", admins_only=True)


class CasePath(Model):
    """The path parameters of a moderation case."""

    case_id: str = Field(pattern=r"^(entry|person)\.[A-Za-z0-9][A-Za-z0-9_-]{0,127}$")


class FriendshipPath(Model):
    """The path parameters of a friendship or a request."""

    friendship_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,128}\.[A-Za-z0-9_-]{1,128}$")


@person.get(f"{FRIENDSHIPS}/friends", summary="My friends", answer=FriendshipPage)
def friends(caller: Identity, query: Query[PageQuery]) -> Response:
    """Return your friends, the newest first."""
    return json_response(service.friends(caller.uid, query))


@person.get(f"{FRIENDSHIPS}/pending", summary="Requests I received", answer=FriendshipPage)
def pending(caller: Identity, query: Query[PageQuery]) -> Response:
    """Return the requests waiting for your answer, the newest first."""
    return json_response(service.pending(caller.uid, query))


@person.get(f"{FRIENDSHIPS}/sent", summary="Requests I sent", answer=FriendshipPage)
def sent(caller: Identity, query: Query[PageQuery]) -> Response:
    """Return your own open requests, the newest first."""
    return json_response(service.sent(caller.uid, query))


@person.get(f"{FRIENDSHIPS}/blocked", summary="People I have blocked", answer=FriendshipPage)
def blocked(caller: Identity, query: Query[PageQuery]) -> Response:
    """Return the people you have blocked."""
    return json_response(service.blocked(caller.uid, query))


@person.post(
    f"{FRIENDSHIPS}/send_request",
    summary="Send a friend request",
    answer=FriendshipReply,
    errors=(Code.NOT_FOUND, Code.FRIENDSHIP_NOT_POSSIBLE, Code.FRIEND_LIMIT),
    limit=limits.FRIEND_REQUESTS,
)
def send_request(caller: Identity, body: Body[FriendRequest]) -> Response:
    """Send a friend request; if they have already sent you one, you become friends."""
    return json_response(service.send_request(caller.uid, body))


@person.post(
    f"{FRIENDSHIPS}/block",
    summary="Block a person",
    answer=Content.NOTHING,
    status=204,
    errors=(Code.NOT_FOUND, Code.FRIENDSHIP_NOT_POSSIBLE),
)
def block(caller: Identity, body: Body[OtherPerson]) -> Response:
    """Block a person; they cannot tell."""
    service.block(caller.uid, body.user_id)
    return done()


@person.post(
    f"{FRIENDSHIPS}/unblock",
    summary="Unblock a person",
    answer=Content.NOTHING,
    status=204,
    errors=(Code.NOT_FOUND, Code.FRIENDSHIP_NOT_POSSIBLE),
)
def unblock(caller: Identity, body: Body[OtherPerson]) -> Response:
    """Unblock a person."""
    service.unblock(caller.uid, body.user_id)
    return done()


@person.post(
    f"{FRIENDSHIPS}/<friendship_id>/respond",
    summary="Answer a request",
    answer=FriendshipReply,
    errors=(Code.NOT_FOUND, Code.FRIENDSHIP_NOT_POSSIBLE, Code.FRIEND_LIMIT),
)
def respond(caller: Identity, path: Path[FriendshipPath], body: Body[RequestDecision]) -> Response:
    """Accept or reject a request, or block its sender."""
    return json_response(service.act_on(caller.uid, path.friendship_id, Action(body.action)))


@person.delete(
    f"{FRIENDSHIPS}/<friendship_id>/unfriend",
    summary="End a friendship",
    answer=Content.NOTHING,
    status=204,
    errors=(Code.NOT_FOUND, Code.FRIENDSHIP_NOT_POSSIBLE),
)
def unfriend(caller: Identity, path: Path[FriendshipPath]) -> Response:
    """End a friendship, or withdraw your request."""
    service.act_on(caller.uid, path.friendship_id, Action.UNFRIEND)
    return done()


@person.get("/social/feed", summary="The feed", answer=Feed, errors=[Code.INVALID_CURSOR, Code.NOT_FOUND])
def get_feed(caller: Identity, query: Query[FeedQuery]) -> Response:
    """Return the news from your friends' dexes, or one's, the newest first; consecutive additions form a group."""
    return json_response(feed.feed(caller.uid, query))


@person.get("/social/leaderboard", summary="The leaderboard", answer=Leaderboard)
def get_leaderboard(caller: Identity, query: Query[LeaderboardQuery]) -> Response:
    """Rank you and your friends by animals, with discoveries and streaks, for this month or all time."""
    return json_response(leaderboard.leaderboard(caller.uid, query))


@person.get("/social/notices", summary="My notices", answer=Notices, errors=[Code.INVALID_CURSOR])
def list_notices(caller: Identity, query: Query[PageQuery]) -> Response:
    """Return your notices: requests, new friends, likes, badges, friends' discoveries, moderation."""
    return json_response(inbox.notices_to(caller.uid, query))


@person.get("/social/summary", summary="Counts for the tabs", answer=Summary)
def summary(caller: Identity) -> Response:
    """Return the number of open requests, unread notices and photographs being processed."""
    return json_response(inbox.summary(caller.uid))


@person.post("/social/notices/read", summary="Mark notices as read", answer=Content.NOTHING, status=204)
def mark_read(caller: Identity, body: Body[MarkRead]) -> Response:
    """Mark your notices as read: all of them, or those up to a time."""
    notices.mark_read(caller.uid, body)
    return done()


@person.post(
    "/social/reports",
    summary="Report something",
    answer=ReportReply,
    status=202,
    errors=[Code.NOT_FOUND],
    limit=limits.REPORTS,
)
def report(caller: Identity, body: Body[NewReport]) -> Response:
    """Report an entry or a person that you can see. Only moderators learn of it; repeating it changes nothing."""
    return json_response(moderation.report(caller, body), 202)


@person.post(
    "/social/appeals",
    summary="Appeal",
    answer=ReportReply,
    status=202,
    errors=[Code.NOT_FOUND],
    limit=limits.REPORTS,
    suspended_too=True,
)
def appeal(caller: Identity, body: Body[NewAppeal]) -> Response:
    """Ask moderators to reconsider your suspension, or something of yours that they have hidden."""
    return json_response(moderation.appeal(caller.uid, body), 202)


@moderator.get(CASES, summary="Open cases", answer=Cases)
def open_cases(query: Query[PageQuery]) -> Response:
    """Return the open cases, the oldest first; all reports of one entry or person form one case."""
    return json_response(moderation.queue(query))


@moderator.get(f"{CASES}/<case_id>", summary="A case", answer=CaseReply, errors=[Code.NOT_FOUND])
def get_case(caller: Identity, path: Path[CasePath]) -> Response:
    """Return a case with its reports; every view is recorded in the audit log."""
    return revised(moderation.look(caller.uid, path.case_id))


@moderator.post(
    f"{CASES}/<case_id>/decisions",
    summary="Decide a case",
    answer=CaseSummary,
    errors=(Code.NOT_FOUND, Code.ALREADY_EXISTS),
)
def decide(caller: Identity, path: Path[CasePath], body: Body[NewDecision], revision: IfMatch) -> Response:
    """Hide, restore, warn, suspend, unsuspend, correct or dismiss; repeating a decision changes nothing."""
    return revised(moderation.decide(caller.uid, path.case_id, body, revision))


ROUTES = (person, moderator)
NEEDS = ("hash_secret", "housekeeping_url", "identify_url", "media_bucket", "tasks_service_account", "uploads_bucket")
app = create_app("social", *ROUTES, needs=NEEDS)
metrics.serve(app)
main = as_function(app)
