"""Functions called only by Google's services: Eventarc, Cloud Tasks and Cloud Scheduler.

Cloud Run admits only their service accounts. The functions check again, so that one IAM binding too many does not let
anybody convert, identify or delete.
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
    """Prepare this process while functions-framework is loading the function's module.

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
    """Refuse every caller but one service account.

    Args:
        request: The request with the caller's OIDC token.
        audience: The bare URL of the called function, for which the token must have been issued.
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
