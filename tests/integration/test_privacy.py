"""Data exports, deletion, and the proof that no data is left, on the emulators."""

import json
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
import requests
from google.auth.exceptions import DefaultCredentialsError
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from localcloud import prerequisites
from localcloud.emulators import SCHEDULER_ACCOUNT, TASKS_ACCOUNT
from localcloud.prerequisites import ROOT
from localcloud.stack import Stack
from localcloud.tokens import authorization
from scripts import admin
from shared import audit, housekeeping, outbox
from shared.accounts import people, sign_up
from shared.accounts.models import NewUser
from shared.animals import animals
from shared.cloud import firestore, storage
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.auth import identity
from shared.part import Chore, Export, Work
from shared.parts import CHORES, PARTS, PRIVACY
from shared.privacy import archive, service, store
from shared.privacy import housekeeping as privacy
from shared.privacy.housekeeping import Privacy
from shared.privacy.models import Progress
from shared.settings import Provider, settings
from shared.vision import conversion, quotas
from shared.vision import service as vision
from shared.vision.models import NewJob
from shared.vision.quotas import PersonQuota
from tests.conftest import picture_bytes, unsigned_token
from tests.integration.conftest import PASSWORD, Player, client, moderate, tidy
from tests.integration.test_dex import add, completed_job
from tests.integration.test_social import ask, befriend, counts, listed

NO_CREDENTIALS: Exception = DefaultCredentialsError("log in first")  # type: ignore[no-untyped-call]
LATER = datetime.now(UTC) + timedelta(days=2)


def busy_player(new_player: Callable[[], Player]) -> tuple[Player, Player]:
    """A person with data in every part, and a friend of theirs."""
    ash, misty = new_player(), new_player()
    befriend(ash, misty)
    ask(ash, user_id=new_player().uid)
    headers = {"Idempotency-Key": "k"}
    for number in range(2):
        job_id = completed_job(ash.uid, number)
        body = {"job_id": job_id, "animal_index": number, "notes": "by the river"}
        ash.call("dex", "POST", "/api/v1/dex/entries", json=body, headers=headers if number else {})
    hers = add(misty, completed_job(misty.uid)).get_json()["id"]
    his = ash.call("dex", "GET", "/api/v1/dex/entries/my_entries").get_json()["items"][0]["id"]
    for player, entry in ((ash, hers), (misty, his)):
        assert player.call("dex", "PUT", f"/api/v1/dex/entries/{entry}/like").status_code == 204
    day, quota = datetime.now(UTC).date().isoformat(), PersonQuota(used=1)
    stored = quota.model_dump() | {"expires_at": quotas.expiry(day)}
    firestore.client().collection("quotas").document(f"{ash.uid}_{day}").set(stored)
    service.request_export(ash.uid)
    moderate(f"person.{ash.uid}", "warn")
    report = {"kind": "person", "subject": misty.uid, "reason": "spam", "words": "She sells gyms."}
    assert ash.call("social", "POST", "/api/v1/social/reports", json=report).status_code == 202
    return ash, misty


def delete(player: Player, **claims: object) -> Any:
    player.token = unsigned_token(player.uid, settings().google_cloud_project, **claims)
    return player.call("auth", "DELETE", "/api/v1/users/me")


def fetch(url: str) -> bytes:
    response = requests.get(url, timeout=15)
    response.raise_for_status()
    return response.content


def test_everything_held_about_a_person_comes_as_one_zip(new_player: Callable[[], Player]) -> None:
    ash, misty = busy_player(new_player)
    misty.call("social", "POST", "/api/v1/social/friendships/block", json={"user_id": ash.uid})
    brock = new_player()
    ash.call("social", "POST", "/api/v1/social/friendships/block", json={"user_id": brock.uid})
    first = ash.call("auth", "POST", "/api/v1/users/me/export")
    assert (first.status_code, first.get_json()["status"], first.get_json()["files"]) == (202, "preparing", [])
    with patch.object(storage, "read", side_effect=AssertionError):  # pictures are written as they are read
        assert tidy()["export"] == 1
    assert tidy()["export"] == 0
    ready = ash.call("auth", "GET", "/api/v1/users/me/export")
    assert (ready.status_code, ready.get_json()["status"]) == (200, "ready")
    assert ash.call("auth", "POST", "/api/v1/users/me/export").get_json()["status"] == "ready"
    (file,) = ready.get_json()["files"]
    data = fetch(file["url"])
    assert len(data) == file["size_bytes"]
    with ZipFile(BytesIO(data)) as zipped:
        assert zipped.testzip() is None
        result = {name: json.loads(zipped.read(name)) for name in zipped.namelist() if name.endswith(".json")}
        pictures = [name for name in zipped.namelist() if name.startswith("pictures/photographs/")]
        readme = zipped.read("README.txt").decode()
    assert result["account.json"][0]["account"]["email"] == f"{ash.name}@example.org"
    assert {entry["entry"]["animal"]["scientific_name"] for entry in result["entries.json"]} == {
        "Puma concolor",
        "Felis catus",
    }
    assert len(result["jobs.json"]) == len(pictures) == 2
    seen = {(one["relation"], one["blocked"]) for one in result["friendships.json"]}  # not that Misty has blocked
    assert seen == {("sent", False), ("none", True)}
    assert len(result["discoveries.json"]) == 2
    assert [like["person"] for like in result["likes.json"]] == [ash.uid]
    assert {notice["recipient"] for notice in result["notices.json"]} == {ash.uid}
    assert result["audit.json"][0]["action"] == "warn"
    assert [one["words"] for one in result["reports.json"]] == ["She sells gyms."]
    named = {line.split()[0] for line in readme.splitlines()[2:]}
    assert {name.removesuffix(".json") for name in result} | {"pictures"} == named - {"life_list-2"} | {"life_list-2"}


def test_asking_for_an_export_is_a_request_of_its_own(player: Player) -> None:
    assert player.call("auth", "GET", "/api/v1/users/me/export").status_code == 404
    assert tidy()["export"] == 0


def test_an_export_is_deleted_after_a_week(player: Player) -> None:
    service.request_export(player.uid)
    tidy()
    assert tidy(datetime.now(UTC) + timedelta(days=6))["drop-export"] == 0
    assert tidy(datetime.now(UTC) + timedelta(days=8))["drop-export"] == 1
    assert list(storage.names(settings().media_bucket, "exports/")) == []
    assert player.call("auth", "GET", "/api/v1/users/me/export").status_code == 404


def test_a_large_export_comes_in_several_files_and_goes_on_where_it_died(new_player: Callable[[], Player]) -> None:
    ash, _ = busy_player(new_player)
    write = archive._write

    def dying(uid: str, number: int, progress: Progress, exports: Sequence[Export]) -> tuple[Progress, int]:
        written = write(uid, number, progress, exports)
        if number == 3 and not died:
            died.append(number)
            raise SystemExit
        return written

    died: list[int] = []
    with patch.object(archive, "MAX_FILE_BYTES", 1), patch.object(archive, "_write", dying):
        with pytest.raises(SystemExit):
            tidy()
        tidy()
    files = service.get_export(ash.uid).files
    assert len(files) == len(PRIVACY._exports) + 2  # a file a piece: the pictures of two jobs, a chunk of animals
    contents = [ZipFile(BytesIO(fetch(file.url))).namelist() for file in files]
    names = [name for content in contents for name in content if name != "README.txt"]
    assert len(names) == len(set(names))
    assert sum(name.startswith("pictures/photographs/") for name in names) == 2


def test_deletion_asks_for_a_recent_sign_in(player: Player) -> None:
    response = delete(player, auth_time=int(time.time()) - 400)
    assert (response.status_code, response.get_json()["code"]) == (403, "recent_sign_in_required")
    assert player.call("auth", "GET", "/api/v1/users/me").status_code == 200


def test_access_ends_and_the_person_is_hidden_at_once(new_player: Callable[[], Player]) -> None:
    ash, misty = busy_player(new_player)
    code = ash.call("auth", "GET", "/api/v1/users/friend-code").get_json()["friend_code"]
    assert delete(ash).status_code == 202
    assert ash.call("auth", "GET", "/api/v1/users/me").status_code == 401
    assert ash.call("dex", "GET", "/api/v1/dex/entries/my_entries").status_code == 401
    assert misty.call("auth", "GET", f"/api/v1/users/{ash.uid}").status_code == 404
    lookup = {"json": {"friend_code": code}}
    assert misty.call("auth", "POST", "/api/v1/users/lookup_friend_code", **lookup).status_code == 404


def test_nothing_is_left_of_a_person_who_goes_and_a_report_proves_it(new_player: Callable[[], Player]) -> None:
    ash, misty = busy_player(new_player)
    tidy()
    collections = {where.partition("/")[0] for where in store.search(ash.uid)}
    assert len(collections) >= 11, collections
    delete(ash)
    assert tidy()["erase"] == 1
    assert store.search(ash.uid) == []
    assert not any(ash.uid in name for name in storage.names(settings().uploads_bucket))
    assert not auth_accounts.exists(ash.uid)
    assert (listed(misty, "friends"), counts()[misty.uid]) == ([], {"friends": 0, "sent": 0})
    puma = animals.get("puma-concolor")
    assert puma is not None
    assert puma.discovered_by is None
    assert misty.call("dex", "GET", "/api/v1/dex/entries/my_entries").get_json()["items"]
    assert (tidy()["prove"], tidy(LATER)["prove"]) == (0, 1)
    report = service.get_report(ash.uid)
    assert report is not None
    assert {name: count for name, count in report.erased.items() if name not in {"dex", "vision"}} == {
        "social": 2,
        "notices": 8,
        "moderation": 2,
        "animals": 2,
        "idempotency": 1,
        "exports": 1,
        "audit": 1,
        "accounts": 1,
    }
    assert (report.erased["dex"] > 2, report.erased["vision"]) == (True, 3)
    assert report.places_searched > 20
    assert ash.uid not in str([doc.to_dict() for doc in firestore.client().collection("deletion_reports").stream()])
    assert store.get_deletion(ash.uid) is None
    again = NewUser(username=ash.name, email=f"{ash.name}@example.org", password=PASSWORD, password_confirm=PASSWORD)
    assert sign_up.sign_up(again).id != ash.uid


@pytest.mark.parametrize("name", [part.name for part in PARTS if part.erase])
def test_a_deletion_that_dies_half_way_goes_on(new_player: Callable[[], Player], name: str) -> None:
    ash, _ = busy_player(new_player)
    delete(ash)
    failing = [replace(part, erase=lambda uid, limit: 1 // 0) if part.name == name else part for part in PARTS]
    with pytest.raises(ZeroDivisionError):
        Privacy(failing).erase(Work(subject=ash.uid, at=datetime.now(UTC)))
    assert tidy()["erase"] == 1
    assert store.search(ash.uid) == []
    assert not auth_accounts.exists(ash.uid)


def test_a_deletion_goes_on_in_pieces(new_player: Callable[[], Player]) -> None:
    ash, _ = busy_player(new_player)
    delete(ash)
    with patch.object(privacy, "MAX_SECONDS", 0), patch.object(privacy, "THINGS_AT_ONCE", 1):
        assert tidy()["erase"] > 10
    assert store.search(ash.uid) == []


def test_everything_due_is_a_task_of_its_own_deletions_before_exports(new_player: Callable[[], Player]) -> None:
    ash, misty, brock = new_player(), new_player(), new_player()
    for person in (ash, misty):
        service.request_export(person.uid)
    delete(brock)
    sent: list[outbox.Task] = []
    with patch.object(outbox, "send", sent.append):
        housekeeping.run(datetime.now(UTC), urgent=True)
    assert [task.path for task in sent] == ["tasks/erase", "tasks/export", "tasks/export"]
    assert len({task.name for task in sent}) == 3
    assert sorted(str(task.payload["subject"]) for task in sent[1:]) == sorted([ash.uid, misty.uid])


def test_a_chore_that_cannot_find_anything_stands_in_no_others_way(project: str) -> None:
    found: list[str] = []

    def failing(chore: Chore, work: Work) -> int:
        found.append(chore.name)
        return 1 // 0

    with patch.object(housekeeping, "_find", failing), pytest.raises(ExceptionGroup):
        housekeeping.run(datetime.now(UTC), urgent=False)
    assert found == [chore.name for chore in CHORES.values() if chore.find and not chore.urgent]


def test_housekeeping_answers_a_failure_so_that_it_is_tried_again(project: str) -> None:
    def call(path: str, body: str) -> int:
        account = TASKS_ACCOUNT if path.startswith("/tasks/") else SCHEDULER_ACCOUNT
        headers = Headers(authorization(account, str(settings().housekeeping_url).rstrip("/")))
        request = EnvironBuilder(path=path, method="POST", data=body, headers=headers).get_request()
        status: int = import_module("functions.housekeeping.main").main(request).status_code
        return status

    with patch.object(housekeeping, "_find", side_effect=ZeroDivisionError):
        assert [call("/", "{}"), call("/tasks/none", "{}"), call("/nothing", "")] == [500, 500, 404]
    assert call("/tasks/erase", Work(subject="nobody", at=datetime.now(UTC)).model_dump_json()) == 204


def test_what_arrives_after_the_deletion_is_found_and_deleted(player: Player) -> None:
    delete(player)
    tidy()
    completed_job(player.uid)
    assert tidy(LATER)["prove"] == 1
    assert service.get_report(player.uid) is None
    assert tidy(LATER)["erase"] == 1
    assert store.search(player.uid) == []
    tidy(LATER + timedelta(days=2))
    assert service.get_report(player.uid) is not None


def test_an_operator_who_goes_is_not_in_the_audit_log_any_more(new_player: Callable[[], Player]) -> None:
    admin_, misty = new_player(), new_player()
    audit.record(admin_.uid, "hide", misty.uid)
    delete(admin_)
    tidy()
    assert store.search(admin_.uid) == []
    assert [line.get("subject") for line in firestore.client().collection("audit_log").stream()] == [misty.uid]


def test_the_parts_say_every_place_where_a_uid_is(new_player: Callable[[], Player]) -> None:
    ash, misty = busy_player(new_player)
    misty.call("social", "POST", "/api/v1/social/friendships/block", json={"user_id": ash.uid})
    audit.record(ash.uid, "look", misty.uid)
    tidy()
    declared = {collection.path.split("/")[0] for part in PARTS for collection in part.collections}
    stored = {collection.id for collection in firestore.client().collections()}
    assert stored <= declared
    found = {re.sub(r"[^/]+$", "", path) for _, paths in PRIVACY.places_of(ash.uid) for path in paths}
    exports = f"{settings().media_bucket}/exports/{ash.uid}/"
    traces = {re.sub(r"[^/]+$", "", path) for path in store.search(ash.uid)}
    jobs = {
        path for path in traces if re.match(rf"{settings().uploads_bucket}/|.*/jobs/", path)
    }  # by the tests' own ids
    assert exports in traces
    assert traces - {exports} - jobs == found - {f"exports/{ash.uid}/"}


def test_erasing_a_person_gives_back_what_their_running_jobs_have_reserved(player: Player) -> None:
    with patch(
        "shared.vision.store.settings", lambda: settings().model_copy(update={"vision_provider": Provider.OPENAI})
    ):
        job_id = vision.create_job(player.uid, NewJob(content_type="image/png", size_bytes=1)).id
        storage.write(settings().uploads_bucket, job_id, picture_bytes(), "image/png")
        conversion.convert_upload(job_id)
    delete(player)
    tidy()
    quotas = [one.to_dict() or {} for one in firestore.client().collection("quotas").stream()]
    assert [quota["reserved_usd"] for quota in quotas] == ["0.00"]


def test_the_web_page_deletes_an_account_without_the_app(stack: Stack, stack_project: None) -> None:
    name = f"misty-{time.time_ns()}"
    sign_up.sign_up(NewUser(username=name, email=f"{name}@example.org", password=PASSWORD, password_confirm=PASSWORD))
    page = requests.get(f"{stack.url}/delete-account", timeout=15)
    assert "Delete my account" in page.text
    script = f"{stack.url}/delete-account/delete-account.js"
    assert requests.get(script, timeout=15).status_code == 200
    source = (ROOT / "build/site/delete-account/delete-account.js").as_uri()

    def run(password: str) -> str:
        code = (
            f"const ask = globalThis.fetch; globalThis.fetch = (path, options) => ask('{stack.url}' + path, options);"
            f"import({json.dumps(source)}).then(page => page.deleteAccount({json.dumps(name)}, {json.dumps(password)}))"
            ".then(() => console.log('gone'), error => console.log(error.message));"
        )
        done = subprocess.run(
            [prerequisites.node(), "-e", code], capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    assert run("wrong-one") == "The name or the password is not right."
    assert run(PASSWORD) == "gone"
    response = client("auth").post("/api/v1/auth/login", json={"username": name, "password": PASSWORD})
    assert response.status_code == 401


def test_the_search_finds_what_lies_below_a_document_that_is_gone(player: Player) -> None:
    firestore.client().document("lost/one/below/deep").set({"who": [{"seen_by": player.uid}]})
    assert "lost/one/below/deep" in store.search(player.uid)


# Operators


def test_operators_give_roles_suspend_people_and_everything_is_noted(
    player: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    from firebase_admin import auth as firebase

    def claims() -> Any:
        return firebase.get_user(player.uid, app=identity.app()).custom_claims

    assert admin.main(["grant", player.name, "admin"]) == 0
    assert claims() == {"admin": True}
    assert admin.main(["revoke", player.uid, "admin"]) == 0
    assert not claims()
    player.token = unsigned_token(player.uid, settings().google_cloud_project, auth_time=int(time.time()) + 1)
    suspension = ["decide", f"person.{player.name}", "suspend", "--reason", "Spam."]
    assert admin.main(suspension) == 0
    assert "Add --yes" in capsys.readouterr().out
    assert player.call("auth", "GET", "/api/v1/users/me").status_code == 200
    assert admin.main([*suspension, "--yes"]) == 0
    assert player.call("auth", "GET", "/api/v1/users/friend-code").status_code == 403
    lines = [line.to_dict() or {} for line in firestore.client().collection("audit_log").stream()]
    assert {line["action"] for line in lines} == {"grant", "revoke", "suspend"}
    assert {line["subject"] for line in lines} == {player.uid}
    assert admin.main(["grant", "nobody-here", "admin"]) == 1
    assert capsys.readouterr().err == "There is no user nobody-here.\n"


def test_an_operator_without_access_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with patch.object(auth_accounts, "exists", side_effect=NO_CREDENTIALS), patch.object(people, "find_by_name"):
        assert admin.main(["grant", "misty", "admin"]) == 1
    assert capsys.readouterr().err == "Google Cloud refused or did not respond: log in first\n"


def test_operators_delete_people(player: Player, capsys: pytest.CaptureFixture[str]) -> None:
    completed_job(player.uid)
    assert admin.main(["delete", player.name]) == 0
    assert auth_accounts.exists(player.uid)
    assert admin.main(["delete", player.name, "--yes"]) == 0
    assert admin.main(["prove", player.uid]) == 1
    tidy()
    tidy(LATER)
    assert admin.main(["search", player.uid]) == 0
    assert capsys.readouterr().out.endswith(f"0 traces of {player.uid}.\n")
    capsys.readouterr()
    assert admin.main(["prove", player.uid]) == 0
    assert json.loads(capsys.readouterr().out)["erased"]["accounts"] == 1
