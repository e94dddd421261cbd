"""Resolving names and words to taxa."""

from collections.abc import Iterable
from itertools import islice

from shared.animals import gbif, guide, rules, search
from shared.animals.models import (
    Classification,
    FoundTaxon,
    Kingdom,
    Rank,
    Taxon,
    TaxonChildrenQuery,
    TaxonFacts,
    TaxonReply,
    TaxonSearch,
)
from shared.animals.parsing import ParsedName, parse
from shared.animals.taxonomy import taxonomy
from shared.animals.words import key
from shared.base_model import Page
from shared.pages import decode_cursor, paginate
from shared.problems import Code, Problem, Suggestion

MAX_SUGGESTIONS = 6
SAID_AS_SUCH = {Rank.KINGDOM, Rank.PHYLUM, Rank.CLASS}  # "bird" is a complete answer
PLANT_FAMILY = "aceae"  # ICN, article 18.1; also the ending of fungus families, but those are known by name


def resolve_name(name: str, rank: Rank | None = None) -> Classification | None:
    """Return the taxon for a model's scientific name, or None if it is unknown.

    The bundled taxonomy comes first (accepted names, synonyms; the rank decides between homonyms), then spelling
    corrections, then GBIF. An unknown subspecies falls back to its species, an unknown species to its genus, and a
    hybrid to the closest common ancestor of its parents. Plants and fungi are not found here: see `kingdom_of`.
    """
    parsed = parse(name)
    if parsed is None:
        return None
    if parsed.parents:
        return _shared([known for parent in parsed.parents if (known := _resolve(parent, rank))])
    return _resolve(parsed, rank)


def _resolve(parsed: ParsedName, rank: Rank | None) -> Classification | None:
    full, *wider = parsed.taxa
    if _kingdom(parsed) not in {None, Kingdom.ANIMALS}:
        return None
    known = _domestic(full) or taxonomy().find(full, rank) or _misspelt(full) or gbif.find(full)
    result = known or next(filter(None, map(taxonomy().find, wider)), None)
    return _as_animal(result) if result else None


def facts(names: Iterable[str]) -> dict[tuple[str, str], TaxonFacts]:
    """Return facts about taxa from the bundled taxonomy, by rank and accepted name."""
    return taxonomy().facts(names)


def kingdom_of(name: str) -> Kingdom | None:
    """Return the kingdom of a scientific name; None if it is unknown, or not a name.

    A genus name may exist in two kingdoms: `Prunella` means the bird, but `Prunella vulgaris` is the plant.
    """
    parsed = parse(name)
    return _kingdom(parsed) if parsed else None


def _kingdom(parsed: ParsedName) -> Kingdom | None:
    for name in parsed.taxa:
        if taxonomy().find(name):
            return Kingdom.ANIMALS
        if other := taxonomy().kingdom_of(name):
            return other
    return Kingdom.PLANTS if any(name.endswith(PLANT_FAMILY) for name in parsed.taxa) else None


def _domestic(name: str) -> Classification | None:
    """Return a domestic species that is named as a form of a wild one, like `Equus ferus caballus`."""
    words = name.split()
    species = guide.find(f"{words[0]} {words[-1]}")
    return taxonomy().find(species.scientific_name) if species and species.is_domestic else None


def _misspelt(name: str) -> Classification | None:
    """Return the taxon that a misspelt name means, if it is unambiguous."""

    def is_word(epithet: str) -> bool:
        return taxonomy().has_epithet(epithet)

    best = rules.best_spelling(name, taxonomy().spelled_alike(name), is_word)
    return taxonomy().find(best) if best else None


def _shared(parents: list[Classification]) -> Classification | None:
    """Return the lowest common ancestor of two taxa; None if one of them is unknown."""
    if len(parents) < 2:
        return None
    one, other = map(_line, parents)
    common = [taxon for taxon in one if taxon in other]
    return taxonomy().find(common[-1].name, common[-1].rank) if common else None


def _line(taxon: Classification) -> list[Taxon]:
    return [*taxon.lineage, Taxon(name=taxon.scientific_name, rank=taxon.rank)]


def find(name: str) -> Classification | None:
    """Return the taxon that a person names by an English name, a scientific name or a synonym.

    None if there is none, or if the name is ambiguous (see `suggest`). English names take precedence over genus names:
    an armadillo is not a woodlouse.
    """
    called = _called(name)
    if called:
        result = taxonomy().find(called.name, called.rank)
    else:
        parsed = parse(name)
        full = parsed.taxa[0] if parsed and parsed.taxa else ""
        result = taxonomy().find(full) if " " in full or not _in_guide(name) else None
    return _as_animal(result) if result else None


def _called(name: str) -> TaxonReply | None:
    """Return the one taxon with this English name: in the field guide, or else in other sources.

    Words for wide taxa are taken literally: "bird" is a complete answer. "Fox" means one of several animals.
    """
    called = taxonomy().called(key(name))
    by_guide = [one.taxon for one in called if one.by_guide]
    if len(by_guide) == 1:
        return by_guide[0]
    if len(called) != 1:
        return None
    only = called[0].taxon
    return only if only.rank in SAID_AS_SUCH or _in_guide(name) in {None, only.name} else None


def _in_guide(name: str) -> str | None:
    """Return the best known animal of the field guide whose English names contain all words of a name."""
    best_known = search.with_words(name)
    return best_known.name if best_known and guide.find(best_known.name) else None


def _as_animal(taxon: Classification) -> Classification:
    """Replace a subspecies by its species, unless it is a domestic form."""
    species = guide.find(taxon.scientific_name)
    if taxon.rank is Rank.SUBSPECIES and not (species and species.is_domestic):
        name = next(above.name for above in taxon.lineage if above.rank is Rank.SPECIES)
        return _as_animal(taxonomy().find(name) or taxon)
    return taxon


def falls_short(name: str, taxon: Classification) -> bool:
    """Return whether a name is a species' but only a wider taxon is known."""
    parsed = parse(name)
    return parsed is not None and len(parsed.taxa) > 1 and not taxon.rank.is_species


def suggest(name: str) -> list[Suggestion]:
    """Return possible meanings of a word: the best known animals, then the group with this name."""
    groups = [one.taxon for one in taxonomy().called(key(name)) if not one.taxon.rank.is_species][:1]
    taxa = [*search.first(name, MAX_SUGGESTIONS), *groups]
    named = {taxon.name: taxon for taxon in taxa if taxon not in groups and key(taxon.name) != key(name)}
    chosen = [*list(named.values())[: MAX_SUGGESTIONS - len(groups)], *groups]
    return [Suggestion(name=one.name, common_name=one.common_name, rank=one.rank) for one in chosen]


def search_taxa(request: TaxonSearch) -> Page[FoundTaxon]:
    """Return a page of the bundled taxonomy's taxa that match a name or words of it.

    Raises:
        Problem: `invalid_cursor`.

    """
    after = decode_cursor(request.cursor, search.ORDER) if request.cursor else {}
    found = list(islice(search.search(request.q, **after), request.limit + 1))
    return paginate(found, request.limit, lambda one: _placed(one.taxon), search.order_values)


def _placed(taxon: TaxonReply) -> FoundTaxon:
    """Return a taxon with its class and parent."""
    known = taxonomy().find(taxon.name, taxon.rank)
    class_name = known.taxon_at(Rank.CLASS) if known else None
    parent = known.lineage[-1].name if known and known.lineage else None
    return FoundTaxon(**taxon.model_dump(), class_name=class_name, parent=parent)


def children(name: str, request: TaxonChildrenQuery) -> Page[TaxonReply]:
    """Return a page of a taxon's children.

    Raises:
        Problem: `not_found`.

    """
    after = decode_cursor(request.cursor, {"name": str})["name"] if request.cursor else ""
    result = taxonomy().children(name, request.rank, request.limit + 1, after)
    if result is None:
        raise Problem(Code.NOT_FOUND, "We do not know this taxon.")
    return paginate(result, request.limit, lambda taxon: taxon, lambda taxon: {"name": taxon.name})
