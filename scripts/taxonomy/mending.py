"""Corrections to NCBI's taxa: species of which only subspecies exist, and names newer than NCBI's."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from scripts.taxonomy.ncbi import Taxon

RENAMED = Path(__file__).parent / "renamed.csv"
ALIKE = 0.7
NARROW = {"genus", "species", "subspecies"}


class Taxa:
    """The taxa of a build, by id and name."""

    def __init__(self, taxa: Iterable[Taxon], synonyms: Iterable[tuple[int, str]]) -> None:
        self.by_id = {taxon.id: taxon for taxon in taxa}
        wide_first = sorted(
            self.by_id.values(), key=lambda taxon: taxon.rank in NARROW
        )  # of homonyms the genus is meant
        self.by_name = {taxon.name: taxon for taxon in wide_first}
        self.synonyms: dict[str, int] = {}
        for taxon, name in sorted(synonyms):
            if taxon in self.by_id and name not in self.by_name:
                self.synonyms.setdefault(name, taxon)

    def find(self, name: str) -> Taxon | None:
        """Return the taxon with an accepted name or a synonym."""
        return self.by_name.get(name) or self.by_id.get(self.synonyms.get(name, 0))

    def add(self, taxon: Taxon) -> None:
        """Add a taxon, or replace the one with the same id."""
        before = self.by_id.get(taxon.id)
        if before and before.name != taxon.name:
            del self.by_name[before.name]
        self.by_id[taxon.id] = self.by_name[taxon.name] = taxon
        self.synonyms.pop(taxon.name, None)

    def above(self, taxon: Taxon, rank: str) -> Taxon | None:
        """Return a taxon's ancestor at a rank."""
        while taxon.parent is not None:
            taxon = self.by_id[taxon.parent]
            if taxon.rank == rank:
                return taxon
        return None

    def unused_id(self) -> int:
        """Return an id used neither by NCBI nor by this build."""
        return min(self.by_id) - 1


def add_missing_species(taxa: Taxa) -> None:
    """Add the binomials of which only subspecies are known.

    If NCBI puts the subspecies under a species of the same family with nearly the same epithet, they merely kept an
    older genus or ending, and the binomial is a synonym of that species. Otherwise it is a separate species:
    Dendrocopos major was placed under another family's Xiphocolaptes major.
    """
    missing = defaultdict(list)
    for taxon in taxa.by_id.values():
        binomial = " ".join(taxon.name.split()[:2])
        if taxon.rank == "subspecies" and taxa.find(binomial) is None:
            missing[binomial].append(taxon)
    for binomial, subspecies in sorted(missing.items()):
        parent = taxa.by_id[subspecies[0].parent or 0]
        genus = taxa.by_name.get(binomial.split()[0])
        if genus is None or (parent.rank == "species" and _is_same(taxa, binomial, genus, parent)):
            taxa.synonyms[binomial] = parent.id
            continue
        species = Taxon(taxa.unused_id(), binomial, "species", genus.id, None)
        taxa.add(species)
        for one in subspecies:
            taxa.add(one._replace(parent=species.id))


def _is_same(taxa: Taxa, binomial: str, genus: Taxon, parent: Taxon) -> bool:
    epithets = binomial.split()[1], parent.name.split()[1]
    is_alike = SequenceMatcher(None, *epithets).ratio() >= ALIKE
    return is_alike and taxa.above(genus, "family") == taxa.above(parent, "family")


def rename(taxa: Taxa) -> None:
    """Rename species as renamed.csv says; the old names, and those of their subspecies, become synonyms.

    Raises:
        ValueError: an old name is not in the taxonomy, or a new one already is.

    """
    for old, new in _renamed():
        species, known = taxa.by_name.get(old), taxa.find(new)
        if species is None or (known and known.id != species.id):
            raise ValueError(f"{RENAMED.name}: {old} → {new}: {species} {known}")
        taxa.add(species._replace(name=new, parent=_genus(taxa, new.split()[0], species)))
        taxa.synonyms[old] = species.id
        for below in [one for one in taxa.by_id.values() if one.parent == species.id]:
            taxa.synonyms[below.name] = below.id
            renamed = " ".join([new, *below.name.split()[2:]])
            if taxa.by_name.get(renamed) is None:
                old_name = below.name
                taxa.add(below._replace(name=renamed))
                taxa.synonyms[old_name] = below.id


def _renamed() -> Iterator[tuple[str, str]]:
    with RENAMED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["old_name"], row["new_name"]


def _genus(taxa: Taxa, name: str, species: Taxon) -> int:
    """Return the id of a genus, creating it beside the species' old genus if necessary."""
    known = taxa.by_name.get(name)
    if known is None:
        family = taxa.above(species, "family")
        known = Taxon(taxa.unused_id(), name, "genus", family.id if family else None, None)
        taxa.add(known)
    return known.id
