"""Parts of the product, and their contributions to access rules, exports, deletions and housekeeping.

Each part declares them once, in its `part.py`; shared/parts.py lists the parts.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple, get_args, get_origin

from shared.base_model import Model, UidMarker


class Readers(Enum):
    """The people who may read a collection's documents directly, according to firestore.rules."""

    NOBODY = "nobody"
    OWNER = "their owner"
    FRIENDS = "the two, while they are friends, and who has been asked"
    SIGNED_IN = "who is signed in"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Collection:
    """A collection: the path of its documents, with `{uid}` for a person's uid, and their model."""

    path: str
    model: type[Model]
    readers: Readers = Readers.NOBODY

    def uid_fields(self) -> dict[str, bool]:
        """Return the paths of fields that can hold a uid → whether the field is a list."""
        return dict(_uid_fields(self.model))


def _uid_fields(model: type[Model], prefix: str = "") -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for name, field in model.model_fields.items():
        path = f"{prefix}{name}"
        if any(isinstance(one, UidMarker) for one in field.metadata) or _holds_uid(field.annotation):
            found.append((path, _is_list(field.annotation)))
        for nested in _models(field.annotation):
            found += _uid_fields(nested, f"{path}.")
    return found


def _holds_uid(annotation: Any) -> bool:
    metadata = getattr(annotation, "__metadata__", ())
    return any(isinstance(one, UidMarker) for one in metadata) or any(map(_holds_uid, get_args(annotation)))


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(map(_is_list, get_args(annotation)))


def _models(annotation: Any) -> list[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [] if _is_list(annotation) else [model for one in get_args(annotation) for model in _models(one)]


class File(NamedTuple):
    """A file of an export."""

    name: str
    pieces: Iterable[bytes]


class Section(NamedTuple):
    """A bounded piece of a person's data, and the cursor of the next piece; None at the end."""

    items: Sequence[Model | File]
    cursor: str | None = None


@dataclass(frozen=True)
class Export:
    """An item of a person's export: a JSON file or a folder of files; `read` takes a uid and a cursor."""

    name: str
    description: str
    read: Callable[[str, str], Section]


class Work(Model):
    """The payload of a housekeeping task: its subject (a uid or another id), its time, and the piece to do."""

    subject: str
    at: datetime
    piece: int = 0
    cursor: str = ""

    def next_piece(self, cursor: str) -> "Work":
        """Return the next piece."""
        return self.model_copy(update={"cursor": cursor, "piece": self.piece + 1})


class Found(NamedTuple):
    """A batch of the subjects that are due, and the cursor to find more; None at the end."""

    subjects: list[str]
    cursor: str | None = None


SAMPLE = 5
"""How many people or animals a run holds against what is counted of them."""


def drawn(at: datetime, letters: str) -> str:
    """Return an id from which on a run takes its sample; of the same moment always the same."""
    return "".join(letters[byte % len(letters)] for byte in hashlib.sha256(at.isoformat().encode()).digest())


@dataclass(frozen=True)
class Chore:
    """A kind of housekeeping.

    `find` takes a time and a cursor, and finds subjects that are due. `step` does a bounded piece of the work for one
    of them and returns the cursor of the next piece; None if it is done. Both may run twice, concurrently, or die
    half-way. A chore without `find` is queued by the change that makes it necessary.
    """

    name: str
    step: Callable[[Work], str | None]
    find: Callable[[datetime, str], Found] | None = None
    urgent: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z-]+", self.name):
            raise ValueError(f"{self.name}: tasks are named after it")


@dataclass(frozen=True)
class Part:
    """A part of the product; `erase` deletes up to a number of a person's items and returns how many it deleted."""

    name: str
    collections: tuple[Collection, ...]
    erase: Callable[[str, int], int] | None = None
    exports: tuple[Export, ...] = ()
    chores: tuple[Chore, ...] = ()
    objects: tuple[str, ...] = ()
    """Prefixes of its objects in the media bucket, with `{uid}` for a person's uid."""
    functions: tuple[str, ...] = ()
    """The functions that serve its routes."""
