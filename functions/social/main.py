"""People: who they are to each other, and what they may see of each other."""

from flask import Response
from pydantic import Field

from shared.base_model import Model, Page, PageQuery
from shared.http import limits
from shared.http.app import as_function, create_app, done, json_response
from shared.http.routes import Routes, current_uid
from shared.social import service
from shared.social.models import (
    Action,
    FriendRequest,
    FriendshipReply,
    OtherPerson,
    RequestDecision,
)

FRIENDSHIPS = "/social/friendships"
type FriendshipPage = Page[FriendshipReply]
person = Routes("social")


class FriendshipPath(Model):
    """Which friendship or request."""

    friendship_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,128}\.[A-Za-z0-9_-]{1,128}$")


@person.get(f"{FRIENDSHIPS}/friends", summary="My friends", responses={200: FriendshipPage})
def friends(query: PageQuery) -> Response:
    """Return one's friends, the newest first."""
    return json_response(service.friends(current_uid(), query))


@person.get(f"{FRIENDSHIPS}/pending", summary="Requests to me", responses={200: FriendshipPage})
def pending(query: PageQuery) -> Response:
    """Return the requests that wait for one's answer, the newest first."""
    return json_response(service.pending(current_uid(), query))


@person.get(f"{FRIENDSHIPS}/sent", summary="My requests", responses={200: FriendshipPage})
def sent(query: PageQuery) -> Response:
    """Return one's own open requests, the newest first."""
    return json_response(service.sent(current_uid(), query))


@person.get(f"{FRIENDSHIPS}/blocked", summary="Whom I have blocked", responses={200: FriendshipPage})
def blocked(query: PageQuery) -> Response:
    """Return the people whom one has blocked."""
    return json_response(service.blocked(current_uid(), query))


@person.post(
    f"{FRIENDSHIPS}/send_request",
    summary="Ask for friendship",
    responses={200: FriendshipReply},
    limit=limits.FRIEND_REQUESTS,
)
def send_request(body: FriendRequest) -> Response:
    """Ask somebody for friendship; when they have asked already, the two are friends."""
    return json_response(service.send_request(current_uid(), body))


@person.post(f"{FRIENDSHIPS}/block", summary="Block a person")
def block(body: OtherPerson) -> Response:
    """Block a person, who cannot tell."""
    service.block(current_uid(), body.user_id)
    return done()


@person.post(f"{FRIENDSHIPS}/unblock", summary="Unblock a person")
def unblock(body: OtherPerson) -> Response:
    """Unblock a person."""
    service.unblock(current_uid(), body.user_id)
    return done()


@person.post(f"{FRIENDSHIPS}/<friendship_id>/respond", summary="Answer a request", responses={200: FriendshipReply})
def respond(path: FriendshipPath, body: RequestDecision) -> Response:
    """Accept or reject a request, or block who sent it."""
    return json_response(service.act_on(current_uid(), path.friendship_id, Action(body.action)))


@person.delete(f"{FRIENDSHIPS}/<friendship_id>/unfriend", summary="End a friendship")
def unfriend(path: FriendshipPath) -> Response:
    """End a friendship, or withdraw one's request."""
    service.act_on(current_uid(), path.friendship_id, Action.UNFRIEND)
    return done()


ROUTES = (person,)
app = create_app("social", *ROUTES)
main = as_function(app)
