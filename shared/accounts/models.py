"""People: what is stored, asked and answered."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.model import Model

USERNAME_PATTERN = r"^[A-Za-z0-9_.-]{3,30}$"
EMAIL_PATTERN = r"^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+$"


class NewUser(Model):
    """A person who signs up."""

    username: str = Field(pattern=USERNAME_PATTERN, description="3-30 letters, digits, _ . -; unique in any case")
    email: str = Field(pattern=EMAIL_PATTERN, max_length=254)
    password: str = Field(min_length=8, max_length=128)
    password_confirm: str


class Login(Model):
    """A person who signs in, by username or e-mail address."""

    login: str = Field(min_length=3, max_length=254, description="The username or the e-mail address")
    password: str = Field(min_length=1, max_length=128)


class Refresh(Model):
    """A person whose ID token has expired."""

    refresh_token: str = Field(min_length=1, max_length=4096)


class PasswordReset(Model):
    """A person who has forgotten the password."""

    email: str = Field(pattern=EMAIL_PATTERN, max_length=254)


class FriendCode(Model):
    """What a person gives to somebody who is to find them."""

    friend_code: str


class Me(Model):
    """What a person sees of their own account."""

    id: str
    username: str
    email: str
    friend_code: str
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


class ReservedName(Model):
    """`usernames/{folded}`: whose name it is. `email` is there only while the sign-up is pending."""

    uid: str
    status: NameStatus
    email: str | None = None
    reserved_at: datetime


class User(Model):
    """`users/{uid}`: the private account."""

    email: str
    username: str
    friend_code: str
    created_at: datetime


class Profile(Model):
    """`profiles/{uid}`: what signed-in people may see."""

    username: str
    created_at: datetime
