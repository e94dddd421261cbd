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
"""What somebody is called whose name others do not know: no username has a space."""
USERNAME_PATTERN = rf"^[A-Za-z0-9_.-]{{3,{MAX_USERNAME}}}$"


def _read_email(address: str) -> str:
    """Return an address as it is stored and compared: in lower case, its domain as the DNS knows it (RFC 5891)."""
    import idna  # 0.03 s, for those who sign up or in alone

    local, _, domain = tidy(address).rpartition("@")
    try:
        in_dns = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        in_dns = ""
    if not re.fullmatch(r"[^@\s]{1,64}", local) or not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", in_dns):
        raise ValueError("This is no e-mail address.")
    return f"{tidy(local.lower())}@{in_dns}"


def _read_password(password: str) -> str:
    """Return a password as every keyboard makes it: the same characters, composed (NFC)."""
    return unicodedata.normalize("NFC", password)


Email = Annotated[
    str, Field(min_length=3, max_length=254, json_schema_extra={"format": "email"}), AfterValidator(_read_email)
]
Password = Annotated[str, Field(max_length=128), AfterValidator(_read_password)]


class Visibility(StrEnum):
    """The audience of an entry, beside its owner."""

    PRIVATE = "private"
    FRIENDS = "friends"
    PUBLIC = "public"


class Geoprivacy(StrEnum):
    """The precision with which others may know where an animal was."""

    OPEN = "open"
    OBSCURED = "obscured"
    PRIVATE = "private"


class Hidden(Model):
    """Why and since when moderators hide something; its owner is told."""

    reason: str
    at: datetime


class NewUser(Model):
    """A person who signs up."""

    username: str = Field(pattern=USERNAME_PATTERN, description="3-30 letters, digits, _ . -; unique in any case")
    email: Email
    password: Password = Field(min_length=8)
    password_confirm: Password


class Login(Model):
    """A person who signs in, by username or e-mail address."""

    username: str | None = Field(None, min_length=1, max_length=30)
    email: Email | None = None
    password: Password = Field(min_length=1)

    @model_validator(mode="after")
    def _one_login(self) -> Self:
        if (self.username is None) == (self.email is None):
            raise ValueError("Give either username or email.")
        return self


class Refresh(Model):
    """A person whose ID token has expired."""

    refresh_token: str = Field(min_length=1, max_length=4096)


class PasswordReset(Model):
    """A person who has forgotten the password."""

    email: Email


class FriendCode(Model):
    """A friend code: whoever has it finds the person."""

    friend_code: str


class NoticeKind(StrEnum):
    """The cause of a notice."""

    REQUEST = "request"
    ACCEPTED = "accepted"
    LIKE = "like"
    BADGE = "badge"
    DISCOVERY = "discovery"
    MODERATION = "moderation"


class Preferences(Model):
    """A person's defaults for everything that they add, and of what they want to hear."""

    default_visibility: Visibility = Visibility.FRIENDS
    default_geoprivacy: Geoprivacy = Geoprivacy.OBSCURED
    ai_opt_out: bool = Field(default=False, description="No model is to see the person's photographs")
    locale: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", description="A BCP 47 language tag")
    on_leaderboard: bool = Field(default=True, description="Whether friends see the person on their leaderboards")
    muted_notices: list[NoticeKind] = Field(
        default_factory=list, max_length=len(NoticeKind), description="Kinds of notices not to send; moderation is sent"
    )


class MyChanges(Preferences):
    """The changes of a person's profile and preferences; what is not sent stays as it is."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    display_name: Name | None = Field(None, min_length=1, max_length=40)
    bio: Line | None = Field(None, max_length=300)
    avatar_entry: Id | None = Field(None, description="One of your own entries: its picture is shown")


class Me(Revised, Preferences):
    """Your own account."""

    suspension: Hidden | None = None
    hidden_texts: Hidden | None = Field(
        None, description="Why moderators hide display name, bio and avatar that you had"
    )
    hidden_name: Hidden | None = Field(None, description="Why moderators hide your username; you sign in with it still")

    id: str
    username: str
    email: str
    friend_code: str
    display_name: str | None
    bio: str | None
    avatar_url: str | None
    created_at: datetime


class TokenReply(Model):
    """The tokens of a sign-in."""

    access_token: str = Field(description="The Firebase ID token, for `Authorization: Bearer`")
    refresh_token: str
    expires_in: int = Field(description="Seconds until the access token expires")


class LoginReply(TokenReply):
    """The tokens, and whose they are."""

    user: Me


class NameStatus(StrEnum):
    """Whether a username's account is complete."""

    PENDING = "pending"
    ACTIVE = "active"
    ABANDONED = "abandoned"


class ReservedName(Model):
    """`usernames/{folded}`: whose name it is. `email` is there only while the sign-up is pending."""

    uid: Uid
    status: NameStatus
    email: str | None = None
    reserved_at: datetime


class CodeHolder(Model):
    """`friend_codes/{code}`: whose code it is."""

    uid: Uid


class User(Model):
    """`users/{uid}`: the private account."""

    email: str
    username: str
    friend_code: str
    created_at: datetime
    preferences: Preferences = Field(default_factory=Preferences)
    revision: int = Field(0, description="How often its owner has changed it")
    signed_out_at: int = Field(0, description="Sign-ins before then (Unix time) are over; firestore.rules asks it")
    hidden: bool = Field(default=False, description="Others find nothing of the person: suspended, or being deleted")
    suspension: "Suspension | None" = Field(None, description="Its person reads their own, and appeals; no more")
    hidden_texts: "HiddenTexts | None" = None
    hidden_name: Hidden | None = Field(None, description="Why others do not know the username")


class AccountExport(Model):
    """Everything that is held about a person's account."""

    id: str
    account: "User | None"
    profile: "Profile | None"


class Profile(Model):
    """`profiles/{uid}`: what every signed-in person may see."""

    username: str
    created_at: datetime
    display_name: str | None = None
    bio: str | None = None
    avatar_entry: str | None = None


class Suspension(Hidden):
    """Why a person is suspended, and their profile, which is nowhere else meanwhile: nobody finds them by it."""

    profile: Profile


class HiddenTexts(Hidden):
    """What moderators took out of a profile."""

    display_name: str | None
    bio: str | None
    avatar_entry: str | None
