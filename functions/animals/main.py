"""The species database: the animals that people have discovered, and the taxonomy behind them. For everybody."""

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
    """Return animals by name, the best known first, also misspelt; by rank and taxon.

    With `q` a page may hold fewer than `limit` while there are more: only `next_cursor` tells.
    """
    return json_response(animals.search(query))


@anyone.get("/animals/<animal_id>", summary="An animal", answer=AnimalDetails, errors=[Code.NOT_FOUND], public=True)
def details(caller: Identity | None, path: Path[AnimalPath]) -> Response:
    """Return an animal; `popularity` says in how many entries it was when last counted.

    Who discovered it is for signed-in people who may see that entry; to others it is "a player".
    """

    def sees(entry_id: str) -> bool:
        from shared.dex import views  # only for signed-in people

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
    """Return taxa by a scientific or English name or words of it, the best known first."""
    return json_response(names.search_taxa(query))


@anyone.get(
    "/taxonomy/<name>/children", summary="Taxa below one", answer=TaxonPage, errors=[Code.NOT_FOUND], public=True
)
def children(path: Path[TaxonPath], query: Query[TaxonChildrenQuery]) -> Response:
    """Return the taxa right below one, by name."""
    return json_response(names.children(path.name, query))


ROUTES = (anyone,)
NEEDS = ("hash_secret", "housekeeping_url", "identify_url", "tasks_service_account")
app = create_app("animals", *ROUTES, needs=NEEDS)
metrics.serve(app)
main = as_function(app)
