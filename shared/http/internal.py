"""Functions that nobody calls but Google's own services: Eventarc, Cloud Tasks, Cloud Scheduler.

Cloud Run lets their service accounts in and nobody else. The functions look for themselves all the same: one binding
too many must not let anybody convert, identify or delete.
"""

from flask import Request, current_app, has_app_context
from pydantic import AnyHttpUrl

from shared import logs
from shared.cloud.auth import identity
from shared.http import health, observed
from shared.http.app import adopt
from shared.problems import Code, Problem
from shared.settings import require


def prepare(*needs: str) -> None:
    """Prepare this process, in whose functions-framework the function's module is being loaded.

    Args:
        needs: The settings without a default that the function uses.

    Raises:
        SettingsError: a setting is missing or wrong.

    """
    require(*needs)
    logs.configure()
    if has_app_context():
        observed.watch(current_app)
        adopt(current_app)
        health.serve(current_app)


def check_caller(request: Request, audience: AnyHttpUrl, account: str) -> None:
    """Let nobody but a service account call.

    Args:
        request: It carries the caller's OIDC token.
        audience: The bare URL of the called function: the token must have been made for it.
        account: The service account's e-mail address.

    Raises:
        Problem: `not_for_you`.

    """
    token = request.headers.get("Authorization", "").partition(" ")[2]
    try:
        identity.verify_service(token, str(audience).rstrip("/"), account)
    except identity.InvalidTokenError as error:
        logs.error("caller_refused", error, path=request.path)
        raise Problem(Code.NOT_FOR_YOU) from None
