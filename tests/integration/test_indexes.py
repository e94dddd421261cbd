"""Composite indexes: emulators do not require them, so the code's queries are checked against the file."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from google.api_core.exceptions import FailedPrecondition
from google.cloud.firestore_v1.base_query import FieldFilter

from scripts.operate import check_indexes, queries
from scripts.operate.queries import Recorded
from shared import audit, outbox
from shared.accounts import store as accounts
from shared.accounts.models import Geoprivacy
from shared.animals import store as animals
from shared.animals import unverified
from shared.animals.models import AnimalQuery, Classification, Rank, Sort, Taxon
from shared.cloud import firestore
from shared.cloud.firestore import transact
from shared.dex.documents import Entry
from shared.dex.requests import BoundingBox, EntryQuery
from shared.dex.store import changes, life_lists, likes
from shared.dex.store import entries as dex
from shared.graph import store as graph
from shared.moderation import store as moderation
from shared.notices import store as notices
from shared.pages import encode_cursor
from shared.parts import PRIVACY
from shared.privacy import store as privacy
from shared.social import store as social
from shared.vision import store as vision
from shared.vision.models import JobStatus
from tests.integration.conftest import Player
from tests.integration.indexes import COMPOSITE, lacking, needed
from tests.integration.test_dex import add, completed_job


def ask_for_entries(entry: Entry) -> None:
    """List entries with each filter alone and all together, in every order, as the owner and as somebody else."""
    filters = {
        "class": "Mammalia",
        "order": "Carnivora",
        "family": "Felidae",
        "animal_id": "puma-concolor",
        "favorite": True,
        "wild": True,
        "visibility": "public",
        "month": "2026-05",
    }
    for sort, order in dex.ORDERS.items():
        for chosen in ({}, filters, *({name: value} for name, value in filters.items())):
            request = EntryQuery.model_validate({**chosen, "sort": sort})
            for audience in (None, "friend"):
                dex.find("u", audience, request, 1, {order.field(audience): 1, "__name__": "e"})
                dex.find("u", audience, request, 1, None, ["puma-concolor"])
    for audience in (None, "friend"):
        changes.after("u", audience, 1, 1)
        dex.by_id("u", audience, 1, "e")
    for audience in ("owner", "friend"):
        transact(partial(dex.first_and_best, owner="u", animal_id="a", audience=audience, without="e"))
    for geoprivacy in (None, Geoprivacy.OPEN):
        transact(partial(dex.around, entry=entry, geoprivacy=geoprivacy, limit=1))
    box = BoundingBox(west=1, south=1, east=2, north=2)
    for west in (1, 170):
        dex.in_box("u", box.model_copy(update={"west": west}), 1, None)
    dex.news_for("u", 1, {"created_at": datetime.now(UTC), "__name__": "e"})
    dex.untell("u", "v", 1), dex.untell("u", None, 1)
    dex.tell_newest("u", "v", 1)
    changes.between(datetime.now(UTC), datetime.now(UTC), 1)
    life_lists.complete_genera("u")
    outbox.send_left(1, datetime.now(UTC))
    (
        list(dex.all_of("u")),
        list(dex.by_time("u", None)),
        list(dex.by_time("u", "friend")),
        dex.ids_of_animal("a", 1, "e"),
        dex.count_of_animal("a"),
    )


def ask_for_animals() -> None:
    for sort in Sort:
        for rank in Rank:
            taxon = Taxon(name="Felidae", rank=rank)
            animals.list_animals(AnimalQuery(rank=rank, sort=sort), taxon, 1, None)
        animals.list_animals(AnimalQuery(sort=sort), None, 1, {sort.value: 1, "__name__": "a"})
    for rank in Rank:
        animals.worst_below(Classification(scientific_name="Felidae", common_name=None, rank=rank, lineage=[]))
    animals.discovered_by("u", 1, "a"), animals.of_unknown_status(1, "a")
    animals.due_before(datetime.now(UTC), 1, "")
    unverified.undecided()


def test_the_record_lists_every_query(asked: set[Recorded], player: Player, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    add(player, completed_job(player.uid))
    entry = dex.get(add(player, completed_job(player.uid, 1)).get_json()["id"])
    job = vision.get(f"job1-{player.uid}")
    assert entry is not None
    assert job is not None
    ask_for_entries(entry)
    ask_for_animals()
    transact(lambda unit: vision.delete(unit, job)), audit.export("u", "")
    vision.by_owner("u", [], 1, None)
    vision.by_owner("u", [JobStatus.COMPLETED], 1, {"created_at": now, "__name__": "j"})
    due = encode_cursor({"updated_at": now, "expires_at": now, "__name__": "j"})
    vision.unfinished_since(now, 1, due), vision.expired(now, 1, due), vision.some_of("u", 1, "j")
    vision.usage_of("u"), transact(lambda unit: vision.open_uploads(unit, "u", now))
    for listing in (social.friends_of, social.pending_for, social.sent_by, social.blocked_by):
        listing("u", 1, {"changed_at": now, "__name__": "a.b"})
    social.some_of("u", 1, "a.b"), social.stamps_around("u"), social.count("u")
    list(accounts.hidden_among(["u"])), graph.shares_of("u", 1), graph.add_up("a"), graph.has_old_trees(now)
    accounts.unfinished_names(now, 1, "")
    privacy.unfinished_exports(1, ""), privacy.exports_ready_before(now, 1, "")
    privacy.unfinished_deletions(1, ""), privacy.erased_before(now, 1, "")
    moderation.open_cases(1, {"opened_at": now, "__name__": "entry.e"}), moderation.ended_before(now, 1, "")
    moderation.reports_of("entry.e", 1, 1), moderation.reports_by("u", 1, "r")
    PRIVACY.places_of("u")
    notices.of("u", 1, {"at": now, "__name__": "n"}), notices.count_unread("u")
    notices.by_id("u", 1, "n"), notices.delete_some("u", 1), likes.delete_some("u", 1)
    moderation.delete_reports("entry.e", 1), moderation.forget_reporter("u", 1), dex.delete_some("u", 1)
    notices.delete_about("e", now, 1), likes.delete_of_entry("e", now, 1), likes.of_person("u", ["e"])
    (
        likes.of_entry("e", 1, {"by_friend": True, "at": now, "__name__": "l"}),
        likes.count(["e"]),
        likes.by_id("u", "v", 1, "l"),
    )
    dex.count_discoveries("u", "friend", now), life_lists.count_new("u", "friend", now)
    list(accounts.not_on_leaderboard_among(["u"])), vision.count_by_owner("u", [JobStatus.COMPLETED])
    transact(partial(likes.another, entry_id="e", than={"u"}))
    transact(partial(notices.mark_read, recipient="u", until=now, limit=1))
    made = tmp_path / queries.RECORD.name
    made.write_text(queries.as_file(asked))
    assert made.read_text() == queries.RECORD.read_text(), f"If the queries are right: cp {made} {queries.RECORD}"


def test_the_indexes_are_those_that_the_queries_need() -> None:
    assert {index for query in queries.load() for index in needed(query)} == COMPOSITE
    assert len(COMPOSITE) <= 200  # of a database without billing limits raised


def test_a_query_that_nobody_declared_would_be_found(project: str) -> None:
    query = dex._entries().where(filter=FieldFilter("owner", "==", "u")).order_by("notes")
    (recorded,) = queries.record(query)
    assert lacking(recorded) == [("dex_entries", (("owner", "ASCENDING"), ("notes", "ASCENDING")))]
    (alone,) = queries.record(dex._entries().order_by("notes"))
    assert lacking(alone) == [("dex_entries", "notes")]


def refuse_likes(monkeypatch: pytest.MonkeyPatch, words: str, times: int) -> None:
    """Make Firestore refuse queries for likes a number of times, with its own message."""
    api, ask = firestore.client()._firestore_api, firestore.client()._firestore_api.run_query
    refusals = iter(range(times))

    def refusing(request: dict[str, Any], **kwargs: Any) -> Any:
        is_refused = "likes" in str(request["structured_query"].from_) and next(refusals, None) is not None
        if is_refused:
            raise FailedPrecondition(words)  # type: ignore[no-untyped-call]
        return ask(request=request, **kwargs)

    monkeypatch.setattr(api, "run_query", refusing)


def test_every_recorded_query_is_asked(project: str) -> None:
    (line,) = check_indexes.check_indexes(0)
    assert line == (True, "indexes", f"{len(queries.load())} of {len(queries.load())} queries are answered")


def test_a_query_that_is_refused_is_told_with_the_link_to_its_index(
    project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_likes(monkeypatch, "It requires an index. Create it here: https://example.org/index", times=2)
    *refused, of_all = check_indexes.check_indexes(1)
    assert len(refused) == 2
    assert all(not line.ok and '"likes"' in line.said and "https://example.org/index" in line.said for line in refused)
    assert not of_all.ok


def test_indexes_that_are_being_made_are_waited_for(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("scripts.operate.check_indexes.time.sleep", pauses.append)
    refuse_likes(monkeypatch, f"That index is {check_indexes.BUILDING} and cannot be used yet.", times=3)
    assert [line.ok for line in check_indexes.check_indexes(1)] == [True]
    assert pauses
    refuse_likes(monkeypatch, f"That index is {check_indexes.BUILDING} and cannot be used yet.", times=1)
    assert [line.ok for line in check_indexes.check_indexes(0)] == [False, False]
