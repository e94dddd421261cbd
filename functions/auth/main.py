"""Accounts: sign-up, sign-in, and the signed-in person's own account."""

from flask import Response

from shared.accounts import service
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
from shared.api import API_VERSION
from shared.base_model import Id, Model
from shared.cloud import auth, storage, tasks
from shared.http import health, limits
from shared.http.app import accepted, as_function, create_app, json_response
from shared.http.routes import Routes, current_identity, current_token, current_uid, identity_or_none
from shared.privacy.models import DeletionReply, ExportReply
from shared.settings import settings
from shared.social import service as social
from shared.social.models import CodeQuery, PersonCard, PersonReply


def check_provider(timeout: float) -> object:
    """Ask the model's server for a sign of life."""
    from shared.vision import providers  # no other request of this function needs the vision part

    return providers.ping(timeout)


CHECKS = health.Checks(
    {
        "firestore": health.check_firestore,
        "storage": storage.ping,
        "tasks": tasks.ping,
        "auth": auth.ping,
        "provider": check_provider,
    }
)

system = Routes("system", signed_in=False)
anyone = Routes("accounts", signed_in=False)
person = Routes("accounts")
# What the page /delete-account asks: who leaves needs no app for it.
visitor_of_page = Routes("accounts", signed_in=False, app_only=False)
person_on_page = Routes("accounts", app_only=False)


class PersonPath(Model):
    """Which person."""

    user_id: Id


class Version(Model):
    """What a client compares itself with."""

    api: str
    oldest_client: str


@system.get("/version", summary="Versions", responses={200: Version})
def version() -> Response:
    """Return the version of the API, and of the oldest client that it serves."""
    return json_response(Version(api=API_VERSION, oldest_client=settings().oldest_client))


@system.get("/health", summary="Does everything answer", responses={200: health.Health})
def system_health() -> Response:
    """Ask every part of the system for a sign of life; how each one answered is for admins."""
    result = CHECKS.run()
    identity = identity_or_none()
    return health.answer(result if identity and identity.admin else result.model_copy(update={"parts": None}))


@anyone.post("/users", summary="Sign up", responses={201: Me}, limit=limits.SIGN_UPS)
def sign_up(body: NewUser) -> Response:
    """Create an account: username, e-mail address and password."""
    return json_response(service.sign_up(body), 201)


@visitor_of_page.post("/auth/login", summary="Sign in", responses={200: LoginReply}, limit=limits.SIGN_INS)
def log_in(body: Login) -> Response:
    """Exchange a username or an e-mail address and a password for tokens."""
    return json_response(service.log_in(body))


@anyone.post("/auth/refresh", summary="Stay signed in", responses={200: TokenReply}, limit=limits.SIGN_INS)
def refresh(body: Refresh) -> Response:
    """Exchange a refresh token for new tokens."""
    return json_response(service.refresh(body.refresh_token))


@anyone.post("/auth/password-reset", summary="Forgot the password", limit=limits.MAILS)
def reset_password(body: PasswordReset) -> Response:
    """Have a link mailed, if there is such an account; the answer is the same if there is none."""
    auth.send_password_reset(body.email)
    return accepted()


@person.post("/auth/verify-email", summary="Prove the e-mail address", limit=limits.MAILS)
def verify_email() -> Response:
    """Have a link mailed to one's own address."""
    auth.send_verification(current_token())
    return accepted()


@person.post("/auth/logout", summary="Sign out everywhere")
def log_out() -> Response:
    """End every sign-in of the person: tokens that were given are refused from now on."""
    service.log_out(current_uid())
    return accepted()


@person.get("/users/friend-code", summary="My friend code", responses={200: FriendCode})
def friend_code() -> Response:
    """Return the code by which somebody finds one."""
    return json_response(FriendCode(friend_code=service.me(current_uid()).friend_code))


@person.post("/users/friend-code/rotate", summary="Another friend code", responses={200: FriendCode})
def rotate_friend_code() -> Response:
    """Get another friend code; the old one finds nobody any more."""
    return json_response(service.rotate_friend_code(current_uid()))


@person.get("/users/me", summary="My account", responses={200: Me})
def me() -> Response:
    """Return the signed-in person's own account."""
    return json_response(service.me(current_uid()))


@person.patch("/users/me", summary="Change my profile and preferences", responses={200: Me})
def change_me(body: MyChanges) -> Response:
    """Change what is sent; what is not sent stays as it is."""
    from shared.dex.entries import is_own_entry  # only a new avatar needs the dex

    return json_response(service.change_me(current_uid(), body, is_own_entry))


@person.get("/users/<user_id>", summary="A person", responses={200: PersonReply})
def see_person(path: PersonPath) -> Response:
    """Return what one may see of a person."""
    return json_response(social.see_person(current_identity(), path.user_id))


@person.post(
    "/users/lookup_friend_code",
    summary="Whose friend code is it",
    responses={200: PersonCard},
    limit=limits.CODE_LOOKUPS,
)
def look_up(body: CodeQuery) -> Response:
    """Return the least that is said of the person who has a friend code."""
    return json_response(social.look_up(current_uid(), body.friend_code))


@person.get("/users/me/export", summary="Everything held about me", responses={200: ExportReply, 202: ExportReply})
def export_me() -> Response:
    """Return where a ZIP of everything is fetched: 202 while it is made, 200 once it is ready."""
    from shared.privacy import service as privacy  # it stands on every other part

    made = privacy.get_export(current_uid())
    return json_response(made, 200 if privacy.is_ready(made) else 202)


@person_on_page.delete("/users/me", summary="Delete my account", responses={202: DeletionReply})
def delete_me() -> Response:
    """End one's access at once, and have everything deleted; this asks for a sign-in of the last five minutes."""
    from shared.privacy import service as privacy

    return json_response(privacy.delete_me(current_identity()), 202)


ROUTES = (system, anyone, person, visitor_of_page, person_on_page)
app = create_app("auth", *ROUTES)
main = as_function(app)
