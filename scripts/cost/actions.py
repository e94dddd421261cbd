"""What a person does, how often in a month, and what each action takes on the emulators."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

from scripts.bench_abuse import PHOTO, Person, stored
from scripts.bench_scale import measured
from scripts.bench_social import ANIMALS

FRIENDS = 5
ROUNDS, THEIR_ROUNDS = 4, 1  # through the animals, for the person and each friend: pages of 20 are full
POLLS = 3  # how often a client asks for a job until it ends
DAY = datetime(2026, 5, 15, tzinfo=UTC)  # within a month: at its ends one more document is read
PASSWORD = "cerulean-city-1"  # noqa: S105 - on an emulator
PHOTOGRAPH = "a photograph, from upload to entry"
TRIES = 3  # the fastest counts: the machine may have other things to do


@dataclass(frozen=True)
class Amounts:
    """What an action takes."""

    reads: float = 0
    writes: float = 0
    storage_reads: float = 0
    storage_writes: float = 0
    stored_bytes: float = 0
    sent_bytes: float = 0
    requests: float = 0
    seconds: float = 0


@dataclass(frozen=True)
class Action:
    """Something that a person does, how often in a month, and what must be done before it each time."""

    name: str
    monthly: float
    do: Callable[[], object]
    before: Callable[[], object] = field(default=lambda: None)


class Circle:
    """A person with friends, all of whom have caught something."""

    def __init__(self) -> None:
        self._minutes = count()
        self.person, *self.friends = (Person.sign_up(f"person{number}") for number in range(FRIENDS + 1))
        for one, rounds in ((self.person, ROUNDS), *((friend, THEIR_ROUNDS) for friend in self.friends)):
            for name in ANIMALS * rounds:
                self.add_entry(one, name)
        for friend in self.friends:
            self.person.befriend(friend.uid)
            self._follow(friend)

    def _follow(self, friend: Person) -> None:
        """Do what the friendship's task does: the newest entries become news."""
        from shared.dex import upkeep
        from shared.part import Work

        for subject in (f"{friend.uid}/{self.person.uid}", f"{self.person.uid}/{friend.uid}"):
            upkeep.follow_friendship(Work(subject=subject, at=DAY))

    def _look_again(self) -> None:
        """Do what the client does once the summary's stamp differs."""
        lists = (*(f"/social/friendships/{name}" for name in ("friends", "pending", "sent")), "/social/feed")
        for route in (*lists, "/dex/entries/friends_overview"):
            self.person.call("GET", route)

    def add_entry(self, who: Person, name: str) -> str:
        return str(who.call("POST", "/dex/entries", {"name": name, "caught_at": self._next_moment()})["id"])

    def _next_moment(self) -> str:
        return (DAY + timedelta(minutes=next(self._minutes))).isoformat()

    def measure(self, action: Action) -> Amounts:
        """Return what an action takes; it is done once before, so that nothing is loaded on the way."""
        action.before()
        action.do()
        action.before()
        requests, received = self.person.requests, self.person.received
        with measured() as firestore, stored() as storage:
            action.do()
        return Amounts(
            reads=firestore.reads,
            writes=firestore.writes,
            storage_reads=storage.reads,
            storage_writes=storage.writes,
            stored_bytes=storage.bytes,
            requests=self.person.requests - requests,
            sent_bytes=self.person.received - received,
        )

    def clock(self, action: Action) -> float:
        """Return the seconds of an action."""
        return min(self._once(action) for _ in range(TRIES))

    def _once(self, action: Action) -> float:
        action.before()
        began = time.perf_counter()
        action.do()
        return time.perf_counter() - began

    def actions(self) -> list[Action]:
        """Return what an active person does."""
        return [*self._alone(), *self._of_their_own_dex(), *self._among_friends()]

    def _alone(self) -> list[Action]:
        call = self.person.call
        return [
            Action("sign up", 0.1, self.sign_up),
            Action("sign in", 2, self.sign_in),
            Action("home", 60, lambda: call("GET", "/dex/home")),
            Action("what is new (summary)", 1150, lambda: call("GET", "/social/summary")),
            Action("notices, a page", 20, lambda: call("GET", "/social/notices")),
            Action("a search for an animal", 10, lambda: call("GET", "/animals?q=raven")),
        ]

    def _of_their_own_dex(self) -> list[Action]:
        call, entries, going, copies = self.person.call, "/dex/entries", list[str](), list[str]()
        mine = self.add_entry(self.person, "Corvus corax")
        picture = self.photograph()["pictures"][0]["thumbnail_url"]
        return [
            Action(PHOTOGRAPH, 10, self.photograph),
            Action("a picture, small", 300, lambda: call("GET", picture)),
            Action("own dex, a page", 30, lambda: call("GET", f"{entries}/my_entries")),
            Action(
                "a sync, nothing new",
                60,
                lambda: call("GET", f"{entries}/sync_entries?since={copies[-1]}"),
                before=lambda: copies.append(call("GET", f"{entries}/sync_entries")["token"]),
            ),
            Action("an entry, changed", 3, lambda: call("PATCH", f"{entries}/{mine}", {"notes": secrets.token_hex(8)})),
            Action(
                "an entry, deleted",
                0.5,
                lambda: call("DELETE", f"{entries}/{going.pop()}"),
                before=lambda: going.append(self.add_entry(self.person, "Felis catus")),
            ),
        ]

    def _among_friends(self) -> list[Action]:
        friend, call, entries, strangers = self.friends[0], self.person.call, "/dex/entries", list[str]()
        theirs = call("GET", f"{entries}/user/{friend.uid}/entries?limit=1")["items"][0]["id"]
        tree = "/graph/evolutionary-tree?mode=friends&depth=3"
        return [
            Action("a friend's dex, a page", 20, lambda: call("GET", f"{entries}/user/{friend.uid}/entries")),
            Action("the feed, a page", 60, lambda: call("GET", "/social/feed")),
            Action("friends' lists and feed, after a change", 60, self._look_again),
            Action("the tree of friends, unchanged", 15, lambda: call("GET", tree)),
            Action(
                "the tree of friends, rebuilt",
                15,
                lambda: call("GET", tree),
                before=lambda: self.add_entry(friend, "Puma concolor"),
            ),
            Action(
                "a like",
                20,
                lambda: call("PUT", f"{entries}/{theirs}/like"),
                before=lambda: call("DELETE", f"{entries}/{theirs}/like"),
            ),
            Action("the leaderboard", 10, lambda: call("GET", "/social/leaderboard")),
            Action(
                "a friend request and its answer",
                0.5,
                lambda: self.meet(strangers.pop()),
                before=lambda: strangers.append(Person.sign_up(f"s{secrets.token_hex(6)}").uid),
            ),
        ]

    def meet(self, other: str) -> None:
        self.person.call("POST", "/social/friendships/send_request", {"user_id": other})
        Person(other).call("POST", "/social/friendships/send_request", {"user_id": self.person.uid})

    def sign_up(self) -> object:
        name = f"n{secrets.token_hex(6)}"
        new = {"username": name, "email": f"{name}@example.org", "password": PASSWORD, "password_confirm": PASSWORD}
        return self.person.call("POST", "/users", new)

    def sign_in(self) -> object:
        """Sign in; the password itself is Firebase's to check."""
        from shared.cloud.auth import passwords

        tokens = passwords.Tokens(self.person.uid, "t", "t", 3600)
        with patch.object(passwords, "sign_in", lambda *_: tokens):
            return self.person.call("POST", "/auth/login", {"username": "person0", "password": PASSWORD})

    def photograph(self) -> Any:
        """Upload a photograph, have it identified, ask for it meanwhile, and take it into the dex."""
        from shared.vision import recognition

        job_id = self.person.upload(PHOTO.read_bytes())
        recognition.identify(job_id, 1, last_try=False)
        for _ in range(POLLS):
            job = self.person.call("GET", f"/vision/jobs/{job_id}")
        animal = {"animal_id": job["candidates"][0]["animal_id"]} if job["candidates"] else {"name": "Bison bison"}
        return self.person.call("POST", "/dex/entries", {"job_id": job_id, "caught_at": self._next_moment(), **animal})
