"""Names and words to taxa."""

from shared.animals import gbif, guide, rules
from shared.animals.guide import GuideSpecies
from shared.animals.models import Classification, Rank, TaxaReply, Taxon, TaxonReply, TaxonSearch
from shared.animals.parsing import ParsedName, parse
from shared.animals.taxonomy import taxonomy
from shared.base_model import Page, PageQuery
from shared.pages import decode_cursor, paginate
from shared.problems import Code, Problem


def resolve_name(name: str) -> Classification | None:
    """Return the taxon that a model's scientific name stands for, or None when nothing is known of it.

    The bundled taxonomy is asked first (accepted names, synonyms), then for a misspelling, then GBIF; of an unknown
    subspecies and species it knows the species and the genus, of a hybrid what its parents share.
    """
    parsed = parse(name)
    if parsed is None:
        return None
    if parsed.parents:
        return _shared(list(filter(None, map(_resolve, parsed.parents))))
    return _resolve(parsed)


def _resolve(parsed: ParsedName) -> Classification | None:
    full, *wider = parsed.taxa
    result = _domestic(full) or _known(full) or gbif.find(full) or next(filter(None, map(taxonomy().find, wider)), None)
    return _as_animal(result) if result else None


def _domestic(name: str) -> Classification | None:
    """Return a domestic species that is named as a form of a wild one: `Equus ferus caballus`."""
    words = name.split()
    species = guide.find(f"{words[0]} {words[-1]}")
    return _in_taxonomy(species) if species and species.is_domestic else None


def _in_taxonomy(species: GuideSpecies) -> Classification | None:
    return taxonomy().find(species.scientific_name)


def _shared(parents: list[Classification]) -> Classification | None:
    """Return the narrowest taxon that two have in common; None when one of them is not known."""
    if len(parents) < 2:
        return None
    one, other = map(_line, parents)
    common = [taxon.name for taxon in one if taxon in other]
    return taxonomy().find(common[-1]) if common else None


def _line(taxon: Classification) -> list[Taxon]:
    return [*taxon.lineage, Taxon(name=taxon.scientific_name, rank=taxon.rank)]


def _known(name: str) -> Classification | None:
    result = taxonomy().find(name)
    if result:
        return result
    best = rules.best_spelling(name, taxonomy().spelled_alike(name))
    return taxonomy().find(best) if best else None


def find(name: str) -> Classification | None:
    """Return the taxon that a person's word stands for: an English name, a scientific name or a synonym."""
    parsed = parse(name)
    known = taxonomy().find(parsed.taxa[0]) if parsed and parsed.taxa else None
    species = guide.find_word(name)
    result = (_in_taxonomy(species) if species else None) or known or taxonomy().find_common(name.strip())
    return _as_animal(result) if result else None


def _as_animal(taxon: Classification) -> Classification:
    """Return a subspecies' species, unless it is a domestic form; anything else as it is, by its name in the guide."""
    species = guide.find(taxon.scientific_name)
    if taxon.rank is Rank.SUBSPECIES and not (species and species.is_domestic):
        name = next(above.name for above in taxon.lineage if above.rank is Rank.SPECIES)
        return _as_animal(taxonomy().find(name) or taxon)
    return taxon.model_copy(update={"common_name": species.english_name}) if species else taxon


def falls_short(name: str, taxon: Classification) -> bool:
    """Tell whether a name says a species, and all that is known of it is a wider taxon."""
    parsed = parse(name)
    return parsed is not None and len(parsed.taxa) > 1 and not taxon.rank.is_species


def suggest(name: str, limit: int = 3) -> list[str]:
    """Return scientific names that are spelled alike, the nearest first."""
    parsed = parse(name)
    if parsed is None or not parsed.taxa:
        return []
    return rules.nearest_spellings(parsed.taxa[0], taxonomy().spelled_alike(parsed.taxa[0]))[:limit]


def search_taxa(request: TaxonSearch) -> TaxaReply:
    """Return taxa of the bundled taxonomy by the beginning of a name."""
    return TaxaReply(items=taxonomy().search(request.q.strip(), request.limit))


def children(name: str, page: PageQuery) -> Page[TaxonReply]:
    """Return a page of the taxa right below one.

    Raises:
        Problem: `not_found`.

    """
    after = decode_cursor(page.cursor, {"name": str})["name"] if page.cursor else ""
    result = taxonomy().children(name, page.limit + 1, after)
    if result is None:
        raise Problem(Code.NOT_FOUND, "We know no such taxon.")
    return paginate(result, page.limit, lambda taxon: taxon, lambda taxon: {"name": taxon.name})
