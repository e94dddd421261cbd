"""Composite indexes: no emulator asks for them, so the queries that the code makes are held against the file."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from google.cloud.firestore_v1.aggregation import AggregationQuery
from google.cloud.firestore_v1.base_aggregation import SumAggregation
from google.cloud.firestore_v1.base_query import FieldFilter
from google.cloud.firestore_v1.query import Query

from shared import outbox
from shared.accounts import store as accounts
from shared.accounts.models import Geoprivacy
from shared.animals import store as animals
from shared.animals import unverified
from shared.animals.models import AnimalQuery, Rank, Sort, Taxon
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
from tests.integration.test_dex import add, completed_job

INDEXES = json.loads((Path(__file__).parents[2] / "firestore.indexes.json").read_text())["indexes"]
Index = tuple[str, tuple[tuple[str, str], ...]]
DIRECTIONS = {1: "ASCENDING", 2: "DESCENDING"}


@pytest.fixture
def queries(project: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Query]]:
    made: list[Query] = []
    stream = Query.stream

    def recording(self: Query, *args: Any, **kwargs: Any) -> Any:
        made.append(self)
        return stream(self, *args, **kwargs)

    def recording_sum(self: AggregationQuery, *args: Any, **kwargs: Any) -> Any:
        made.append(self._nested_query)
        sums = [one.field_ref for one in self._aggregations if isinstance(one, SumAggregation)]
        made.extend(self._nested_query.order_by(field) for field in sums)  # it needs the index of that order
        return total(self, *args, **kwargs)

    total = AggregationQuery.get
    monkeypatch.setattr(Query, "stream", recording)
    monkeypatch.setattr(AggregationQuery, "get", recording_sum)
    yield made


def needed(query: Query) -> set[Index]:
    """The composite indexes that production asks for; none where single-field indexes serve.

    Of several equalities, Firestore merges one index for each, if it ends in the query's order.
    """
    request = query._to_protobuf()
    where = request.where.composite_filter.filters or [request.where]
    filters = [one.field_filter for one in where if one.field_filter.field.field_path]
    kinds = {"EQUAL": "ASCENDING", "IN": "ASCENDING", "ARRAY_CONTAINS": "CONTAINS"}
    unary = [(one.unary_filter.field.field_path, "ASCENDING") for one in where if one.unary_filter.field.field_path]
    equal = unary + [(one.field.field_path, kinds[one.op.name]) for one in filters if one.op.name in kinds]
    ranged = [one.field.field_path for one in filters if one.op.name not in kinds]
    orders = [(order.field.field_path, DIRECTIONS[order.direction]) for order in request.order_by]
    orders = [order for order in orders if order[0] != "__name__"] or [(path, "ASCENDING") for path in ranged]
    if not orders or not equal:
        return set()
    first, *others = equal
    prefixes = [[first, other] for other in others] or [[first]]
    return {(request.from_[0].collection_id, (*prefix, *orders)) for prefix in prefixes}


def ask_for_entries(entry: Entry) -> None:
    """Every filter of entries, alone and all together, in every order, as owner and as somebody else."""
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
    )


def ask_for_animals() -> None:
    for sort in Sort:
        for rank in Rank:
            taxon = Taxon(name="Felidae", rank=rank)
            animals.list_animals(AnimalQuery(rank=rank, sort=sort), taxon, 1, None)
        animals.list_animals(AnimalQuery(sort=sort), None, 1, {sort.value: 1, "__name__": "a"})
    animals.discovered_by("u", 1, "a"), animals.of_unknown_status(1, "a")
    unverified.undecided()


def test_the_indexes_are_those_that_the_queries_need(queries: list[Query], player: Player) -> None:
    now = datetime.now(UTC)
    add(player, completed_job(player.uid))
    entry = dex.get(add(player, completed_job(player.uid, 1)).get_json()["id"])
    assert entry is not None
    ask_for_entries(entry)
    ask_for_animals()
    vision.by_owner("u", [], 1, None)
    vision.by_owner("u", [JobStatus.COMPLETED], 1, {"created_at": now, "__name__": "j"})
    due = encode_cursor({"updated_at": now, "expires_at": now, "__name__": "j"})
    vision.unfinished_since(now, 1, due), vision.expired(now, 1, due), vision.some_of("u", 1, "j")
    vision.usage_of("u"), transact(lambda unit: vision.open_uploads(unit, "u", now))
    for listing in (social.friends_of, social.pending_for, social.sent_by, social.blocked_by):
        listing("u", 1, {"changed_at": now, "__name__": "a.b"})
    social.some_of("u", 1, "a.b"), social.stamps_around("u")
    list(accounts.hidden_among(["u"])), graph.shares_of("u", 1), graph.has_old_trees(now)
    accounts.unfinished_names(now, 1, "")
    privacy.unfinished_exports(1, ""), privacy.exports_ready_before(now, 1, "")
    privacy.unfinished_deletions(1, ""), privacy.erased_before(now, 1, "")
    moderation.open_cases(1, {"opened_at": now, "__name__": "entry.e"}), moderation.ended_before(now, 1, "")
    moderation.reports_of("entry.e", 1, 1), moderation.reports_by("u", 1, "r")
    PRIVACY.places_of("u")
    notices.of("u", 1, {"at": now, "__name__": "n"}), notices.count_unread("u")
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
    declared = {
        (
            index["collectionGroup"],
            tuple((field["fieldPath"], field.get("order") or field["arrayConfig"]) for field in index["fields"]),
        )
        for index in INDEXES
    }
    assert {index for query in queries for index in needed(query)} == declared
    assert len(declared) <= 200  # of a database without billing limits raised


def test_a_query_that_nobody_declared_would_be_found(queries: list[Query]) -> None:
    list(dex._entries().where(filter=FieldFilter("owner", "==", "u")).order_by("notes").stream())
    assert needed(queries[-1]) == {("dex_entries", (("owner", "ASCENDING"), ("notes", "ASCENDING")))}
