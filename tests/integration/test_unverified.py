"""Names that no taxonomy knows create no animal until an operator has decided about them."""

from typing import Any

import pytest

from scripts import admin
from shared.cloud import firestore
from shared.vision import conversion, recognition
from shared.vision.models import Alternative
from tests.integration.conftest import Player, tidy
from tests.integration.test_dex import ENTRIES, add
from tests.integration.test_entries import stats
from tests.integration.test_pipeline import FakeModel, animal_ids, job, uploaded

JOBS = "/api/v1/vision/jobs"


@pytest.fixture
def model(project: str, monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    fake = FakeModel()
    monkeypatch.setattr("shared.vision.recognition.provider", lambda: fake)
    return fake


def identified(player: Player, model: FakeModel, *names: str, **alternatives: float) -> str:
    """Store a person's job for which the model returned these names."""
    model.names = list(names)
    model.alternatives = [Alternative(scientific_name=name, confidence=share) for name, share in alternatives.items()]
    job_id = uploaded(owner=player.uid)
    conversion.convert_upload(job_id)
    recognition.identify(job_id, 1, last_try=False)
    return job_id


def shown(player: Player, job_id: str) -> Any:
    return player.call("vision", "GET", f"{JOBS}/{job_id}").get_json()


def waiting(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert admin.main(["unverified"]) == 0
    return [line.split("  ")[-1] for line in capsys.readouterr().out.splitlines()[:-1]]


def test_a_name_that_nobody_knows_makes_no_animal_and_stays_on_its_job(
    player: Player, model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    job_id = identified(player, model, "Blorbus maximus", "<b>Rude\u202e word</b>")
    result = shown(player, job_id)
    assert (result["outcome"], result["candidates"]) == ("name_not_understood", [])
    assert result["unverified_names"] == ["Blorbus maximus", "bRude word/b"]
    assert animal_ids() == []
    identified(player, model, "Blorbus maximus")
    assert waiting(capsys) == ["Blorbus maximus", "bRude word/b"]  # the one with more jobs first


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        (("Quercus robur", "Bellis perennis"), "plant"),
        (("Amanita muscaria",), "fungus"),
        (("Quercus robur", "Amanita muscaria"), "name_not_understood"),
    ],
)
def test_a_plant_is_answered_as_one_and_waits_for_nobody(
    player: Player, model: FakeModel, names: tuple[str, ...], outcome: str, capsys: pytest.CaptureFixture[str]
) -> None:
    result = shown(player, identified(player, model, *names))
    assert (result["outcome"], result["candidates"], result["unverified_names"]) == (outcome, [], [])
    assert (waiting(capsys), animal_ids()) == ([], [])
    corrected = player.call("vision", "POST", f"{JOBS}/{result['id']}/correct", json={"name": names[0]})
    assert corrected.get_json()["errors"]["name"][0].startswith("This looks like a ")


def test_an_unknown_species_counts_as_its_genus_and_waits(
    player: Player, model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    result = shown(player, identified(player, model, "Vulpes imaginaria"))
    assert [one["scientific_name"] for one in result["candidates"]] == ["Vulpes"]
    assert result["unverified_names"] == waiting(capsys) == ["Vulpes imaginaria"]


def test_an_accepted_name_becomes_an_animal_wherever_it_was_said(
    player: Player, model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    job_id = identified(player, model, "Vulpes imaginaria")
    entry = add(player, job_id).get_json()
    assert (entry["animal"]["id"], stats(player)["animals"]) == ("vulpes", 0)
    for _ in range(2):  # said twice
        assert admin.main(["accept-name", "Vulpes imaginaria"]) == 0
    assert tidy()["read-again"] == 2
    assert [one["animal_id"] for one in shown(player, job_id)["candidates"]] == ["vulpes-imaginaria"]
    tidy()
    refined = player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()["animal"]
    assert (refined["id"], refined["creation_index"], stats(player)["discoveries"]) == ("vulpes-imaginaria", 1, 1)
    assert [taxon["name"] for taxon in refined["lineage"]][-2:] == ["Canidae", "Vulpes"]
    later = shown(player, identified(player, model, "Vulpes imaginaria"))
    assert [one["animal_id"] for one in later["candidates"]] == ["vulpes-imaginaria"]
    assert waiting(capsys) == later["unverified_names"] == []


def test_a_mapped_name_stands_for_the_other_and_a_rejected_one_for_nothing(
    player: Player, model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    job_id = identified(player, model, "Blorbus maximus", "Blorbus minimus")
    assert admin.main(["map-name", "Blorbus maximus", "Puma concolor"]) == 0
    assert admin.main(["reject-name", "Blorbus minimus"]) == 0
    tidy()
    result = shown(player, job_id)
    assert [one["animal_id"] for one in result["candidates"]] == ["puma-concolor"]
    assert (result["outcome"], result["unverified_names"]) == ("animals", ["Blorbus minimus"])
    assert waiting(capsys) == []
    audited = {(line.to_dict() or {})["action"] for line in firestore.client().collection("audit_log").stream()}
    assert audited == {"map_name", "reject_name"}


@pytest.mark.parametrize(
    "command",
    [
        ["accept-name", "Never said"],
        ["reject-name", "Never said"],
        ["map-name", "Never said", "Puma concolor"],
        ["map-name", "Blorbus maximus", "Blorbus medius"],
        ["accept-name", "Blorbus maximus"],  # of a genus that nobody knows
    ],
)
def test_what_an_operator_cannot_decide_is_refused(player: Player, model: FakeModel, command: list[str]) -> None:
    identified(player, model, "Blorbus maximus")
    assert admin.main(command) == 1
    assert admin.main(["accept-name", "Blorbus maximus", "--below", "Felidae"]) == 0


def test_beside_a_wide_answer_stand_three_that_it_may_be(player: Player, model: FakeModel) -> None:
    offered = {"Alces alces": 0.5, "Canis lupus": 0.1, "Cervus elaphus": 0.2, "Rangifer tarandus": 0.15}
    offered |= {"Dama dama": 0.04, "Blorbus maximus": 0.3}
    job_id = identified(player, model, "Cervidae", **offered)
    (wide,) = shown(player, job_id)["candidates"]
    assert [(one["animal_id"], one["confidence"]) for one in wide["alternatives"]] == [
        ("alces-alces", 0.5),
        ("cervus-elaphus", 0.2),
        ("rangifer-tarandus", 0.15),
    ]
    moose = player.call("dex", "POST", ENTRIES, json={"job_id": job_id, "animal_id": "alces-alces"}).get_json()
    assert (moose["identified_by"], moose["animal"]["creation_index"]) == ("model", 1)
    refined = player.call("dex", "PATCH", f"{ENTRIES}/{moose['id']}", json={"animal_id": "cervus-elaphus"}).get_json()
    assert (refined["identified_by"], refined["animal"]["creation_index"]) == ("person", None)


def test_a_species_has_no_alternatives(player: Player, model: FakeModel) -> None:
    (puma,) = shown(player, identified(player, model, "Puma concolor", **{"Felis catus": 0.4}))["candidates"]
    assert puma["alternatives"] == []


def test_a_moderator_who_agrees_makes_a_persons_name_a_discovery(player: Player, model: FakeModel) -> None:
    job_id = identified(player, model, "Mammalia")
    entry = player.call("dex", "POST", ENTRIES, json={"job_id": job_id, "name": "Okapia johnstoni"}).get_json()
    assert (entry["identified_by"], entry["animal"]["creation_index"]) == ("person", None)
    assert admin.main(["agree", entry["id"]]) == 0
    agreed = player.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()
    assert (agreed["identified_by"], agreed["animal"]["creation_index"]) == ("moderator", 1)
    assert stats(player)["discoveries"] == 1
    assert admin.main(["agree", "none"]) == 1
    assert job(job_id).answer is not None
