"""What firestore.rules allow: every operation on every collection for everybody, by REST with a person's token."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

import requests

from shared.part import Readers
from shared.parts import PARTS
from tests.conftest import unsigned_token

OWNER, OTHER, SUSPENDED, SIGNED_OUT, WITHOUT_ACCOUNT, ANONYMOUS = "ash", "misty", "brock", "gary", "ghost", None
ACTORS = (OWNER, OTHER, SUSPENDED, SIGNED_OUT, WITHOUT_ACCOUNT, ANONYMOUS)
PEOPLE = tuple(one for one in ACTORS if one)
FRIENDS_OF_ALL = "brook"
"""Who is friends with everybody and whom everybody has been asked by: an account that does not ask itself."""

MAY_LOOK_ROUND = {OWNER, OTHER}
READ_THEIR_OWN = {OWNER, OTHER, SUSPENDED}


def may_get(readers: Readers, actor: str | None, owner: str) -> bool:
    """Tell whether an actor may read a document of somebody's."""
    return {
        Readers.NOBODY: False,
        Readers.OWNER: actor == owner and actor in READ_THEIR_OWN,
        Readers.FRIENDS: actor == owner and actor in MAY_LOOK_ROUND,
        Readers.SIGNED_IN: actor in MAY_LOOK_ROUND,
        Readers.EVERYBODY: True,
    }[readers]


class Place(NamedTuple):
    """Where documents of a collection are: a pattern of paths, and who may read them."""

    pattern: str
    readers: Readers

    def path(self, owner: str) -> str:
        return re.sub(r"{(\w+)}", lambda match: owner if match[1] == "uid" else f"x-{owner}", self.pattern)

    def parent(self, owner: str) -> tuple[str, str]:
        """Return the path of the document, "" for none, that a collection lies under, and the collection's name."""
        parent, _, name = self.path(owner).rpartition("/")[0].rpartition("/")
        return parent, name


PLACES = sorted(
    (Place(one.path, one.readers) for part in PARTS for one in part.collections),
    key=lambda place: place.readers is Readers.NOBODY,  # what a mutant of the rules is likely to change comes first
)


class Filter(NamedTuple):
    """What a list is restricted to: documents whose field is, or contains, the uid of who asks."""

    field: str
    operator: str


OWN, FRIENDS, ASKED = Filter("owner", "EQUAL"), Filter("friends", "ARRAY_CONTAINS"), Filter("pending_for", "EQUAL")
LISTED: dict[str, set[Filter | None]] = {
    "animals/{id}": {None, OWN, FRIENDS, ASKED},
    "dex_entries/{id}": {OWN},
    "friendships/{pair}": {FRIENDS, ASKED},
}
"""The lists that whoever may read all that is found in them is given, if they ask for 100 at most."""


class Request(NamedTuple):
    """A request, and whether it is allowed."""

    actor: str | None
    method: str
    path: str
    body: dict[str, Any] | None
    is_allowed: bool


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the paths and fields of what is there: in every collection a document of everybody's."""
    for place, owner in product(PLACES, PEOPLE):
        if place.pattern != "users/{uid}":
            yield place.path(owner), _fields(owner)
    yield "friendships/asked", _asked(OWNER)
    yield "friendships/asked-other", _asked(OTHER)
    later = {"integerValue": str(int(time.time()) + 600)}
    states: dict[str, dict[str, Any]] = {
        SUSPENDED: {"hidden": {"booleanValue": True}},
        SIGNED_OUT: {"signed_out_at": later},
    }
    for person in (OWNER, OTHER, SUSPENDED, SIGNED_OUT):
        yield f"users/{person}", _fields(person) | states.get(person, {})


def _text(value: str) -> dict[str, Any]:
    return {"stringValue": value}


def _fields(owner: str) -> dict[str, Any]:
    friends = [_text(owner), _text(FRIENDS_OF_ALL)]
    return {"owner": _text(owner), "friends": {"arrayValue": {"values": friends}}}


def _asked(person: str) -> dict[str, Any]:
    return {"pending_for": _text(person), "friends": {"arrayValue": {}}}


def requests_of(place: Place, actor: str | None) -> Iterator[Request]:
    """Yield what an actor asks of a collection: documents of all, lists of every kind, and to write everything."""
    for owner in PEOPLE:
        is_there = (place.pattern, owner) != ("users/{uid}", WITHOUT_ACCOUNT)
        yield Request(actor, "GET", place.path(owner), None, is_there and may_get(place.readers, actor, owner))
    own = actor or OWNER
    parent, name = place.parent(own)
    for restriction, limit in product((None, OWN, FRIENDS, ASKED), (100, 101, None)):
        is_listed = restriction in LISTED.get(place.pattern, ()) and limit == 100
        body = _query(name, restriction, limit, own)
        yield Request(actor, "POST", f"{parent}:runQuery", body, is_listed and may_get(place.readers, actor, own))
    yield Request(actor, "POST", ":runQuery", _query(name, OWN, 100, own, everywhere=True), is_allowed=False)
    for written in (place.path(own), place.path(own) + "-new"):
        yield Request(actor, "PATCH", written, {"fields": _fields(own)}, is_allowed=False)
    yield Request(actor, "DELETE", place.path(own), None, is_allowed=False)


def _query(
    name: str, restriction: Filter | None, limit: int | None, uid: str, *, everywhere: bool = False
) -> dict[str, Any]:
    query: dict[str, Any] = {"from": [{"collectionId": name, "allDescendants": everywhere}]}
    if limit:
        query["limit"] = limit
    if restriction:
        found = {"field": {"fieldPath": restriction.field}, "op": restriction.operator, "value": _text(uid)}
        query["where"] = {"fieldFilter": found}
    return {"structuredQuery": query}


def asked() -> Iterator[Request]:
    """Yield who reads a request for friendship: who has been asked."""
    for actor in ACTORS:
        yield Request(actor, "GET", "friendships/asked", None, actor == OWNER)


@dataclass
class Database:
    """An emulated database, its rules, and people's tokens."""

    host: str
    project: str
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def root(self) -> str:
        return f"projects/{self.project}/databases/(default)/documents"

    @cached_property
    def tokens(self) -> dict[str | None, str]:
        return {uid: unsigned_token(uid, self.project) for uid in PEOPLE}

    def seed(self) -> None:
        """Write what is there, and nothing else."""
        url = f"http://{self.host}/emulator/v1/projects/{self.project}/databases/(default)/documents"
        self.session.delete(url, timeout=30).raise_for_status()
        writes = [{"update": {"name": f"{self.root}/{path}", "fields": fields}} for path, fields in documents()]
        url = f"http://{self.host}/v1/{self.root}:commit"
        self.session.post(url, json={"writes": writes}, headers=_bearer("owner"), timeout=30).raise_for_status()

    def set_rules(self, text: str) -> None:
        """Have the emulator decide by other rules, in this project alone.

        Raises:
            requests.HTTPError: they do not compile.

        """
        url = f"http://{self.host}/emulator/v1/projects/{self.project}:securityRules"
        rules = {"rules": {"files": [{"name": "firestore.rules", "content": text}]}}
        self.session.put(url, json=rules, timeout=30).raise_for_status()

    def allows(self, asked: Request) -> bool:
        """Tell whether a request is allowed."""
        url = f"http://{self.host}/v1/{self.root}" + (asked.path if asked.path[0] == ":" else f"/{asked.path}")
        headers = _bearer(self.tokens[asked.actor]) if asked.actor else {}
        answer = self.session.request(asked.method, url, headers=headers, json=asked.body, timeout=30)
        if answer.status_code not in {200, 403}:
            raise ValueError(f"{asked}: {answer.text}")
        return answer.status_code == 200

    def surprises(self) -> Iterator[Request]:
        """Yield the requests that are not answered as they should be."""
        everything = (one for place, actor in product(PLACES, ACTORS) for one in requests_of(place, actor))
        return (one for source in (asked(), everything) for one in source if self.allows(one) != one.is_allowed)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
