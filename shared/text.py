"""Text that people type and others read, free of invisible and misleading characters."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator

INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")  # not in Cf
JOINERS, SELECTORS = frozenset("\u200c\u200d"), frozenset("\ufe0e\ufe0f")
HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
SEEN = {"L", "N", "P", "S"}
"""Unicode general categories (Standard, 4.5): invisible ones, and the initials of visible ones."""


def tidy(text: str, *, lines: bool = False) -> str:
    """Normalise text to NFC and trim it; `lines` allows several lines.

    Raises:
        ValueError: it contains invisible characters, or characters that change the text direction.

    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n") if lines else text).strip()
    for position, character in enumerate(composed):
        if is_hidden(character) and not (lines and character == "\n") and not _shapes(composed, position):
            raise ValueError("It contains invisible characters.")
    return composed


def is_hidden(character: str) -> bool:
    """Return whether a character is invisible, at least by itself."""
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return character in INVISIBLE or is_selector or unicodedata.category(character) in HIDDEN


def _shapes(text: str, position: int) -> bool:
    """Return whether an invisible character shapes its neighbours, as in emoji, Persian and Hindi."""
    character, before = text[position], text[position - 1 : position]
    is_in_emoji = bool(before) and (before in SELECTORS or unicodedata.category(before) in {"So", "Sk"})
    if character in SELECTORS:
        return is_in_emoji or before in {*"0123456789#*"}
    if character not in JOINERS:
        return False
    from idna import valid_contextj  # the rule of RFC 5892, A.1 and A.2; few texts need it

    return is_in_emoji or valid_contextj(text, position)


def _line(text: str) -> str:
    return tidy(text)


def _lines(text: str) -> str:
    return tidy(text, lines=True)


def _name(text: str) -> str:
    name = tidy(text)
    if not any(unicodedata.category(character)[0] in SEEN and not is_hidden(character) for character in name):
        raise ValueError("It contains nothing visible.")
    return name


Line = Annotated[str, AfterValidator(_line)]
Lines = Annotated[str, AfterValidator(_lines)]
Name = Annotated[str, AfterValidator(_name)]
"""A line with at least one visible character."""
