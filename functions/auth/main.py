"""Accounts: sign-up, sign-in, and the signed-in person's own account."""

from typing import TYPE_CHECKING

from flask import Response

from shared import limits
from shared.accounts import people, sessions, sign_in
from shared.accounts.models import (
    FriendCode,
    Login,
    LoginReply,
    Me,
    MyChanges,
    NewUser,
    PasswordReset,
    Refresh,
    TokenReply,
)
from shared.accounts.sign_up import sign_up as create_account
from shared.api import API_VERSION
from shared.base_model import Id, Model
from shared.cloud import storage, tasks
from shared.cloud.auth import passwords
from shared.cloud.auth.identity import Identity
from shared.http import addresses, health, metrics
from shared.http.app import accepted, as_function, create_app, created, json_response, revised
from shared.http.routes import Body, Content, IfMatch, Path, Routes
from shared.privacy.models import DeletionReply, ExportReply
from shared.problems import Code
from shared.settings import settings
from shared.social import service as social
from shared.social.models import CodeQuery, PersonCard, PersonReply
from shared.vision import health as model

if TYPE_CHECKING:
    from shared.figures import Figures

CHECKS = health.Checks(
    {
        "firestore": health.check_firestore,
        "storage": storage.ping,
        "tasks": tasks.ping,
        "auth": passwords.ping,
        "provider": model.ping,
    }
)

system = Routes("system", signed_in=False)
anyone = Routes("accounts", signed_in=False)
person = Routes("accounts")
# The page /delete-account uses these too: people can leave without the app.
visitor_of_page = Routes("accounts", signed_in=False, app_only=False)
person_on_page = Routes("accounts", app_only=False)


class PersonPath(Model):
    """The path parameters of a person."""

    user_id: Id


class Version(Model):
    """The versions a client checks itself against."""

    api: str
    oldest_client: str


@system.get("/version", summary="Versions", answer=Version)
def version() -> Response:
    """Return the API's version and the oldest client version it supports."""
    return json_response(Version(api=API_VERSION, oldest_client=settings().oldest_client))


@system.get("/health", summary="System health", answer=health.Health)
def system_health(caller: Identity | None) -> Response:
    """Check every part of the system; only admins see the individual results and their own address."""
    is_admin = caller and caller.admin
    private = {"address": addresses.subscriber()} if is_admin else {"parts": None}
    return health.answer(CHECKS.run().model_copy(update=private))


@anyone.post("/users", summary="Sign up", answer=Me, status=201, limit=limits.SIGN_UPS)
def sign_up(body: Body[NewUser]) -> Response:
    """Create an account: username, e-mail address and password."""
    limits.consume(limits.SIGN_UPS_OF_NETWORK, addresses.network())
    return created(create_account(body), "/users/me")


@visitor_of_page.post(
    "/auth/login",
    summary="Sign in",
    answer=LoginReply,
    limit=limits.SIGN_INS,
    errors=(Code.INVALID_CREDENTIALS, Code.NO_ACCOUNT),
)
def log_in(body: Body[Login]) -> Response:
    """Exchange a username or an e-mail address and a password for tokens."""
    return json_response(sign_in.log_in(body))


@anyone.post(
    "/auth/refresh",
    summary="Stay signed in",
    answer=TokenReply,
    limit=limits.SIGN_INS,
    errors=(Code.NOT_SIGNED_IN, Code.NO_ACCOUNT),
)
def refresh(body: Body[Refresh]) -> Response:
    """Exchange a refresh token for new tokens."""
    return json_response(sign_in.refresh(body.refresh_token))


@anyone.post(
    "/auth/password-reset", summary="Reset a forgotten password", answer=Content.NOTHING, status=202, limit=limits.MAILS
)
def reset_password(body: Body[PasswordReset]) -> Response:
    """Send an e-mail with a reset link if the account exists; the response is the same if it does not."""
    limits.consume(limits.MAILS, body.email)
    passwords.send_password_reset(body.email)
    return accepted()


@person.post(
    "/auth/verify-email", summary="Verify the e-mail address", answer=Content.NOTHING, status=202, limit=limits.MAILS
)
def verify_email(caller: Identity) -> Response:
    """Send a verification link to your own e-mail address."""
    passwords.send_verification(caller.token)
    return accepted()


@person.post("/auth/logout", summary="Sign out everywhere", answer=Content.NOTHING, status=202, suspended_too=True)
def log_out(caller: Identity) -> Response:
    """End all your sessions: tokens issued so far are refused from now on."""
    sessions.log_out(caller.uid)
    return accepted()


@person.get("/users/friend-code", summary="My friend code", answer=FriendCode)
def friend_code(caller: Identity) -> Response:
    """Return the code that lets others find you."""
    return json_response(FriendCode(friend_code=people.me(caller.uid).friend_code))


@person.post("/users/friend-code/rotate", summary="Replace my friend code", answer=FriendCode)
def rotate_friend_code(caller: Identity) -> Response:
    """Replace your friend code; the old one stops working."""
    return json_response(people.rotate_friend_code(caller.uid))


@person.get("/users/me", summary="My account", answer=Me, suspended_too=True)
def me(caller: Identity) -> Response:
    """Return your own account."""
    return revised(people.me(caller.uid))


@person.patch("/users/me", summary="Change my profile and preferences", answer=Me)
def change_me(caller: Identity, body: Body[MyChanges], revision: IfMatch) -> Response:
    """Change the fields that are sent; the others stay as they are."""
    from shared.dex.entries import is_own_entry  # only a new avatar needs the dex

    return revised(people.change_me(caller.uid, body, is_own_entry, revision))


@person.get("/users/<user_id>", summary="A person", answer=PersonReply, errors=[Code.NOT_FOUND])
def see_person(caller: Identity, path: Path[PersonPath]) -> Response:
    """Return a person's profile as you may see it."""
    return json_response(social.see_person(caller, path.user_id))


@person.post(
    "/users/lookup_friend_code",
    summary="Look up a friend code",
    answer=PersonCard,
    errors=[Code.NOT_FOUND],
    limit=limits.CODE_LOOKUPS,
)
def look_up(body: Body[CodeQuery]) -> Response:
    """Return the name and picture of the person with a friend code."""
    return json_response(social.look_up(body.friend_code))


@person.post("/users/me/export", summary="Request my data export", answer=ExportReply, status=202, suspended_too=True)
def request_export(caller: Identity) -> Response:
    """Request an export of all your data as ZIP files; an existing export, ready or not, is kept."""
    from shared.privacy import service as privacy  # it depends on every other part

    return json_response(privacy.request_export(caller.uid), 202)


@person.get(
    "/users/me/export",
    summary="My data export",
    answer=ExportReply,
    errors=[Code.NOT_FOUND],
    suspended_too=True,
)
def get_export(caller: Identity) -> Response:
    """Return the progress of your export, and its download links once it is ready."""
    from shared.privacy import service as privacy

    return json_response(privacy.get_export(caller.uid))


@person_on_page.delete(
    "/users/me",
    summary="Delete my account",
    answer=DeletionReply,
    status=202,
    errors=[Code.RECENT_SIGN_IN_REQUIRED],
    suspended_too=True,
)
def delete_me(caller: Identity) -> Response:
    """End your access at once and delete everything; requires a sign-in within the last five minutes."""
    from shared.privacy import service as privacy

    return json_response(privacy.delete_me(caller), 202)


def figures_of_product() -> "Figures":
    """Count what the product holds, for `/metrics`."""
    from shared import figures

    return figures.read()


ROUTES = (system, anyone, person, visitor_of_page, person_on_page)
NEEDS = (
    "firebase_api_key",
    "hash_secret",
    "housekeeping_url",
    "identify_url",
    "media_bucket",
    "tasks_service_account",
    "uploads_bucket",
)
app = create_app("auth", *ROUTES, needs=NEEDS)
metrics.serve(app, figures_of_product)
main = as_function(app)
