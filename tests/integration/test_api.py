"""What every route promises: strict requests, ETags, Location, codes that the OpenAPI document names."""

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from flask import Response

from shared.base_model import Id, Model
from shared.cloud import firestore
from shared.cloud.auth.identity import Identity
from shared.cloud.firestore import transact
from shared.http.routes import Content, Path, Routes
from shared.vision import service as vision
from shared.vision import store as jobs
from tests.integration.conftest import Player, client, tidy
from tests.integration.test_dex import ENTRIES, add, completed_job
from tests.integration.test_entries import RAVENS, add_named
from tests.integration.test_social import ask

MY = f"{ENTRIES}/my_entries"


def edit(player: Player, entry: dict[str, Any], **options: Any) -> Any:
    return player.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", **options)


# Strict requests


@pytest.mark.parametrize("query", ["clas=Mammalia", "near=1,2", "favorite=yes", "favorite=1", "limit=ten"])
def test_a_query_that_nobody_understands_is_refused_by_name(player: Player, query: str) -> None:
    response = player.call("dex", "GET", f"{MY}?{query}")
    assert (response.status_code, list(response.get_json()["errors"])) == (422, [query.partition("=")[0]])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"visibilty": "public"}, "visibilty"),
        ({"wild": "yes"}, "wild"),
        ({"wild": 1}, "wild"),
        ({"caught_at": 1_700_000_000}, "caught_at"),
        ({"caught_at": "1700000000"}, "caught_at"),
        ({"caught_at": "2026-05-01"}, "caught_at"),
        ({"notes": 5}, "notes"),
        ({"place": {"latitude": 1, "longitude": 1, "altitude": 1}}, "place.altitude"),
        ({"place": {"latitude": "1", "longitude": 1}}, "place.latitude"),
    ],
)
def test_a_body_that_is_not_exactly_right_is_refused_by_name(player: Player, body: dict[str, Any], field: str) -> None:
    response = edit(player, {"id": "e"}, json=body)
    assert (response.status_code, list(response.get_json()["errors"])) == (422, [field])


def test_filters_of_taxa_ignore_case(player: Player) -> None:
    entry = add_named(player, RAVENS)
    for query in ("class=aves", "class=AVES", "order=passeriformes", "family=cOrViDaE"):
        (found,) = player.call("dex", "GET", f"{MY}?{query}").get_json()["items"]
        assert found["id"] == entry["id"]


def test_a_signature_that_no_request_has_stops_the_start() -> None:
    class ItemPath(Model):
        item_id: Id

    def misspelt(path: Path[ItemPath]) -> Response:
        return Response(path.item_id)

    def unknown(quary: Annotated[int, "query"]) -> Response:
        return Response(str(quary))

    def whoever(caller: Identity) -> Response:
        return Response(caller.uid)

    routes = Routes("test", signed_in=False)
    for rule, handler in (("/items/<item>", misspelt), ("/items", unknown), ("/items", whoever)):
        with pytest.raises(TypeError, match=handler.__name__):
            routes.get(rule, summary="", answer=Content.NOTHING)(handler)


# ETags and addresses


def test_a_change_of_what_was_changed_meanwhile_is_refused(player: Player) -> None:
    entry = add(player, completed_job(player.uid)).get_json()
    url = f"{ENTRIES}/{entry['id']}"
    tag = player.call("dex", "GET", url).headers["ETag"]
    assert player.call("dex", "GET", url, headers={"If-None-Match": tag}).status_code == 304
    changed = edit(player, entry, json={"notes": "first"}, headers={"If-Match": tag})
    assert changed.status_code == 200
    for method, path in (("PATCH", url), ("DELETE", url), ("DELETE", f"{url}/pictures/{entry['pictures'][0]['id']}")):
        stale = player.call("dex", method, path, json={"notes": "second"}, headers={"If-Match": tag})
        assert (stale.status_code, stale.get_json()["code"]) == (412, "precondition_failed")
    for match in (f'"{changed.get_json()["revision"]}"', "*", changed.headers["ETag"], tag):  # the last is a repetition
        again = edit(player, entry, json={"notes": "first"}, headers={"If-Match": match})
        assert again.status_code == 200
    assert edit(player, entry, json={}, headers={"If-Match": "nonsense"}).get_json()["errors"].keys() == {"If-Match"}
    assert player.call("dex", "DELETE", url, headers={"If-Match": changed.headers["ETag"]}).status_code == 204


def test_an_account_that_was_changed_meanwhile_is_not_changed(player: Player) -> None:
    url = "/api/v1/users/me"
    tag = player.call("auth", "GET", url).headers["ETag"]
    statuses = [
        player.call("auth", "PATCH", url, json={"bio": bio}, headers={"If-Match": tag}).status_code
        for bio in ("hello", "goodbye", "hello")
    ]
    assert statuses == [200, 412, 200]


def test_what_is_created_says_where_it_is(player: Player) -> None:
    key = {"Idempotency-Key": "k"}
    body = {"name": RAVENS, "caught_at": "2026-05-01T00:00:00Z"}
    for _ in range(2):
        created = player.call("dex", "POST", ENTRIES, json=body, headers=key)
        assert player.call("dex", "GET", created.headers["Location"]).get_json()["id"] == created.get_json()["id"]
    job = player.call("vision", "POST", "/api/v1/vision/jobs", json={"content_type": "image/png", "size_bytes": 1})
    assert player.call("vision", "GET", job.headers["Location"]).get_json()["id"] == job.get_json()["id"]


def test_of_what_was_deleted_no_earlier_answer_is_kept_and_its_request_creates_nothing_again(player: Player) -> None:
    notes, place = "the den behind the mill", {"latitude": 51.38123, "longitude": -2.36123, "name": "the old mill"}
    body = {"name": RAVENS, "caught_at": "2026-05-01T00:00:00Z", "notes": notes, "place": place}

    def create() -> Any:
        return player.call("dex", "POST", ENTRIES, json=body, headers={"Idempotency-Key": "k"})

    url = create().headers["Location"]
    player.call("dex", "POST", f"{url}/toggle_favorite", headers={"Idempotency-Key": "t"})
    job = player.call(
        *("vision", "POST", "/api/v1/vision/jobs"),
        json={"content_type": "image/png", "size_bytes": 1},
        headers={"Idempotency-Key": "j"},
    ).get_json()
    player.call("dex", "DELETE", url)
    transact(lambda unit: jobs.delete(unit, vision.get_job(player.uid, job["id"])))
    kept = [record.to_dict() for record in firestore.client().collection("idempotency_keys").stream()]
    assert len(kept) == 3
    assert not [secret for secret in (notes, "mill", "51.38", job["upload"]["url"]) if secret in str(kept)]
    again = create()
    assert (again.status_code, again.get_json()["code"]) == (404, "not_found")
    assert player.call("dex", "GET", MY).get_json()["items"] == []


def test_an_entry_that_exists_with_other_content_is_a_conflict_that_says_where(player: Player) -> None:
    job_id = completed_job(player.uid)
    entry = add(player, job_id, notes="a").get_json()
    other = add(player, job_id, notes="b")
    assert (other.status_code, other.get_json()["code"]) == (409, "already_exists")
    assert other.headers["Location"] == f"{ENTRIES}/{entry['id']}"


def test_two_sightings_of_one_animal_in_the_same_second_are_two(player: Player) -> None:
    ids = {add_named(player, RAVENS, notes=notes)["id"] for notes in ("a", "b", "a")}
    assert len(ids) == 2


# What a client needs at once


def test_the_home_screen_comes_in_one_request(player: Player, new_player: Callable[[], Player]) -> None:
    entry = add(player, completed_job(player.uid)).get_json()
    job = player.call("vision", "POST", "/api/v1/vision/jobs", json={"content_type": "image/png", "size_bytes": 1})
    misty = new_player()
    ask(misty, user_id=player.uid)
    home = player.call("dex", "GET", "/api/v1/dex/home").get_json()
    assert (home["account"]["username"], home["stats"]["catches"]) == (player.name, 1)
    assert [one["id"] for one in home["entries"]] == [entry["id"]]
    assert [one["person"]["id"] for one in home["requests"]] == [misty.uid]
    assert [one["id"] for one in home["jobs"]] == [job.get_json()["id"]]


def test_a_job_tells_what_its_photograph_told_and_which_entries_it_became(player: Player) -> None:
    job_id = completed_job(player.uid)
    url = f"/api/v1/vision/jobs/{job_id}"
    before = player.call("vision", "GET", url).get_json()
    assert (before["entry_ids"], before["captured_at"], before["place"]) == ([], None, None)
    entries = [add(player, job_id, animal_index=number).get_json()["id"] for number in (0, 1)]
    assert player.call("vision", "GET", url).get_json()["entry_ids"] == entries
    player.call("dex", "DELETE", f"{ENTRIES}/{entries[0]}")
    assert player.call("vision", "GET", url).get_json()["entry_ids"] == entries[1:]


def test_lists_give_the_owner_the_exact_place_and_pictures_side_by_side(player: Player) -> None:
    exact = {"latitude": 51.38123, "longitude": -2.36123, "name": None}
    add(player, completed_job(player.uid), place=exact)
    (entry,) = player.call("dex", "GET", MY).get_json()["items"]
    assert entry["mine"]["place"] == exact
    (picture,) = entry["pictures"]
    assert (entry["thumbnail_url"], entry["dex_compatible_url"]) == (
        picture["thumbnail_url"],
        picture["dex_compatible_url"],
    )


def test_a_box_of_the_map_holds_what_was_caught_there(player: Player) -> None:
    places = [(47.1, 8.1), (47.2, 8.2), (47.2, 8.2), (-17.0, 179.5), (-17.0, -179.5), (47.15, 9.5)]
    entries = [
        add_named(player, RAVENS, day, place={"latitude": latitude, "longitude": longitude})["id"]
        for day, (latitude, longitude) in enumerate(places, start=1)
    ]

    def inside(bbox: str, limit: int = 100) -> list[str]:
        found, cursor = [], ""
        while True:
            page = player.call("dex", "GET", f"{MY}?bbox={bbox}&limit={limit}{cursor}").get_json()
            found += [entry["id"] for entry in page["items"]]
            if not page["next_cursor"]:
                return found
            cursor = f"&cursor={page['next_cursor']}"

    assert inside("8,47,9,48")[0] == entries[0]
    assert sorted(inside("8,47,9,48", limit=1)) == sorted(entries[:3])
    assert sorted(inside("179,-18,-179,-16")) == sorted(entries[3:5])
    assert inside("0,0,1,1") == []
    for wrong in ("8,47,9", "8,47,9,north", "8,47,9,99", "8,47,9,48&class=Aves", "8,47,9,48&sort=name"):
        assert player.call("dex", "GET", f"{MY}?bbox={wrong}").status_code == 422


def test_nothing_is_started_by_reading(player: Player) -> None:
    client("auth").get("/api/v1/users/me/export", headers={"Authorization": f"Bearer {player.token}"})
    assert tidy()["export"] == 0
