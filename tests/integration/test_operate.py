"""The operators' commands on the emulators, which know the documents but nothing that gcloud knows."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from scripts.operate import __main__ as command
from shared import outbox
from shared.cloud import firestore, tasks
from shared.cloud.auth import accounts as auth_accounts
from shared.dex import upkeep as dex
from shared.settings import settings
from shared.vision import quotas
from shared.vision.models import JobError, JobErrorCode, JobStatus, Place
from tests.integration.conftest import Player, moderate, tidy
from tests.integration.test_dex import add, completed_job

ROOT = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]
HOUR = timedelta(hours=1)
API = "https://biologidex.example.org"
HEALTH = f"{API}/api/v1/health"


def lines(captured: Captured) -> dict[str, str]:
    """Return the printed lines: check → ok or wrong."""
    printed = [line.split() for line in captured.readouterr().out.splitlines() if not line.startswith("{")]
    return {what: state for state, what, *_ in printed}


def resume_queue() -> None:
    name = tasks.client().queue_path(settings().google_cloud_project, settings().region, settings().tasks_queue)
    tasks.client().resume_queue(name=name)


def answer_health(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    answer = requests.Response()
    answer.status_code = code
    monkeypatch.setattr("scripts.operate.status.requests.get", lambda url, timeout: {HEALTH: answer}[url])


def test_the_status_of_what_works_is_ok(project: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    resume_queue()
    answer_health(monkeypatch, 200)
    assert command.main(["status", "--api", API]) == 0
    assert lines(capsys) == dict.fromkeys(("api", "queue", "outbox", "jobs", "budget"), "ok")


def test_what_is_documented_for_looking_after_it_works_word_for_word(
    player: Player, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    resume_queue()
    page = (ROOT / "docs/operations.md").read_text()
    section = page.partition("\n## Looking after it\n")[2].partition("\n## ")[0]
    said = re.findall(r"^    python -m scripts\.operate (.+)$", section, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    job = completed_job(player.uid)
    for words in said:
        assert command.main(words.replace("ID", job).split()) == 0, words
    assert len(said) == 4
    assert (tmp_path / "openapi.json").is_file()


def test_the_status_says_what_is_wrong(player: Player, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    answer_health(monkeypatch, 503)
    now = datetime.now(UTC)
    task = outbox.Task(name="late", target=outbox.Target.IDENTIFY, payload={}, created_at=now - HOUR)
    firestore.client().collection("outbox").document("late").set(task.model_dump())
    job = completed_job(player.uid)
    stuck = {"status": JobStatus.CONVERTED, "updated_at": now - 3 * HOUR}
    firestore.client().collection("analysis_jobs").document(job).update(stuck)
    spent = quotas.Budget(spent_usd="30").model_dump()
    firestore.client().collection("quotas").document(f"global0_{quotas.day_of(now)}").set(spent)
    assert command.main(["status", "--api", API]) == 1
    assert lines(capsys) == dict.fromkeys(("api", "queue", "outbox", "jobs", "budget"), "wrong")  # the queue is paused


def test_what_cannot_be_looked_at_is_wrong_and_the_rest_is_looked_at(project: str, capsys: Captured) -> None:
    resume_queue()
    assert command.main(["status", "--api", "http://127.0.0.1:1"]) == 1
    assert lines(capsys) == {"api": "wrong", "queue": "ok", "outbox": "ok", "jobs": "ok", "budget": "ok"}


def failed_job(player: Player) -> str:
    """Store a failed job with all the fields that only its owner may see."""
    job_id = completed_job(player.uid)
    error = JobError(code=JobErrorCode.INTERRUPTED, detail="It was me@example.org.", retryable=True)
    secret = {
        "status": JobStatus.FAILED,
        "error": error.model_dump(),
        "place": Place(latitude=47.123456, longitude=8.654321, name="Grandmother's garden").model_dump(),
        "filename": "grandmother.jpg",
        "hint": "in grandmother's garden",
    }
    firestore.client().collection("analysis_jobs").document(job_id).update(secret)
    return job_id


def test_a_job_is_diagnosed_without_what_is_its_owners(player: Player, capsys: Captured) -> None:
    job_id = failed_job(player)
    task = outbox.Task(
        name="t", target=outbox.Target.IDENTIFY, payload={"job_id": job_id}, created_at=datetime.now(UTC)
    )
    firestore.client().collection("outbox").document("t").set(
        task.model_dump() | {"created_at": task.created_at - HOUR}
    )
    assert command.main(["diagnose", job_id]) == 1
    said = capsys.readouterr().out
    for word in ("failed", "interrupted", player.uid, "puma-concolor", "outbox"):
        assert word in said
    for secret in ("@", "47.1", "8.65", "randmother"):
        assert secret not in said


def test_a_person_is_diagnosed_without_their_address(player: Player, capsys: Captured) -> None:
    job_id = failed_job(player)
    moderate(f"person.{player.name}", "suspend")
    capsys.readouterr()
    for name in (player.uid, player.name):
        command.main(["diagnose", name])
        said = capsys.readouterr().out
        assert job_id in said
        assert "suspended" in said
        assert "interrupted" in said
        assert "@" not in said


@pytest.mark.parametrize("nobody", ["nobody-at-all", 'x" OR severity>=INFO'])
def test_of_nothing_nothing_is_known(project: str, nobody: str, capsys: Captured) -> None:
    assert command.main(["diagnose", nobody]) == 1
    assert "wrong nothing" in (said := capsys.readouterr()).out or "neither" in said.err


def documents() -> dict[str, Any]:
    """Return all documents at any depth, with their fields."""

    def below(collections: Iterator[Any]) -> Iterator[tuple[str, Any]]:
        for collection in collections:
            for reference in collection.list_documents():
                yield reference.path, reference.get().to_dict()
                yield from below(reference.collections())

    return dict(below(firestore.client().collections()))


def wipe() -> None:
    client: Any = firestore.client()
    url = f"http://{client._emulator_host}/emulator/v1/{client._database_string}/documents"
    requests.delete(url, timeout=30).raise_for_status()


def test_of_an_empty_folder_nothing_is_brought_back(project: str, tmp_path: Path, capsys: Captured) -> None:
    assert command.main(["restore", str(tmp_path), "--yes"]) == 1
    assert "holds no export" in capsys.readouterr().err


def test_a_restore_brings_everything_back_and_who_went_since_goes_again(
    new_player: Callable[[], Player], tmp_path: Path, capsys: Captured
) -> None:
    stays, goes = new_player(), new_player()
    for player in (stays, goes):
        job_id = completed_job(player.uid)
        assert add(player, job_id, place={"latitude": 47.1, "longitude": 8.6}).status_code == 201
    folder = str(tmp_path / "backup")
    before = documents()
    assert command.main(["backup", folder]) == 0
    assert command.main(["restore", folder, "--yes"]) == 1  # of a database that is not empty
    assert "The database holds documents" in capsys.readouterr().err
    assert documents() == before

    auth_accounts.delete_user(goes.uid)
    wipe()
    assert documents() == {}
    assert command.main(["restore", folder, "--yes"]) == 0
    assert "1 people had gone since" in capsys.readouterr().out
    after = documents()
    touched = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path for path in touched if goes.uid not in path} <= {path for path in touched if "friend_codes/" in path}
    assert dex.recount(stays.uid, fix=False) == []

    tidy()
    left = [path for path, fields in documents().items() if goes.uid in f"{path} {fields}" and "deletions/" not in path]
    assert left == []
    assert dex.recount(stays.uid, fix=False) == []
    assert stays.call("dex", "GET", "/api/v1/dex/entries/my_entries").get_json()["items"]
