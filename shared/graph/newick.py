"""A tree in the Newick format, as programs for phylogenies read it: https://phylipweb.github.io/phylip/newick_doc.html."""

from shared.graph.tree import Node


def newick(nodes: list[Node]) -> str:
    """Return a tree in the Newick format; its nodes are called by their scientific names."""
    below: list[list[str]] = [[] for _ in nodes]
    for number in range(len(nodes) - 1, 0, -1):
        below[nodes[number].parent].append(_written(nodes[number], below[number]))
    return f"{_written(nodes[0], below[0])};\n"


def _written(node: Node, below: list[str]) -> str:
    name = "'{}'".format(node.name.replace("'", "''"))
    return f"({','.join(reversed(below))}){name}" if below else name
