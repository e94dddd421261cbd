"""The operators' commands that use gcloud, with a stand-in for it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from google.cloud.firestore_admin_v1.types.backup import Backup
from google.cloud.firestore_admin_v1.types.database import Database
from google.cloud.firestore_admin_v1.types.firestore_admin import ListBackupsResponse

from scripts.operate import __main__ as command
from scripts.operate import backup, diagnose, gcloud, status
from scripts.operate.gcloud import GcloudError
from scripts.reach import FUNCTIONS
from shared import backups
from shared.cloud import backups as cloud_backups
from shared.cloud.backups import Backups
from shared.part import Work
from shared.settings import settings

NOW = datetime.now(UTC)
Answer = Callable[[str, Any], None]
STAND_IN = """#!/bin/sh
echo "$*" >>"{log}"
for file in "{answers}"/*; do
    case "$*" in *"$(basename "$file")"*) cat "$file"; exit 0;; esac
done
printf 'it is forbidden\\nPlease run:\\n' >&2
exit 1
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of calls of gcloud."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "answers").mkdir()
    program = tmp_path / "bin/gcloud"
    program.write_text(STAND_IN.format(log=tmp_path / "log", answers=tmp_path / "answers"))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "demo-project")
    settings.cache_clear()
    return tmp_path / "log"


@pytest.fixture
def answer(log: Path) -> Answer:
    """Return a function that sets gcloud's answer to commands with some words."""

    def write(words: str, what: Any) -> None:
        (log.parent / "answers" / words).write_text(json.dumps(what))

    return write


def service(name: str, latest: str = "2", serving: str = "2", ready: str = "True") -> dict[str, Any]:
    revision = f"{name}-0000"
    state = {
        "conditions": [{"type": "Ready", "status": ready, "message": "" if ready == "True" else "It does not start."}],
        "latestReadyRevisionName": f"{revision}{latest}",
        "traffic": [{"revisionName": f"{revision}{serving}", "percent": 100}],
    }
    return {"metadata": {"name": name}, "status": state}


def test_functions_are_ok_when_the_newest_revision_serves(answer: Answer) -> None:
    services = [service(name.replace("_", "-")) for name in FUNCTIONS]
    answer("run services list", services)
    assert all(line.ok for line in status._functions(NOW))
    services[0] = service("animals", serving="1")
    services[1] = service("auth", ready="False")
    answer("run services list", services[:-1])
    wrong = [line.said for line in status._functions(NOW) if not line.ok]
    assert wrong == [
        "animals: animals-00001 100 %",
        "auth: auth-00002 100 %. It does not start",
        "vision is not there",
    ]


def run(name: str, waits: timedelta, code: int = 0) -> dict[str, Any]:
    path = "projects/demo-project/locations/us-central1/jobs"
    return {"name": f"{path}/{name}", "lastAttemptTime": (NOW - waits).isoformat(), "status": {"code": code}}


def test_housekeeping_is_ok_when_both_were_called_lately_and_answered(answer: Answer) -> None:
    hourly, requests = (
        run("housekeeping-hourly", timedelta(hours=1)),
        run("housekeeping-requests", timedelta(minutes=5)),
    )
    answer("scheduler jobs list", [hourly, requests])
    assert [line.ok for line in status._housekeeping(NOW)] == [True, True]
    answer("scheduler jobs list", [run("housekeeping-hourly", timedelta(hours=3))])
    assert [line.ok for line in status._housekeeping(NOW)] == [False, False]
    answer("scheduler jobs list", [hourly, run("housekeeping-requests", timedelta(), code=13)])
    assert [line.ok for line in status._housekeeping(NOW)] == [True, False]


@pytest.mark.parametrize(
    ("made", "age", "state", "protected", "ok"),
    [
        (2, 99, "READY", True, True),
        (30, 99, "READY", True, False),
        (2, 99, "CREATING", True, False),
        (None, 99, "", True, False),
        (None, 9, "", True, True),
        (None, 99, "", False, True),
        (30, 99, "READY", False, True),
    ],
)
def test_a_protected_database_needs_a_backup_of_the_day(
    monkeypatch: pytest.MonkeyPatch, made: int | None, age: int, state: str, protected: bool, ok: bool
) -> None:
    states = Database.DeleteProtectionState
    protection = states.DELETE_PROTECTION_ENABLED if protected else states.DELETE_PROTECTION_DISABLED
    database = Database(create_time=NOW - timedelta(hours=age), delete_protection_state=protection)
    moments = [] if made is None else [NOW - timedelta(hours=made)]
    listed = [Backup(snapshot_time=moment, state=getattr(Backup.State, state)) for moment in moments]
    asked: dict[str, Any] = {
        "projects/demo-project/databases/(default)": database,
        f"projects/demo-project/locations/{settings().region}": ListBackupsResponse(backups=listed),
    }
    stand_in = SimpleNamespace(get_database=lambda name: asked[name], list_backups=lambda parent: asked[parent])
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "demo-project")
    settings.cache_clear()
    monkeypatch.setattr(cloud_backups, "client", lambda: stand_in)
    assert [line.ok for line in status._backup(NOW)] == [ok]


def test_housekeeping_looks_at_backups_as_operators_do(monkeypatch: pytest.MonkeyPatch, log_lines: list[Any]) -> None:
    for hours in (25, 27):
        found = Backups(are_due=True, since=NOW - timedelta(days=9), made_at=[NOW - timedelta(hours=hours)])
        monkeypatch.setattr(cloud_backups, "look", lambda found=found: found)
        backups.check(Work(subject="database", at=NOW))
    assert [line["message"] for line in log_lines] == ["backup_missing"]


def test_the_log_is_told_without_addresses_and_other_peoples_words(answer: Answer, log: Path) -> None:
    payload = {
        "message": "job_failed",
        "job_id": "j",
        "code": "interrupted",
        "hint": "grandmother's garden",
        "cause": "Traceback\n  here\nValueError: me@example.org is wrong",
    }
    answer("logging read", [{"timestamp": "2026-05-01T12:00:00Z", "severity": "ERROR", "jsonPayload": payload}])
    (line,) = diagnose._logged("j")
    assert not line.ok
    assert line.said == "2026-05-01T12:00:00Z job_failed job_id=j code=interrupted ValueError: … is wrong"
    assert 'trace:"/traces/j"' in log.read_text()


def test_a_backup_in_the_cloud_is_of_one_moment(answer: Answer, log: Path) -> None:
    answer("firestore export", {})
    assert [line.ok for line in backup.backup("gs://demo-project-backups/today")] == [True]
    words = log.read_text().split()
    assert words[:3] == ["firestore", "export", "gs://demo-project-backups/today"]
    assert next(word for word in words if word.startswith("--snapshot-time=")).endswith(":00Z")
    assert "--project=demo-project" in words


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("gs://demo-project-backups/today", "firestore import gs://demo-project-backups/today"),
        ("projects/p/locations/l/backups/b", "--source-backup=projects/p/locations/l/backups/b"),
    ],
)
def test_a_restore_in_the_cloud_takes_exports_and_managed_backups(
    source: str, said: str, answer: Answer, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer("firestore", {})
    monkeypatch.setattr(backup, "_is_empty", lambda: True)
    monkeypatch.setattr(backup, "_gone", list)
    assert all(line.ok for line in backup.restore(source))
    assert said in log.read_text()


def test_what_gcloud_refuses_is_told(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(GcloudError, match=r"^gcloud firestore backups list: it is forbidden$"):
        gcloud.ask("firestore", "backups", "list")
    assert command.main(["backup", "gs://demo-project-backups/today"]) == 1
    assert "it is forbidden" in capsys.readouterr().err


def test_without_gcloud_it_is_named(monkeypatch: pytest.MonkeyPatch, log: Path) -> None:
    (log.parent / "bin/gcloud").unlink()
    monkeypatch.setenv("PATH", str(log.parent / "bin"))
    with pytest.raises(GcloudError, match="gcloud is not installed"):
        gcloud.ask("firestore", "backups", "list")


def test_the_openapi_document_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "openapi.json"
    assert command.main(["export-openapi", str(file)]) == 0
    assert json.loads(file.read_text())["openapi"].startswith("3.1")


def test_nothing_is_restored_by_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["restore", "gs://demo-project-backups/today"])
    assert "--yes" in capsys.readouterr().err
