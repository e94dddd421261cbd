"""The evolutionary tree: what a viewer and others have seen, placed in the tree of life."""

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
    """Return the tree of what you and others, as far as you may see it, have seen, with every node's position."""
    return compressed_json(service.see(caller, query))


@person.get(f"{TREE}/chunks/<x>/<y>", summary="A chunk of the tree", answer=TreeReply, errors=[Code.NOT_FOUND])
def tree_chunk(caller: Identity, path: Path[ChunkPath], query: Query[FormQuery]) -> Response:
    """Return the nodes of the tree in a square of 2048 units, and the edges that begin or end there."""
    return json_response(service.see_chunk(caller, path, query))


@person.get(f"{TREE}/search", summary="Nodes by name", answer=NodesFound, errors=[Code.NOT_FOUND])
def search_tree(caller: Identity, query: Query[NodeSearch]) -> Response:
    """Return up to 20 nodes matching a name or words of it, the best known first, each with the path to it."""
    return json_response(service.search(caller, query))


@person.get("/graph/common-ancestor", summary="Common ancestor", answer=NodeFound, errors=[Code.NOT_FOUND])
def common_ancestor(caller: Identity, query: Query[TwoNodes]) -> Response:
    """Return the lowest common ancestor of two nodes of the tree."""
    return json_response(service.common_ancestor(caller, query))


@person.get(
    f"{TREE}/export",
    summary="The tree as a file",
    answer=Content.FILE,
    errors=[Code.NOT_FOUND],
    limit=limits.EXPORTS,
)
def export_tree(caller: Identity, query: Query[FileQuery]) -> Response:
    """Return the tree in Newick format or as an SVG poster."""
    from shared.graph import files  # only exports need it

    data = files.export(caller, query).encode()
    return attachment(iter([data]), CONTENT_TYPES[query.format], f"biologidex-tree.{SUFFIXES[query.format]}")


@person.post("/graph/invalidate-cache", summary="Clear my cached trees", answer=Content.NOTHING, status=204)
def invalidate_cache(caller: Identity) -> Response:
    """Clear your cached trees. Changes invalidate them automatically; this is rarely needed."""
    kept.forget(caller)
    return done()


ROUTES = (person,)
NEEDS = ("hash_secret", "housekeeping_url", "identify_url", "media_bucket", "tasks_service_account", "uploads_bucket")
app = create_app("graph", *ROUTES, needs=NEEDS)
metrics.serve(app)
main = as_function(app)
