"""Accounts: sign-up, sign-in, and the signed-in person's own account."""

from flask import Response

from shared.accounts import service
from shared.accounts.models import (
    FriendCode,
    Login,
    LoginReply,
    Me,
    NewUser,
    PasswordReset,
    Refresh,
    TokenReply,
)
from shared.cloud import auth
from shared.http.app import accepted, as_function, create_app, reply
from shared.http.routes import Routes, current_token, current_uid

anyone = Routes("accounts", signed_in=False)
person = Routes("accounts")


@anyone.post("/users", summary="Sign up", responses={201: Me})
def sign_up(body: NewUser) -> Response:
    """Create an account: username, e-mail address and password."""
    return reply(service.sign_up(body), 201)


@anyone.post("/auth/login", summary="Sign in", responses={200: LoginReply})
def log_in(body: Login) -> Response:
    """Exchange a username or an e-mail address and a password for tokens."""
    return reply(service.log_in(body))


@anyone.post("/auth/refresh", summary="Stay signed in", responses={200: TokenReply})
def refresh(body: Refresh) -> Response:
    """Exchange a refresh token for new tokens."""
    return reply(service.refresh(body.refresh_token))


@anyone.post("/auth/password-reset", summary="Forgot the password")
def reset_password(body: PasswordReset) -> Response:
    """Have a link mailed, if there is such an account; the answer is the same if there is none."""
    auth.send_password_reset(body.email)
    return accepted()


@person.post("/auth/verify-email", summary="Prove the e-mail address")
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
    return reply(FriendCode(friend_code=service.me(current_uid()).friend_code))


@person.post("/users/friend-code/rotate", summary="Another friend code", responses={200: FriendCode})
def rotate_friend_code() -> Response:
    """Get another friend code; the old one finds nobody any more."""
    return reply(service.rotate_friend_code(current_uid()))


@person.get("/users/me", summary="My account", responses={200: Me})
def me() -> Response:
    """Return the signed-in person's own account."""
    return reply(service.me(current_uid()))


ROUTES = (anyone, person)
app = create_app("auth", *ROUTES)
main = as_function(app)
