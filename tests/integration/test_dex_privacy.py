"""Who sees what of a dex: every viewer, every visibility, every route; and where the exact place never appears."""

import base64
import json
import logging
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest

from shared import logs
from shared.accounts.models import Visibility
from shared.animals import upkeep as animals_upkeep
from shared.animals.models import Category
from shared.cloud import firestore, storage
from shared.dex.store import entries as store
from shared.settings import settings
from tests.conftest import picture_bytes
from tests.integration.conftest import Player, client, tidy
from tests.integration.test_dex import ENTRIES, add, completed_job
from tests.integration.test_entries import add_named, sync, sync_with
from tests.integration.test_social import FRIENDSHIPS, ask, befriend


class World:
    """An owner with one entry, and one viewer of each kind."""

    def __init__(self, new_player: Callable[[], Player], visibility: Visibility) -> None:
        self.owner = new_player()
        self.entry = add(self.owner, completed_job(self.owner.uid), visibility=visibility).get_json()
        picture = f"jobs/job0-{self.owner.uid}/0/dex.png"
        storage.write(settings().media_bucket, picture, picture_bytes("PNG"), "image/png")
        names = ("stranger", "friend", "pending", "asked", "blocked", "blocker", "former", "admin", "deleted")
        self.viewers = {"owner": self.owner, **{name: new_player() for name in names}}
        befriend(self.owner, self.viewers["friend"])
        ask(self.viewers["pending"], user_id=self.owner.uid)
        ask(self.owner, user_id=self.viewers["asked"].uid)
        for one, other in (("owner", "blocked"), ("blocker", "owner")):
            befriend(self.viewers[one], self.viewers[other])
            body = {"user_id": self.viewers[other].uid}
            self.viewers[one].call("social", "POST", f"{FRIENDSHIPS}/block", json=body)
        former = befriend(self.owner, self.viewers["former"])
        self.owner.call("social", "DELETE", f"{FRIENDSHIPS}/{former}/unfriend")
        self.viewers["admin"].become_admin()
        befriend(self.owner, self.viewers["deleted"])
        self.viewers["deleted"].call("auth", "DELETE", "/api/v1/users/me")

    def routes(self) -> dict[str, Callable[[Any], Any]]:
        """Return route → a check of whether its response shows the entry."""
        listing, entry_id = f"{ENTRIES}/user/{self.owner.uid}/entries", self.entry["id"]
        batch = {"json": {"people": [{"user_id": self.owner.uid}]}}
        calls: dict[str, tuple[str, str, dict[str, Any]]] = {
            "entry": ("GET", f"{ENTRIES}/{entry_id}", {}),
            "list": ("GET", listing, {}),
            "filtered list": ("GET", f"{listing}?class=Mammalia&sort=name", {}),
            "unseen": ("GET", f"{listing}?not_seen_by_me=true&sort=creation_index", {}),
            "sync": ("POST", f"{ENTRIES}/batch_sync", batch),
            "dex picture": ("GET", self.entry["pictures"][0]["dex_compatible_url"], {}),
            "thumbnail": ("GET", self.entry["pictures"][0]["thumbnail_url"], {}),
            "original": ("GET", self.entry["pictures"][0]["original_url"], {}),
        }
        return {name: partial(self._ask, *call) for name, call in calls.items()}

    def _ask(self, method: str, path: str, options: dict[str, Any], player: Player | None) -> str:
        if player is None:
            response = client("dex").open(path, method=method, **options)
        else:
            response = player.call("dex", method, path, **options)
        if response.status_code == 401:
            return "sign in"
        shows = (response.mimetype or "").startswith("image/") or self.entry["id"] in response.text
        return "shown" if response.status_code == 200 and shows else "hidden"


def expected(viewer: str, visibility: Visibility, route: str) -> str:
    """Return the expected access, restating the rule by hand."""
    if viewer in {"anonymous", "deleted"}:
        return "sign in"
    if route == "original":
        return "shown" if viewer == "owner" else "hidden"
    if route == "unseen" and viewer == "owner":
        return "hidden"  # of course they have seen it
    sees = {
        Visibility.PRIVATE: {"owner", "admin"},
        Visibility.FRIENDS: {"owner", "admin", "friend"},
        Visibility.PUBLIC: {
            *("owner", "admin", "friend", "stranger", "pending", "asked", "blocked", "blocker", "former"),
        },
    }
    return "shown" if viewer in sees[visibility] else "hidden"


@pytest.mark.parametrize("visibility", Visibility)
def test_every_viewer_sees_by_every_route_what_they_may(
    new_player: Callable[[], Player], visibility: Visibility
) -> None:
    world = World(new_player, visibility)
    viewers: dict[str, Player | None] = {"anonymous": None, **world.viewers}
    routes = world.routes()
    assert (len(viewers), len(routes)) == (11, 8)
    result = {(viewer, route): routes[route](viewers[viewer]) for viewer, route in product(viewers, routes)}
    assert result == {(viewer, route): expected(viewer, visibility, route) for viewer, route in result}


def test_others_see_neither_notes_nor_the_original_nor_how_private_a_place_is(
    player: Player, new_player: Callable[[], Player]
) -> None:
    entry = add(player, completed_job(player.uid), visibility="public", notes="my secret").get_json()
    stranger, admin = new_player(), new_player()
    admin.become_admin()
    for viewer in (stranger, admin):
        seen = viewer.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()
        assert (seen["mine"], seen["pictures"][0]["original_url"]) == (None, None)
        assert "my secret" not in json.dumps(seen)


def test_what_changes_between_two_people_counts_at_once(player: Player, new_player: Callable[[], Player]) -> None:
    friend = new_player()
    entry = add(player, completed_job(player.uid)).get_json()
    url = entry["pictures"][0]["thumbnail_url"]

    def statuses() -> set[int]:
        return {friend.call("dex", "GET", path).status_code for path in (f"{ENTRIES}/{entry['id']}", url)}

    assert statuses() == {404}
    friendship = befriend(player, friend)
    assert statuses() == {200}
    player.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "private"})
    assert statuses() == {404}
    player.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "friends"})
    assert statuses() == {200}
    player.call("social", "DELETE", f"{FRIENDSHIPS}/{friendship}/unfriend")
    assert statuses() == {404}
    befriend(player, friend)
    player.call("social", "POST", f"{FRIENDSHIPS}/block", json={"user_id": friend.uid})
    assert statuses() == {404}


# The exact place

LATITUDE, LONGITUDE = 47.376912, 8.541734
EXACT = {"latitude": LATITUDE, "longitude": LONGITUDE, "name": "Secret Burrow, Zürich, Switzerland"}
SECRETS = ("47.3769", "8.5417", "Secret Burrow")


def tells(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def hidden(player: Player, new_player: Callable[[], Player]) -> tuple[Player, Player, dict[str, Any]]:
    """An owner, a friend of theirs, and an entry whose place is obscured."""
    friend = new_player()
    befriend(player, friend)
    return player, friend, add_named(player, "Vulpes vulpes", place=EXACT, visibility="public")


Hidden = tuple[Player, Player, dict[str, Any]]


def test_its_owner_sees_the_exact_place(hidden: Hidden) -> None:
    owner, _, entry = hidden
    own = owner.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()
    assert own["mine"]["place"] == EXACT
    assert own["place"]["obscured"]
    assert (own["place"]["name"], own["caught_at"], own["caught_precision"]) == (None, entry["caught_at"], "second")


def test_others_learn_the_month_and_no_day_or_minute(hidden: Hidden) -> None:
    _, friend, entry = hidden
    seen = friend.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()
    assert (seen["caught_at"], seen["caught_precision"]) == (f"{entry['caught_at'][:7]}-01T00:00:00Z", "month")
    for field in ("created_at", "updated_at"):
        assert seen[field] == f"{entry[field][:10]}T00:00:00Z"


def test_not_by_the_entry_or_a_list(hidden: Hidden) -> None:
    owner, friend, entry = hidden
    for path in (f"{ENTRIES}/{entry['id']}", f"{ENTRIES}/user/{owner.uid}/entries", f"{ENTRIES}/friends_overview"):
        response = friend.call("dex", "GET", path)
        assert response.status_code == 200
        assert tells(response.text) == []


def test_not_by_the_order_or_the_cursor_of_a_list(hidden: Hidden) -> None:
    owner, friend, entry = hidden
    earlier = add_named(owner, "Corvus corax", place=EXACT, visibility="public", caught_at="2026-05-01T00:00:00Z")
    found = []
    for sort in ("caught", "added"):
        query: dict[str, Any] = {"sort": sort, "limit": 1}
        while query:
            page = friend.call("dex", "GET", f"{ENTRIES}/user/{owner.uid}/entries", query_string=query).get_json()
            found += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
            query = query | {"cursor": cursor} if cursor else {}
            told = json.loads(base64.urlsafe_b64decode(cursor + "==")) if cursor else {}
            assert all(str(value).endswith("00:00:00+00:00") for name, value in told.items() if name != "__name__")
    assert found == sorted([entry["id"], earlier["id"]], reverse=True) * 2  # by the id: the times are the same


def test_not_by_sync(hidden: Hidden) -> None:
    owner, friend, _ = hidden
    assert tells(json.dumps(sync_with(friend, owner))) == []
    (own,) = sync(owner)["entries"]
    assert tells(json.dumps(own.pop("mine")["place"])) != []
    assert tells(json.dumps(own)) == []


@pytest.mark.parametrize("wanted", ["csv", "json", "dwca"])
def test_not_by_export(hidden: Hidden, wanted: str) -> None:
    response = hidden[0].call("dex", "GET", f"/api/v1/dex/export?format={wanted}")
    assert tells(response.data.decode(errors="replace")) == []


def test_not_by_what_feed_and_tree_are_made_of(hidden: Hidden) -> None:
    owner, _, entry = hidden
    database = firestore.client()
    life_list = database.collection("life_lists").document(owner.uid)
    below = [one for part in life_list.collections() for one in part.list_documents()]
    assert {one.parent.id for one in below} >= {"animals", "chunks", "changes", "months"}
    for document in (database.collection("dex_entries").document(entry["id"]), life_list, *below):
        stored = document.get().to_dict()
        assert stored
        assert tells(str(stored)) == []


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    lines: list[str] = []

    class Collecting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(logs.JsonFormatter().format(record))

    handler = Collecting()
    logging.getLogger("biologidex").addHandler(handler)
    yield lines
    logging.getLogger("biologidex").removeHandler(handler)


def test_not_by_logs_or_error_texts(player: Player, log_lines: list[str]) -> None:
    wrong = {**EXACT, "latitude": 147.376912}
    body = {"name": "Vulpes vulpes", "caught_at": "2026-05-01T00:00:00Z"}
    refused = player.call("dex", "POST", ENTRIES, json={**body, "place": wrong})
    assert (refused.status_code, tells(refused.text)) == (422, [])
    with patch.object(store, "put", side_effect=ValueError("database down")):
        failed = player.call("dex", "POST", ENTRIES, json={**body, "place": EXACT})
    assert (failed.status_code, tells(failed.text)) == (500, [])
    assert player.call("dex", "POST", ENTRIES, json={**body, "place": EXACT}).status_code == 201
    assert any("entry_added" in line for line in log_lines)
    assert any("database down" in line for line in log_lines)
    assert tells("".join(log_lines)) == []


def test_not_by_order_or_filter_of_distance(hidden: Hidden) -> None:
    owner, friend, _ = hidden
    path = f"{ENTRIES}/user/{owner.uid}/entries"
    for query in ("sort=distance", "sort=place", "sort=latitude"):
        assert friend.call("dex", "GET", f"{path}?{query}").status_code == 422
    for unknown in ("near=47.3769,8.5417&radius=1", "bbox=8,47,9,48"):
        refused = friend.call("dex", "GET", f"{path}?{unknown}")
        assert (refused.status_code, refused.get_json()["code"]) == (422, "validation_failed")


def test_not_by_changing_to_private_and_back(hidden: Hidden) -> None:
    owner, friend, entry = hidden
    seen = set()
    for geoprivacy in ("private", "obscured", "private", "obscured"):
        owner.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"geoprivacy": geoprivacy})
        place = friend.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()["place"]
        if place:
            seen.add((place["latitude"], place["longitude"]))
    assert seen == {(entry["place"]["latitude"], entry["place"]["longitude"])}


def test_not_by_adding_the_same_place_often_or_moving_within_the_cell(hidden: Hidden) -> None:
    owner, _, entry = hidden
    for offset in (0.001, 0.01):
        moved = {"latitude": LATITUDE + offset, "longitude": LONGITUDE + offset}
        changed = owner.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"place": moved}).get_json()
        assert changed["place"]["latitude"] == entry["place"]["latitude"]


def test_not_by_direct_reading(hidden: Hidden) -> None:
    """firestore.rules: nobody reads entry_places (tests/rules), and the entry, which its owner reads, has it not."""
    owner, _, entry = hidden
    assert store.get_exact_places([entry["id"]])
    document = firestore.client().collection("dex_entries").document(entry["id"]).get().to_dict()
    assert tells(str(document)) == []
    assert owner.call("dex", "DELETE", f"{ENTRIES}/{entry['id']}").status_code == 204
    assert store.get_exact_places([entry["id"]]) == {}


def test_the_place_of_a_threatened_animal_is_obscured_though_its_owner_would_show_it(player: Player) -> None:
    entry = add_named(player, "Puma concolor", place=EXACT, geoprivacy="open")
    assert entry["place"]["obscured"] is False
    animals_upkeep.set_status("puma-concolor", Category.ENDANGERED)
    tidy()
    after = player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()
    assert (after["place"]["obscured"], after["mine"]["geoprivacy"]) == (True, "open")
    again = player.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"geoprivacy": "open"}).get_json()
    assert again["place"] == after["place"]
    animals_upkeep.set_status("puma-concolor", Category.LEAST_CONCERN)
    tidy()
    assert not player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()["place"]["obscured"]


def test_the_place_of_a_photograph_is_kept_as_any_other(player: Player) -> None:
    job_id = completed_job(player.uid)
    firestore.client().collection("analysis_jobs").document(job_id).update({"place": EXACT})
    entry = add(player, job_id, visibility="public").get_json()
    assert entry["place"]["obscured"]
    assert entry["mine"]["place"] == EXACT
    assert add(player, job_id, animal_index=1, place=None).get_json()["place"] is None
