"""Random operations by eight people at once, with faults: feeds, counts, notices and life lists equal a recount.

SOCIAL_OPERATIONS says how many; 300 where it does not.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from shared.accounts.models import NoticeKind, Visibility
from shared.animals import animals, names
from shared.animals.models import Rank
from shared.cloud import firestore
from shared.cloud.auth.identity import Identity
from shared.dex import entries as dex
from shared.dex import feed, likes, rules, upkeep
from shared.dex.documents import Like
from shared.dex.requests import EntryPatch, FeedQuery, NewEntry
from shared.dex.store import entries as store
from shared.dex.store import life_lists
from shared.notices.models import Notice
from shared.problems import Code
from shared.social import service as social
from shared.social.models import Action, FriendRequest, Friendship
from shared.social.rules import pair_id
from tests.integration.conftest import store_account, tidy
from tests.integration.test_dex import completed_job
from tests.integration.test_dex_model import SPECIES, START, attempt, faults

OPERATIONS, AT_ONCE = int(os.environ.get("SOCIAL_OPERATIONS", "300")), 8
PEOPLE = ("ash", "misty", "brock", "may", "dawn", "iris", "oak", "gary")
DAYS = 2
EXPECTED = {Code.NOT_FOUND, Code.ALREADY_EXISTS, Code.FRIENDSHIP_NOT_POSSIBLE}
ACTIONS = (Action.SEND, Action.SEND, Action.ACCEPT, Action.UNFRIEND, Action.BLOCK, Action.UNBLOCK)
SOON = timedelta(minutes=5)


class Game:
    """The people's operations, and the ids of their entries."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.photographs = {  # of the first day; on others people tell what they saw
            (person, name): completed_job(person, number, (name,))
            for person in PEOPLE
            for number, name in enumerate(SPECIES)
        }
        self.ids: dict[tuple[str, str, int], str] = {}

    def next_operation(self) -> Callable[[], object]:
        person, other = self.chance.sample(PEOPLE, 2)
        name, day = self.chance.choice(SPECIES), self.chance.randrange(DAYS)
        visibility, action = self.chance.choice(list(Visibility)), self.chance.choice(ACTIONS)
        mine, theirs = self._entry(person), self._entry(other)
        viewer = Identity(person, datetime.now(UTC))
        operations: list[Callable[[], object]] = [
            lambda: self._add(person, name, day, visibility),
            lambda: dex.edit(person, mine, EntryPatch(visibility=visibility)),
            lambda: dex.delete(person, mine),
            lambda: likes.like(viewer, theirs),
            lambda: likes.unlike(person, theirs),
            lambda: befriend_or_not(person, other, action),
        ]
        return self.chance.choices(operations, weights=(6, 2, 1, 6, 2, 6))[0]

    def _add(self, person: str, name: str, day: int, visibility: Visibility) -> None:
        seen = {"name": name} if day else {"job_id": self.photographs[person, name], "animal_index": 0}
        new = NewEntry(**seen, caught_at=START + timedelta(days=day), visibility=visibility)
        self.ids[person, name, day] = dex.add_entry(person, new).id

    def _entry(self, person: str) -> str:
        known = [entry for key, entry in self.ids.items() if key[0] == person]
        return self.chance.choice(known) if known else "none"


def befriend_or_not(person: str, other: str, action: Action) -> None:
    if action is Action.SEND:
        social.send_request(person, FriendRequest(user_id=other))
    else:
        social.act_on(person, pair_id(person, other), action)


def documents(collection: str) -> list[dict[str, Any]]:
    return [snapshot.to_dict() or {} for snapshot in firestore.client().collection(collection).stream()]


def fed(viewer: str) -> set[str]:
    found: set[str] = set()
    page = feed.feed(viewer, FeedQuery(limit=100))
    while True:
        found |= {news.entry.id for group in page.items for news in group.news}
        if page.next_cursor is None:
            return found
        page = feed.feed(viewer, FeedQuery(limit=100, cursor=page.next_cursor))


@pytest.mark.timeout(1200)
def test_after_random_operations_with_faults_everything_between_friends_equals_a_recount(project: str) -> None:
    for person in PEOPLE:
        store_account(person)
    for name in SPECIES:
        result = names.resolve_name(name)
        assert result is not None
        animals.lookup_or_create(result)
    game, told = Game(seed=14), Counter[str]()
    with faults(seed=14) as injected, ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(OPERATIONS // AT_ONCE):
            told.update(pool.map(partial(attempt, expected=EXPECTED), [game.next_operation() for _ in range(AT_ONCE)]))
    tidy(datetime.now(UTC) + SOON)
    assert told["done"] > OPERATIONS / 4, told
    assert {"aborted", "unavailable", "before", "after"} <= set(injected)
    assert {person: upkeep.recount(person, fix=False) for person in PEOPLE} == {person: [] for person in PEOPLE}
    entries = {entry.id: entry for person in PEOPLE for entry in store.all_of(person)}
    between = [Friendship.model_validate(one) for one in documents("friendships")]
    friends = {person: {one.other(person) for one in between if person in one.friends} for person in PEOPLE}
    blocks = {(blocker, one.other(blocker)) for one in between for blocker in one.blocked_by}

    news = {
        viewer: {one.id for one in entries.values() if one.owner in friends[viewer] and rules.is_seen_by_friends(one)}
        for viewer in PEOPLE
    }
    assert {viewer: fed(viewer) for viewer in PEOPLE} == news

    stored = [Like.model_validate(one) for one in documents("likes")]
    assert {like.entry_id for like in stored} <= entries.keys()
    counting = [like for like in stored if (like.owner, like.person) not in blocks]
    assert {(like.person, like.entry_id) for like in stored if like.counts_for} == {
        (like.person, like.entry_id) for like in counting
    }
    notices = [Notice.model_validate(one) for one in documents("notices")]
    of_kind = {kind: [one for one in notices if one.kind is kind] for kind in NoticeKind}
    assert {one.subject for one in of_kind[NoticeKind.LIKE]} == {like.entry_id for like in counting}
    likers = {(like.person, like.entry_id) for like in counting}
    assert {(one.actor, one.subject) for one in of_kind[NoticeKind.LIKE]} <= likers
    assert {(one.recipient, one.actor) for one in of_kind[NoticeKind.REQUEST]} == {
        (one.pending_for, one.sent_by) for one in between if one.pending_for
    }
    assert {(one.recipient, one.subject) for one in of_kind[NoticeKind.BADGE]} == {
        (person, badge) for person in PEOPLE for badge in life_lists.get(person).badges
    }
    discovered = [one for one in entries.values() if rules.is_discovered_for_friends(one)]
    told_of = {(one.recipient, one.actor, one.subject) for one in of_kind[NoticeKind.DISCOVERY]}
    assert told_of == {
        (friend, one.owner, one.id)
        for one in discovered
        for friend in life_lists.who_have_genus(sorted(friends[one.owner]), str(one.animal.taxon_at(Rank.GENUS)))
    }
    accepted = {(one.recipient, one.actor) for one in of_kind[NoticeKind.ACCEPTED]}
    assert accepted <= {(person, friend) for person in PEOPLE for friend in friends[person]}
    assert len(accepted) == sum(len(one) for one in friends.values()) // 2
