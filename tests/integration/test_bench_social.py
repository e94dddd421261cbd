"""The people of the benchmark among friends: they are stored as the services store them."""

from collections.abc import Callable

from scripts.bench_social import documents, ring
from shared.cloud import firestore
from tests.integration.conftest import Player
from tests.integration.test_social import befriend

OF_EACH_TIME = {"created_at", "changed_at", "stamp", "friend_code"}


def test_friends_are_stored_as_sign_ups_and_requests_store_them(new_player: Callable[[], Player]) -> None:
    one, other = new_player(), new_player()
    befriend(one, other)
    for path, document in documents({one.uid: [other.uid], other.uid: [one.uid]}):
        found = type(document).model_validate(firestore.client().document(path).get().to_dict())
        stored = found.model_dump_json(exclude=OF_EACH_TIME)
        for player in (one, other):
            stored = stored.replace(player.name, player.uid)  # who is called by their uid in the benchmark
        assert document.model_dump_json(exclude=OF_EACH_TIME) == stored, path


def test_each_has_as_many_friends_as_said_who_have_them_too() -> None:
    circles = ring(people=7, friends=4)
    assert {len(set(friends) - {uid}) for uid, friends in circles.items()} == {4}
    assert all(uid in circles[friend] for uid, friends in circles.items() for friend in friends)
