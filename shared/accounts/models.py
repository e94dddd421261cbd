"""Accounts: documents, requests, replies."""

import re
import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from shared.base_model import Id, Model, Revised, Uid, without_defaults
from shared.text import Line, Name, tidy

MAX_USERNAME = 30
A_PLAYER = "a player"
"""The name shown for people whose username is hidden; no username contains a space."""
USERNAME_PATTERN = rf"^[A-Za-z0-9_.-]{{3,{MAX_USERNAME}}}$"


def _read_email(address: str) -> str:
    """Normalise an address for storage and comparison: lower case, with the domain in DNS form (RFC 5891)."""
    import idna  # takes 0.03 s; only sign-up and sign-in need it

    local, _, domain = tidy(address).rpartition("@")
    try:
        in_dns = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        in_dns = ""
    if not re.fullmatch(r"[^@\s]{1,64}", local) or not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", in_dns):
        raise ValueError("This is not a valid e-mail address.")
    return f"{tidy(local.lower())}@{in_dns}"


def _read_password(password: str) -> str:
    """Normalise a password to NFC, so that it is the same from every keyboard."""
    return unicodedata.normalize("NFC", password)


Email = Annotated[
    str, Field(min_length=3, max_length=254, json_schema_extra={"format": "email"}), AfterValidator(_read_email)
]
Password = Annotated[str, Field(max_length=128), AfterValidator(_read_password)]


class Visibility(StrEnum):
    """The audience of an entry besides its owner."""

    PRIVATE = "private"
    FRIENDS = "friends"
    PUBLIC = "public"


class Geoprivacy(StrEnum):
    """The precision of a place that others may see."""

    OPEN = "open"
    OBSCURED = "obscured"
    PRIVATE = "private"


class Hidden(Model):
    """The reason and time when moderators hid something; shown to its owner."""

    reason: str
    at: datetime


class NewUser(Model):
    """A request to sign up."""

    username: str = Field(pattern=USERNAME_PATTERN, description="3-30 letters, digits, _ . -; unique, ignoring case")
    email: Email
    password: Password = Field(min_length=8)
    password_confirm: Password


class Login(Model):
    """A request to sign in by username or e-mail address."""

    username: str | None = Field(None, min_length=1, max_length=30)
    email: Email | None = None
    password: Password = Field(min_length=1)

    @model_validator(mode="after")
    def _one_login(self) -> Self:
        if (self.username is None) == (self.email is None):
            raise ValueError("Give either username or email.")
        return self


class Refresh(Model):
    """A request for a new ID token."""

    refresh_token: str = Field(min_length=1, max_length=4096)


class PasswordReset(Model):
    """A request to reset a password."""

    email: Email


class FriendCode(Model):
    """A friend code, by which others can find a person."""

    friend_code: str


class NoticeKind(StrEnum):
    """The kind of a notice, by its cause."""

    REQUEST = "request"
    ACCEPTED = "accepted"
    LIKE = "like"
    BADGE = "badge"
    DISCOVERY = "discovery"
    MODERATION = "moderation"


class Preferences(Model):
    """A person's defaults for new entries, and their notification settings."""

    default_visibility: Visibility = Visibility.FRIENDS
    default_geoprivacy: Geoprivacy = Geoprivacy.OBSCURED
    ai_opt_out: bool = Field(default=False, description="Whether to keep the person's photographs from all models")
    locale: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", description="A BCP 47 language tag")
    on_leaderboard: bool = Field(default=True, description="Whether the person appears on friends' leaderboards")
    muted_notices: list[NoticeKind] = Field(
        default_factory=list,
        max_length=len(NoticeKind),
        description="Muted kinds of notices; moderation is always sent",
    )


class MyChanges(Preferences):
    """Changes to a person's profile and preferences; fields that are not sent stay as they are."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    display_name: Name | None = Field(None, min_length=1, max_length=40)
    bio: Line | None = Field(None, max_length=300)
    avatar_entry: Id | None = Field(None, description="One of your own entries, whose picture is shown")


class Me(Revised, Preferences):
    """Your own account."""

    suspension: Hidden | None = None
    hidden_texts: Hidden | None = Field(
        None, description="Why moderators have hidden your former display name, bio and avatar"
    )
    hidden_name: Hidden | None = Field(
        None, description="Why moderators hide your username; it still works for signing in"
    )

    id: str
    username: str
    email: str
    friend_code: str
    display_name: str | None
    bio: str | None
    avatar_url: str | None
    created_at: datetime


class TokenReply(Model):
    """The tokens of a session."""

    access_token: str = Field(description="The Firebase ID token, for `Authorization: Bearer`")
    refresh_token: str
    expires_in: int = Field(description="Seconds until the access token expires")


class LoginReply(TokenReply):
    """The tokens of a session and the person they belong to."""

    user: Me


class NameStatus(StrEnum):
    """The status of a username: whether its account is complete."""

    PENDING = "pending"
    ACTIVE = "active"
    ABANDONED = "abandoned"


class ReservedName(Model):
    """`usernames/{folded}`: the owner of a username. `email` is set only while the sign-up is pending."""

    uid: Uid
    status: NameStatus
    email: str | None = None
    reserved_at: datetime


class CodeHolder(Model):
    """`friend_codes/{code}`: the owner of a friend code."""

    uid: Uid


class User(Model):
    """`users/{uid}`: the private account."""

    email: str
    username: str
    friend_code: str
    created_at: datetime
    preferences: Preferences = Field(default_factory=Preferences)
    revision: int = Field(0, description="How often its owner has changed it")
    signed_out_at: int = Field(0, description="When sessions begun until then ended (Unix time); see firestore.rules")
    hidden: bool = Field(default=False, description="Whether the person is invisible: suspended, or being deleted")
    suspension: "Suspension | None" = Field(None, description="They can only read their own data and appeal")
    hidden_texts: "HiddenTexts | None" = None
    hidden_name: Hidden | None = Field(None, description="Why the username is hidden from others")


class AccountExport(Model):
    """All data stored about a person's account."""

    id: str
    account: "User | None"
    profile: "Profile | None"


class Profile(Model):
    """`profiles/{uid}`: the profile that every signed-in person may see."""

    username: str
    created_at: datetime
    display_name: str | None = None
    bio: str | None = None
    avatar_entry: str | None = None


class Suspension(Hidden):
    """A suspension: its reason, and the profile, which is stored only here in the meantime so that nobody finds it."""

    profile: Profile


class HiddenTexts(Hidden):
    """The texts that moderators removed from a profile."""

    display_name: str | None
    bio: str | None
    avatar_entry: str | None
