"""The smoke test, without the product."""

import json

import pytest
import requests
from rich.console import Console

from scripts.demo import FORGED, Api, evolutionary_tree, miscounted
from shared.graph import drawing, service
from shared.graph.kept import Tree
from shared.graph.models import Finder, Form
from tests.unit.test_graph_tree import ANIMALS, grown

OWN = "198.51.100.7"


@pytest.mark.parametrize(
    ("own", "shown", "wrong"),
    [
        (OWN, {"address": f"{OWN}/32"}, None),
        ("2001:db8::1:2", {"address": "2001:db8::/64"}, None),
        (OWN, {"address": f"{FORGED}/32"}, "TRUSTED_PROXIES"),
        (OWN, {"address": "192.0.2.9/32"}, "TRUSTED_PROXIES"),
        (OWN, {"address": ""}, "TRUSTED_PROXIES"),
        (OWN, {"ok": True}, "DEMO_LOGIN"),
    ],
)
def test_requests_are_counted_by_ones_own_address(
    own: str, shown: dict[str, object], wrong: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = requests.Response()
    answer._content = json.dumps(shown).encode()
    api = Api("https://biologidex.example.org")
    monkeypatch.setattr(api.session, "get", lambda url, headers, timeout: answer)
    said = miscounted(api, own)
    assert said is None if wrong is None else wrong in str(said)


def test_the_tree_is_printed_as_the_api_answers_it() -> None:
    """Every taxon once, below its parent and in the API's order, with its names and counts."""
    nodes = list(grown(ANIMALS, mine=set()).values())
    drawn, numbers = drawing.draw(nodes, Form.TIDY), list(range(len(nodes)))
    finders = [Finder(user_id="ash", username="ash")]
    answer = json.loads(service._show(Tree(nodes, finders, "v"), drawn, numbers, []).model_dump_json())["nodes"]
    console = Console(width=200)
    with console.capture() as printed:
        console.print(evolutionary_tree(answer))
    above: list[str] = []
    shown: dict[str, str | None] = {}
    for line in printed.get().splitlines():
        words = line.lstrip("│├└─ ")
        depth = (len(line) - len(words)) // 4
        (node,) = (one for one in answer if words.rstrip() == _words(one))
        assert node["id"] not in shown
        above[depth:] = [node["id"]]
        shown[node["id"]] = above[depth - 1] if depth else None
    assert shown == {node["id"]: node["parent"] for node in answer}


def _words(node: dict[str, object]) -> str:
    known = f"{node['animals']} of {node['species_known']:,} species" if node["species_known"] else None
    return " ".join(str(word) for word in (node["scientific_name"], node["common_name"], node["rank"], known) if word)
