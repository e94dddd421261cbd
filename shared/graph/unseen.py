"""What a person's friends have met and they have not: the animals of their common tree that are not theirs."""

from shared.base_model import Page
from shared.cloud.auth.identity import Identity
from shared.graph import service, tree
from shared.graph.models import Mode, NotSeenQuery, PeopleQuery, UnseenAnimal
from shared.graph.tree import Node
from shared.pages import Integer, Order, decode_cursor, paginate

ORDER: Order = {"number": Integer}


def not_seen(viewer: Identity, query: NotSeenQuery) -> Page[UnseenAnimal]:
    """Return a page of the numbered animals that friends have met and a viewer has not, by number.

    It reads what the tree of the viewer and their friends reads: two or three documents while nothing has changed.

    Raises:
        Problem: `invalid_cursor`.

    """
    after = decode_cursor(query.cursor, ORDER)["number"] if query.cursor else 0
    seen = service.unpacked(viewer, PeopleQuery(mode=Mode.FRIENDS))
    unseen = sorted(tree.unseen(seen.nodes, query.taxa), key=_number)
    found = [node for node in unseen if _number(node) > after]

    def show(node: Node) -> UnseenAnimal:
        return UnseenAnimal(
            animal_id=str(node.animal_id),
            creation_index=_number(node),
            scientific_name=node.name,
            common_name=node.common_name,
            class_name=node.class_name,
            people=node.people or 0,
            who=[seen.finders[person] for person in node.who],
            thumbnail_url=f"/media/{node.picture}/thumb" if node.picture else None,
        )

    return paginate(found[: query.limit + 1], query.limit, show, lambda node: {"number": _number(node)})


def _number(node: Node) -> int:
    return node.creation_index or 0
