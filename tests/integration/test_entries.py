"""Entries from adding to deleting, and lists of them, on the emulators."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from unittest.mock import patch

import pytest

from scripts.bench_scale import measured
from shared.animals import upkeep as animals_upkeep
from shared.animals.models import Category
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.dex import rules, upkeep, views
from shared.dex.documents import EntryRecord
from shared.dex.store import entries as store
from shared.dex.store import life_lists
from shared.pages import encode_cursor
from shared.vision import media
from shared.vision import store as jobs
from shared.vision.models import Variant
from tests.conftest import forget_cached
from tests.integration.conftest import Player, tidy
from tests.integration.test_dex import ENTRIES, add, completed_job
from tests.integration.test_social import befriend

LIONS, CATS, RAVENS = "Panthera leo", "Felis catus", "Corvus corax"


def add_named(player: Player, name: str, day: int = 1, **body: Any) -> Any:
    caught = datetime(2026, 5, day, tzinfo=UTC).isoformat()
    return player.call("dex", "POST", ENTRIES, json={"name": name, "caught_at": caught, **body}).get_json()


def add_photographed(player: Player, name: str, day: int = 1, **body: Any) -> Any:
    """Add an animal that the model saw in a photograph."""
    job_id = completed_job(player.uid, number=100 + day, names=(name,))
    return add(player, job_id, caught_at=datetime(2026, 5, day, tzinfo=UTC).isoformat(), **body).get_json()


def listed(player: Player, path: str = "/my_entries", **query: Any) -> list[str]:
    page = player.call("dex", "GET", ENTRIES + path, query_string=query).get_json()
    return [item["animal"]["scientific_name"] for item in page["items"]]


def stats(player: Player) -> Any:
    return player.call("dex", "GET", "/api/v1/dex/stats").get_json()


# Adding


def test_what_is_not_said_is_the_persons_default(player: Player) -> None:
    preferences = {"default_visibility": "private", "default_geoprivacy": "open"}
    player.call("auth", "PATCH", "/api/v1/users/me", json=preferences)
    place = {"latitude": 47.45, "longitude": 8.45}
    entry = add_named(player, RAVENS, place=place)
    assert (entry["visibility"], entry["mine"]["geoprivacy"]) == ("private", "open")
    assert entry["place"] == {**place, "name": None, "uncertainty_m": None, "obscured": False}
    assert add_named(player, CATS, visibility="public")["visibility"] == "public"


def test_a_person_names_an_animal_without_a_model_or_a_photograph(player: Player) -> None:
    first, again = (add_named(player, "common raven") for _ in range(2))
    assert (first["id"], first["identified_by"], first["pictures"]) == (again["id"], "person", [])
    assert first["dex_compatible_url"] is None
    named = add(player, completed_job(player.uid), animal_index=None, name="Corvus corax").get_json()
    assert (named["identified_by"], named["confidence"], len(named["pictures"])) == ("person", None, 1)
    wrong = player.call("dex", "POST", ENTRIES, json={"name": "Corvus corrax", "caught_at": "2026-05-01T00:00:00Z"})
    assert wrong.get_json()["errors"] == {"name": ["Which of these do you mean?"]}
    suggestion = {"name": "Corvus corax", "common_name": "Common raven", "rank": "species"}
    assert suggestion in wrong.get_json()["suggestions"]
    robin = player.call("dex", "POST", ENTRIES, json={"name": "robin", "caught_at": "2026-05-01T00:00:00Z"}).get_json()
    names = [suggestion["name"] for suggestion in robin["suggestions"]]
    assert names[:2] == ["Erithacus rubecula", "Turdus migratorius"]
    unknown = player.call("dex", "POST", ENTRIES, json={"name": "xyzzyx", "caught_at": "2026-05-01T00:00:00Z"})
    assert unknown.get_json()["suggestions"] == []
    for body in ({"name": "Corvus corax"}, {"animal_index": 0}, {"job_id": "j", "animal_index": 0, "name": "x y"}):
        assert player.call("dex", "POST", ENTRIES, json=body).status_code == 422


@pytest.mark.parametrize("by", ["opt-out", "photograph"])
def test_a_photograph_that_no_model_is_to_see_costs_no_money_and_can_be_named(player: Player, by: str) -> None:
    player.call("auth", "PATCH", "/api/v1/users/me", json={"ai_opt_out": by == "opt-out"})
    new = {"content_type": "image/jpeg", "size_bytes": 9, "identify": by == "opt-out"}
    job_id = player.call("vision", "POST", "/api/v1/vision/jobs", json=new).get_json()["id"]
    job = jobs.get(job_id)
    assert job is not None
    assert (job.identify, job.reservation) == (False, None)
    retry = player.call("vision", "POST", f"/api/v1/vision/jobs/{job_id}/retry", json={})
    assert retry.get_json()["code"] == "job_not_ready"


@pytest.mark.parametrize("caught", ["2026-05-01T00:00:00", "yesterday", None])
def test_a_time_says_its_zone(player: Player, caught: str | None) -> None:
    body = {"name": RAVENS, "caught_at": caught}
    assert player.call("dex", "POST", ENTRIES, json=body).status_code == 422


@pytest.mark.parametrize("caught", ["1899-12-31T23:00:00Z", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_nobody_sees_an_animal_in_another_age(player: Player, caught: str) -> None:
    body = {"name": RAVENS, "caught_at": caught}
    entry = add_named(player, LIONS)
    for refused in (
        player.call("dex", "POST", ENTRIES, json=body),
        player.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"caught_at": caught}),
    ):
        assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["caught_at"])
    assert [animal.id for animal in firestore.client().collection("animals").stream()] == ["panthera-leo"]
    job_id = completed_job(player.uid)
    job = {"captured_at": datetime(2999, 1, 1, tzinfo=UTC)}
    firestore.client().collection("analysis_jobs").document(job_id).update(job)
    assert add(player, job_id).get_json()["caught_at"] == "2026-05-01T00:00:00Z"


# Changing and deleting


def test_a_person_changes_what_they_send_of_their_own_entry(player: Player, new_player: Callable[[], Player]) -> None:
    entry = add_named(player, RAVENS, notes="loud", wild=True)
    url = f"{ENTRIES}/{entry['id']}"
    card = {"background": "forest", "stickers": [{"art": "feather", "x": 0.5, "y": 0.1}]}
    changed = player.call("dex", "PATCH", url, json={"visibility": "public", "customizations": card}).get_json()
    assert (changed["visibility"], changed["mine"]["notes"], changed["wild"]) == ("public", "loud", True)
    assert changed["customizations"]["background"] == "forest"
    assert player.call("dex", "PATCH", url, json={"customizations": {"html": "<b>"}}).status_code == 422
    assert player.call("dex", "PATCH", url, json={"caught_at": None}).status_code == 422
    assert player.call("dex", "PATCH", url, json={"primary_picture": "none"}).status_code == 422
    for method, path, status in (("PATCH", "", 404), ("DELETE", "", 204), ("POST", "/toggle_favorite", 404)):
        answers = [new_player().call("dex", method, one + path, json={}) for one in (url, f"{ENTRIES}/none")]
        assert [answer.status_code for answer in answers] == [status, status]
    assert player.call("dex", "GET", url).get_json()["mine"]["notes"] == "loud"


def test_deleting_takes_back_what_was_counted_and_may_be_repeated(player: Player) -> None:
    entries = [add_photographed(player, LIONS), *(add_named(player, LIONS, day) for day in range(2, 8))]
    assert {"streak-7", "class-1-Mammalia", "discovery-1"} <= set(stats(player)["badges"])
    assert (stats(player)["catches"], stats(player)["longest_streak"], stats(player)["animals"]) == (7, 7, 1)
    for _ in range(2):
        assert player.call("dex", "DELETE", f"{ENTRIES}/{entries[3]['id']}").status_code == 204
    assert (stats(player)["catches"], stats(player)["longest_streak"]) == (6, 3)
    assert "streak-7" not in stats(player)["badges"]
    for entry in entries:
        player.call("dex", "DELETE", f"{ENTRIES}/{entry['id']}")
    nothing = {"catches": 0, "animals": 0, "classes": {}, "discoveries": 0, "badges": {}, "first_catch": None}
    assert stats(player).items() >= nothing.items()
    assert upkeep.recount(player.uid, fix=False) == []
    again = add_named(player, LIONS, 4)
    assert again["id"] == entries[3]["id"]


def test_a_favorite_is_toggled_once_for_one_key_and_can_be_said(player: Player) -> None:
    url = f"{ENTRIES}/{add_named(player, RAVENS)['id']}/toggle_favorite"
    headers = {"Idempotency-Key": "k"}
    assert [player.call("dex", "POST", url, headers=headers).get_json()["favorite"] for _ in range(2)] == [True, True]
    assert listed(player, "/favorites") == [RAVENS]
    assert player.call("dex", "POST", url).get_json()["favorite"] is False
    assert player.call("dex", "POST", url, json={"favorite": False}).get_json()["favorite"] is False
    assert listed(player, "/favorites") == []


def test_an_entry_has_up_to_eight_pictures_one_of_them_first(player: Player) -> None:
    entry = add(player, completed_job(player.uid)).get_json()
    url = f"{ENTRIES}/{entry['id']}"
    for number in (1, 1, *range(2, 8)):
        body = {"job_id": completed_job(player.uid, number)}
        assert player.call("dex", "POST", f"{url}/pictures", json=body).status_code == 200
    ninth = player.call("dex", "POST", f"{url}/pictures", json={"job_id": completed_job(player.uid, 8)})
    assert ninth.get_json()["errors"] == {"job_id": ["An entry can have at most 8 pictures."]}
    pictures = player.call("dex", "GET", url).get_json()["pictures"]
    assert len(pictures) == 8
    chosen = player.call("dex", "PATCH", url, json={"primary_picture": pictures[5]["id"]}).get_json()
    assert chosen["dex_compatible_url"] == pictures[5]["dex_compatible_url"]
    left = player.call("dex", "DELETE", f"{url}/pictures/{pictures[5]['id']}").get_json()
    assert (len(left["pictures"]), left["dex_compatible_url"]) == (7, pictures[0]["dex_compatible_url"])


def test_a_photograph_that_no_entry_shows_expires_again(player: Player) -> None:
    job_id = completed_job(player.uid)
    entries = [add(player, job_id, animal_index=index).get_json()["id"] for index in (0, 1)]

    def expires() -> datetime | None:
        job = jobs.get(job_id)
        return job.expires_at if job else None

    assert expires() is None
    player.call("dex", "DELETE", f"{ENTRIES}/{entries[0]}")
    assert expires() is None
    player.call("dex", "DELETE", f"{ENTRIES}/{entries[1]}")
    assert expires() is not None


def test_a_photograph_is_kept_when_an_entry_is_added_while_another_is_deleted(player: Player) -> None:
    for number in range(3):
        job_id = completed_job(player.uid, number)
        entry = add(player, job_id).get_json()["id"]
        with ThreadPoolExecutor(2) as pool:
            deleting = pool.submit(player.call, "dex", "DELETE", f"{ENTRIES}/{entry}")
            adding = pool.submit(add, player, job_id, animal_index=1)
        assert (deleting.result().status_code, adding.result().status_code) == (204, 201)
        job = jobs.get(job_id)
        assert job is not None
        assert job.expires_at is None


@pytest.mark.parametrize("what", ["entry", "picture"])
def test_a_deletion_that_dies_after_its_commit_keeps_no_photograph(player: Player, what: str) -> None:
    entry = add(player, completed_job(player.uid)).get_json()
    url = f"{ENTRIES}/{entry['id']}" + (f"/pictures/{entry['pictures'][0]['id']}" if what == "picture" else "")
    with patch("shared.cloud.firestore.UnitOfWork.flush", dying_after_commit()), pytest.raises(KeyboardInterrupt):
        player.call("dex", "DELETE", url)
    job = jobs.get(f"job0-{player.uid}")
    assert job is not None
    assert job.expires_at is not None


def dying_after_commit() -> Callable[[UnitOfWork], None]:
    flush = UnitOfWork.flush

    def die() -> None:
        raise KeyboardInterrupt

    def flush_and_die(self: UnitOfWork) -> None:
        flush(self)
        self.followers.insert(0, die)

    return flush_and_die


def test_a_photograph_that_expired_meanwhile_is_not_added_and_one_that_was_added_does_not_expire(
    player: Player,
) -> None:
    job_id, later = completed_job(player.uid), datetime.now(UTC) + timedelta(days=40)
    firestore.client().collection("analysis_jobs").document(job_id).update({"expires_at": datetime.now(UTC)})
    listed_as_expired = jobs.expired(later, 10, "")
    assert add(player, job_id).status_code == 201
    with patch.object(jobs, "expired", return_value=listed_as_expired):
        assert tidy(later)["expire-job"] == 1
    assert media.read_picture(job_id, Variant.THUMB, 0) is not None


def test_notes_written_while_an_animal_is_found_to_be_threatened_do_not_bring_its_place_back(player: Player) -> None:
    exact = {"latitude": 51.38123, "longitude": -2.36123}
    entry = add(player, completed_job(player.uid), place=exact, geoprivacy="open").get_json()
    assert entry["place"]["latitude"] == exact["latitude"]
    get_record = store.get_record

    def threatened_meanwhile(unit: UnitOfWork, entry_id: str) -> EntryRecord | None:
        record = get_record(unit, entry_id)
        if record and record.entry.notes is None:
            animals_upkeep.set_status("puma-concolor", Category.ENDANGERED)
        return record

    with patch.object(store, "get_record", threatened_meanwhile):
        changed = player.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"notes": "by the river"}).get_json()
    assert changed["place"]["obscured"] is True


def test_the_same_entry_added_many_times_at_once_is_one(player: Player) -> None:
    job_id = completed_job(player.uid)
    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda _: add(player, job_id).get_json()["id"], range(6)))
    assert len(set(added)) == 1
    assert stats(player)["catches"] == 1
    assert life_lists.get(player.uid).revision == 1


# Lists


@pytest.fixture
def collector(player: Player) -> Player:
    add_photographed(player, LIONS, 3, wild=True)
    add_photographed(player, RAVENS, 1, visibility="public")
    add_photographed(player, CATS, 2, wild=False, visibility="private")
    favorite = add_photographed(player, LIONS, 9)
    player.call("dex", "POST", f"{ENTRIES}/{favorite['id']}/toggle_favorite")
    return player


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, [LIONS, CATS, RAVENS, LIONS]),
        ({"sort": "caught"}, [LIONS, LIONS, CATS, RAVENS]),
        ({"sort": "name"}, [CATS, RAVENS, LIONS, LIONS]),  # cat, common raven, lion
        ({"sort": "creation_index"}, [LIONS, LIONS, RAVENS, CATS]),
        ({"class": "Mammalia"}, [LIONS, CATS, LIONS]),
        ({"class": "Aves"}, [RAVENS]),
        ({"order": "Carnivora", "sort": "name"}, [CATS, LIONS, LIONS]),
        ({"family": "Corvidae"}, [RAVENS]),
        ({"animal_id": "panthera-leo"}, [LIONS, LIONS]),
        ({"favorite": "true"}, [LIONS]),
        ({"wild": "true"}, [LIONS]),
        ({"wild": "false"}, [CATS]),
        ({"visibility": "public"}, [RAVENS]),
        ({"month": "2026-05"}, [LIONS, CATS, RAVENS, LIONS]),
        ({"month": "2026-06"}, []),
        ({"class": "Mammalia", "family": "Felidae", "wild": "true", "month": "2026-05"}, [LIONS]),
    ],
)
def test_entries_are_filtered_and_sorted(collector: Player, query: dict[str, str], names: list[str]) -> None:
    assert listed(collector, **query) == names


@pytest.mark.parametrize("sort", ["caught", "added", "name", "creation_index"])
def test_pages_follow_each_other_without_gap_or_repetition(collector: Player, sort: str) -> None:
    whole = collector.call("dex", "GET", f"{ENTRIES}/my_entries?sort={sort}").get_json()["items"]
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        query = {"sort": sort, "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = collector.call("dex", "GET", f"{ENTRIES}/my_entries", query_string=query).get_json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [item["id"] for item in whole]
    assert collector.call("dex", "GET", f"{ENTRIES}/my_entries?sort={sort}&cursor=bogus").status_code == 400


@pytest.mark.parametrize(
    "query", [{"month": "2026-13"}, {"sort": "distance"}, {"not_seen_by_me": "true"}, {"limit": "101"}]
)
def test_what_a_list_does_not_know_is_refused(player: Player, query: dict[str, str]) -> None:
    response = player.call("dex", "GET", f"{ENTRIES}/my_entries", query_string=query)
    assert response.status_code == 422


def test_animals_that_i_have_not_seen_come_by_number(collector: Player, new_player: Callable[[], Player]) -> None:
    misty = new_player()
    befriend(collector, misty)
    add_named(misty, RAVENS)
    path = f"/user/{collector.uid}/entries"
    query: dict[str, Any] = {"not_seen_by_me": "true", "sort": "creation_index"}
    assert listed(misty, path, **query) == [LIONS, LIONS]  # not the private cat, not the raven
    with patch.object(views, "MAX_IN", 1):
        add_photographed(collector, "Mus musculus", 4)
        assert listed(misty, path, **query) == [LIONS, LIONS, "Mus musculus"]
        first = misty.call("dex", "GET", ENTRIES + path, query_string={**query, "limit": 2}).get_json()
        rest = listed(misty, path, **query, cursor=first["next_cursor"])
        assert rest == ["Mus musculus"]


def test_a_page_costs_one_read_an_item_and_one_for_each_place_of_ones_own(
    collector: Player, new_player: Callable[[], Player]
) -> None:
    friend = new_player()
    befriend(collector, friend)
    add_named(collector, LIONS, 20, visibility="private", place={"latitude": 1, "longitude": 2})
    add_named(collector, LIONS, 21, visibility="private", place={"latitude": 1, "longitude": 2})
    with measured() as own:
        assert len(listed(collector)) == 6
    with measured() as friends:
        assert len(listed(friend, f"/user/{collector.uid}/entries", **{"class": "Mammalia"})) == 2
    assert (own.reads <= 6 + 2 + 1, friends.reads <= 2 + 6) == (True, True)  # of their own, also the exact places


def test_friends_are_seen_at_a_glance(collector: Player, new_player: Callable[[], Player]) -> None:
    misty = new_player()
    befriend(misty, collector)
    (overview,) = overviews(misty)
    assert (overview["person"]["id"], overview["catches"], overview["animals"], overview["classes"]) == (
        collector.uid,
        3,
        2,
        {"Mammalia": 1, "Aves": 1},
    )


def test_it_is_counted_what_friends_show_that_is_new_to_me(collector: Player, new_player: Callable[[], Player]) -> None:
    misty, brock = new_player(), new_player()
    for friend in (collector, brock):
        befriend(misty, friend)
    add_named(collector, "Mus musculus")  # has no number without a photograph

    def unseen() -> dict[str, int]:
        return {one["person"]["id"]: one["unseen"] for one in overviews(misty)}

    assert unseen() == {collector.uid: 2, brock.uid: 0}
    add_named(misty, LIONS)
    assert unseen() == {collector.uid: 1, brock.uid: 0}
    with measured() as cost:
        overviews(misty)
    assert cost.reads <= 1 + 2 * (3 + 1) + 1  # oneself, of each friend four; whose sign-in it is


def overviews(player: Player) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = player.call("dex", "GET", f"{ENTRIES}/friends_overview").get_json()["items"]
    return items


# Copies


def sync(player: Player, since: str | None = None, limit: int = 100) -> Any:
    query = {"limit": limit} | ({"since": since} if since else {})
    return player.call("dex", "GET", f"{ENTRIES}/sync_entries", query_string=query).get_json()


def sync_with(player: Player, owner: Player, since: str | None = None, limit: int = 100) -> Any:
    body = {"people": [{"user_id": owner.uid, "since": since, "limit": limit}]}
    return player.call("dex", "POST", f"{ENTRIES}/batch_sync", json=body).get_json()["items"][0]


def test_a_copy_learns_what_is_new_changed_and_deleted(player: Player) -> None:
    raven, lion = add_named(player, RAVENS), add_named(player, LIONS)
    first = sync(player)
    assert ({entry["id"] for entry in first["entries"]}, first["reset"]) == ({raven["id"], lion["id"]}, True)
    assert sync(player, first["token"]).items() >= {"entries": [], "deleted": [], "reset": False}.items()
    player.call("dex", "PATCH", f"{ENTRIES}/{raven['id']}", json={"notes": "new"})
    player.call("dex", "DELETE", f"{ENTRIES}/{lion['id']}")
    second = sync(player, first["token"])
    assert [entry["mine"]["notes"] for entry in second["entries"]] == ["new"]
    assert second["deleted"] == [lion["id"]]
    add_named(player, LIONS)
    third = sync(player, second["token"])
    assert ([entry["id"] for entry in third["entries"]], third["deleted"]) == ([lion["id"]], [])


def test_a_copy_made_in_pieces_while_others_write_misses_and_repeats_nothing(player: Player) -> None:
    ids = [add_named(player, LIONS, day)["id"] for day in range(1, 7)]

    def write(number: int) -> None:
        entry = ids[number % 6]
        if number % 5 == 4:
            player.call("dex", "DELETE", f"{ENTRIES}/{entry}")
        elif number % 5 == 3:
            add_named(player, LIONS, number % 6 + 1)
        else:
            player.call("dex", "PATCH", f"{ENTRIES}/{entry}", json={"notes": str(number)})

    copy: dict[str, str | None] = {}
    token: str | None = None
    told: list[tuple[str, Any]] = []
    with ThreadPoolExecutor(3) as pool:
        writing = [pool.submit(write, number) for number in range(30)]
        while True:
            done = all(one.done() for one in writing)
            answer = sync(player, token, limit=2)
            token = answer["token"]
            for entry in answer["entries"]:
                copy[entry["id"]] = entry["mine"]["notes"]
                told.append((entry["id"], entry["updated_at"]))
            for gone in answer["deleted"]:
                copy.pop(gone, None)
            if done and not answer["more"]:
                break
    right = {entry.id: entry.notes for entry in store.all_of(player.uid)}
    assert copy == right


def test_what_a_friend_may_no_longer_see_is_deleted_from_their_copy(
    player: Player, new_player: Callable[[], Player]
) -> None:
    friend = new_player()
    befriend(player, friend)
    shared, hidden = add_named(player, RAVENS, visibility="friends"), add_named(player, CATS, visibility="private")
    first = sync_with(friend, player)["changes"]
    assert ([entry["id"] for entry in first["entries"]], first["deleted"]) == ([shared["id"]], [])
    for entry in (shared, hidden):
        player.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "private", "notes": "x"})
    second = sync_with(friend, player, first["token"])["changes"]
    assert (second["entries"], second["deleted"]) == ([], [shared["id"]])
    token = second["token"]
    for method, entry in (("PATCH", shared), ("DELETE", shared), ("DELETE", hidden)):  # all of it behind the curtain
        player.call("dex", method, f"{ENTRIES}/{entry['id']}", json={"notes": "y"})
        changes = sync_with(friend, player, token)["changes"]
        assert (changes["entries"], changes["deleted"]) == ([], [])
        token = changes["token"]
    assert sync_with(friend, player)["changes"]["deleted"] == []
    behind = sync_with(friend, player, first["token"])["changes"]  # somebody who has not asked since
    assert behind["deleted"] == [shared["id"]]


@pytest.mark.parametrize("seed", range(4))
def test_a_friends_copy_is_what_they_may_see_whatever_the_owner_does(
    player: Player, new_player: Callable[[], Player], seed: int
) -> None:
    friend, chance = new_player(), random.Random(seed)
    befriend(player, friend)
    copy: set[str] = set()
    ids: dict[int, str] = {}
    token: str | None = None

    def act(day: int, visibility: str) -> None:
        url = f"{ENTRIES}/{ids.get(day, 'none')}"
        if chance.random() < 0.3:
            player.call("dex", "DELETE", url)
        elif player.call("dex", "PATCH", url, json={"visibility": visibility}).status_code == 404:
            ids[day] = add_named(player, LIONS, day, visibility=visibility)["id"]

    def ask() -> bool:
        nonlocal copy, token
        changes = sync_with(friend, player, token, limit=2)["changes"]
        copy = {*copy, *(entry["id"] for entry in changes["entries"])} - set(changes["deleted"])
        token = changes["token"]
        return bool(changes["more"])

    for _ in range(60):
        act(chance.randint(1, 5), chance.choice(["private", "friends", "public"]))
        if chance.random() < 0.4:
            ask()
    while ask():
        pass
    seen = friend.call("dex", "GET", f"{ENTRIES}/user/{player.uid}/entries").get_json()["items"]
    assert copy == {entry["id"] for entry in seen}


def test_a_copy_begins_anew_when_the_friendship_changes_and_ends_with_the_person(
    player: Player, new_player: Callable[[], Player]
) -> None:
    friend = new_player()
    add_named(player, RAVENS, visibility="public")
    add_named(player, CATS, visibility="friends")
    as_stranger = sync_with(friend, player)["changes"]
    assert len(as_stranger["entries"]) == 1
    friendship = befriend(player, friend)
    as_friend = sync_with(friend, player, as_stranger["token"])["changes"]
    assert (len(as_friend["entries"]), as_friend["reset"]) == (2, True)
    player.call("social", "DELETE", f"/api/v1/social/friendships/{friendship}/unfriend")
    again = sync_with(friend, player, as_friend["token"])["changes"]
    assert (len(again["entries"]), again["reset"]) == (1, True)
    player.call("auth", "DELETE", "/api/v1/users/me")
    assert sync_with(friend, player, again["token"]) == {"user_id": player.uid, "gone": True, "changes": None}


def test_a_token_that_is_older_than_the_memory_of_deletions_begins_anew(player: Player) -> None:
    add_named(player, RAVENS)
    token = sync(player)["token"]
    with patch.object(rules, "CHANGES_LIFETIME", timedelta(0)):
        assert sync(player, token)["reset"] is True


def test_a_token_is_good_for_its_viewer_and_owner_alone(player: Player, new_player: Callable[[], Player]) -> None:
    other, friend = new_player(), new_player()
    for owner in (player, other):
        befriend(owner, friend)
        add_named(owner, RAVENS)
    mine, theirs = sync(player)["token"], sync_with(friend, player)["changes"]["token"]
    payload, _, signature = mine.partition(".")
    forged = encode_cursor({"revision": 0, "after": "", "level": "OWNER", "at": "2026-11-01T00:00:00Z"})
    for wrong in (
        "bogus",
        ".",
        "",
        payload,
        f"{forged}.{signature}",
        f"{payload}.{signature[:-1]}",
        f"{mine}é",
        theirs,
    ):
        refused = player.call("dex", "GET", f"{ENTRIES}/sync_entries", query_string={"since": wrong})
        assert (refused.status_code, refused.get_json()["code"]) == (400, "invalid_cursor"), wrong
    for viewer, owner, token in ((other, other, mine), (friend, player, mine), (friend, other, theirs)):
        body = {"people": [{"user_id": owner.uid, "since": token}]}
        assert viewer.call("dex", "POST", f"{ENTRIES}/batch_sync", json=body).status_code == 400
    assert sync(player, mine)["entries"] == sync_with(friend, player, theirs)["changes"]["entries"] == []


# Files


@pytest.mark.parametrize(
    ("wanted", "kind"), [("csv", "text/csv"), ("json", "application/json"), ("dwca", "application/zip")]
)
def test_a_dex_comes_as_a_file(collector: Player, wanted: str, kind: str) -> None:
    response = collector.call("dex", "GET", f"/api/v1/dex/export?format={wanted}")
    assert (response.status_code, response.mimetype) == (200, kind)
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert len(response.data) > 500


def test_a_file_holds_what_its_audience_may_see_the_newest_first(collector: Player) -> None:
    for audience, names in (
        ("me", [LIONS, LIONS, CATS, RAVENS]),
        ("friends", [LIONS, LIONS, RAVENS]),
        ("public", [RAVENS]),
    ):
        rows = collector.call("dex", "GET", f"/api/v1/dex/export?audience={audience}").get_json()
        assert [row["scientificName"] for row in rows] == names


def test_files_are_limited(player: Player, limits_clock: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPORTS_PER_HOUR", "1")
    forget_cached()
    answers = [player.call("dex", "GET", "/api/v1/dex/export") for _ in range(2)]
    assert [(answer.status_code, answer.get_json()) for answer in answers[:1]] == [(200, [])]
    assert (answers[1].status_code, answers[1].get_json()["code"]) == (429, "too_many_attempts")


def test_days_are_those_of_the_place(player: Player) -> None:
    evenings = [
        player.call("dex", "POST", ENTRIES, json={"name": LIONS, "caught_at": f"2026-05-0{day}T{hour}:00:00-07:00"})
        for day, hour in zip(range(1, 8), (20, 10, 20, 10, 20, 10, 20), strict=True)
    ]
    first = evenings[0].get_json()
    assert (first["caught_at"], first["utc_offset"]) == ("2026-05-02T03:00:00Z", -420)
    assert (stats(player)["longest_streak"], stats(player)["first_catch"]) == (7, "2026-05-01")
    url = f"{ENTRIES}/{first['id']}"
    for caught, offset in (("2026-05-09T10:00:00+02:00", 120), ("2026-05-09T08:00:00Z", 120)):
        moved = player.call("dex", "PATCH", url, json={"caught_at": caught}).get_json()
        assert (moved["caught_at"], moved["utc_offset"]) == ("2026-05-09T08:00:00Z", offset)
    assert upkeep.recount(player.uid, fix=False) == []
    days = player.call("dex", "GET", f"{ENTRIES}/my_entries?month=2026-05").get_json()["items"]
    assert len(days) == 7


def test_a_streak_lasts_until_yesterday_on_the_persons_clock(player: Player) -> None:
    yesterday = datetime.now(UTC) - timedelta(hours=24)
    behind = yesterday.astimezone(timezone(timedelta(hours=-11)))
    player.call("dex", "POST", ENTRIES, json={"name": LIONS, "caught_at": behind.isoformat()})
    for path in ("/api/v1/dex/stats", "/api/v1/dex/home"):
        found = player.call("dex", "GET", path, query_string={"utc_offset": -660}).get_json()
        assert found.get("stats", found)["streak"] == 1
    assert player.call("dex", "GET", "/api/v1/dex/stats?utc_offset=900").status_code == 422
