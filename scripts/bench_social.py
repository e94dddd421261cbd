"""Measure the cost of a busy minute among friends, and check every feed at its end.

    python -m scripts.bench_social [--people N] [--friends N] [--rate N] [--seconds N]

It runs on the local cloud's emulators. Entries are due at a steady rate, whether or not earlier ones are done; their
durations count from when they were due. If the machine cannot keep up, everything due is added nevertheless. Reads and
writes are those that Firestore bills; work done later by tasks is not included.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

from localcloud.stack import Stack
from scripts.bench_abuse import Person
from scripts.bench_scale import measured
from scripts.openapi import settings_for_loading

if TYPE_CHECKING:
    from shared.base_model import Model

WORKERS = 4  # with more, the emulator times out over its locks
ANIMALS = ("Corvus corax", "Puma concolor", "Felis catus", "Canis lupus", "Alces alces")
PAGE = 100
KEPT = 0.95  # of the rate: below, the run is reported as behind


def ring(people: int, friends: int) -> dict[str, list[str]]:
    """Return people, each with their nearest neighbours as friends."""
    uids, steps = [f"person{number}" for number in range(people)], range(1, friends // 2 + 1)
    return {
        uid: [uids[(number + sign * step) % people] for step in steps for sign in (1, -1)]
        for number, uid in enumerate(uids)
    }


def store_people(circles: dict[str, list[str]]) -> None:
    """Store people and friendships as sign-ups and requests would, but in fewer writes and without auth users."""
    from shared.cloud import firestore

    client = firestore.client()
    for some in batched(documents(circles), firestore.MAX_WRITES):
        batch = client.batch()
        for path, document in some:
            batch.set(client.document(path), document.model_dump())
        batch.commit()


def documents(circles: dict[str, list[str]]) -> Iterator[tuple[str, "Model"]]:
    """Yield the documents of people and their friendships, by path."""
    from shared.accounts.models import Profile, User
    from shared.social import rules
    from shared.social.models import Circle, SocialCounts

    now = datetime.now(UTC)
    for uid, friends in circles.items():
        email = f"{uid}@example.org"
        yield f"users/{uid}", User(email=email, username=uid, friend_code=uid, created_at=now)
        yield f"profiles/{uid}", Profile(username=uid, created_at=now)
        names = {friend: friend for friend in friends}
        yield f"circles/{uid}", Circle(members=[uid, *friends], names=names, stamp=1)
        yield f"social_counts/{uid}", SocialCounts(friends=len(friends))
        for friend in friends:
            if uid < friend:
                yield f"friendships/{rules.pair_id(uid, friend)}", befriended(uid, friend, now)


def befriended(uid: str, friend: str, now: datetime) -> "Model":
    """Return a friendship after mutual requests."""
    from shared.social import rules
    from shared.social.models import Action

    asked = rules.act(rules.strangers(uid, friend, now), uid, Action.SEND, now)
    return rules.act(asked, friend, Action.SEND, now)


def add_entries(people: list[Person], rate: int, seconds: int) -> tuple[dict[str, set[str]], list[float]]:
    """Add entries at a steady rate; return the entries by person, and each one's seconds from when it was due."""
    from shared.dex import entries
    from shared.dex.requests import NewEntry

    added: dict[str, set[str]] = {person.uid: set() for person in people}
    began, chance = time.monotonic(), random.Random(1)  # noqa: S311 - the same in every run
    turns = [(number, chance.choice(people), chance.choice(ANIMALS)) for number in range(rate * seconds)]

    def add(turn: tuple[int, Person, str]) -> float:
        number, person, name = turn
        due = began + number / rate
        time.sleep(max(due - time.monotonic(), 0))
        caught_at = datetime.now(UTC) - timedelta(hours=1, seconds=number)
        added[person.uid].add(entries.add_entry(person.uid, NewEntry(name=name, caught_at=caught_at)).id)
        return time.monotonic() - due

    with ThreadPoolExecutor(WORKERS) as pool:
        return added, list(pool.map(add, turns))


def feed_of(person: Person) -> set[str]:
    """Return the entries of all pages of a person's feed."""
    found: set[str] = set()
    page = person.call("GET", f"/social/feed?limit={PAGE}")
    while True:
        found |= {news["entry"]["id"] for group in page["items"] for news in group["news"]}
        if not page["next_cursor"]:
            return found
        page = person.call("GET", f"/social/feed?limit={PAGE}&cursor={page['next_cursor']}")


def wrong_feeds(people: list[Person], circles: dict[str, list[str]], added: dict[str, set[str]]) -> int:
    """Return the number of people whose feed is not exactly what their friends have added."""
    wanted = {uid: set().union(*(added[friend] for friend in friends)) for uid, friends in circles.items()}
    return sum(feed_of(person) != wanted[person.uid] for person in people)


def reached(entries_a_second: float, rate: int) -> str:
    """Return the rate reached in words, with the machine's load if it fell behind."""
    if entries_a_second >= KEPT * rate:
        return f"{entries_a_second:.1f} entries a second, as due"
    load, _, _ = os.getloadavg()
    return (
        f"{entries_a_second:.1f} entries a second of {rate} due: the emulator, this script and all else on the machine "
        f"({load:.0f} processes at once) share {os.cpu_count()} cores"
    )


def run(people_count: int, friends: int, rate: int, seconds: int) -> bool:
    from shared.animals import animals

    for name in ANIMALS:
        animals.find_or_refuse(name)  # created on first use
    began = time.monotonic()
    circles = ring(people_count, friends)
    store_people(circles)
    people = [Person(uid) for uid in circles]
    print(f"{people_count} people, {friends} friends each, stored in {time.monotonic() - began:.0f} s")
    with measured() as cost:
        began = time.monotonic()
        added, waits = add_entries(people, rate, seconds)
        took = time.monotonic() - began
    count = sum(map(len, added.values()))
    p95 = statistics.quantiles(waits, n=20)[-1]
    print(
        f"{count} entries in {took:.0f} s, {reached(count / took, rate)}\n"
        f"{cost.reads / count:.1f} reads and {cost.writes / count:.1f} writes an entry, "
        f"{cost.reads / took:.0f} reads and {cost.writes / took:.0f} writes a second, p95 {p95:.2f} s"
    )
    began = time.monotonic()
    wrong = wrong_feeds(people, circles, added)
    print(
        f"{wrong} of {people_count} feeds are wrong, {rate * seconds - count} entries are lost "
        f"(read in {time.monotonic() - began:.0f} s)"
    )
    return wrong == 0 and count == rate * seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--friends", type=int, default=50)
    parser.add_argument("--rate", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        os.environ.update({**settings_for_loading(), **stack.environment, "LOG_LEVEL": "ERROR"})
        is_right = run(arguments.people, arguments.friends, arguments.rate, arguments.seconds)
    sys.exit(not is_right)


if __name__ == "__main__":
    main()
