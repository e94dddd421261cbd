"""The collections users, profiles, usernames and friend_codes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from google.cloud.firestore_v1.base_query import FieldFilter

from shared.accounts import rules
from shared.accounts.models import (
    A_PLAYER,
    CodeHolder,
    Hidden,
    HiddenTexts,
    NameStatus,
    Profile,
    ReservedName,
    Suspension,
    User,
)
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork

TEXTS = ("display_name", "bio", "avatar_entry")
"""The fields of a profile that are preferences."""


class NameLostError(Exception):
    """A username is not, or no longer, reserved for this sign-up."""


def _name(folded: str) -> firestore.Reference:
    return firestore.client().collection("usernames").document(folded)


def _account(uid: str) -> firestore.Reference:
    return firestore.client().collection("users").document(uid)


def _profile(uid: str) -> firestore.Reference:
    return firestore.client().collection("profiles").document(uid)


def _code(code: str) -> firestore.Reference:
    return firestore.client().collection("friend_codes").document(code)


def reserve_name(unit: UnitOfWork, folded: str, uid: str, email: str, now: datetime) -> ReservedName | None:
    """Reserve a name for a sign-up, or renew the reservation; None if it belongs to somebody else."""
    stored = unit.get(_name(folded))
    reserved = ReservedName.model_validate(stored) if stored else None
    if not rules.may_take(reserved, email):
        return None
    owner = reserved.uid if reserved else uid
    renewed = ReservedName(uid=owner, status=NameStatus.PENDING, email=email, reserved_at=now)
    unit.set(_name(folded), renewed.model_dump())
    return renewed


def abandon_name(unit: UnitOfWork, folded: str, now: datetime) -> str | None:
    """Cancel an abandoned sign-up and return its uid, so that it can no longer resume; None if there is none."""
    stored = unit.get(_name(folded))
    if not stored or not rules.is_abandoned(ReservedName.model_validate(stored), now):
        return None
    unit.set(_name(folded), {**stored, "status": NameStatus.ABANDONED})
    return str(stored["uid"])


def unfinished_names(before: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return names whose sign-up began before a moment and is unfinished, and a cursor if there are more."""
    names = firestore.client().collection("usernames")
    query = names.where(filter=FieldFilter("status", "in", [NameStatus.PENDING, NameStatus.ABANDONED]))
    return firestore.by_time(query.where(filter=FieldFilter("reserved_at", "<", before)), "reserved_at", limit, cursor)


def release_name(unit: UnitOfWork, folded: str, uid: str) -> bool:
    """Release a name if it still belongs to this sign-up; return False if the sign-up is complete."""
    stored = unit.get(_name(folded))
    if stored is None or stored["uid"] != uid:
        return True
    if stored["status"] == NameStatus.ACTIVE:
        return False
    unit.delete(_name(folded))
    return True


def create_account(unit: UnitOfWork, folded: str, uid: str, user: User, profile: Profile) -> bool:
    """Store the account, profile and friend code; return False if the friend code is taken.

    An existing account (a duplicate of the same sign-up) is left unchanged.

    Raises:
        NameLostError: the sign-up took so long that its reservation expired.

    """
    if unit.get(_account(uid)):
        return True
    name = unit.get(_name(folded))
    if name is None or name["uid"] != uid or name["status"] != NameStatus.PENDING:
        raise NameLostError(folded)
    if unit.get(_code(user.friend_code)):
        return False
    unit.set(_account(uid), user.model_dump())
    unit.set(_profile(uid), profile.model_dump())
    unit.set(_code(user.friend_code), CodeHolder(uid=uid).model_dump())
    active = ReservedName(uid=uid, status=NameStatus.ACTIVE, reserved_at=user.created_at)
    unit.set(_name(folded), active.model_dump(exclude_none=True))
    return True


def delete_account(unit: UnitOfWork, folded: str, uid: str) -> None:
    """Delete everything that `create_account` stores, as far as it exists."""
    name = unit.get(_name(folded))
    if name and name["uid"] == uid:
        unit.delete(_name(folded))
    hide(unit, uid)
    unit.delete(_account(uid))


def sign_out(unit: UnitOfWork, uid: str, at: int) -> None:
    """Record that all sessions begun before a moment (Unix time) have ended, if there is an account."""
    if unit.get(_account(uid)):
        unit.update(_account(uid), {"signed_out_at": at})


def some(limit: int, after: str) -> tuple[list[str], str | None]:
    """Return a batch of the people who have an account, and the uid to continue after, if any."""
    found, more = firestore.by_id(firestore.client().collection("users").select([]), limit, after)
    return [snapshot.id for snapshot in found], more


def hidden_among(uids: Iterable[str]) -> Iterator[str]:
    """Yield the people among these who are invisible to others: one read per thirty people, and one per result."""
    yield from _accounts_among(uids, FieldFilter("hidden", "==", True))


def not_on_leaderboard_among(uids: Iterable[str]) -> Iterator[str]:
    """Yield the people among these who opted out of leaderboards: one read per thirty people, and one per result."""
    yield from _accounts_among(uids, FieldFilter("preferences.on_leaderboard", "==", False))


def _accounts_among(uids: Iterable[str], wanted: FieldFilter) -> Iterator[str]:
    accounts = firestore.client().collection("users").where(filter=wanted).select([])
    for some in batched(uids, firestore.MAX_IN):
        named = accounts.where(filter=FieldFilter("__name__", "in", [_account(uid) for uid in some]))
        yield from (snapshot.id for snapshot in named.stream())


def hide(unit: UnitOfWork, uid: str) -> None:
    """Delete the documents by which others find and see a person."""
    if stored := unit.get(_account(uid)):
        unit.delete(_code(stored["friend_code"]))
        unit.update(_account(uid), {"hidden": True, "suspension": None})
    unit.delete(_profile(uid))


def suspend(unit: UnitOfWork, uid: str, why: Hidden) -> bool:
    """Suspend a person; return False if they are already suspended, or there is no such person."""
    profile = unit.get(_profile(uid))
    if profile is None:
        return False
    suspension = Suspension(**why.model_dump(), profile=Profile.model_validate(profile))
    unit.update(_account(uid), {"hidden": True, "suspension": suspension.model_dump()})
    unit.delete(_profile(uid))
    return True


def end_suspension(unit: UnitOfWork, uid: str) -> bool:
    """End a person's suspension; return False if there is none."""
    user = get_user_in(unit, uid)
    if user is None or user.suspension is None:
        return False
    unit.update(_account(uid), {"hidden": False, "suspension": None})
    unit.set(_profile(uid), user.suspension.profile.model_dump())
    return True


def hide_texts(unit: UnitOfWork, uid: str, why: Hidden) -> bool:
    """Remove a person's texts and avatar from their profile; return False if there are none."""
    said = {name: (unit.get(_profile(uid)) or {}).get(name) for name in TEXTS}
    if not any(said.values()):
        return False
    unit.update(_account(uid), {"hidden_texts": HiddenTexts(**why.model_dump(), **said).model_dump()})
    unit.update(_profile(uid), dict.fromkeys(TEXTS))
    return True


def restore_texts(unit: UnitOfWork, uid: str) -> bool:
    """Restore a profile's hidden texts, except those rewritten since; return False if there are none."""
    user, profile = get_user_in(unit, uid), unit.get(_profile(uid))
    if user is None or user.hidden_texts is None or profile is None:
        return False
    hidden = user.hidden_texts.model_dump(include=set(TEXTS))
    unit.update(_account(uid), {"hidden_texts": None})
    unit.update(_profile(uid), {name: profile.get(name) or text for name, text in hidden.items()})
    return True


def hide_name(unit: UnitOfWork, uid: str, why: Hidden) -> str | None:
    """Replace the username in a profile and return the replacement; None if nothing changes."""
    profile = unit.get(_profile(uid))
    if profile is None or profile["username"] == A_PLAYER:
        return None
    unit.update(_account(uid), {"hidden_name": why.model_dump()})
    unit.update(_profile(uid), {"username": A_PLAYER})
    return A_PLAYER


def restore_name(unit: UnitOfWork, uid: str) -> str | None:
    """Restore the username in a profile and return it; None if it was not hidden."""
    user = get_user_in(unit, uid)
    if user is None or user.hidden_name is None or unit.get(_profile(uid)) is None:
        return None
    unit.update(_account(uid), {"hidden_name": None})
    unit.update(_profile(uid), {"username": user.username})
    return user.username


def drop_avatar(unit: UnitOfWork, uid: str, entry_id: str) -> bool:
    """Remove the avatar from a profile if it is this entry's; return whether it was."""
    stored = unit.get(_profile(uid))
    is_avatar = stored is not None and stored.get("avatar_entry") == entry_id
    if is_avatar:
        unit.update(_profile(uid), {"avatar_entry": None})
    return is_avatar


def restore_avatar(unit: UnitOfWork, uid: str, entry_id: str) -> None:
    """Restore an entry as the avatar of a profile that has none."""
    stored = unit.get(_profile(uid))
    if stored and stored.get("avatar_entry") is None:
        unit.update(_profile(uid), {"avatar_entry": entry_id})


def change_friend_code(unit: UnitOfWork, uid: str, code: str) -> bool:
    """Change a person's friend code; return False if it is taken.

    Raises:
        LookupError: there is no account.

    """
    stored = unit.get(_account(uid))
    if stored is None:
        raise LookupError(uid)
    if unit.get(_code(code)):
        return False
    unit.delete(_code(stored["friend_code"]))
    unit.set(_code(code), CodeHolder(uid=uid).model_dump())
    unit.update(_account(uid), {"friend_code": code})
    return True


def get_profile_in(unit: UnitOfWork, uid: str) -> Profile | None:
    """Return a person's profile within a unit of work."""
    stored = unit.get(_profile(uid))
    return Profile.model_validate(stored) if stored else None


def get_user_in(unit: UnitOfWork, uid: str) -> User | None:
    """Return a person's private account within a unit of work."""
    stored = unit.get(_account(uid))
    return User.model_validate(stored) if stored else None


def change(unit: UnitOfWork, uid: str, revision: int, profile: dict[str, Any], preferences: dict[str, Any]) -> None:
    """Change fields of a person's profile and preferences."""
    nested = {f"preferences.{name}": value for name, value in preferences.items()}
    unit.update(_account(uid), {"revision": revision, **nested})
    if profile:
        unit.update(_profile(uid), profile)


def profiles(uids: list[str]) -> dict[str, Profile]:
    """Return the existing profiles, by uid."""
    snapshots = firestore.client().get_all([_profile(uid) for uid in uids])
    return {snapshot.id: Profile.model_validate(snapshot.to_dict()) for snapshot in snapshots if snapshot.exists}


def uid_of_code(code: str) -> str | None:
    """Return the uid for a friend code."""
    stored = _code(code).get().to_dict()
    return stored["uid"] if stored else None


def get_user(uid: str) -> User | None:
    """Return a person's private account."""
    stored = _account(uid).get().to_dict()
    return User.model_validate(stored) if stored else None


def free_names(folded: list[str]) -> list[str]:
    """Return the available names among these: one read each."""
    snapshots = firestore.client().get_all([_name(name) for name in folded], field_paths=["status"])
    taken = {snapshot.id for snapshot in snapshots if snapshot.exists}
    return [name for name in folded if name not in taken]


def uid_of_name(folded: str) -> str | None:
    """Return the uid for a username once its account is complete."""
    stored = _name(folded).get().to_dict()
    return stored["uid"] if stored and stored["status"] == NameStatus.ACTIVE else None
