"""The dex and its routes on the emulators."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.animals import animals
from shared.animals.models import Rank
from shared.animals.names import resolve_name
from shared.cloud import storage
from shared.cloud.firestore import transact
from shared.dex.store import life_lists
from shared.settings import settings
from shared.vision import service as vision
from shared.vision import store as jobs
from shared.vision.models import Candidate, Job, JobStatus, NewJob
from tests.conftest import picture_bytes
from tests.integration.conftest import Player

ENTRIES = "/api/v1/dex/entries"
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def completed_job(owner: str, number: int = 0, names: tuple[str, ...] = ("Puma concolor", "Felis catus")) -> str:
    """Store a completed job with these animals and its pictures."""
    candidates = []
    for name in names:
        result = resolve_name(name)
        assert result is not None
        animal = animals.lookup_or_create(result)
        candidates.append(Candidate.of(animal, confidence=0.9))
    job_id = f"job{number}-{owner}"
    upload = {"content_type": "image/jpeg", "size_bytes": 1, "created_at": NOW, "updated_at": NOW}
    job = {"owner": owner, "status": JobStatus.COMPLETED, "candidates": candidates, "width": 1, **upload}
    created = Job.model_validate({"id": job_id, **job})
    if jobs.get(job_id) is None:
        transact(lambda unit: jobs.create(unit, created))
    storage.write(settings().media_bucket, f"jobs/{job_id}/0/thumb.jpg", picture_bytes(), "image/jpeg")
    storage.write(settings().media_bucket, f"jobs/{job_id}/original", picture_bytes(), "image/jpeg")
    return job_id


def add(player: Player, job_id: str, **body: Any) -> Any:
    return player.call("dex", "POST", ENTRIES, json={"job_id": job_id, "animal_index": 0, **body})


def test_an_identified_animal_goes_into_the_dex_once(player: Player) -> None:
    job_id = completed_job(player.uid)
    first, second = add(player, job_id), add(player, job_id)
    assert (first.status_code, first.get_json()["animal"]["scientific_name"]) == (201, "Puma concolor")
    assert second.get_json()["id"] == first.get_json()["id"]
    item = life_lists.animals(player.uid)["puma-concolor"]
    assert item.seen["owner"].count == 1
    assert first.get_json()["animal"]["rank"] == Rank.SPECIES


def test_one_of_several_animals_is_chosen_by_its_id(player: Player) -> None:
    body = {"job_id": completed_job(player.uid), "animal_id": "felis-catus"}
    chosen = player.call("dex", "POST", ENTRIES, json=body).get_json()
    assert chosen["animal"]["scientific_name"] == "Felis catus"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"animal_index": 5}, "animal_index"),
        ({"animal_index": None, "animal_id": "none"}, "animal_id"),
        ({"animal_id": "felis-catus"}, "body"),
        ({"notes": "x" * 2001}, "notes"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_beside_its_field(player: Player, body: dict[str, Any], field: str) -> None:
    response = add(player, completed_job(player.uid), **body)
    assert response.status_code == 422
    assert list(response.get_json()["errors"]) == [field]


def test_another_persons_job_is_not_there(new_player: Callable[[], Player]) -> None:
    owner, other = new_player(), new_player()
    assert add(other, completed_job(owner.uid)).status_code == 404
    assert other.call("vision", "GET", f"/api/v1/vision/jobs/job0-{owner.uid}").status_code == 404


def test_a_job_that_goes_on_has_no_entry_yet(player: Player) -> None:
    job = vision.create_job(player.uid, NewJob(content_type="image/png", size_bytes=1))
    assert add(player, job.id).get_json()["code"] == "job_not_ready"


def test_every_entry_is_listed_once_newest_first(player: Player) -> None:
    ids = [add(player, completed_job(player.uid, number)).get_json()["id"] for number in range(5)]
    listed: list[str] = []
    cursor = ""
    while True:
        page = player.call("dex", "GET", f"{ENTRIES}/my_entries?limit=2{cursor}").get_json()
        listed += [entry["id"] for entry in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert listed == ids[::-1]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x"])
def test_a_wrong_limit_is_refused(player: Player, query: str) -> None:
    assert player.call("dex", "GET", f"{ENTRIES}/my_entries?{query}").get_json()["errors"].keys() == {"limit"}


def test_pictures_are_for_their_owner_and_for_good(new_player: Callable[[], Player]) -> None:
    owner, other = new_player(), new_player()
    picture = add(owner, completed_job(owner.uid)).get_json()["pictures"][0]
    served = owner.call("dex", "GET", picture["thumbnail_url"])
    assert (served.status_code, served.mimetype) == (200, "image/jpeg")
    assert "immutable" in served.headers["Cache-Control"]
    again = owner.call("dex", "GET", picture["thumbnail_url"], headers={"If-None-Match": served.headers["ETag"]})
    part = owner.call("dex", "GET", picture["thumbnail_url"], headers={"Range": "bytes=0-9"})
    assert (again.status_code, part.status_code, len(part.data)) == (304, 206, 10)
    assert owner.call("dex", "GET", picture["original_url"]).data == picture_bytes()
    assert [other.call("dex", "GET", picture[url]).status_code for url in ("thumbnail_url", "original_url")] == [
        404,
        404,
    ]


def test_a_picture_that_is_missing_is_stood_in_for_and_not_kept(new_player: Callable[[], Player]) -> None:
    owner, other = new_player(), new_player()
    job_id = completed_job(owner.uid)
    url = add(owner, job_id, visibility="public").get_json()["pictures"][0]["dex_compatible_url"]
    served = owner.call("dex", "GET", url)
    assert (served.data, served.headers["Cache-Control"]) == (picture_bytes(), "private, no-cache")
    assert other.call("dex", "GET", url).status_code == 404
    storage.write(settings().media_bucket, f"jobs/{job_id}/0/dex.png", picture_bytes("PNG"), "image/png")
    assert "immutable" in other.call("dex", "GET", url).headers["Cache-Control"]


def test_the_same_request_with_its_key_gets_the_same_answer(player: Player) -> None:
    body, headers = {"content_type": "image/png", "size_bytes": 10}, {"Idempotency-Key": "k1"}
    first, second = (player.call("vision", "POST", "/api/v1/vision/jobs", json=body, headers=headers) for _ in range(2))
    other = player.call("vision", "POST", "/api/v1/vision/jobs", json={**body, "size_bytes": 11}, headers=headers)
    assert first.get_json() == second.get_json()
    assert (other.status_code, other.get_json()["code"]) == (422, "idempotency_key_reused")


def test_over_the_days_limit_the_answer_says_when_it_resets(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAILY_IDENTIFICATIONS", "0")
    settings.cache_clear()
    body = {"content_type": "image/png", "size_bytes": 1}
    response = player.call("vision", "POST", "/api/v1/vision/jobs", json=body)
    assert (response.status_code, response.get_json()["code"]) == (429, "quota_exceeded")
    assert 0 < int(response.headers["Retry-After"]) <= 24 * 3600
    assert "You get new ones at 00:00 UTC." in response.get_json()["detail"]


def test_an_unchanged_job_is_not_sent_again(player: Player) -> None:
    job = player.call(
        "vision", "POST", "/api/v1/vision/jobs", json={"content_type": "image/png", "size_bytes": 1}
    ).get_json()
    first = player.call("vision", "GET", f"/api/v1/vision/jobs/{job['id']}/")
    again = player.call(
        "vision", "GET", f"/api/v1/vision/jobs/{job['id']}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (first.status_code, first.headers["Retry-After"], again.status_code) == (200, "2", 304)


def test_the_upload_is_signed_for_one_new_object_of_the_announced_kind(player: Player) -> None:
    job = player.call(
        "vision", "POST", "/api/v1/vision/jobs", json={"content_type": "image/heic", "size_bytes": 9}
    ).get_json()
    upload = job["upload"]
    assert upload["headers"]["Content-Type"] == "image/heic"
    assert upload["headers"]["x-goog-content-length-range"] == "1,25000000"
    signed = "X-Goog-SignedHeaders=content-type%3Bhost%3Bx-goog-content-length-range%3Bx-goog-if-generation-match"
    assert signed in upload["url"]
