"""The collections users, profiles, usernames and friend_codes."""

from datetime import datetime

from shared.accounts import rules
from shared.accounts.models import NameStatus, Profile, ReservedName, User
from shared.cloud import firestore


def _name(folded: str) -> firestore.Reference:
    return firestore.client().collection("usernames").document(folded)


def reserve_name(folded: str, uid: str, email: str, now: datetime) -> ReservedName | None:
    """Take a name for a sign-up, or go on with the one it took before; None when it is another's."""
    reference = _name(folded)

    def work(transaction: firestore.Transaction) -> ReservedName | None:
        snapshot = reference.get(transaction=transaction)
        reserved = ReservedName.model_validate(snapshot.to_dict()) if snapshot.exists else None
        if not rules.may_take(reserved, email, now):
            return None
        keeps_uid = reserved is not None and reserved.email == email
        mine = ReservedName(
            uid=reserved.uid if reserved and keeps_uid else uid,
            status=NameStatus.PENDING,
            email=email,
            reserved_at=now,
        )
        transaction.set(reference, mine.model_dump())
        return mine

    return firestore.transact(work)


def release_name(folded: str, uid: str) -> None:
    """Give a pending name back, if it still is this sign-up's."""
    reference = _name(folded)

    def work(transaction: firestore.Transaction) -> None:
        stored = reference.get(transaction=transaction).to_dict()
        if stored and stored["uid"] == uid and stored["status"] == NameStatus.PENDING:
            transaction.delete(reference)

    firestore.transact(work)


def create_account(folded: str, uid: str, user: User, profile: Profile) -> bool:
    """Store account, profile and codes in one step; False when the friend code is taken.

    An account that is there already (the same sign-up, sent twice) stays as it is.
    """
    database = firestore.client()
    account = database.collection("users").document(uid)
    code = database.collection("friend_codes").document(user.friend_code)

    def work(transaction: firestore.Transaction) -> bool:
        if account.get(transaction=transaction).exists:
            return True
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
    """Undo `create_account`, whatever of it is there."""
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


def get_user(uid: str) -> User | None:
    """Return a person's private account."""
    stored = firestore.client().collection("users").document(uid).get().to_dict()
    return User.model_validate(stored) if stored else None


def uid_of_name(folded: str) -> str | None:
    """Return whose name it is, once the account is complete."""
    stored = _name(folded).get().to_dict()
    return stored["uid"] if stored and stored["status"] == NameStatus.ACTIVE else None
