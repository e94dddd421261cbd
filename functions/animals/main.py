"""The species database: the animals that people have discovered, and the taxonomy behind them. Public."""

from flask import Response

from shared.animals import animals, names
from shared.animals.models import (
    AnimalDetails,
    AnimalPath,
    AnimalQuery,
    AnimalReply,
    FoundTaxon,
    LineageReply,
    TaxonChildrenQuery,
    TaxonPath,
    TaxonReply,
    TaxonSearch,
)
from shared.base_model import Page
from shared.cloud.auth.identity import Identity
from shared.http import metrics
from shared.http.app import as_function, create_app, json_response
from shared.http.routes import Path, Query, Routes
from shared.problems import Code

type AnimalPage = Page[AnimalReply]
type TaxonPage = Page[TaxonReply]
type FoundPage = Page[FoundTaxon]
anyone = Routes("animals", signed_in=False)


@anyone.get("/animals", summary="Animals", answer=AnimalPage, public=True)
def search(query: Query[AnimalQuery]) -> Response:
    """Search animals by name (misspellings allowed, best known first), rank and taxon.

    With `q`, a page may hold fewer than `limit` items even if there are more: rely on `next_cursor`.
    """
    return json_response(animals.search(query))


@anyone.get("/animals/<animal_id>", summary="An animal", answer=AnimalDetails, errors=[Code.NOT_FOUND], public=True)
def details(caller: Identity | None, path: Path[AnimalPath]) -> Response:
    """Return an animal; `popularity` is the number of its entries when they were last counted.

    The discoverer is named only to signed-in people who may see that entry; to others it is "a player".
    """

    def sees(entry_id: str) -> bool:
        from shared.dex import views  # only signed-in requests need it

        return caller is not None and views.sees(caller, entry_id)

    return json_response(animals.details(path.animal_id, sees))


@anyone.get(
    "/animals/<animal_id>/lineage",
    summary="An animal's ancestors",
    answer=LineageReply,
    errors=[Code.NOT_FOUND],
    public=True,
)
def lineage(path: Path[AnimalPath]) -> Response:
    """Return an animal's place in the tree of life."""
    return json_response(animals.lineage(path.animal_id))


@anyone.get("/taxonomy/search", summary="Taxa by name", answer=FoundPage, public=True)
def search_taxa(query: Query[TaxonSearch]) -> Response:
    """Search taxa by a scientific or English name, or words of it; the best known first."""
    return json_response(names.search_taxa(query))


@anyone.get(
    "/taxonomy/<name>/children", summary="Children of a taxon", answer=TaxonPage, errors=[Code.NOT_FOUND], public=True
)
def children(path: Path[TaxonPath], query: Query[TaxonChildrenQuery]) -> Response:
    """Return the direct children of a taxon, by name."""
    return json_response(names.children(path.name, query))


ROUTES = (anyone,)
NEEDS = ("hash_secret", "housekeeping_url", "identify_url", "tasks_service_account")
app = create_app("animals", *ROUTES, needs=NEEDS)
metrics.serve(app)
main = as_function(app)
