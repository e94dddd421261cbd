"""The accounts part."""

from datetime import datetime

from shared.accounts import people, rules, sign_up, store
from shared.accounts.models import CodeHolder, Profile, ReservedName, User
from shared.part import Chore, Collection, Export, Found, Part, Readers, Section, Work

NAMES_AT_ONCE = 200


def export(uid: str, _: str) -> Section:
    """Return all data stored about a person's account."""
    return Section([people.export(uid)])


def find_abandoned_names(at: datetime, cursor: str) -> Found:
    """Find the usernames of abandoned sign-ups."""
    return Found(*store.unfinished_names(at - rules.PENDING_LIFETIME, NAMES_AT_ONCE, cursor))


def release_name(work: Work) -> None:
    """Remove all traces of an abandoned sign-up."""
    sign_up.release_abandoned(work.subject, work.at)


PART = Part(
    "accounts",
    collections=(
        Collection("users/{uid}", User, Readers.OWNER),
        Collection("profiles/{uid}", Profile, Readers.SIGNED_IN),
        Collection("usernames/{name}", ReservedName),
        Collection("friend_codes/{code}", CodeHolder),
    ),
    erase=people.erase,
    exports=(Export("account", "your account, profile and preferences", export),),
    chores=(Chore("release-name", release_name, find_abandoned_names),),
    functions=("auth",),
)
