"""Normalising English words for comparison: case, accents, hyphens, apostrophes, gray/grey and plurals are ignored."""

import re
import unicodedata

IRREGULAR = {"mice": "mouse", "geese": "goose", "wolves": "wolf", "calves": "calf", "oxen": "ox", "gray": "grey"}
NO_WORDS = {"a", "an", "and", "of", "or", "the"}
STAYS = re.compile(r"(ss|us|is|ceros)$")
SIBILANT = re.compile(r"(x|ss|us|is|ceros|z|ch|sh|to)es$")
APOSTROPHES = re.compile("['\u2019\u2018`\u00b4]")


def words(text: str) -> list[str]:
    """Return the words of a text, normalised for comparison: `Grevy's Zebras` → grevy, zebra."""
    return [_singular(word) for word in as_written(text) if word not in NO_WORDS]


def as_written(text: str) -> list[str]:
    """Return the words of a text without accents, capitals and punctuation: `Grevy's Zebras` → grevys, zebras."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).lower()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[a-z0-9]+", letters)


def joined(compared: list[str]) -> str:
    """Join the last two words: `wood pigeon` may also be written `woodpigeon`."""
    return "".join(compared[-2:])


def key(text: str) -> str:
    """Return the comparison key of a whole name, ignoring spaces as well (`black bird`, `Blackbirds`)."""
    return "".join(words(text))


def _singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3 or not word.endswith("s") or STAYS.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if SIBILANT.search(word) else word[:-1]
