"""Accounts: sign-up, sign-in, and the signed-in person's own account."""

from flask import Response

from shared.accounts import service
from shared.accounts.models import Login, LoginReply, Me, NewUser, Refresh, TokenReply
from shared.http.app import as_function, create_app, reply
from shared.http.routes import Routes, current_uid

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


@person.get("/users/me", summary="My account", responses={200: Me})
def me() -> Response:
    """Return the signed-in person's own account."""
    return reply(service.me(current_uid()))


ROUTES = (anyone, person)
app = create_app("auth", *ROUTES)
main = as_function(app)
