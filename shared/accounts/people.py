"""People's own accounts, and the interface of accounts to other parts."""

from collections.abc import Callable, Iterable

from shared.accounts import rules, store
from shared.accounts.models import AccountExport, FriendCode, Hidden, Me, MyChanges, NoticeKind, Preferences, Profile
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.firestore import UnitOfWork, transact
from shared.problems import Code, Problem


def me(uid: str) -> Me:
    """Return a person's own account.

    Raises:
        Problem: `no_account`: signed in with Firebase, but never signed up here.

    """
    user, profile = store.get_user(uid), get_profile(uid)
    if user and user.suspension:
        profile = user.suspension.profile
    if user is None or profile is None:
        raise Problem(Code.NO_ACCOUNT)
    shown = profile.model_dump(include={"display_name", "bio"})
    account = user.model_dump(exclude={"preferences"}) | user.preferences.model_dump()
    return Me(id=uid, avatar_url=avatar_url(uid, profile), **shown, **account)


def change_me(
    uid: str, changes: MyChanges, is_own_entry: Callable[[str, str], bool], revision: int | None = None
) -> Me:
    """Change a person's profile and preferences.

    With `revision`, only if that is still the current one or the change has been made already.

    Raises:
        Problem: `no_account`, `precondition_failed`, or `validation_failed`: the avatar is not one of their
            entries.

    """
    if changes.avatar_entry and not is_own_entry(uid, changes.avatar_entry):
        raise Problem(Code.VALIDATION_FAILED, errors={"avatar_entry": ["This is not one of your entries."]})
    sent = changes.model_dump(exclude_unset=True)
    preferences = {name: value for name, value in sent.items() if name in Preferences.model_fields}
    profile = {name: value for name, value in sent.items() if name not in preferences}

    def work(unit: UnitOfWork) -> None:
        user = store.get_user_in(unit, uid)
        if user is None:
            raise Problem(Code.NO_ACCOUNT)
        stored = store.get_profile_in(unit, uid)
        if sent.items() <= {**user.preferences.model_dump(), **(stored.model_dump() if stored else {})}.items():
            return  # a repeated request is no conflict (RFC 9110, 13.1.1)
        if revision not in {None, user.revision}:
            raise Problem(Code.PRECONDITION_FAILED)
        store.change(unit, uid, user.revision + 1, profile, preferences)

    transact(work)
    return me(uid)


def rotate_friend_code(uid: str) -> FriendCode:
    """Replace a person's friend code; the old one stops working.

    Raises:
        Problem: `no_account`: it has just been deleted.

    """
    try:
        while not _change_friend_code(uid, code := rules.new_friend_code()):
            pass  # taken: try another
    except LookupError:
        raise Problem(Code.NO_ACCOUNT) from None
    return FriendCode(friend_code=code)


def _change_friend_code(uid: str, code: str) -> bool:
    return transact(lambda unit: store.change_friend_code(unit, uid, code))


def get_profile(uid: str) -> Profile | None:
    """Return a person's public profile; None if there is no such person."""
    return get_profiles([uid]).get(uid)


def get_profiles(uids: list[str]) -> dict[str, Profile]:
    """Return the existing profiles, by uid."""
    return store.profiles(uids)


def get_profile_in(unit: UnitOfWork, uid: str) -> Profile | None:
    """Return a person's public profile within a unit of work."""
    return store.get_profile_in(unit, uid)


def hidden_among(uids: Iterable[str]) -> set[str]:
    """Return the people among these who are invisible to others: suspended, or being deleted."""
    return set(store.hidden_among(uids))


def suspend(unit: UnitOfWork, uid: str, why: Hidden) -> bool:
    """Suspend a person: others no longer see them, and they can only read their own data and appeal.

    Return False if nothing changes: they are already suspended, or there is no such person.
    """
    return store.suspend(unit, uid, why)


def end_suspension(unit: UnitOfWork, uid: str) -> bool:
    """End a person's suspension; return False if there is none."""
    return store.end_suspension(unit, uid)


def hide_texts(unit: UnitOfWork, uid: str, why: Hidden) -> bool:
    """Hide a person's display name, bio and avatar from others; return False if there are none."""
    return store.hide_texts(unit, uid, why)


def restore_texts(unit: UnitOfWork, uid: str) -> bool:
    """Restore the hidden texts of a person's profile; return False if there are none."""
    return store.restore_texts(unit, uid)


def hide_name(unit: UnitOfWork, uid: str, why: Hidden) -> str | None:
    """Hide a person's username from others; return the name shown instead, or None if nothing changes."""
    return store.hide_name(unit, uid, why)


def restore_name(unit: UnitOfWork, uid: str) -> str | None:
    """Restore a person's username and return it; None if it was not hidden."""
    return store.restore_name(unit, uid)


def exists(uid: str) -> bool:
    """Return whether there is an account, even if it is invisible to others."""
    return store.get_user(uid) is not None


def without_auth_user(after: str) -> tuple[list[str], str | None]:
    """Return a batch of people without a Firebase Auth account, and the uid to continue after, if any."""
    some, more = store.some(auth_accounts.MAX_AT_ONCE, after)
    return auth_accounts.missing(some), more


def not_on_leaderboard_among(uids: Iterable[str]) -> set[str]:
    """Return the people among these who do not want to appear on leaderboards."""
    return set(store.not_on_leaderboard_among(uids))


def get_preferences(uid: str) -> Preferences:
    """Return a person's preferences.

    Raises:
        Problem: `no_account`: signed in with Firebase, but never signed up here.

    """
    user = store.get_user(uid)
    if user is None:
        raise Problem(Code.NO_ACCOUNT)
    return user.preferences


def mutes(unit: UnitOfWork, uid: str, kind: NoticeKind) -> bool:
    """Return whether a person has muted a kind of notice, or does not exist."""
    user = store.get_user_in(unit, uid)
    return user is None or kind in user.preferences.muted_notices


def find_by_name(username: str) -> str | None:
    """Return the uid for a username, even if it is hidden from others."""
    folded = rules.fold(username)
    return store.uid_of_name(folded) if rules.is_name(folded) else None


def find_by_code(friend_code: str) -> str | None:
    """Return the uid for a friend code, however it was typed."""
    tidy = rules.tidy_code(friend_code)
    return store.uid_of_code(tidy) if tidy else None


def export(uid: str) -> AccountExport:
    """Return all data stored about a person's account."""
    return AccountExport(id=uid, account=store.get_user(uid), profile=get_profile(uid))


def hide(uid: str) -> None:
    """Make a person invisible to others; the account itself is kept."""
    transact(lambda unit: store.hide(unit, uid))


def erase(uid: str, _: int) -> int:
    """Delete an account with its username, friend code and auth user; return the number deleted."""
    user = store.get_user(uid)
    if user:
        transact(lambda unit: store.delete_account(unit, rules.fold(user.username), uid))
    auth_accounts.delete_user(uid)
    return int(user is not None)


def drop_avatar(unit: UnitOfWork, uid: str, entry_id: str) -> bool:
    """Remove a person's avatar if it shows this entry, which is being deleted or hidden; return whether it did."""
    return store.drop_avatar(unit, uid, entry_id)


def restore_avatar(unit: UnitOfWork, uid: str, entry_id: str) -> None:
    """Restore an entry as a person's avatar, unless they have chosen another since."""
    store.restore_avatar(unit, uid, entry_id)


def avatar_url(uid: str, profile: Profile) -> str | None:
    """Return the URL of a person's avatar; it changes with the picture."""
    return f"/media/avatars/{uid}/{profile.avatar_entry}" if profile.avatar_entry else None
