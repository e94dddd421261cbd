"""Changing an entry's animal: the counts follow, and everything else is kept."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.cloud import firestore
from shared.dex import upkeep
from shared.dex.store import life_lists
from tests.integration.conftest import Player, tidy
from tests.integration.test_dex import ENTRIES, add, completed_job
from tests.integration.test_entries import stats, sync

MAMMAL = ("Mammalia",)


@pytest.fixture
def some_mammal(player: Player) -> Any:
    exact = {"latitude": 51.38123, "longitude": -2.36123}
    return add(player, completed_job(player.uid, names=MAMMAL), notes="at dusk", place=exact).get_json()


def patch(player: Player, entry: Any, **body: Any) -> Any:
    return player.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json=body)


def counted(player: Player) -> tuple[int, int, int]:
    numbers = stats(player)
    return numbers["catches"], numbers["animals"], numbers["discoveries"]


def test_a_wide_answer_is_a_sighting_without_a_number(player: Player, some_mammal: Any) -> None:
    animal = some_mammal["animal"]
    assert (animal["rank"], animal["creation_index"], counted(player)) == ("class", None, (1, 0, 0))
    assert stats(player)["badges"] == {}


@pytest.mark.parametrize("said", [{"name": "hedgehog"}, {"name": "Erinaceus europaeus"}])
def test_who_says_more_refines_the_entry_in_place(player: Player, some_mammal: Any, said: dict[str, str]) -> None:
    said = {"name": "European hedgehog"} if said["name"] == "hedgehog" else said
    copy = sync(player)
    refined = patch(player, some_mammal, **said).get_json()
    assert (refined["animal"]["id"], refined["identified_by"]) == ("erinaceus-europaeus", "person")
    assert (some_mammal["confidence"], refined["confidence"]) == (0.9, None)
    kept = ("id", "pictures", "favorite", "caught_at", "visibility")
    assert {name: refined[name] for name in kept} == {name: some_mammal[name] for name in kept}
    assert (refined["mine"]["notes"], refined["mine"]["place"]) == ("at dusk", some_mammal["mine"]["place"])
    assert counted(player) == (1, 1, 0)  # the person's word is no discovery
    assert refined["animal"]["creation_index"] is None
    assert [one["animal"]["id"] for one in sync(player, copy["token"])["entries"]] == ["erinaceus-europaeus"]
    assert upkeep.recount(player.uid, fix=False) == []
    assert set(life_lists.animals(player.uid)) == {"erinaceus-europaeus"}


def test_another_of_the_models_candidates_is_the_models_word(player: Player) -> None:
    job_id = completed_job(player.uid, names=("Mammalia", "Puma concolor"))
    entry = add(player, job_id).get_json()
    refined = patch(player, entry, animal_id="puma-concolor").get_json()
    assert (refined["identified_by"], refined["confidence"]) == ("model", 0.9)
    assert refined["animal"]["creation_index"] == 1
    assert counted(player) == (1, 1, 1)


def test_one_photograph_is_never_two_catches_of_one_animal(player: Player) -> None:
    job_id = completed_job(player.uid, names=("Mammalia", "Puma concolor"))
    wide, puma = (add(player, job_id, animal_index=index).get_json() for index in (0, 1))
    refused = patch(player, wide, name="puma")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "already_exists")
    assert refused.headers["Location"] == f"{ENTRIES}/{puma['id']}"
    player.call("dex", "DELETE", f"{ENTRIES}/{puma['id']}")
    assert patch(player, wide, name="puma").status_code == 200
    again = add(player, job_id, animal_index=1)
    assert (again.status_code, again.headers["Location"]) == (409, f"{ENTRIES}/{wide['id']}")


def test_what_is_no_animal_or_said_in_two_ways_is_refused(player: Player, some_mammal: Any) -> None:
    for body in ({"name": "blorbus"}, {"name": "puma", "animal_id": "puma-concolor"}):
        assert patch(player, some_mammal, **body).status_code == 422
    assert patch(player, some_mammal, animal_id="none").status_code == 404


def test_a_corrected_job_corrects_its_entry(player: Player, some_mammal: Any) -> None:
    (job_id,) = [snapshot.id for snapshot in firestore.client().collection("analysis_jobs").stream()]
    url = f"/api/v1/vision/jobs/{job_id}/correct"
    assert player.call("vision", "POST", url, json={"name": "European hedgehog"}).status_code == 200
    assert tidy()["follow-job"] == 1
    entry = player.call("dex", "GET", f"{ENTRIES}/{some_mammal['id']}").get_json()
    assert (entry["animal"]["id"], entry["identified_by"]) == ("erinaceus-europaeus", "person")
    assert upkeep.recount(player.uid, fix=False) == []


def test_two_entries_of_one_photograph_never_tell_the_place_together(player: Player) -> None:
    exact = {"latitude": 51.38123, "longitude": -2.36123}
    job_id = completed_job(player.uid, names=("Turdus merula", "Panthera tigris"))
    blackbird = add(player, job_id, animal_index=0, place=exact, geoprivacy="open").get_json()
    assert blackbird["place"]["obscured"] is False
    tiger = add(player, job_id, animal_index=1, place=exact, geoprivacy="open").get_json()
    assert tiger["place"]["obscured"] is True
    tidy()
    entries = [player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json() for entry in (blackbird, tiger)]
    assert [entry["place"]["obscured"] for entry in entries] == [True, True]
    assert entries[0]["pictures"][0]["id"] != entries[1]["pictures"][0]["id"]


def test_a_species_gets_its_number_from_the_first_photograph_that_shows_it(player: Player) -> None:
    named = player.call(
        "dex", "POST", ENTRIES, json={"name": "Puma concolor", "caught_at": "2026-05-01T00:00:00Z"}
    ).get_json()
    assert named["animal"]["creation_index"] is None
    completed_job(player.uid)
    assert stats(player)["discoveries"] == 0  # identified, but in no dex
    shown = add(player, completed_job(player.uid)).get_json()
    assert (shown["animal"]["creation_index"], stats(player)["discoveries"]) == (1, 1)
    tidy()
    assert player.call("dex", "GET", f"{ENTRIES}/{named['id']}").get_json()["animal"]["creation_index"] == 1
    assert upkeep.recount(player.uid, fix=False) == []


# What tells of an obscured place


PLACE = {"latitude": 51.38123, "longitude": -2.36123}


def seen(player: Player, name: str, at: str, **body: Any) -> Any:
    fields = {"name": name, "caught_at": f"2026-05-01T{at}Z", "place": PLACE, "geoprivacy": "open"}
    return player.call("dex", "POST", ENTRIES, json=fields | body).get_json()


def is_obscured(player: Player, entry: Any) -> bool:
    return bool(player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()["place"]["obscured"])


def test_an_entry_of_the_same_minute_never_gives_an_obscured_place_away(player: Player) -> None:
    before = [seen(player, "Turdus merula", "10:00:30"), seen(player, "Erithacus rubecula", "10:02:01")]
    assert [is_obscured(player, entry) for entry in before] == [False, False]
    assert seen(player, "Panthera tigris", "10:01:00")["place"]["obscured"]
    after = [seen(player, "Cyanistes caeruleus", "10:02:00"), seen(player, "Parus major", "10:02:01")]
    tidy()
    assert [is_obscured(player, entry) for entry in [*before, *after]] == [True, False, True, False]


def test_another_persons_entry_of_that_minute_stays_as_open_as_they_want_it(
    player: Player, new_player: Callable[[], Player]
) -> None:
    other = seen(new_player(), "Turdus merula", "10:00:00")
    seen(player, "Panthera tigris", "10:00:00")
    tidy()
    assert other["place"]["obscured"] is False


def test_a_crowded_minute_is_obscured(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.dex.entries.MOST_AT_ONCE", 2)
    crowd = ("Turdus merula", "Erithacus rubecula", "Parus major")
    assert [seen(player, name, "10:00:00")["place"]["obscured"] for name in crowd] == [False, False, True]
