"""Scientific names as people and models write them, read by GBIF's name parser.

It handles authors, years, subgenera, markup, capitals and odd hyphens; this module decides which taxon is certain: the
genus for `Corvus sp.`, `cf.`, `aff.`, `agg.` and `?`, and both parents for a hybrid formula.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

MAX_LENGTH = 200
HYBRID = re.compile("\\s+[\u00d7xX]\\s+")  # the sign, or an x in its place
QUOTES = dict.fromkeys(map(ord, "\"'`*\u2018\u2019\u201c\u201d\u00ab\u00bb"))
AGGREGATE = "SPECIES_AGGREGATE"


@dataclass(frozen=True)
class ParsedName:
    """The taxa that a name certainly refers to, the narrowest first; for a hybrid formula, its parents instead."""

    taxa: tuple[str, ...]
    parents: tuple["ParsedName", ...] = ()


def parse(name: str) -> ParsedName | None:
    """Parse a scientific name; return None if it cannot be one."""
    text = " ".join(_visible(name).replace("_", " ").translate(QUOTES).split())
    if not text or len(text) > MAX_LENGTH:
        return None
    parts = HYBRID.split(text)
    if len(parts) == 2 and " " in parts[0]:
        return _hybrid(*parts)
    return _plain(text)


def _visible(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name)
    return "".join(letter for letter in plain if unicodedata.category(letter) not in {"Cf", "Cc"} or letter in "\t\n")


def _hybrid(one: str, other: str) -> ParsedName | None:
    """Parse a hybrid formula; its second half may omit or abbreviate the genus: `Equus ferus x E. asinus`."""
    genus = one.split()[0]
    words = other.split()
    if len(words) == 1:
        words = [genus, *words]
    elif words[0].endswith("."):
        words = [genus, *words[1:]]
    parents = _plain(one), _plain(" ".join(words))
    return ParsedName((), tuple(parent for parent in parents if parent)) if all(parents) else None


def _plain(text: str) -> ParsedName | None:
    import nameparser  # a native library; most requests do not need it

    try:
        parsed: dict[str, Any] = nameparser.parse(text).to_dict()
    except nameparser.UnparsableNameError:
        return None
    genus, species = parsed.get("genus"), parsed.get("specificEpithet")
    if not genus:
        return _uninomial(text, parsed.get("uninomial") or parsed.get("taxon") or "")
    if not genus.isalpha():  # an abbreviation: the genus is unknown
        return None
    is_unsure = parsed.get("epithetQualifier") or parsed["rank"] == AGGREGATE
    epithets = [species, parsed.get("infraspecificEpithet")]
    words = [genus] if is_unsure else [genus, *filter(None, epithets)]
    return ParsedName(tuple(" ".join(words[:count]) for count in range(len(words), 0, -1)))


def _uninomial(text: str, name: str) -> ParsedName | None:
    """Parse one word; a second, capitalised word may be its author or a wrongly capitalised epithet."""
    if not name.isalpha():
        return None
    words = text.split()
    is_binomial = len(words) == 2 and words[1].isalpha() and words[1].istitle()
    return ParsedName((f"{name} {words[1].lower()}", name) if is_binomial else (name,))
