"""The species database and its routes, and the operators' commands for animals."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
import requests

from scripts import admin
from shared.animals import gbif
from shared.animals import upkeep as animals_upkeep
from shared.cloud import firestore, tasks
from shared.dex import upkeep as dex
from shared.dex.store import entries, life_lists
from tests.conftest import forget_cached
from tests.integration.conftest import Player, client, queued_work, tidy
from tests.integration.test_dex import ENTRIES, add, completed_job
from tests.integration.test_entries import add_named, add_photographed, stats

NAMES = ("Panthera leo", "Felis catus", "Corvus corax", "Puma concolor")


@pytest.fixture
def species(player: Player) -> Player:
    photographed(player, *NAMES)
    return player


def photographed(player: Player, *scientific_names: str) -> list[Any]:
    """Add all animals of a photograph to the person's dex."""
    job_id = completed_job(player.uid, number=50, names=scientific_names)
    return [add(player, job_id, animal_index=index).get_json() for index in range(len(scientific_names))]


def get(path: str, **query: Any) -> Any:
    return client("animals").get(f"/api/v1{path}", query_string=query).get_json()


def discoverer(viewer: Player, animal_id: str) -> Any:
    """Return the username of an animal's discoverer, as a viewer sees it."""
    seen = viewer.call("animals", "GET", f"/api/v1/animals/{animal_id}").get_json()["discoverer"]
    return seen and seen["username"]


def names(**query: Any) -> list[str]:
    return [animal["scientific_name"] for animal in get("/animals", **query)["items"]]


@pytest.mark.parametrize(
    ("query", "result"),
    [
        ({}, list(NAMES)),
        ({"q": "pan"}, ["Panthera leo", "Puma concolor"]),  # which some call a panther
        ({"q": "LEO"}, ["Panthera leo"]),
        ({"q": "raven"}, ["Corvus corax"]),
        ({"q": "common ra"}, ["Corvus corax"]),
        ({"q": "Panthera loe"}, ["Panthera leo"]),
        ({"q": "Pantera leo"}, ["Panthera leo"]),
        ({"q": "commen raven"}, ["Corvus corax"]),
        ({"q": "unicorn"}, []),
        ({"taxon": "Felidae"}, ["Panthera leo", "Felis catus", "Puma concolor"]),
        ({"taxon": "Aves"}, ["Corvus corax"]),
        ({"taxon": "Aves", "q": "pan"}, []),
        ({"rank": "species"}, list(NAMES)),
        ({"q": "pu", "taxon": "Puma", "rank": "species"}, ["Puma concolor"]),
    ],
)
def test_animals_are_found(species: Player, query: dict[str, str], result: list[str]) -> None:
    assert names(**query) == result


def test_animals_come_page_by_page_and_by_popularity(species: Player) -> None:
    for day in (1, 2):
        add_named(species, "Corvus corax", day)
    add_named(species, "Puma concolor")
    assert tidy()["count-popularity"] == 0
    assert tidy(datetime.now(UTC) + dex.CHANGES_SETTLE)["count-popularity"] == 1
    assert names(sort="popularity")[:2] == ["Corvus corax", "Puma concolor"]
    first = get("/animals", limit=3)
    assert names(limit=3, cursor=first["next_cursor"]) == [NAMES[3]]
    assert client("animals").get("/api/v1/animals?taxon=Nonsense").status_code == 422
    assert client("animals").get("/api/v1/animals?cursor=bogus").status_code == 400


def test_an_animal_tells_who_discovered_it_and_how_often_it_was_caught(species: Player) -> None:
    add_named(species, "Corvus corax")
    raven = get("/animals/corvus-corax")
    assert (raven["creation_index"], raven["discoverer"]) == (3, {"user_id": None, "username": "a player"})
    assert raven["discovered_on"] == datetime.now(UTC).date().isoformat()
    assert discoverer(species, "corvus-corax") == species.name
    assert raven["popularity"] == 0
    tidy(datetime.now(UTC) + dex.CHANGES_SETTLE)
    assert get("/animals/corvus-corax")["popularity"] == 2
    assert get("/animals/no-such")["code"] == "not_found"
    lineage = get("/animals/corvus-corax/lineage")["items"]
    assert [taxon["name"] for taxon in lineage if taxon["rank"] in {"class", "family", "species"}] == [
        *("Aves", "Corvidae", "Corvus corax")
    ]
    species.call("auth", "DELETE", "/api/v1/users/me")
    assert get("/animals/corvus-corax")["discoverer"] == {"user_id": None, "username": "a player"}


def test_who_photographs_an_animal_first_discovers_it_not_who_names_it(
    player: Player, new_player: Callable[[], Player]
) -> None:
    misty, brock = new_player(), new_player()
    add_named(player, "Corvus corax")
    assert (get("/animals/corvus-corax")["discoverer"], stats(player)["discoveries"]) == (None, 0)
    for photographer in (misty, brock):
        add(photographer, completed_job(photographer.uid, names=("Corvus corax",)))
    assert discoverer(misty, "corvus-corax") == misty.name
    assert discoverer(brock, "corvus-corax") == "a player"  # they may not see her entry
    assert [stats(person)["discoveries"] for person in (player, misty, brock)] == [0, 1, 0]
    misty.call("auth", "DELETE", "/api/v1/users/me")
    animals_upkeep.erase(misty.uid, 10)
    completed_job(player.uid, names=("Corvus corax",))
    assert discoverer(player, "corvus-corax") == "a player"


def test_a_discovery_goes_over_to_the_animal_that_it_turned_out_to_be(
    player: Player, new_player: Callable[[], Player]
) -> None:
    add_named(new_player(), "Puma concolor")
    photographed(player, "Lynx rufus")
    assert admin.main(["merge-animals", "lynx-rufus", "puma-concolor", "--yes"]) == 0
    assert discoverer(player, "puma-concolor") == player.name


def test_the_taxonomy_is_searched_and_climbed_down(project: str) -> None:
    result = get("/taxonomy/search", q="panthera l")["items"]
    lion = next(taxon for taxon in result if taxon["name"] == "Panthera leo")
    assert (lion["rank"], lion["common_name"], lion["class_name"]) == ("species", "Lion", "Mammalia")
    assert any(taxon["name"] == "Felidae" for taxon in get("/taxonomy/search", q="cat fam")["items"])
    first = get("/taxonomy/Felidae/children", limit=2)
    rest = get("/taxonomy/Felidae/children", limit=100, cursor=first["next_cursor"])
    below = [taxon["name"] for taxon in first["items"] + rest["items"]]
    assert len(first["items"]) == 2
    assert below == sorted(set(below))
    assert "Pantherinae" in below or "Panthera" in below
    assert get("/taxonomy/Nonsense/children")["code"] == "not_found"


# Red List


def answer(code: str, name: str = "Panthera leo") -> dict[str, Any]:
    return {
        "diagnostics": {"matchType": "EXACT", "confidence": 99},
        "usage": {"canonicalName": name, "rank": "SPECIES"},
        "additionalStatus": [
            {"datasetAlias": "OTHER", "statusCode": "LC"},
            {"datasetAlias": "IUCN", "statusCode": code},
        ],
    }


@pytest.fixture
def with_gbif(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GBIF_URL", "https://gbif.example")
    forget_cached()


SHREW = "Sorex minutus"  # not in the field guide


def test_how_threatened_an_animal_is_is_asked_once_when_it_is_first_seen(with_gbif: None, player: Player) -> None:
    with patch.object(gbif, "_ask", return_value=answer("VU", SHREW)) as ask:
        completed_job(player.uid, names=(SHREW,))
        completed_job(player.uid, 1, names=(SHREW,))
        assert ask.call_count == 1
        entry = add_named(player, SHREW, geoprivacy="open", place={"latitude": 1, "longitude": 1})
    assert get("/animals/sorex-minutus")["iucn"] == "VU"
    assert entry["place"]["obscured"]


def test_what_gbif_could_not_say_is_obscured_and_asked_again_by_housekeeping(with_gbif: None, player: Player) -> None:
    place = {"latitude": 1, "longitude": 1}
    with patch.object(gbif, "_ask", side_effect=requests.ConnectionError):
        entry = add_named(player, SHREW, geoprivacy="open", place=place)
        assert (entry["place"]["obscured"], tidy()["ask-status"]) == (True, 1)
    gbif.breaker.succeeded()
    with patch.object(gbif, "_ask", return_value=answer("LC", SHREW)):
        assert tidy()["refresh-animal"] == 1
    assert not player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()["place"]["obscured"]
    assert get("/animals/sorex-minutus")["iucn"] == "LC"
    assert tidy()["ask-status"] == 0


def test_the_field_guide_says_it_without_any_network(player: Player) -> None:
    place = {"latitude": 1, "longitude": 1}
    lion, blackbird = (
        add_named(player, name, day, geoprivacy="open", place=place)
        for day, name in enumerate(("Panthera leo", "Turdus merula"), 1)
    )
    assert (lion["place"]["obscured"], blackbird["place"]["obscured"]) == (True, False)
    animal = get("/animals/panthera-leo")
    assert (animal["iucn"], animal["common_name"], animal["is_domestic"]) == ("VU", "Lion", False)
    assert animal["sentence"].endswith(".")


def test_an_operator_overrides_the_status(player: Player) -> None:
    entry = add_named(player, "Corvus corax", geoprivacy="open", place={"latitude": 1, "longitude": 1})
    assert admin.main(["set-status", "corvus-corax", "CR"]) == 0
    tidy()
    assert player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()["place"]["obscured"]
    assert admin.main(["set-status", "nothing", "CR"]) == 1


def test_a_wider_answer_is_as_obscured_as_the_worst_in_it(player: Player) -> None:
    place = {"latitude": 1, "longitude": 1}
    names = ("Panthera", "Turdus", "Sorex", "Felidae")
    shown = [add_photographed(player, name, day, geoprivacy="open", place=place) for day, name in enumerate(names, 1)]
    assert [entry["place"]["obscured"] for entry in shown] == [True, False, False, True]
    assert [entry["animal"]["iucn"] for entry in shown] == [None] * 4  # a category is a species'


def test_what_is_said_of_a_species_is_at_least_true_of_what_is_above_it(player: Player) -> None:
    place = {"latitude": 1, "longitude": 1}
    job_id = completed_job(player.uid, names=("Turdus",))
    thrush = add(player, job_id, geoprivacy="open", place=place).get_json()
    completed_job(player.uid, 1, names=("Turdus merula",))
    assert admin.main(["set-status", "turdus-merula", "EN"]) == 0
    tidy()
    url = f"{ENTRIES}/{thrush['id']}"
    assert player.call("dex", "GET", url).get_json()["place"]["obscured"]


def test_a_refresh_that_dies_half_way_is_found_by_what_is_stored(player: Player) -> None:
    place = {"latitude": 1, "longitude": 1}
    entries = [add_named(player, "Corvus corax", day, geoprivacy="open", place=place) for day in (1, 2)]
    assert admin.main(["set-status", "corvus-corax", "CR"]) == 0
    for name, _, _ in list(queued_work()):
        tasks.client().delete_task(name=name)  # lost with whoever was at it
    assert tidy()["refresh-animal"] == 0  # they may still be at it
    assert tidy(datetime.now(UTC) + timedelta(hours=2))["refresh-animal"] == 1
    shown = [player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json() for entry in entries]
    assert [entry["place"]["obscured"] for entry in shown] == [True, True]
    assert tidy(datetime.now(UTC) + timedelta(hours=4))["refresh-animal"] == 0


# Merging and renaming


def collected(player: Player) -> dict[str, int]:
    return {name: animal.seen["owner"].count for name, animal in life_lists.animals(player.uid).items()}


def test_when_animals_are_merged_entries_collections_and_stats_move(
    species: Player, new_player: Callable[[], Player], capsys: pytest.CaptureFixture[str]
) -> None:
    misty = new_player()
    job_id = completed_job(misty.uid, names=("Caracal caracal",))
    body = {"job_id": job_id, "animal_index": 0}
    entry = misty.call("dex", "POST", ENTRIES, json=body).get_json()
    add_named(misty, "Puma concolor")
    assert admin.main(["merge-animals", "caracal-caracal", "puma-concolor"]) == 0
    assert "would become" in capsys.readouterr().out
    assert collected(misty) == {"caracal-caracal": 1, "puma-concolor": 1}
    assert admin.main(["merge-animals", "caracal-caracal", "puma-concolor", "--yes"]) == 0
    with patch.object(entries, "put", side_effect=ConnectionError), pytest.raises(ConnectionError):
        tidy()
    tidy()
    assert collected(misty) == {"puma-concolor": 2}
    assert (stats(misty)["animals"], dex.recount(misty.uid, fix=False)) == (1, [])
    seen = misty.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()["animal"]
    assert (seen["scientific_name"], seen["creation_index"]) == ("Puma concolor", 4)
    assert get("/animals/caracal-caracal")["id"] == "puma-concolor"
    assert "Caracal caracal" not in names()
    assert misty.call("dex", "POST", ENTRIES, json=body).get_json()["id"] == entry["id"]
    assert collected(misty) == {"puma-concolor": 2}
    again = misty.call(
        "dex", "POST", ENTRIES, json={**body, "job_id": completed_job(misty.uid, 9, ("Caracal caracal",))}
    )
    assert again.get_json()["animal"]["id"] == "puma-concolor"
    assert admin.main(["merge-animals", "puma-concolor", "caracal-caracal", "--yes"]) == 1


def test_animals_that_are_merged_into_each_other_stay_two_that_lead_somewhere(species: Player) -> None:
    animals = firestore.client().collection("animals")
    animals.document("puma-concolor").update({"merged_into": "corvus-corax"})
    animals.document("corvus-corax").update({"merged_into": "puma-concolor"})
    assert admin.main(["merge-animals", "puma-concolor", "corvus-corax", "--yes"]) in {0, 1}
    assert get("/animals/puma-concolor")["id"] in {"puma-concolor", "corvus-corax"}


def test_who_only_named_the_animal_that_takes_a_number_over_sees_it(player: Player) -> None:
    named = add_named(player, "Puma concolor")
    photographed(player, "Lynx rufus")
    assert admin.main(["merge-animals", "lynx-rufus", "puma-concolor", "--yes"]) == 0
    tidy()
    assert player.call("dex", "GET", f"{ENTRIES}/{named['id']}").get_json()["animal"]["creation_index"] == 1


def test_two_merges_of_animals_into_each_other_at_once_are_one(species: Player) -> None:
    pairs = [("puma-concolor", "corvus-corax"), ("corvus-corax", "puma-concolor")]
    with ThreadPoolExecutor(2) as pool:
        merged = list(pool.map(lambda pair: animals_upkeep.merge(*pair), pairs))
    assert [target is not None for target in merged].count(True) == 1
    assert get("/animals/puma-concolor")["id"] == get("/animals/corvus-corax")["id"]


def test_an_animal_is_renamed_with_its_number_and_entries(species: Player) -> None:
    job_id = completed_job(species.uid, 1, names=("Caracal caracal",))
    species.call("dex", "POST", ENTRIES, json={"job_id": job_id, "animal_index": 0})
    assert admin.main(["rename-animal", "caracal-caracal", "Lynx lynx", "--yes"]) == 0
    tidy()
    assert collected(species)["lynx-lynx"] == 1
    lynx = get("/animals/caracal-caracal")
    assert (lynx["id"], lynx["creation_index"]) == ("lynx-lynx", 5)
    assert discoverer(species, "lynx-lynx") == species.name
    assert admin.main(["rename-animal", "lynx-lynx", "Puma concolor", "--yes"]) == 1


def test_operators_hold_life_lists_against_their_entries(player: Player, capsys: pytest.CaptureFixture[str]) -> None:
    add_named(player, "Corvus corax")
    add_named(player, "Puma concolor")
    life_list = firestore.client().collection("life_lists").document(player.uid)
    life_list.update({"totals.owner.catches": 7})
    life_list.collection("animals").document("corvus-corax").update({"seen.owner.count": 7})
    for arguments, ending in (
        (["recount"], "1 wrong."),
        (["recount", "--fix"], "1 fixed."),
        (["recount", player.name], "0 wrong."),
    ):
        assert admin.main(arguments) == 0
        out = capsys.readouterr().out
        assert out.rstrip().endswith(ending)
        if "0 wrong" not in ending:
            assert f"{player.uid}: animals/corvus-corax" in out
    assert stats(player)["catches"] == 2


def test_an_operator_takes_a_discovery_back(player: Player) -> None:
    photographed(player, "Corvus corax")
    assert (stats(player)["discoveries"], "discovery-1" in stats(player)["badges"]) == (1, True)
    assert admin.main(["undiscover", "corvus-corax"]) == 0
    tidy()
    assert (stats(player)["discoveries"], "discovery-1" in stats(player)["badges"]) == (0, False)
    assert get("/animals/corvus-corax")["creation_index"] == 1
    assert dex.recount(player.uid, fix=False) == []
    assert admin.main(["undiscover", "nothing"]) == 1
