"""Your own account, and what other parts ask of accounts."""

from collections.abc import Callable, Iterable

from shared.accounts import rules, store
from shared.accounts.models import AccountExport, FriendCode, Hidden, Me, MyChanges, NoticeKind, Preferences, Profile
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.firestore import UnitOfWork, transact
from shared.problems import Code, Problem


def me(uid: str) -> Me:
    """Return what a person sees of their own account.

    Raises:
        Problem: `no_account`: signed in with Firebase directly, but never signed up here.

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
    """Change what a person sent of their profile and preferences; with `revision`, only if they still are that one.

    Raises:
        Problem: `no_account`, `precondition_failed`, or `validation_failed`: the avatar is none of their
            entries.

    """
    if changes.avatar_entry and not is_own_entry(uid, changes.avatar_entry):
        raise Problem(Code.VALIDATION_FAILED, errors={"avatar_entry": ["This is none of your entries."]})
    sent = changes.model_dump(exclude_unset=True)
    preferences = {name: value for name, value in sent.items() if name in Preferences.model_fields}
    profile = {name: value for name, value in sent.items() if name not in preferences}

    def work(unit: UnitOfWork) -> None:
        user = store.get_user_in(unit, uid)
        if user is None:
            raise Problem(Code.NO_ACCOUNT)
        if revision not in {None, user.revision}:
            raise Problem(Code.PRECONDITION_FAILED)
        if sent:
            store.change(unit, uid, user.revision + 1, profile, preferences)

    transact(work)
    return me(uid)


def rotate_friend_code(uid: str) -> FriendCode:
    """Give a person another friend code; the old one finds nobody any more.

    Raises:
        Problem: `no_account`: it went a moment ago.

    """
    try:
        while not _change_friend_code(uid, code := rules.new_friend_code()):
            pass  # another is drawn
    except LookupError:
        raise Problem(Code.NO_ACCOUNT) from None
    return FriendCode(friend_code=code)


def _change_friend_code(uid: str, code: str) -> bool:
    return transact(lambda unit: store.change_friend_code(unit, uid, code))


def get_profile(uid: str) -> Profile | None:
    """Return what every signed-in person may see of somebody; None when there is no such person."""
    return get_profiles([uid]).get(uid)


def get_profiles(uids: list[str]) -> dict[str, Profile]:
    """Return the profiles that there are, by uid."""
    return store.profiles(uids)


def get_profile_in(unit: UnitOfWork, uid: str) -> Profile | None:
    """Return what every signed-in person may see of somebody, as it is in a unit of work."""
    return store.get_profile_in(unit, uid)


def hidden_among(uids: Iterable[str]) -> set[str]:
    """Return those of some people of whom others see nothing: suspended, or on their way to be deleted."""
    return set(store.hidden_among(uids))


def suspend(unit: UnitOfWork, uid: str, why: Hidden) -> bool:
    """Let others find and see nothing of a person, and the person do no more than read their own and appeal.

    It returns False when that changes nothing: they are suspended already, or there is no such person.
    """
    return store.suspend(unit, uid, why)


def end_suspension(unit: UnitOfWork, uid: str) -> bool:
    """Let a person be as before their suspension; False when there is none."""
    return store.end_suspension(unit, uid)


def hide_texts(unit: UnitOfWork, uid: str, why: Hidden) -> bool:
    """Hide a person's display name, bio and avatar from others; False when there are none."""
    return store.hide_texts(unit, uid, why)


def restore_texts(unit: UnitOfWork, uid: str) -> bool:
    """Show again what was hidden of a person's profile; False when that is nothing."""
    return store.restore_texts(unit, uid)


def hide_name(unit: UnitOfWork, uid: str, why: Hidden) -> str | None:
    """Hide a person's username from others; return what they are called instead, or None when nothing changes."""
    return store.hide_name(unit, uid, why)


def restore_name(unit: UnitOfWork, uid: str) -> str | None:
    """Show a person's username again and return it; None when it was not hidden."""
    return store.restore_name(unit, uid)


def exists(uid: str) -> bool:
    """Tell whether there is an account, also of somebody whom nobody sees."""
    return store.get_user(uid) is not None


def without_auth_user(after: str) -> tuple[list[str], str | None]:
    """Return those of some people whom Firebase Auth does not know, and behind which uid there are more."""
    some, more = store.some(auth_accounts.MAX_AT_ONCE, after)
    return auth_accounts.missing(some), more


def not_on_leaderboard_among(uids: Iterable[str]) -> set[str]:
    """Return those of some people who want to be on no leaderboard."""
    return set(store.not_on_leaderboard_among(uids))


def get_preferences(uid: str) -> Preferences:
    """Return what a person has decided for everything that they add.

    Raises:
        Problem: `no_account`: signed in with Firebase directly, but never signed up here.

    """
    user = store.get_user(uid)
    if user is None:
        raise Problem(Code.NO_ACCOUNT)
    return user.preferences


def mutes(unit: UnitOfWork, uid: str, kind: NoticeKind) -> bool:
    """Tell whether a person wants no notices of a kind, or is not there."""
    user = store.get_user_in(unit, uid)
    return user is None or kind in user.preferences.muted_notices


def find_by_name(username: str) -> str | None:
    """Return the uid of the person of this name, also where it is hidden from others."""
    folded = rules.fold(username)
    return store.uid_of_name(folded) if rules.is_name(folded) else None


def find_by_code(friend_code: str) -> str | None:
    """Return the uid of the person who has this friend code, however it was typed."""
    tidy = rules.tidy_code(friend_code)
    return store.uid_of_code(tidy) if tidy else None


def export(uid: str) -> AccountExport:
    """Return everything that is held about a person's account."""
    return AccountExport(id=uid, account=store.get_user(uid), profile=get_profile(uid))


def hide(uid: str) -> None:
    """Let nobody find or see a person from now on; the account itself is still there."""
    transact(lambda unit: store.hide(unit, uid))


def erase(uid: str, _: int) -> int:
    """Delete an account with its name, code and auth user; return how many there were."""
    user = store.get_user(uid)
    if user:
        transact(lambda unit: store.delete_account(unit, rules.fold(user.username), uid))
    auth_accounts.delete_user(uid)
    return int(user is not None)


def drop_avatar(unit: UnitOfWork, uid: str, entry_id: str) -> bool:
    """Leave a person without an avatar, if it is the picture of this entry, which is being deleted or hidden.

    It returns whether it was.
    """
    return store.drop_avatar(unit, uid, entry_id)


def restore_avatar(unit: UnitOfWork, uid: str, entry_id: str) -> None:
    """Let a person be seen by the picture of an entry again, unless they have chosen another since."""
    store.restore_avatar(unit, uid, entry_id)


def avatar_url(uid: str, profile: Profile) -> str | None:
    """Return where a person's avatar is served; the address changes with the picture."""
    return f"/media/avatars/{uid}/{profile.avatar_entry}" if profile.avatar_entry else None
