"""Sign-up, sign-in, and one's own account."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime

from shared import logs
from shared.accounts import rules, store
from shared.accounts.models import (
    AccountExport,
    FriendCode,
    Login,
    LoginReply,
    Me,
    MyChanges,
    NewUser,
    Preferences,
    Profile,
    TokenReply,
    User,
)
from shared.cloud import auth
from shared.cloud.firestore import UnitOfWork, transact
from shared.problems import Code, Problem

UNKNOWN_UID = "unknown"
UNKNOWN_EMAIL = "nobody@unknown.invalid"
NO_ACCOUNT = "You have no account here yet."
NAME_TAKEN = {"username": ["This name is taken."]}


def sign_up(new: NewUser) -> Me:
    """Create the auth user, the account, the profile and the friend code: all or nothing.

    The name is reserved first, as pending. A sign-up that dies half-way holds nothing for longer than the
    reservation lives, and the same request again goes on where it died, or returns what it made.

    Raises:
        Problem: `validation_failed` with the fields that are wrong or taken.

    """
    if errors := rules.sign_up_errors(new):
        raise Problem(Code.VALIDATION_FAILED, errors=errors)
    folded, email, now = rules.fold(new.username), rules.fold(new.email), datetime.now(UTC)
    release_abandoned(folded, now)
    uid = secrets.token_hex(14)
    reserved = transact(lambda unit: store.reserve_name(unit, folded, uid, email, now))
    if reserved is None:
        return _signed_up_before(folded, email, new.password)
    try:
        auth.create_user(reserved.uid, email, new.password)
        while not _create_account(folded, reserved.uid, new.username, email, now):
            pass  # another friend code is drawn
    except auth.EmailTakenError:
        _release_name(folded, reserved.uid)
        raise Problem(Code.VALIDATION_FAILED, errors={"email": ["This address has an account already."]}) from None
    except store.NameLostError:
        auth.delete_user(reserved.uid)
        raise Problem(Code.VALIDATION_FAILED, errors=NAME_TAKEN) from None
    except Exception:
        _undo(folded, reserved.uid)
        raise
    logs.info("user_created", uid=reserved.uid)
    return me(reserved.uid)


def _signed_up_before(folded: str, email: str, password: str) -> Me:
    """Return the account that the same request made when its answer was lost: the password proves that it is theirs.

    Raises:
        Problem: `validation_failed`: the name is another's.

    """
    uid = store.uid_of_name(folded)
    user = store.get_user(uid) if uid else None
    try:
        if user and user.email == email:
            return me(auth.sign_in(email, password).uid)
    except (auth.InvalidCredentialsError, auth.TooManyAttemptsError):
        pass
    raise Problem(Code.VALIDATION_FAILED, errors=NAME_TAKEN)


def release_abandoned(folded: str, now: datetime) -> None:
    """Leave nothing of a sign-up that was given up; this may die after each step, and be done again."""
    uid = transact(lambda unit: store.abandon_name(unit, folded, now))
    if uid:
        auth.delete_user(uid)
        _release_name(folded, uid)


def _release_name(folded: str, uid: str) -> bool:
    return transact(lambda unit: store.release_name(unit, folded, uid))


def _undo(folded: str, uid: str) -> None:
    """Leave nothing of a failed sign-up, unless the same request, sent twice, has completed it.

    What cannot be undone now, the same request later goes on with.
    """
    try:
        if _release_name(folded, uid):
            auth.delete_user(uid)
    except Exception as error:  # noqa: BLE001 - the failure that brought us here is the one to tell
        logs.warning("sign_up_not_undone", uid=uid, cause=str(error))


def _create_account(folded: str, uid: str, username: str, email: str, now: datetime) -> bool:
    user = User(email=email, username=username, friend_code=rules.new_friend_code(), created_at=now)
    profile = Profile(username=username, created_at=now)
    return transact(lambda unit: store.create_account(unit, folded, uid, user, profile))


def log_in(login: Login) -> LoginReply:
    """Exchange a username or an e-mail address and a password for tokens.

    Raises:
        Problem: `invalid_credentials` (never saying which is wrong) or `too_many_attempts`.

    """
    try:
        tokens = auth.sign_in(_email_of(login), login.password)
    except auth.InvalidCredentialsError:
        raise Problem(Code.INVALID_CREDENTIALS) from None
    except auth.TooManyAttemptsError:
        raise Problem(Code.TOO_MANY_ATTEMPTS, retry_after=60) from None
    return LoginReply(**_token_reply(tokens).model_dump(), user=me(tokens.uid))


def _email_of(login: Login) -> str:
    """An unknown name costs as many reads and is tried like any other, so that its answer takes as long."""
    if login.email is not None:
        return rules.fold(login.email)
    name = rules.fold(login.username or "")
    uid = store.uid_of_name(name) if rules.is_name(name) else None
    user = store.get_user(uid or UNKNOWN_UID)
    return user.email if user else UNKNOWN_EMAIL


def refresh(refresh_token: str) -> TokenReply:
    """Exchange a refresh token for new tokens.

    Raises:
        Problem: `not_signed_in` when it is no longer good.

    """
    try:
        return _token_reply(auth.refresh(refresh_token))
    except auth.InvalidCredentialsError:
        raise Problem(Code.NOT_SIGNED_IN, "Your sign-in is no longer good. Please sign in again.") from None


def log_out(uid: str) -> None:
    """End every sign-in of a person, also for what they read from Firestore itself."""
    auth.revoke(uid)
    until = int(time.time()) + 1
    transact(lambda unit: store.sign_out(unit, uid, until))
    logs.info("signed_out", uid=uid)


def shut_out(uid: str) -> None:
    """End every sign-in of a person, and let them not sign in again."""
    if auth.exists(uid):
        auth.set_disabled(uid, disabled=True)
        log_out(uid)


def rotate_friend_code(uid: str) -> FriendCode:
    """Give a person another friend code; the old one finds nobody any more.

    Raises:
        Problem: `not_found`: there is no account.

    """
    try:
        while not _change_friend_code(uid, code := rules.new_friend_code()):
            pass  # another is drawn
    except LookupError:
        raise Problem(Code.NOT_FOUND, NO_ACCOUNT) from None
    return FriendCode(friend_code=code)


def _change_friend_code(uid: str, code: str) -> bool:
    return transact(lambda unit: store.change_friend_code(unit, uid, code))


def _token_reply(tokens: auth.Tokens) -> TokenReply:
    return TokenReply(
        access_token=tokens.access_token, refresh_token=tokens.refresh_token, expires_in=tokens.expires_in
    )


def me(uid: str) -> Me:
    """Return what a person sees of their own account.

    Raises:
        Problem: `not_found`: signed in with Firebase directly, but never signed up here.

    """
    user, profile = store.get_user(uid), get_profile(uid)
    if user is None or profile is None:
        raise Problem(Code.NOT_FOUND, NO_ACCOUNT)
    shown = profile.model_dump(include={"display_name", "bio"})
    account = user.model_dump(exclude={"preferences"}) | user.preferences.model_dump()
    return Me(id=uid, avatar_url=avatar_url(uid, profile), **shown, **account)


def change_me(
    uid: str, changes: MyChanges, is_own_entry: Callable[[str, str], bool], revision: int | None = None
) -> Me:
    """Change what a person sent of their profile and preferences; with `revision`, only if they still are that one.

    Raises:
        Problem: `not_found` (no account), `precondition_failed`, or `validation_failed`: the avatar is none of their
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
            raise Problem(Code.NOT_FOUND, NO_ACCOUNT)
        if revision not in {None, user.revision}:
            raise Problem(Code.PRECONDITION_FAILED)
        if sent:
            store.change(unit, uid, user.revision + 1, profile, preferences)

    transact(work)
    return me(uid)


# What other parts ask


def get_profile(uid: str) -> Profile | None:
    """Return what every signed-in person may see of somebody; None when there is no such person."""
    return get_profiles([uid]).get(uid)


def get_profiles(uids: list[str]) -> dict[str, Profile]:
    """Return the profiles that there are, by uid."""
    return store.profiles(uids)


def get_preferences(uid: str) -> Preferences:
    """Return what a person has decided for everything that they add.

    Raises:
        Problem: `not_found`: signed in with Firebase directly, but never signed up here.

    """
    user = store.get_user(uid)
    if user is None:
        raise Problem(Code.NOT_FOUND, NO_ACCOUNT)
    return user.preferences


def find_by_name(username: str) -> str | None:
    """Return the uid of the person of this name."""
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
    auth.delete_user(uid)
    return int(user is not None)


def avatar_url(uid: str, profile: Profile) -> str | None:
    """Return where a person's avatar is served; the address changes with the picture."""
    return f"/media/avatars/{uid}/{profile.avatar_entry}" if profile.avatar_entry else None
