"""The OIDC tokens of Google's services in the local cloud: unsigned, otherwise correct."""

import base64
import json
import time


def unsigned_token(account: str, audience: str) -> str:
    """Return an unsigned token of a service account for an audience."""
    now = int(time.time())
    claims = {
        "iss": "https://accounts.google.com",
        "aud": audience,
        "email": account,
        "email_verified": True,
        "iat": now,
        "exp": now + 3600,
    }
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


def authorization(account: str, audience: str) -> dict[str, str]:
    """Return the Authorization header with such a token."""
    return {"Authorization": f"Bearer {unsigned_token(account, audience)}"}
