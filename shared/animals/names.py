"""Names and words to taxa."""

from shared.animals import gbif, rules
from shared.animals.models import Classification, Rank, TaxaReply, TaxonReply, TaxonSearch
from shared.animals.taxonomy import taxonomy
from shared.base_model import Page, PageQuery
from shared.pages import decode_cursor, paginate
from shared.problems import Code, Problem


def resolve_name(name: str, rank: Rank | None = None, common_name: str | None = None) -> Classification | None:
    """Return the taxon that a model's scientific name stands for, or None when it cannot be a scientific name.

    The bundled taxonomy is asked first (accepted names, synonyms), then for a misspelling, then GBIF. A name that
    none of them knows is kept as it is, unverified.
    """
    tidy = rules.normalise(name)
    if tidy is None:
        return None
    result = _known(tidy) or gbif.find(tidy)
    if result:
        return result.model_copy(update={"common_name": result.common_name or common_name})
    return Classification(
        scientific_name=tidy,
        common_name=common_name,
        rank=rank or rules.rank_of_form(tidy),
        lineage=[],
        verified=False,
    )


def _known(name: str) -> Classification | None:
    result = taxonomy().find(name)
    if result:
        return result
    best = rules.best_spelling(name, taxonomy().spelled_alike(name))
    return taxonomy().find(best) if best else None


def find(name: str) -> Classification | None:
    """Return the taxon that a person's word stands for: a scientific name, a synonym or a common name."""
    tidy = rules.normalise(name)
    return (taxonomy().find(tidy) if tidy else None) or taxonomy().find_common(name.strip())


def suggest(name: str, limit: int = 3) -> list[str]:
    """Return scientific names that are spelled alike, the nearest first."""
    tidy = rules.normalise(name)
    return rules.nearest_spellings(tidy, taxonomy().spelled_alike(tidy))[:limit] if tidy else []


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
