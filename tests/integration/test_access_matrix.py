"""docs/access.md against the product: every route for every viewer."""

import json
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import copy
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from google.cloud.firestore_v1.transaction import Transaction

from scripts.access import ANSWERED, About, Row, Viewer, rows
from scripts.openapi import openapi
from shared import parts
from shared.accounts import people
from shared.accounts.models import Hidden
from shared.cloud import storage
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.auth import passwords
from shared.cloud.auth.passwords import Tokens
from shared.cloud.firestore import transact
from shared.privacy import service as privacy
from shared.settings import settings
from tests.conftest import forget_cached, picture_bytes, unsigned_token
from tests.integration.conftest import PASSWORD, Player, client
from tests.integration.test_dex import add, completed_job
from tests.integration.test_fuzzing import function_of
from tests.integration.test_social import FRIENDSHIPS, ask, befriend

VISIBILITIES = {About.PRIVATE: "private", About.FRIENDS: "friends", About.PUBLIC: "public", About.ORIGINAL: "public"}
PASSWORDS = {"password": PASSWORD, "password_confirm": PASSWORD}
MISSING = "0" * 24


def suspend(uid: str) -> None:
    assert transact(lambda unit: people.suspend(unit, uid, Hidden(reason="Spam.", at=datetime.now(UTC))))


class World:
    """An owner with an account, entries, photographs and a friend; and one viewer of each kind."""

    def __init__(self, new_player: Callable[[], Player]) -> None:
        self.owner = new_player()
        without_player = {Viewer.OWNER, Viewer.ANONYMOUS}
        self.players = {Viewer.OWNER: self.owner} | {one: new_player() for one in Viewer if one not in without_player}
        self.friendship = befriend(self.owner, self.players[Viewer.FRIEND])
        ask(self.players[Viewer.HAS_ASKED], user_id=self.owner.uid)
        ask(self.owner, user_id=self.players[Viewer.WAS_ASKED].uid)
        self._block(self.owner, self.players[Viewer.BLOCKED])
        self._block(self.players[Viewer.HAS_BLOCKED], self.owner)
        self.players[Viewer.ADMIN].become_admin()
        self.entries = {
            visibility: add(self.owner, self._job(number), visibility=visibility).get_json()
            for number, visibility in enumerate(("private", "friends", "public"))
        }
        self.owner.call("auth", "PATCH", "/api/v1/users/me", json={"avatar_entry": self.entries["public"]["id"]})
        self.job, self.other_job = self._job(3), self._job(4)
        self.owner.call("dex", "POST", f"{self._entry('public')}/pictures", json={"job_id": self._job(5)})
        self.code = self.owner.call("auth", "GET", "/api/v1/users/friend-code").get_json()["friend_code"]
        for player in self.players.values():
            privacy.request_export(player.uid)
        self._part_with_some()

    def _entry(self, visibility: str) -> str:
        return f"/api/v1/dex/entries/{self.entries[visibility]['id']}"

    def _job(self, number: int) -> str:
        job_id = completed_job(self.owner.uid, number)
        for name, kind in (("dex.png", "PNG"), ("thumb.jpg", "JPEG"), ("model.jpg", "JPEG")):
            storage.write(settings().media_bucket, f"jobs/{job_id}/0/{name}", picture_bytes(kind), "image/jpeg")
        return job_id

    def _block(self, one: Player, other: Player) -> None:
        assert one.call("social", "POST", f"{FRIENDSHIPS}/block", json={"user_id": other.uid}).status_code == 204

    def _part_with_some(self) -> None:
        """Some have been here, and their tokens are good for an hour yet."""
        suspend(self.players[Viewer.SUSPENDED].uid)
        for part in parts.PARTS:
            while part.erase and part.erase(self.players[Viewer.ERASED].uid, 100):
                pass
        ghost = copy(self.players[Viewer.NO_ACCOUNT])
        ghost.token = unsigned_token("ghost", settings().google_cloud_project)
        self.players[Viewer.NO_ACCOUNT] = ghost

    def path(self, row: Row) -> str:
        entry = self.entries[VISIBILITIES.get(row.about, "public")]
        values = {
            "user_id": self.owner.uid,
            "entry_id": entry["id"],
            "picture_id": entry["pictures"][0]["id"],
            "variant": "original" if row.about is About.ORIGINAL else "dex",
            "job_id": self.job,
            "friendship_id": self.friendship,
            "case_id": f"entry.{entry['id']}",
            "animal_id": "puma-concolor",
            "name": "Felidae",
            "x": "0",
            "y": "0",
        }
        queries = {"search_taxa": "?q=puma", "search_tree": "?q=puma", "common_ancestor": "?a=life&b=life"}
        queries["export_tree"] = "?format=newick"
        query = queries.get(row.name, "")
        return re.sub(r"{(\w+)}", lambda match: values[match[1]], row.path) + query

    def body(self, row: Row) -> Any:
        name = f"p-{secrets.token_hex(4)}"
        owner = {"user_id": self.owner.uid}
        bodies: dict[str, Any] = {
            "sign_up": {"username": name, "email": f"{name}@example.org", **PASSWORDS},
            "log_in": {"username": self.owner.name, "password": PASSWORD},
            "look_up": {"friend_code": self.code},
            "add_entry": {"name": "Puma concolor", "caught_at": "2026-05-01T12:00:00Z"},
            "add_picture": {"job_id": self.other_job},
            "batch_sync": {"people": [owner]},
            "correct": {"name": "Puma concolor"},
            "respond": {"action": "accept"},
            "retry": {},
            "rotate": {"quarter_turns": 0},
            "select_animal": {"animal_index": 0},
            "send_request": owner,
            "block": owner,
            "report": {"kind": "person", "subject": self.owner.uid, "reason": "spam"},
            "appeal": {"words": "It was not me."},
            "decide": {"action": "hide", "reason": "Not an animal."},
            "unblock": owner,
        }
        content = row.operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        return bodies.get(row.name, content.get("example"))

    def ask(self, row: Row, viewer: Viewer, path: str) -> Any:
        options = {"json": self.body(row)} if "requestBody" in row.operation else {}
        if viewer is Viewer.ANONYMOUS:
            return client(function_of(row.path)).open(path, method=row.method, **options)
        return self.players[viewer].call(function_of(row.path), row.method.upper(), path, **options)


@contextmanager
def nothing_stays(owner: Player) -> Iterator[list[int]]:
    """Discard all writes; yield the number of writes that each unit of work would have made."""
    writes: list[int] = []

    def roll_back(transaction: Transaction) -> list[Any]:
        writes.append(len(transaction._write_pbs))
        transaction._rollback()
        return []

    tokens = Tokens(owner.uid, owner.token, "refresh", 3600)
    with (
        patch.object(Transaction, "_commit", roll_back),
        patch.object(passwords, "sign_in", return_value=tokens),
        patch.object(passwords, "refresh", return_value=tokens),
        patch.multiple(passwords, send_password_reset=lambda _: None, send_verification=lambda _: None),
        patch.multiple(auth_accounts, revoke=lambda _: None, disable=lambda _: None),
        patch("shared.accounts.sessions.time.sleep"),
        patch("shared.vision.media.delete_all"),
    ):
        yield writes


@pytest.fixture
def world(new_player: Callable[[], Player], monkeypatch: pytest.MonkeyPatch) -> World:
    for limit in ("MAILS_PER_HOUR", "SIGN_UPS_PER_HOUR", "CHANGES_PER_MINUTE", "SIGN_INS_PER_MINUTE"):
        monkeypatch.setenv(limit, "10000")
    forget_cached()
    return World(new_player)


@pytest.mark.timeout(600)
def test_every_route_answers_everybody_as_documented(world: World) -> None:
    found, wanted = {}, {}
    matrix = list(rows(openapi()))
    assert len(matrix) > 60
    for row in matrix:
        stays = row.name == "sign_up"  # it reads what it has written, and is harmless
        context: AbstractContextManager[list[int]] = nullcontext([]) if stays else nothing_stays(world.owner)
        with context as writes:
            for viewer in Viewer:
                cell = (f"{row.method} {row.path} {row.about}".strip(), str(viewer))
                wanted[cell] = row.expected(viewer)
                found[cell] = outcome(world, row, viewer, writes)
    assert {cell: status for cell, status in found.items() if status != wanted[cell]} == {}


def outcome(world: World, row: Row, viewer: Viewer, writes: list[int]) -> str:
    """Return ✓ or the status; check that a refusal changed nothing, and equals that for something nonexistent."""
    writes.clear()
    response = world.ask(row, viewer, world.path(row))
    if response.status_code == row.success and row.expected(viewer) == ANSWERED:
        return ANSWERED
    assert sum(writes) == 0, (row, viewer)
    if response.status_code == 404:
        missing = world.ask(row, viewer, without_ids(row, world))
        assert json.loads(missing.data) == json.loads(response.data), (row, viewer)
    return str(response.status_code)


def without_ids(row: Row, world: World) -> str:
    """Return the path of a row with nonexistent ids; for a picture of an existing entry, another picture's."""
    path = world.path(row)
    shown = world.entries["public"]["id"] if row.about is About.ORIGINAL else ""
    hidden = [world.job, *(entry["id"] for entry in world.entries.values() if entry["id"] != shown)]
    hidden += [picture["id"] for entry in world.entries.values() for picture in entry["pictures"]]
    for name in hidden:
        path = path.replace(name, MISSING)
    return path.replace(world.friendship, f"{MISSING}.{MISSING}")
