"""The evolutionary tree: everything that a viewer and others have met, in its place in the tree of life."""

from flask import Response

from shared import limits
from shared.cloud.auth.identity import Identity
from shared.graph import kept, service
from shared.graph.models import (
    ChunkPath,
    FileFormat,
    FileQuery,
    FormQuery,
    NodeFound,
    NodeSearch,
    NodesFound,
    TreeQuery,
    TreeReply,
    TwoNodes,
)
from shared.http import metrics
from shared.http.app import as_function, attachment, compressed_json, create_app, done, json_response
from shared.http.routes import Content, Path, Query, Routes
from shared.problems import Code

TREE = "/graph/evolutionary-tree"
CONTENT_TYPES = {FileFormat.NEWICK: "text/x-nh; charset=utf-8", FileFormat.SVG: "image/svg+xml"}
SUFFIXES = {FileFormat.NEWICK: "nwk", FileFormat.SVG: "svg"}
person = Routes("graph")


@person.get(TREE, summary="The tree", answer=TreeReply, errors=[Code.NOT_FOUND])
def evolutionary_tree(caller: Identity, query: Query[TreeQuery]) -> Response:
    """Return the tree of what you, or others as far as you may see it, have met, with the place of every node."""
    return compressed_json(service.see(caller, query))


@person.get(f"{TREE}/chunks/<x>/<y>", summary="A chunk of the tree", answer=TreeReply, errors=[Code.NOT_FOUND])
def tree_chunk(caller: Identity, path: Path[ChunkPath], query: Query[FormQuery]) -> Response:
    """Return the nodes of the tree in a square of 2048 units, and the edges that lead there."""
    return json_response(service.see_chunk(caller, path, query))


@person.get(f"{TREE}/search", summary="Nodes by name", answer=NodesFound, errors=[Code.NOT_FOUND])
def search_tree(caller: Identity, query: Query[NodeSearch]) -> Response:
    """Return up to 20 nodes of the tree by a name or words of it, the best known first, each with the way to it."""
    return json_response(service.search(caller, query))


@person.get("/graph/common-ancestor", summary="Where two meet", answer=NodeFound, errors=[Code.NOT_FOUND])
def common_ancestor(caller: Identity, query: Query[TwoNodes]) -> Response:
    """Return the narrowest taxon that two nodes of the tree have in common."""
    return json_response(service.common_ancestor(caller, query))


@person.get(
    f"{TREE}/export",
    summary="The tree as a file",
    answer=Content.FILE,
    errors=[Code.NOT_FOUND],
    limit=limits.EXPORTS,
)
def export_tree(caller: Identity, query: Query[FileQuery]) -> Response:
    """Return the tree in the Newick format, or as an SVG poster."""
    from shared.graph import files  # few requests write files

    data = files.export(caller, query).encode()
    return attachment(iter([data]), CONTENT_TYPES[query.format], f"biologidex-tree.{SUFFIXES[query.format]}")


@person.post("/graph/invalidate-cache", summary="Forget my trees", answer=Content.NOTHING, status=204)
def invalidate_cache(caller: Identity) -> Response:
    """Forget the trees that were made for you; they are made anew at once when anything changes, without this too."""
    kept.forget(caller)
    return done()


ROUTES = (person,)
NEEDS = ("hash_secret", "housekeeping_url", "identify_url", "media_bucket", "tasks_service_account", "uploads_bucket")
app = create_app("graph", *ROUTES, needs=NEEDS)
metrics.serve(app)
main = as_function(app)
