"""The friendship table (every state, actor and action), and access."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.social import rules
from shared.social.models import Access, Action, Friendship, Relation, SocialCounts

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=31)
ASH, MISTY = "ash", "misty"
NONE, SENT, RECEIVED, FRIENDS, REFUSED, DECLINED = Relation
SEND, ACCEPT, REJECT, UNFRIEND, BLOCK, UNBLOCK = Action

# How each state comes about, as Ash's and Misty's deeds.
HISTORIES: dict[Relation, list[tuple[str, Action]]] = {
    NONE: [],
    SENT: [(ASH, SEND)],
    RECEIVED: [(MISTY, SEND)],
    FRIENDS: [(ASH, SEND), (MISTY, ACCEPT)],
    REFUSED: [(ASH, SEND), (MISTY, REJECT)],
    DECLINED: [(MISTY, SEND), (ASH, REJECT)],
}
BLOCKS: dict[str, list[tuple[str, Action]]] = {
    "nobody": [],
    "ash": [(ASH, BLOCK)],
    "misty": [(MISTY, BLOCK)],
    "both": [(ASH, BLOCK), (MISTY, BLOCK)],
}


def after(*deeds: tuple[str, Action], now: datetime = NOW) -> Friendship:
    friendship = rules.strangers(ASH, MISTY, NOW)
    for uid, action in deeds:
        friendship = rules.act(friendship, uid, action, now)
    return friendship


def attempt(friendship: Friendship, uid: str, action: Action, now: datetime = LATER) -> Friendship | rules.Refusal:
    try:
        return rules.act(friendship, uid, action, now)
    except rules.NotPossibleError as error:
        return error.refusal


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("state", Relation)
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("actor", [ASH, MISTY])
def test_what_the_two_may_read_directly_tells_of_no_block_and_no_refusal(
    state: Relation, blocks: str, action: Action, actor: str
) -> None:
    result = attempt(after(*HISTORIES[state], *BLOCKS[blocks]), actor, action)
    if isinstance(result, Friendship) and (result.friends or result.pending_for):
        assert (result.blocked_by, result.refused_by) == ([], None)


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("state", Relation)
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("actor", [ASH, MISTY])
def test_a_friendship_tells_when_its_relation_changed_last(
    state: Relation, blocks: str, action: Action, actor: str
) -> None:
    before = after(*HISTORIES[state], *BLOCKS[blocks])
    result = attempt(before, actor, action)
    if isinstance(result, Friendship):
        is_changed = rules.relation_of(result, ASH) is not rules.relation_of(before, ASH)
        assert result.changed_at == (LATER if is_changed else before.changed_at)


@pytest.mark.parametrize("blocks", BLOCKS)
@pytest.mark.parametrize("state", Relation)
def test_strangers_are_forgotten_unless_one_has_blocked_the_other(state: Relation, blocks: str) -> None:
    friendship = after(*HISTORIES[state], *BLOCKS[blocks])
    is_stranger = rules.relation_of(friendship, MISTY) is NONE
    assert rules.is_forgettable(friendship) is (is_stranger and blocks == "nobody")


def test_two_people_are_one_document_whoever_of_them_asks() -> None:
    assert rules.pair_id(ASH, MISTY) == rules.pair_id(MISTY, ASH) == "ash.misty"
    assert rules.relation_of(None, ASH) is NONE


def test_the_table_is_complete() -> None:
    assert {(state, action) for state, row in rules.TABLE.items() for action in row} == set(product(Relation, Action))


@pytest.mark.parametrize("state", Relation)
def test_each_state_is_reached_and_mirrored(state: Relation) -> None:
    friendship = after(*HISTORIES[state])
    assert rules.relation_of(friendship, ASH) is state
    assert rules.relation_of(friendship, MISTY) is rules.MIRRORED[state]


@pytest.mark.parametrize(("state", "blocked", "uid", "action"), list(product(Relation, BLOCKS, (ASH, MISTY), Action)))
def test_every_action_in_every_state_by_either_does_what_the_table_says(
    state: Relation, blocked: str, uid: str, action: Action
) -> None:
    before = after(*HISTORIES[state], *BLOCKS[blocked])
    relation = rules.relation_of(before, uid)
    result = attempt(before, uid, action)
    expected = rules.TABLE[relation][action]
    if uid in before.blocked_by and action in {SEND, ACCEPT}:
        expected = rules.Refusal.UNBLOCK_FIRST
    if isinstance(expected, rules.Refusal):
        assert result is expected
        return
    assert isinstance(result, Friendship)
    assert rules.relation_of(result, uid) is expected
    assert (uid in result.blocked_by) is (action is BLOCK or (uid in before.blocked_by and action is not UNBLOCK))
    assert set(result.blocked_by) - {uid} == set(before.blocked_by) - {uid}
    again = attempt(result, uid, action)
    assert again == result or state is RECEIVED or isinstance(again, rules.Refusal)


@pytest.mark.parametrize(("state", "action"), list(product(Relation, Action)))
def test_a_blocked_person_cannot_tell(state: Relation, action: Action) -> None:
    """What Misty sees after each of her deeds is the same, whether Ash has blocked her or just turned away."""
    turned_away = {FRIENDS: [(ASH, UNFRIEND)], SENT: [(ASH, UNFRIEND)]}.get(state, [])
    unblocked = attempt(after(*HISTORIES[state], *turned_away), MISTY, action)
    blocked = attempt(after(*HISTORIES[state], (ASH, BLOCK)), MISTY, action)

    def seen(result: Friendship | rules.Refusal) -> object:
        return rules.relation_of(result, MISTY) if isinstance(result, Friendship) else result

    assert seen(blocked) == seen(unblocked)


def test_the_blocker_is_shown_no_request_until_the_block_is_gone() -> None:
    blocked = after((ASH, BLOCK), (MISTY, SEND))
    assert (blocked.sent_by, blocked.pending_for) == (MISTY, None)
    assert after((ASH, BLOCK), (MISTY, SEND), (ASH, UNBLOCK)).pending_for == ASH


@pytest.mark.parametrize(("days", "possible"), [(29, False), (30, True)])
def test_a_refused_request_can_be_sent_again_after_thirty_days(days: int, possible: bool) -> None:
    result = attempt(after(*HISTORIES[REFUSED]), ASH, SEND, NOW + timedelta(days=days))
    assert isinstance(result, Friendship) is possible


def test_withdrawing_does_not_get_around_the_thirty_days() -> None:
    friendship = after(*HISTORIES[REFUSED], (ASH, UNFRIEND), (ASH, BLOCK), (ASH, UNBLOCK))
    assert attempt(friendship, ASH, SEND, NOW) is rules.Refusal.TOO_SOON


@given(st.lists(st.tuples(st.sampled_from([ASH, MISTY]), st.sampled_from(Action)), max_size=12))
def test_whatever_two_people_do_they_agree_on_it_and_the_counts_follow(deeds: list[tuple[str, Action]]) -> None:
    friendship, counts = rules.strangers(ASH, MISTY, NOW), {ASH: SocialCounts(), MISTY: SocialCounts()}
    limits = rules.Limits(friends=1, sent=1)
    for uid, action in deeds:
        result = attempt(friendship, uid, action)
        if isinstance(result, Friendship):
            counts = {one: rules.recount(counts[one], friendship, result, one, limits) for one in counts}
            friendship = result
    assert rules.relation_of(friendship, ASH) is rules.MIRRORED[rules.relation_of(friendship, MISTY)]
    assert not (friendship.friends and friendship.blocked_by)
    for uid in (ASH, MISTY):
        assert counts[uid] == SocialCounts(friends=uid in friendship.friends, sent=friendship.sent_by == uid)
        assert friendship.pending_for != uid or uid not in friendship.blocked_by


@pytest.mark.parametrize(
    ("deeds", "what"), [([(ASH, SEND)], "3 open requests"), ([(ASH, SEND), (MISTY, ACCEPT)], "3 friends")]
)
def test_nobody_gets_over_a_limit(deeds: list[tuple[str, Action]], what: str) -> None:
    before, now = after(*deeds[:-1]), after(*deeds)
    full = SocialCounts(friends=3, sent=3)
    with pytest.raises(rules.LimitReachedError) as reached:
        rules.recount(full, before, now, ASH, rules.Limits(friends=3, sent=3))
    assert reached.value.uid == ASH
    assert reached.value.what == what
    assert rules.recount(SocialCounts(friends=2, sent=2), before, now, ASH, rules.Limits(friends=3, sent=3))


@pytest.mark.parametrize(
    ("deeds", "counts"),
    [
        ([(ASH, SEND)], SocialCounts(friends=2, sent=3)),
        ([(ASH, SEND), (ASH, UNFRIEND)], SocialCounts(friends=2, sent=1)),
        ([(ASH, SEND), (MISTY, ACCEPT)], SocialCounts(friends=3, sent=1)),
        ([(ASH, SEND), (MISTY, ACCEPT), (MISTY, UNFRIEND)], SocialCounts(friends=1, sent=2)),
    ],
)
def test_a_deed_counts_for_the_friends_and_requests_that_it_changes(
    deeds: list[tuple[str, Action]], counts: SocialCounts
) -> None:
    limits = rules.Limits(friends=9, sent=9)
    assert rules.recount(SocialCounts(friends=2, sent=2), after(*deeds[:-1]), after(*deeds), ASH, limits) == counts


def test_who_has_more_than_a_lowered_limit_keeps_them_and_may_still_lose_one() -> None:
    friends = after(*HISTORIES[FRIENDS])
    lowered, counts = rules.Limits(friends=1, sent=1), SocialCounts(friends=3, sent=3)
    assert rules.recount(counts, friends, friends, ASH, lowered) == counts
    left = rules.recount(counts, friends, rules.act(friends, ASH, UNFRIEND, LATER), ASH, lowered)
    assert left == SocialCounts(friends=2, sent=3)


def test_of_somebody_who_is_not_signed_in_no_friendship_is_looked_up() -> None:
    def friendship() -> Friendship:
        raise AssertionError

    assert rules.access(None, ASH, exists=True, friendship=friendship, admin=False, suspended=False) is Access.STRANGER


@pytest.mark.parametrize(
    ("viewer", "exists", "deeds", "admin", "suspended", "level"),
    [
        (None, True, [], False, False, Access.STRANGER),
        (MISTY, True, [], False, False, Access.STRANGER),
        (MISTY, True, HISTORIES[SENT], False, False, Access.STRANGER),
        (MISTY, True, HISTORIES[FRIENDS], False, False, Access.FRIEND),
        (MISTY, True, [(ASH, BLOCK)], False, False, Access.STRANGER),
        (MISTY, True, [*HISTORIES[FRIENDS], (MISTY, BLOCK)], False, False, Access.STRANGER),
        (MISTY, True, [], True, False, Access.OWNER),
        (ASH, True, [], False, False, Access.OWNER),
        (ASH, False, [], False, True, Access.OWNER),
        (MISTY, True, HISTORIES[FRIENDS], False, True, Access.NOTHING),
        (MISTY, True, [], True, True, Access.NOTHING),
        (MISTY, False, HISTORIES[FRIENDS], False, False, Access.NOTHING),
    ],
)
def test_who_may_see_how_much_of_ash(
    viewer: str | None, exists: bool, deeds: list[tuple[str, Action]], admin: bool, suspended: bool, level: Access
) -> None:
    states = {"exists": exists, "admin": admin, "suspended": suspended}
    result = rules.access(viewer, ASH, friendship=lambda: after(*deeds), **states)
    assert result is level
