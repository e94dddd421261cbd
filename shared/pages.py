"""Pagination: `limit` and an opaque `cursor` in, `items` and `next_cursor` out."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, TypeAdapter

from shared.base_model import Model, Page
from shared.problems import Code, Problem
from shared.settings import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Values = dict[str, Any]
"""The values of the last item's sort fields."""

Order = Mapping[str, Any]
"""A list's sort fields, each with the type of its values: str, `Integer`, `Moment`, or Id for `__name__`."""

NONCE_BYTES = 12  # as AES-GCM takes it (NIST SP 800-38D)
Integer = Annotated[int, Field(ge=-(2**63), lt=2**63)]


def encode_cursor(values: Values) -> str:
    """Return the cursor after an item with these values."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, order: Order) -> Values:
    """Return the values in a cursor.

    Raises:
        Problem: `invalid_cursor`: it is not a cursor of this list.

    """
    return _values(_decode(cursor), order)


def _decode(cursor: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        raise Problem(Code.INVALID_CURSOR) from None


def _values(text: bytes, order: Order) -> Values:
    try:
        plain = json.loads(text)
        return {field: TypeAdapter(kind).validate_python(plain[field]) for field, kind in order.items()}
    except (ValueError, KeyError, TypeError):
        raise Problem(Code.INVALID_CURSOR) from None


def seal(values: Values) -> str:
    """Return an encrypted cursor, which does not reveal its values."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = _cipher().encrypt(nonce, json.dumps(values, default=str).encode(), None)
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def unseal(cursor: str, order: Order) -> Values:
    """Return the values in an encrypted cursor.

    Raises:
        Problem: `invalid_cursor`: it is not one of ours.

    """
    from cryptography.exceptions import InvalidTag

    sealed = _decode(cursor)
    try:
        text = _cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except (ValueError, InvalidTag):
        raise Problem(Code.INVALID_CURSOR) from None
    return _values(text, order)


def _cipher() -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # only sealed cursors need it

    return AESGCM(hashlib.sha256(settings().hash_secret.get_secret_value().encode()).digest())


def sign(token: str, owner: str) -> str:
    """Return a signed token that only its owner can use, and nobody can forge or change."""
    return f"{token}.{_signature(token, owner)}"


def verify(signed: str, owner: str) -> str:
    """Return the token inside a signed one.

    Raises:
        Problem: `invalid_cursor`: it is forged, or belongs to somebody else.

    """
    token, _, signature = signed.rpartition(".")
    if not hmac.compare_digest(signature.encode(errors="replace"), _signature(token, owner).encode()):
        raise Problem(Code.INVALID_CURSOR)
    return token


def _signature(token: str, owner: str) -> str:
    secret = settings().hash_secret.get_secret_value().encode()
    return hmac.new(secret, f"{owner}\0{token}".encode(errors="replace"), hashlib.sha256).hexdigest()[:32]


def next_page[Stored](
    result: list[Stored], limit: int, values: Callable[[Stored], Values]
) -> tuple[list[Stored], str | None]:
    """Return a page of the results of a query for `limit + 1` items, and the cursor of the next page, if any."""
    page = result[:limit]
    return page, encode_cursor(values(page[-1])) if page and len(result) > limit else None


def paginate[Stored, Item: Model](
    result: list[Stored], limit: int, show: Callable[[Stored], Item], values: Callable[[Stored], Values]
) -> Page[Item]:
    """Return the results of a query for `limit + 1` items as a page."""
    page, more = next_page(result, limit, values)
    return Page(items=[show(item) for item in page], next_cursor=more)
