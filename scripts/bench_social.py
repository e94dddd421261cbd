"""What a busy minute among friends costs, and whether every feed is right at its end.

    python -m scripts.bench_social [--people N] [--friends N] [--rate N] [--seconds N]

Runs on the local cloud's emulators. Entries are due at a steady rate, whether or not those before are done: how long
one takes counts from when it was due. Reads and writes are what Firestore bills; what tasks do later is not in it.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from localcloud.stack import Stack
from scripts.bench_abuse import Person
from scripts.bench_scale import measured
from scripts.openapi import settings_for_loading

WORKERS = 8
ANIMALS = ("Corvus corax", "Puma concolor", "Felis catus", "Canis lupus", "Alces alces")
PAGE = 100


def befriend_in_a_ring(people: list[Person], friends: int) -> dict[str, set[str]]:
    """Make each person the friend of their nearest neighbours; return who is whose."""
    circles: dict[str, set[str]] = {person.uid: set() for person in people}
    for step in range(1, friends // 2 + 1):
        for number, person in enumerate(people):
            other = people[(number + step) % len(people)]
            person.befriend(other.uid)
            circles[person.uid].add(other.uid)
            circles[other.uid].add(person.uid)
    return circles


def add_entries(people: list[Person], rate: int, seconds: int) -> tuple[dict[str, set[str]], list[float]]:
    """Add entries at a steady rate; return who has which, and how many seconds each took from when it was due."""
    from shared.dex import entries
    from shared.dex.requests import NewEntry

    added: dict[str, set[str]] = {person.uid: set() for person in people}
    began, chance = time.monotonic(), random.Random(1)  # noqa: S311 - who adds what is the same in each run
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


def wrong_feeds(people: list[Person], circles: dict[str, set[str]], added: dict[str, set[str]]) -> int:
    """Return how many people's feeds are not exactly what their friends have added."""
    wanted = {uid: set().union(*(added[friend] for friend in circles[uid])) for uid in circles}
    return sum(feed_of(person) != wanted[person.uid] for person in people)


def run(people_count: int, friends: int, rate: int, seconds: int) -> bool:
    from shared.animals import animals

    for name in ANIMALS:
        animals.find_or_refuse(name)  # the first to name an animal creates it
    people = [Person.sign_up(f"person{number}") for number in range(people_count)]
    circles = befriend_in_a_ring(people, friends)
    print(f"{people_count} people, {friends} friends each, {rate} entries a second for {seconds} s")
    with measured() as cost:
        began = time.monotonic()
        added, waits = add_entries(people, rate, seconds)
        took = time.monotonic() - began
    count = sum(map(len, added.values()))
    p95 = statistics.quantiles(waits, n=20)[-1]
    print(
        f"{count} entries in {took:.0f} s: {cost.reads / count:.1f} reads and {cost.writes / count:.1f} writes each, "
        f"{cost.reads / took:.0f} reads and {cost.writes / took:.0f} writes a second, p95 {p95:.2f} s"
    )
    wrong = wrong_feeds(people, circles, added)
    print(f"{wrong} feeds are wrong, {rate * seconds - count} entries are lost")
    return wrong == 0 and count == rate * seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--friends", type=int, default=20)
    parser.add_argument("--rate", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        os.environ.update({**settings_for_loading(), **stack.environment})
        is_right = run(arguments.people, arguments.friends, arguments.rate, arguments.seconds)
    sys.exit(not is_right)


if __name__ == "__main__":
    main()
