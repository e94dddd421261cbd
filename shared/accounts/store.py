"""The collections users, profiles, usernames and friend_codes."""

from datetime import datetime
from typing import Any

from google.api_core.exceptions import NotFound
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.accounts import rules
from shared.accounts.models import NameStatus, Profile, ReservedName, User
from shared.cloud import firestore


class NameLostError(Exception):
    """A sign-up's name is not, or no longer, reserved for it."""


def _name(folded: str) -> firestore.Reference:
    return firestore.client().collection("usernames").document(folded)


def reserve_name(folded: str, uid: str, email: str, now: datetime) -> ReservedName | None:
    """Take a name for a sign-up, or go on with the one it took before; None when it is another's."""
    reference = _name(folded)

    def work(transaction: firestore.Transaction) -> ReservedName | None:
        snapshot = reference.get(transaction=transaction)
        reserved = ReservedName.model_validate(snapshot.to_dict()) if snapshot.exists else None
        if not rules.may_take(reserved, email):
            return None
        owner = reserved.uid if reserved else uid
        mine = ReservedName(uid=owner, status=NameStatus.PENDING, email=email, reserved_at=now)
        transaction.set(reference, mine.model_dump())
        return mine

    return firestore.transact(work)


def abandon_name(folded: str, now: datetime) -> str | None:
    """End a sign-up that was given up and return its uid; None when there is none. It cannot go on any more."""
    reference = _name(folded)

    def work(transaction: firestore.Transaction) -> str | None:
        stored = reference.get(transaction=transaction).to_dict()
        if not stored or not rules.is_abandoned(ReservedName.model_validate(stored), now):
            return None
        transaction.update(reference, {"status": NameStatus.ABANDONED})
        return str(stored["uid"])

    return firestore.transact(work)


def unfinished_names(before: datetime, limit: int) -> list[str]:
    """Return names whose sign-up began before a moment and has not ended."""
    names = firestore.client().collection("usernames")
    query = names.where(filter=FieldFilter("status", "in", [NameStatus.PENDING, NameStatus.ABANDONED]))
    result = query.where(filter=FieldFilter("reserved_at", "<", before)).limit(limit).stream()
    return [str(snapshot.id) for snapshot in result]


def release_name(folded: str, uid: str) -> bool:
    """Give a name back, if it still is this sign-up's; False when the sign-up is complete and the name stays."""
    reference = _name(folded)

    def work(transaction: firestore.Transaction) -> bool:
        stored = reference.get(transaction=transaction).to_dict()
        if stored is None or stored["uid"] != uid:
            return True
        if stored["status"] == NameStatus.ACTIVE:
            return False
        transaction.delete(reference)
        return True

    return firestore.transact(work)


def create_account(folded: str, uid: str, user: User, profile: Profile) -> bool:
    """Store account, profile and codes in one step; False when the friend code is taken.

    An account that is there already (the same sign-up, sent twice) stays as it is.

    Raises:
        NameLostError: the sign-up took so long that it was given up.

    """
    database = firestore.client()
    account = database.collection("users").document(uid)
    code = database.collection("friend_codes").document(user.friend_code)

    def work(transaction: firestore.Transaction) -> bool:
        if account.get(transaction=transaction).exists:
            return True
        name = _name(folded).get(transaction=transaction).to_dict()
        if name is None or name["uid"] != uid or name["status"] != NameStatus.PENDING:
            raise NameLostError(folded)
        if code.get(transaction=transaction).exists:
            return False
        transaction.set(account, user.model_dump())
        transaction.set(database.collection("profiles").document(uid), profile.model_dump())
        transaction.set(code, {"uid": uid})
        active = ReservedName(uid=uid, status=NameStatus.ACTIVE, reserved_at=user.created_at)
        transaction.set(_name(folded), active.model_dump(exclude_none=True))
        return True

    return firestore.transact(work)


def delete_account(folded: str, uid: str) -> None:
    """Delete what `create_account` stored, whatever of it is there."""
    database = firestore.client()
    account = database.collection("users").document(uid)

    def work(transaction: firestore.Transaction) -> None:
        stored = account.get(transaction=transaction).to_dict()
        name = _name(folded).get(transaction=transaction).to_dict()
        if stored:
            transaction.delete(database.collection("friend_codes").document(stored["friend_code"]))
        if name and name["uid"] == uid:
            transaction.delete(_name(folded))
        transaction.delete(database.collection("profiles").document(uid))
        transaction.delete(account)

    firestore.transact(work)


def note_sign_out(uid: str, at: int) -> None:
    """Note that a person's sign-ins are over, if there is an account."""
    try:
        firestore.client().collection("users").document(uid).update({"signed_out_at": at})
    except NotFound:
        return


def hide(uid: str) -> None:
    """Delete what others find and see a person by."""
    database = firestore.client()
    account = database.collection("users").document(uid)

    def work(transaction: firestore.Transaction) -> None:
        stored = account.get(transaction=transaction).to_dict()
        if stored:
            transaction.delete(database.collection("friend_codes").document(stored["friend_code"]))
        transaction.delete(database.collection("profiles").document(uid))

    firestore.transact(work)


def change_friend_code(uid: str, code: str) -> bool:
    """Give a person another friend code, in one step; False when it is taken."""
    database = firestore.client()
    account, codes = database.collection("users").document(uid), database.collection("friend_codes")

    def work(transaction: firestore.Transaction) -> bool:
        stored = account.get(transaction=transaction).to_dict()
        if stored is None or codes.document(code).get(transaction=transaction).exists:
            return False
        transaction.delete(codes.document(stored["friend_code"]))
        transaction.set(codes.document(code), {"uid": uid})
        transaction.update(account, {"friend_code": code})
        return True

    return firestore.transact(work)


def change(uid: str, profile: dict[str, Any], preferences: dict[str, Any]) -> bool:
    """Change fields of a person's profile and preferences, in one step; False when there is no account."""
    database = firestore.client()
    account, shown = database.collection("users").document(uid), database.collection("profiles").document(uid)

    def work(transaction: firestore.Transaction) -> bool:
        if not account.get(transaction=transaction).exists:
            return False
        nested = {f"preferences.{name}": value for name, value in preferences.items()}
        for reference, changes in ((account, nested), (shown, profile)):
            if changes:
                transaction.update(reference, changes)
        return True

    return firestore.transact(work)


def profiles(uids: list[str]) -> dict[str, Profile]:
    """Return the profiles that there are, by uid."""
    people = firestore.client().collection("profiles")
    result = firestore.client().get_all([people.document(uid) for uid in uids])
    return {snapshot.id: Profile.model_validate(snapshot.to_dict()) for snapshot in result if snapshot.exists}


def uid_of_code(code: str) -> str | None:
    """Return whose friend code it is."""
    stored = firestore.client().collection("friend_codes").document(code).get().to_dict()
    return stored["uid"] if stored else None


def get_user(uid: str) -> User | None:
    """Return a person's private account."""
    stored = firestore.client().collection("users").document(uid).get().to_dict()
    return User.model_validate(stored) if stored else None


def uid_of_name(folded: str) -> str | None:
    """Return whose name it is, once the account is complete."""
    stored = _name(folded).get().to_dict()
    return stored["uid"] if stored and stored["status"] == NameStatus.ACTIVE else None
