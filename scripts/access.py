"""Whom the API answers: every route of the OpenAPI document for everybody who may ask, as docs/access.md.

    python -m scripts.access > docs/access.md

The rules are written down here once more, shortly and by hand; tests/integration/test_access_matrix.py asks the product
itself. What is asked about belongs to one person, the owner.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scripts.openapi import openapi

METHODS = ("get", "post", "put", "patch", "delete")
ANSWERED = "✓"


class Viewer(StrEnum):
    """One who asks, by what they are to the owner."""

    ANONYMOUS = "anonymous"
    NO_ACCOUNT = "no account"
    SUSPENDED = "suspended"
    ERASED = "erased"
    STRANGER = "stranger"
    FRIEND = "friend"
    HAS_ASKED = "has asked"
    WAS_ASKED = "was asked"
    BLOCKED = "blocked"
    HAS_BLOCKED = "has blocked"
    OWNER = "owner"
    ADMIN = "admin"


class About(StrEnum):
    """What is asked about, beyond what the address says."""

    ANY = ""
    PRIVATE = "a private entry"
    FRIENDS = "an entry for friends"
    PUBLIC = "a public entry"
    ORIGINAL = "a public entry's original"


REFUSED = {Viewer.ANONYMOUS: "401", Viewer.SUSPENDED: "403", Viewer.NO_ACCOUNT: "403", Viewer.ERASED: "403"}
SIGNED_IN = frozenset(Viewer) - REFUSED.keys()
FOR_SUSPENDED = {  # their own, and the way out
    *("log_out", "me", "request_export", "get_export", "delete_me", "appeal"),
    *("my_entries", "favorites", "sync_entries", "get_entry", "entry_picture", "stats", "export_dex"),
    *("my_jobs", "my_completed_jobs", "get_job", "job_picture"),
}
OWNER = frozenset({Viewer.OWNER})
SEES_ENTRY = {
    About.PRIVATE: OWNER | {Viewer.ADMIN},
    About.FRIENDS: OWNER | {Viewer.ADMIN, Viewer.FRIEND},
    About.PUBLIC: SIGNED_IN,
    About.ORIGINAL: OWNER,
}
OWN_LIKES = {"unlike"}  # everybody takes back their own, whatever has become of the entry
CONFLICTS = {  # nobody befriends or blocks themselves; who has blocked unblocks first
    "send_request": {Viewer.OWNER, Viewer.HAS_BLOCKED},
    "block": {Viewer.OWNER},
    "unblock": {Viewer.OWNER},
}


@dataclass(frozen=True)
class Row:
    """A route, asked about something: whom it answers and how, of everybody else, with which status."""

    method: str
    path: str
    operation: dict[str, Any]
    about: About

    @property
    def name(self) -> str:
        return str(self.operation["operationId"])

    @property
    def success(self) -> int:
        """The status of an answer."""
        return int(next(iter(self.operation["responses"])))

    def expected(self, viewer: Viewer) -> str:
        """Return ✓, or the status that refuses; 204 without a ✓ is a deletion that deletes nothing."""
        if "security" not in self.operation:
            return ANSWERED
        is_suspended = viewer is Viewer.SUSPENDED and self.name in FOR_SUSPENDED
        if viewer in REFUSED and not is_suspended:
            return REFUSED[viewer]
        if "/moderation/" in self.path:
            return ANSWERED if viewer is Viewer.ADMIN else "403"
        if self.name == "report" and viewer is Viewer.OWNER:
            return "422"
        if viewer in CONFLICTS.get(self.name, ()):
            return "409"
        if viewer in self._answered():
            return ANSWERED
        return "204" if self.name in {"delete_entry", "delete_job"} else "404"

    def _answered(self) -> frozenset[Viewer]:
        if self.name in OWN_LIKES:
            return SIGNED_IN
        if self.about is not About.ANY and self.name != "likers":
            return SEES_ENTRY[self.about]
        if "{friendship_id}" in self.path:
            return OWNER | {Viewer.FRIEND}
        if self.name == "appeal":
            return frozenset({Viewer.SUSPENDED})
        is_owners = re.search(r"{(job_id|entry_id)}", self.path) and self.name != "avatar"
        return OWNER if is_owners else SIGNED_IN | {Viewer.SUSPENDED}


def rows(document: dict[str, Any]) -> Iterator[Row]:
    """Return every route of a document; those that show an entry once for each kind of entry."""
    for path, methods in sorted(document["paths"].items()):
        for method in (name for name in METHODS if name in methods):
            for about in _abouts(method, path, methods[method]["operationId"]):
                yield Row(method, path, methods[method], about)


def _abouts(method: str, path: str, name: str) -> tuple[About, ...]:
    if name == "like":
        return (About.PRIVATE, About.FRIENDS, About.PUBLIC)
    if method != "get" or "{entry_id}" not in path or name == "avatar":
        return (About.ANY,)
    entries = (About.PRIVATE, About.FRIENDS, About.PUBLIC)
    return (*entries, About.ORIGINAL) if name == "entry_picture" else entries


INTRODUCTION = """# Whom the API answers

Made by `python -m scripts.access`; a test asks the product for each cell. The owner is the person whose things are
asked about: the account of a `user_id`, the entry, the photograph, the friendship with the friend. On a route without
such a thing everybody asks about their own.

✓ is an answer, a number the status of a refusal:

- 401 (`not_signed_in`): no sign-in, or one that is over, as of a person whose deletion has begun;
- 403: signed in with Firebase, but without an account here, or erased (`no_account`); suspended (`suspended`), but for
  their own and the way out; no moderator (`admins_only`);
- 404: the same, to the letter, as for what does not exist; 204: a deletion that deletes nothing;
- 409: nobody befriends or blocks themselves, and who has blocked a person unblocks them first; 422: nobody reports
  themselves.

Routes for anybody treat whoever is not signed in properly as anonymous. Limits (429) and App Check (403
`app_not_verified`) may refuse anybody.

"""


def page() -> str:
    """Return docs/access.md."""
    viewers = list(Viewer)
    lines = [["route", *viewers], ["---", *([":-:"] * len(viewers))]]
    for row in rows(openapi()):
        note = f", {row.about}" if row.about else ""
        lines.append([f"`{row.method.upper()} {row.path}`{note}", *map(row.expected, viewers)])
    return INTRODUCTION + "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    print(page(), end="")
