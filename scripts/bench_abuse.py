"""Measure what a malicious person can cost per day within the rate limits.

    python -m scripts.bench_abuse

Each action runs on the local cloud's emulators, through the functions' own routes, for a person with full pages.
Firestore's reads and writes, Cloud Storage's operations and the wall time that Cloud Run bills are measured, and
multiplied by what the limits allow a person who reaches every instance. Of the actions that share a limit, the most
expensive counts; limits not listed here allow less than a cent. Traffic has its own limit, except for exports of the
dex, whose bytes are measured. Finally, it prints what no limit bounds: refused requests and stored pictures.
"""

import logging
import os
import re
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from localcloud.stack import Stack
from scripts.bench_cost import ESTIMATE
from scripts.bench_scale import Cost, measured
from scripts.openapi import HTTP_FUNCTIONS, settings_for_loading
from shared.vision.models import Place

if TYPE_CHECKING:
    from shared.limits import Limit

GOAL_USD = 1
PROJECT = "demo-abuse"  # not the local cloud's own: no function reacts to its uploads
PHOTO = Path(__file__).parents[1] / "docs/photos/bison.webp"
PAGE = 100  # the largest page size
BATCH = 20  # people of the largest batch
DEX = 10_000  # entries after a week at the limits
WORST_PICTURE = 10  # CPU seconds after which the sandbox gives up
HOURS = 24
SERVED_BY = {"users": "auth", "taxonomy": "animals", "media": "dex"}  # other routes begin with their function's name
TRIES = 7  # the fastest counts, since the machine may be busy; the limit is ten exports an hour
USD = {
    "reads": 0.03 / 100_000,
    "writes": 0.09 / 100_000,
    "storage reads": 0.0004 / 1000,
    "storage writes": 0.005 / 1000,
    "seconds": 0.000024 + 0.0000025,
    "requests": 0.40 / 1_000_000,
    "sent kB": 0.15 / 1_000_000,
}
"""us-central1 without its free quotas, as of 2026-11: https://cloud.google.com/firestore/pricing,
https://cloud.google.com/storage/pricing, https://cloud.google.com/run/pricing (a vCPU with a GiB),
https://firebase.google.com/pricing (what Hosting sends; what a function sends by itself is cheaper)."""


class RefusedError(Exception):
    """A request was refused."""


@dataclass
class Action:
    """An action of a person, and how often per day its limit allows it."""

    name: str
    times: int
    do: Callable[[], object]
    extra_seconds: float = 0
    reader: "Person | None" = None
    """The recipient of traffic that has no limit of its own."""

    def measure(self) -> dict[str, float]:
        """Return the cost of a day of it, after a warm-up run."""
        self.do()
        before = self.reader.received if self.reader else 0
        with measured() as firestore, stored() as storage:
            self.do()
        sent = self.reader.received - before if self.reader else 0
        seconds = min(self._clock() for _ in range(TRIES))
        once = {
            "reads": firestore.reads,
            "writes": firestore.writes,
            "storage reads": storage.reads,
            "storage writes": storage.writes,
            "seconds": seconds + self.extra_seconds,
            "requests": 1,
            "sent kB": sent / 1000,
        }
        return {kind: amount * self.times for kind, amount in once.items()}

    def _clock(self) -> float:
        started = time.perf_counter()
        self.do()
        return time.perf_counter() - started


@contextmanager
def stored() -> Iterator[Cost]:
    """Count Cloud Storage's operations inside the block."""
    from shared.cloud import storage

    cost, session = Cost(), storage.client()._http
    request = session.request

    def counting(method: str, url: str, *args: Any, **options: Any) -> Any:
        if method == "GET":
            cost.reads += 1
        elif method != "DELETE":  # deletions are free
            cost.writes += 1
            cost.bytes += len(options.get("data") or b"")
        return request(method, url, *args, **options)

    with patch.object(session, "request", counting):
        yield cost


@dataclass
class Person:
    """A signed-in person, with the bytes sent to them."""

    uid: str
    requests: int = 0
    received: int = 0

    @classmethod
    def sign_up(cls, name: str) -> "Person":
        from shared.accounts.models import NewUser
        from shared.accounts.sign_up import sign_up

        password = "a-password-of-nobody"  # noqa: S105 - on an emulator
        email = f"{name}@example.org"
        return cls(sign_up(NewUser(username=name, email=email, password=password, password_confirm=password)).id)

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Send a request to the function that Hosting would route it to; return the response's JSON, if any."""
        from shared.cloud.auth import identity
        from shared.cloud.auth.identity import Identity

        first = re.split(r"[/?]", path)[1]
        app = import_module(f"functions.{SERVED_BY.get(first, first)}.main").app
        with patch.object(identity, "verify", lambda _: Identity(self.uid, datetime.now(UTC))):
            response = app.test_client().open(
                path if first == "media" else f"/api/v1{path}",
                method=method,
                json=body,
                headers={"Authorization": "Bearer of-an-emulator"},
            )
            if response.status_code >= 400:
                raise RefusedError(f"{method} {path}: {response.status_code} {response.text}")
        self.requests += 1
        self.received += len(response.data)
        return response.get_json(silent=True)

    def upload(self, data: bytes) -> str:
        """Announce and upload a photograph, and have it converted."""
        from shared.cloud import storage
        from shared.settings import settings
        from shared.vision import conversion

        announced = {"content_type": "image/webp", "size_bytes": len(data)}
        job_id = str(self.call("POST", "/vision/jobs", announced)["id"])
        storage.write(settings().uploads_bucket, job_id, data, "image/webp")
        conversion.convert_upload(job_id)
        return job_id

    def identify(self, data: bytes) -> None:
        """Upload a photograph and have it identified by the local model; other models' bills come on top."""
        from shared.vision import recognition

        recognition.identify(self.upload(data), 1, last_try=False)

    def add_entry(self) -> None:
        """Add an entry with a unique time and place."""
        from shared.dex import entries
        from shared.dex.requests import NewEntry

        at = datetime.now(UTC)
        place = Place(latitude=at.microsecond % 80, longitude=at.second)
        moment = at - timedelta(hours=1) - timedelta(minutes=at.microsecond)
        entries.add_entry(self.uid, NewEntry(name="Corvus corax", caught_at=moment, place=place))

    def befriend(self, other: str) -> None:
        from shared.social import service as social
        from shared.social.models import FriendRequest

        social.send_request(self.uid, FriendRequest(user_id=other))
        social.send_request(other, FriendRequest(user_id=self.uid))


def busy_person() -> tuple[Person, Person]:
    """Return a person whose every page is full, and a friend of theirs."""
    person, *friends = (Person.sign_up(f"person{number}") for number in range(PAGE + 1))
    for friend in friends:
        person.befriend(friend.uid)
    for one in (person, friends[0]):
        for _ in range(PAGE + 1):
            one.add_entry()
    return person, friends[0]


def actions(person: Person, friend: Person) -> dict[str, list[Action]]:
    """Return the actions of a person, by the limit that they count towards."""
    from shared import limits

    photo, mine = PHOTO.read_bytes(), "/dex/entries"
    job_id = person.upload(photo)
    batch = {"people": [{"user_id": friend.uid}]}
    turns = cycle((1, 2, 3))

    def read(path: str) -> Action:
        return Action(path, everywhere(limits.READS), lambda: person.call("GET", path))

    def sign_in() -> None:
        with suppress(RefusedError):
            person.call("POST", "/auth/login", {"username": f"u{secrets.token_hex(4)}", "password": "guessed"})

    def rotate() -> None:
        person.call("POST", f"/vision/jobs/{job_id}/rotate", {"quarter_turns": next(turns)})

    def name_it() -> None:
        person.call("POST", mine, {"name": "Corvus corax", "caught_at": datetime.now(UTC).isoformat()})

    return {
        "reads_per_day": [
            read(f"{mine}/my_entries?limit={PAGE}"),
            read(f"{mine}/sync_entries?limit={PAGE}"),
            read(f"{mine}/friends_overview?limit={PAGE}"),
            read(f"/social/friendships/friends?limit={PAGE}"),
            read("/dex/home"),
            read("/graph/evolutionary-tree?mode=friends"),
        ],
        "batches_per_day": [
            Action(
                "batch_sync, a full page for each person",
                everywhere(limits.BATCHES) * BATCH,
                lambda: person.call("POST", f"{mine}/batch_sync", batch),
            )
        ],
        "pictures_per_day": [
            Action(
                "a picture",
                everywhere(limits.PICTURES),
                lambda: person.call("GET", f"/vision/jobs/{job_id}/images/dex"),
            )
        ],
        "exports_per_day": [
            Action(
                f"a file of {DEX} entries, for each {PAGE}",
                limits.EXPORTS.most * DEX // PAGE,
                lambda: person.call("GET", "/dex/export?audience=me"),
                reader=person,
            )
        ],
        "changes_per_day": [
            Action("an entry", limits.CHANGES.most, name_it),
        ],
        "rotations_per_hour": [Action("turned pictures", limits.ROTATIONS.most * HOURS, rotate)],
        "uploads_per_day": [
            Action("a bad picture", limits.UPLOADS.most, lambda: person.upload(b"no picture"), WORST_PICTURE),
            Action("a photograph", limits.UPLOADS.most, lambda: person.upload(photo)),
        ],
        "sign_ins_per_day": [Action("a guess", limits.SIGN_INS.most, sign_in)],
        "daily_identifications": [
            Action("an identification", identifications(), lambda: person.identify(photo)),
        ],
    }


def everywhere(limit: "Limit") -> int:
    """Return the number of actions that a limit allows a person who reaches every instance."""
    from scripts.cost.bill import instances
    from shared.limits import STEPS

    return limit.most + instances() * max(1, limit.most // STEPS)


def sent_usd() -> float:
    """Return the cost of a person's daily traffic limit."""
    from shared import limits

    return everywhere(limits.SENT) * USD["sent kB"]


def refused(person: Person) -> Action:
    """Return a million requests of a person who has used up their daily limit."""
    from shared import limits

    def ask() -> None:
        used_up = property(lambda limit: 0 if limit is limits.READS else 10**9)
        with patch.object(limits.Limit, "most", used_up), suppress(RefusedError):
            person.call("GET", "/dex/home")

    return Action("refused", 1_000_000, ask)


def print_unbounded(person: Person) -> None:
    """Print the costs that no personal limit bounds."""
    from scripts.cost.bill import USD_A_GB_STORED, instances
    from shared import limits
    from shared.vision.models import MAX_UPLOAD_BYTES

    refusal = refused(person).measure()
    busy = instances() * len(HTTP_FUNCTIONS) * HOURS * 3600
    requests = busy / refusal["seconds"] * refusal["requests"]
    flood = busy * USD["seconds"] + requests * USD["requests"]
    print(f"A million refused requests: ${usd(refusal):.2f} and {refusal['reads']:.0f} reads.", end=" ")
    print(f"A day of them that keeps every instance busy: ${flood:,.0f}.")
    kept = limits.UPLOADS.most * MAX_UPLOAD_BYTES / 1e9 * USD_A_GB_STORED
    print(f"A day's photographs of 25 MB, while they are kept: ${kept:.2f} a month.")


def identifications() -> int:
    """Return the number of model calls that a person can have billed in a day."""
    from shared.settings import settings
    from shared.vision.quotas import MAX_UNNAMED

    return settings().daily_identifications + MAX_UNNAMED


def model_usd() -> float:
    """Return the model's bill for a day of the longest answers."""
    from shared.settings import settings
    from shared.vision.providers.openai import MAX_OUTPUT_TOKENS, cost_usd

    price = cost_usd(settings().openai_model, int(str(ESTIMATE["input_tokens"])), MAX_OUTPUT_TOKENS)
    if price is None:
        raise RuntimeError(f"The price of {settings().openai_model} is not known.")
    return identifications() * float(price)


def dearest(limit: str, some: list[Action]) -> dict[str, float]:
    """Measure the actions of a limit, print each, and return the daily cost of the most expensive."""
    takes = {action.name: action.measure() for action in some}
    for action in some:
        amounts = takes[action.name]
        columns = "".join(f"{amounts[kind]:>{len(kind) + 4},.0f}" for kind in USD)
        print(f"{limit:22}{action.name:46}{action.times:>7,}{columns}{usd(amounts):>10.3f}")
    return max(takes.values(), key=usd)


def usd(amounts: dict[str, float]) -> float:
    """Return the cost of some amounts in US dollars."""
    return sum(amount * USD[kind] for kind, amount in amounts.items())


def settings_of(project: str, stack: Stack) -> dict[str, str]:
    """Return the settings of a project on the local cloud whose events no function receives."""
    own = {"GOOGLE_CLOUD_PROJECT": project, "UPLOADS_BUCKET": f"{project}-up", "MEDIA_BUCKET": f"{project}-media"}
    return {**settings_for_loading(), **stack.environment, **own}


def prepare() -> None:
    """Create the project's buckets and queue, and lift the rate limits."""
    from shared.cloud import storage, tasks
    from shared.settings import settings

    for bucket in (settings().uploads_bucket, settings().media_bucket):
        storage.client().create_bucket(bucket)
    parent = f"projects/{settings().google_cloud_project}/locations/{settings().region}"
    queue = f"{parent}/queues/{settings().tasks_queue}"
    tasks.client().create_queue(parent=parent, queue={"name": queue})
    tasks.client().pause_queue(name=queue)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        os.environ.update(settings_of(PROJECT, stack))
        logging.disable(logging.WARNING)
        prepare()
        titles = "".join(f"{kind:>{len(kind) + 4}}" for kind in USD)
        print(f"{'limit':22}{'action':46}{'a day':>7}{titles}{'US$':>10}")
        person, friend = busy_person()
        total = model_usd() + sent_usd()
        possible = actions(person, friend)
        with patch("shared.limits.STEPS", 1):  # steps cost a few hundred writes a day, and here one by chance
            total += sum(usd(dearest(limit, some)) for limit, some in possible.items())
        print_unbounded(person)
    print(f"The model: {identifications()} answers, ${model_usd():.2f}; what is sent: ${sent_usd():.2f}.")
    print(f"A malicious person costs ${total:.2f} a day at the limits (goal: at most ${GOAL_USD}).")
    sys.exit(total > GOAL_USD)


if __name__ == "__main__":
    main()
