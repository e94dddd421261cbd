"""Export, deletion and the proof that nothing is left, on the emulators."""

import json
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from io import BytesIO
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
import requests
from google.auth.exceptions import DefaultCredentialsError
from werkzeug.test import EnvironBuilder

from localcloud import prerequisites
from localcloud.prerequisites import ROOT
from localcloud.stack import Stack
from scripts import admin
from shared.accounts import service as accounts
from shared.accounts.models import NewUser
from shared.animals import service as animals
from shared.cloud import auth, firestore, storage
from shared.privacy import archive, housekeeping, service, store
from shared.settings import settings
from tests.conftest import unsigned_token
from tests.integration.conftest import PASSWORD, Player, client
from tests.integration.test_dex import add, completed_job
from tests.integration.test_social import ask, befriend, counts, listed

NO_CREDENTIALS: Exception = DefaultCredentialsError("log in first")  # type: ignore[no-untyped-call]
LATER = datetime.now(UTC) + timedelta(days=2)


def busy_player(new_player: Callable[[], Player]) -> tuple[Player, Player]:
    """A person with a trace in every part, and a friend of theirs."""
    ash, misty = new_player(), new_player()
    befriend(ash, misty)
    ask(ash, user_id=new_player().uid)
    headers = {"Idempotency-Key": "k"}
    for number in range(2):
        job_id = completed_job(ash.uid, number)
        body = {"job_id": job_id, "animal_index": number, "notes": "by the river"}
        ash.call("dex", "POST", "/api/v1/dex/entries", json=body, headers=headers if number else {})
    add(misty, completed_job(misty.uid))
    service.get_export(ash.uid)
    assert admin.main(["enable", ash.name]) == 0
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
    first = ash.call("auth", "GET", "/api/v1/users/me/export")
    assert (first.status_code, first.get_json()["url"]) == (202, None)
    assert housekeeping.run().exported == 1
    assert housekeeping.run().exported == 0
    ready = ash.call("auth", "GET", "/api/v1/users/me/export")
    assert (ready.status_code, ready.get_json()["status"]) == (200, "ready")
    data = fetch(ready.get_json()["url"])
    assert len(data) == ready.get_json()["size_bytes"]
    with ZipFile(BytesIO(data)) as zipped:
        assert zipped.testzip() is None
        result = {name: json.loads(zipped.read(name)) for name in zipped.namelist() if name.endswith(".json")}
        pictures = [name for name in zipped.namelist() if name.startswith("photographs/")]
    assert result["account.json"]["account"]["email"] == f"{ash.name}@example.org"
    assert {entry["entry"]["animal"]["scientific_name"] for entry in result["entries.json"]} == {
        "Puma concolor",
        "Felis catus",
    }
    assert len(result["jobs.json"]) == len(pictures) == 2
    seen = {(one["relation"], one["blocked"]) for one in result["friendships.json"]}  # not that Misty has blocked
    assert seen == {("sent", False), ("none", True)}
    assert len(result["discoveries.json"]) == 2
    assert result["audit.json"][0]["action"] == "enable"
    assert all(line.split()[0] in {*result, "photographs/", "pictures/"} for line in archive.README.splitlines()[2:])


def test_an_export_is_deleted_after_a_week(player: Player) -> None:
    service.get_export(player.uid)
    housekeeping.run()
    assert housekeeping.run(datetime.now(UTC) + timedelta(days=6)).exports_over == 0
    assert housekeeping.run(datetime.now(UTC) + timedelta(days=8)).exports_over == 1
    assert list(storage.names(settings().media_bucket, "exports/")) == []


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
    housekeeping.run()
    before = store.search([ash.uid])
    life_lists = {where.partition("/")[0] for where in before.traces[ash.uid]}
    assert len(life_lists) >= 11, life_lists
    delete(ash)
    assert housekeeping.run().erased == 1
    assert store.search([ash.uid]).traces == {ash.uid: []}
    assert not any(ash.uid in name for name in storage.names(settings().uploads_bucket))
    assert not auth.exists(ash.uid)
    assert (listed(misty, "friends"), counts()[misty.uid]) == ([], {"friends": 0, "sent": 0})
    puma = animals.get("puma-concolor")
    assert puma is not None
    assert puma.discovered_by is None
    assert misty.call("dex", "GET", "/api/v1/dex/entries/my_entries").get_json()["items"]
    assert (housekeeping.prove(), housekeeping.prove(LATER)) == (0, 1)
    report = service.get_report(ash.uid)
    assert report is not None
    assert report.erased == {
        "friendships": 2,
        "entries": 2,
        "jobs": 2,
        "discoveries": 2,
        "idempotency_keys": 1,
        "exports": 1,
        "audit_lines": 1,
        "accounts": 1,
    }
    assert (report.documents_searched > 5, report.objects_searched) == (True, 2)
    assert ash.uid not in str([doc.to_dict() for doc in firestore.client().collection("deletion_reports").stream()])
    assert list(store.deletions()) == []
    again = NewUser(username=ash.name, email=f"{ash.name}@example.org", password=PASSWORD, password_confirm=PASSWORD)
    assert accounts.sign_up(again).id != ash.uid


@pytest.mark.parametrize("part", housekeeping.PARTS)
def test_a_deletion_that_dies_half_way_goes_on(new_player: Callable[[], Player], part: str) -> None:
    ash, _ = busy_player(new_player)
    delete(ash)
    with (
        patch.dict(housekeeping.PARTS, {part: lambda uid: 1 // 0}),
        pytest.RaisesGroup(pytest.RaisesGroup(ZeroDivisionError)),
    ):
        housekeeping.run()
    assert housekeeping.run().erased == 1
    assert store.search([ash.uid]).traces == {ash.uid: []}
    assert not auth.exists(ash.uid)


def test_an_export_that_fails_delays_nobody_else(new_player: Callable[[], Player]) -> None:
    ash, misty, brock = new_player(), new_player(), new_player()
    for person in (ash, misty):
        service.get_export(person.uid)
    delete(brock)
    write = archive.write

    def failing(uid: str) -> int:
        return 1 // 0 if uid == ash.uid else write(uid)

    with patch.object(archive, "write", failing), pytest.RaisesGroup(pytest.RaisesGroup(ZeroDivisionError)):
        housekeeping.run()
    statuses = [service.get_export(person.uid).status for person in (ash, misty)]
    assert (statuses, auth.exists(brock.uid)) == (["preparing", "ready"], False)
    assert housekeeping.run().exported == 1


def test_a_step_of_housekeeping_that_fails_stands_in_no_others_way(project: str) -> None:
    function: Any = import_module("functions.housekeeping.main")
    done: list[str] = []
    steps = {step: partial(done.append, step) for step in function.STEPS} | {"names": lambda: 1 // 0}
    with patch.dict(function.STEPS, steps), pytest.RaisesGroup(ZeroDivisionError):
        function.tidy()
    assert done == [step for step in function.STEPS if step != "names"]
    request = EnvironBuilder(path="/", method="POST").get_request()
    with patch.dict(function.STEPS, steps):
        assert function.main(request).status_code == 500


def test_what_arrives_after_the_deletion_is_found_and_deleted(player: Player) -> None:
    delete(player)
    housekeeping.run()
    completed_job(player.uid)
    assert housekeeping.prove(LATER) == 0
    assert store.search([player.uid]).traces == {player.uid: []}
    assert housekeeping.prove(LATER + timedelta(days=2)) == 1


def test_the_web_page_deletes_an_account_without_the_app(stack: Stack, stack_project: None) -> None:
    name = f"misty-{time.time_ns()}"
    accounts.sign_up(NewUser(username=name, email=f"{name}@example.org", password=PASSWORD, password_confirm=PASSWORD))
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
    assert "lost/one/below/deep" in store.search([player.uid]).traces[player.uid]


# Operators


def test_operators_give_roles_shut_people_out_and_everything_is_noted(
    player: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    from firebase_admin import auth as firebase

    def claims() -> Any:
        return firebase.get_user(player.uid, app=auth.app()).custom_claims

    assert admin.main(["grant", player.name, "admin"]) == 0
    assert claims() == {"admin": True}
    assert admin.main(["revoke", player.uid, "admin"]) == 0
    assert not claims()
    player.token = unsigned_token(player.uid, settings().google_cloud_project, auth_time=int(time.time()) + 1)
    assert admin.main(["disable", player.name]) == 0
    assert "would be shut out" in capsys.readouterr().out
    assert player.call("auth", "GET", "/api/v1/users/me").status_code == 200
    assert admin.main(["disable", player.name, "--yes"]) == 0
    assert player.call("auth", "GET", "/api/v1/users/me").status_code == 401
    lines = [line.to_dict() or {} for line in firestore.client().collection("audit_log").stream()]
    assert {line["action"] for line in lines} == {"grant", "revoke", "disable"}
    assert {line["subject"] for line in lines} == {player.uid}
    assert admin.main(["disable", "nobody-here"]) == 1
    assert capsys.readouterr().err == "There is no nobody-here.\n"


def test_an_operator_without_access_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with patch.object(auth, "exists", side_effect=NO_CREDENTIALS), patch.object(accounts, "find_by_name"):
        assert admin.main(["grant", "misty", "admin"]) == 1
    assert capsys.readouterr().err == "Google Cloud refuses, or does not answer: log in first\n"


def test_operators_verify_animals_and_delete_people(player: Player, capsys: pytest.CaptureFixture[str]) -> None:
    completed_job(player.uid, names=("Blorbus maximus",))
    assert admin.main(["verify-animal", "blorbus-maximus"]) == 0
    animal = animals.get("blorbus-maximus")
    assert animal is not None
    assert animal.verified
    assert admin.main(["verify-animal", "nothing"]) == 1
    assert admin.main(["delete", player.name]) == 0
    assert auth.exists(player.uid)
    assert admin.main(["delete", player.name, "--yes"]) == 0
    assert admin.main(["prove", player.uid]) == 1
    housekeeping.run()
    housekeeping.prove(LATER)
    capsys.readouterr()
    assert admin.main(["prove", player.uid]) == 0
    assert json.loads(capsys.readouterr().out)["erased"]["accounts"] == 1
