"""Life lists stored change by change, on in-memory documents, equal a recount of their entries."""

from collections import Counter
from datetime import datetime, timedelta
from typing import cast
from unittest.mock import patch

from google.auth.credentials import AnonymousCredentials
from google.cloud.firestore import DELETE_FIELD, Client, Transaction
from hypothesis import given
from hypothesis import strategies as st

from shared.accounts.models import Visibility
from shared.animals.models import Rank
from shared.cloud import firestore
from shared.cloud.firestore import Fields, Reference, UnitOfWork
from shared.dex import counting, packing, tallies
from shared.dex.documents import Chunk, Entry, Genus, LifeList, LifeListItem, Month
from shared.dex.store import entries, life_lists
from shared.dex.tallies import Recount
from tests.unit.test_dex_rules import NOW, animal, entries_strategy, entry, species_of

CLIENT = Client(project="demo", credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]
LATER = NOW + timedelta(days=1)
LIST = "life_lists/ash"


class MemoryUnit(UnitOfWork):
    """A unit of work on in-memory documents; `touched` are those that it wrote or deleted."""

    def __init__(self) -> None:
        super().__init__(cast("Transaction", None))
        self.documents: dict[str, Fields] = {}
        self.touched: set[str] = set()

    def get(self, reference: Reference) -> Fields | None:
        return self.documents.get(reference.path)

    def set(self, reference: Reference, fields: Fields) -> None:
        self.touched.add(reference.path)
        self.documents[reference.path] = fields

    def delete(self, reference: Reference) -> None:
        self.touched.add(reference.path)
        self.documents.pop(reference.path, None)

    def merge(self, reference: Reference, fields: Fields) -> None:
        self.touched.add(reference.path)
        before = self.documents.get(reference.path, {})
        items = before.get("items", {}) | fields.get("items", {})
        left = {animal_id: item for animal_id, item in items.items() if item is not DELETE_FIELD}
        self.documents[reference.path] = before | fields | {"items": left}

    def below(self, part: str) -> dict[str, Fields]:
        start = f"{LIST}/{part}/"
        return {path.removeprefix(start): one for path, one in self.documents.items() if path.startswith(start)}


class Dex:
    """Ash's entries, and the life list updated as they change."""

    def __init__(self) -> None:
        self.unit = MemoryUnit()
        self.entries: dict[str, Entry] = {}

    def change(self, entry_id: str, after: Entry | None, *, now: datetime = NOW) -> counting.Counted:
        """Replace or delete an entry."""
        self.unit.touched.clear()
        before = self.entries.get(entry_id)
        with patch.object(firestore, "client", lambda: CLIENT), patch.object(entries, "first_and_best", self._others):
            counted = counting.count(self.unit, "ash", before, after, species_of, now)
        self.entries = {name: one for name, one in self.entries.items() if name != entry_id}
        self.entries |= {entry_id: after} if after else {}
        return counted

    def _others(self, unit: UnitOfWork, owner: str, animal_id: str, audience: str, without: str) -> list[Entry]:
        seen = [one for one in self.entries.values() if audience in tallies.AUDIENCES[one.shown_to]]
        return [one for one in seen if one.animal.id == animal_id and one.id != without and one.owner == owner]

    @property
    def stored(self) -> Recount:
        """Return the stored life list."""
        return Recount(
            summary=LifeList.model_validate(self.unit.documents[LIST]),
            animals={name: LifeListItem.model_validate(one) for name, one in self.unit.below("animals").items()},
            months={name: Month.model_validate(one) for name, one in self.unit.below("months").items()},
            genera={name: Genus.model_validate(one) for name, one in self.unit.below("genera").items()},
        )

    @property
    def chunks(self) -> dict[tuple[str, int], LifeListItem]:
        """Return the copies of animals in the chunks, by animal and chunk number."""
        return {
            (animal_id, int(number)): packing.unpack(item)
            for number, chunk in self.unit.below("chunks").items()
            for animal_id, item in chunk["items"].items()
        }


changes = st.tuples(st.integers(0, 4), st.none() | entries_strategy)


@given(st.lists(changes, max_size=15))
def test_change_by_change_the_stored_life_list_is_what_a_recount_gives(some: list[tuple[int, Entry | None]]) -> None:
    dex = Dex()
    for revision, (number, wanted) in enumerate(some, start=1):
        with patch.object(tallies, "MAX_CHUNK", 2):
            told = dex.change(f"e{number}", wanted and wanted.model_copy(update={"id": f"e{number}"}))
        stored = dex.stored
        assert told.revision == stored.summary.revision == revision
        right = tallies.recount(dex.entries.values(), species_of, stored, NOW)
        assert tallies.differences(stored, right) == []
        assert dex.chunks == {(name, item.chunk): item for name, item in stored.animals.items()}
        assert max(Counter(chunk for _, chunk in dex.chunks).values(), default=0) <= 2
        first = Chunk.model_validate(dex.unit.below("chunks").get("000000", {}))
        assert first.chunks == max(stored.summary.chunks, 1)


def test_a_note_on_an_entry_writes_the_summary_alone() -> None:
    dex = Dex()
    dex.change("e", entry())
    dex.change("e", entry(notes="It looked at me."))
    assert dex.unit.touched == {LIST}


def test_another_hour_of_the_same_day_leaves_the_months_alone() -> None:
    dex = Dex()
    dex.change("e", entry())
    dex.change("e", entry(caught_at=NOW + timedelta(hours=1)))
    assert not [path for path in dex.unit.touched if "/months/" in path]


def test_a_second_photograph_of_a_species_leaves_its_genus_alone() -> None:
    dex = Dex()
    dex.change("e", entry())
    dex.change("f", entry(entry_id="f"))
    assert not [path for path in dex.unit.touched if "/genera/" in path]


def test_a_genus_is_complete_since_its_last_species() -> None:
    dex = Dex()
    for name in ("Panthera leo", "Panthera tigris"):
        dex.change(name, entry(name, name))
    assert dex.stored.genera["Panthera"].complete_since is None
    counted = dex.change("Panthera onca", entry("Panthera onca", "Panthera onca"), now=LATER)
    assert "genus-1-Panthera" in counted.badges
    assert dex.change("Panthera onca", None).badges == []
    dex.change("Panthera onca", entry("Panthera onca", "Panthera onca"), now=LATER)
    assert dex.stored.genera["Panthera"] == Genus(species=3, complete_since=LATER)


def test_badges_are_dated_by_the_change_that_earned_them() -> None:
    dex = Dex()
    dex.change("e", entry())
    dex.change("f", entry("Corvus corax", "f"), now=LATER)
    assert dex.stored.summary.badges == {"class-1-Mammalia": NOW, "class-1-Aves": LATER}


def test_an_animal_that_was_named_anew_is_listed_by_its_new_name_in_its_old_place() -> None:
    dex = Dex()
    with patch.object(tallies, "MAX_CHUNK", 1):
        dex.change("e", entry("Corvus corax", "e"))
        dex.change("f", entry(entry_id="f"))
        renamed = animal("Puma concolor").model_copy(update={"common_name": "Cougar"})
        dex.change("f", entry(entry_id="f", animal=renamed))
    stored = dex.stored.animals["puma-concolor"]
    assert (stored.common_name, stored.chunk) == ("Cougar", 1)


def test_the_place_of_an_animal_that_is_gone_is_the_next_ones() -> None:
    dex = Dex()
    with patch.object(tallies, "MAX_CHUNK", 1):
        for name in ("Corvus corax", "Puma concolor"):
            dex.change(name, entry(name, name))
        dex.change("Corvus corax", None)
        dex.change("Panthera leo", entry("Panthera leo", "Panthera leo"))
    assert set(dex.chunks) == {("puma-concolor", 1), ("panthera-leo", 0)}


def test_a_recount_says_again_how_many_chunks_there_are() -> None:
    dex = Dex()
    with patch.object(tallies, "MAX_CHUNK", 1):
        for name in ("Corvus corax", "Puma concolor"):
            dex.change(name, entry(name, name))
    del dex.unit.documents[f"{LIST}/chunks/000000"]["chunks"]
    with patch.object(firestore, "client", lambda: CLIENT):
        life_lists.rewrite(dex.unit, "ash", dex.stored, dex.stored)
    assert dex.unit.below("chunks")["000000"]["chunks"] == 2


def test_over_the_end_of_a_month_a_missing_day_takes_the_full_weeks_that_held_it() -> None:
    dex = Dex()
    for day in range(8):
        dex.change(f"e{day}", entry(entry_id=f"e{day}", caught_at=NOW + timedelta(days=day - 4)))
    assert dex.stored.summary.full_weeks == 2
    assert "streak-7" in dex.stored.summary.badges
    dex.change("e1", None)
    assert dex.stored.summary.full_weeks == 0
    assert "streak-7" not in dex.stored.summary.badges


def test_an_entry_whose_animal_the_life_list_has_lost_can_be_deleted() -> None:
    dex = Dex()
    dex.entries["e"] = entry()
    dex.change("e", None)
    assert (dex.stored.animals, dex.stored.summary.totals) == ({}, {})


def test_a_group_of_animals_counts_for_no_genus() -> None:
    dex = Dex()
    some_cat = animal("Panthera leo").model_copy(update={"rank": Rank.GENUS, "id": "panthera"})
    dex.change("e", entry(entry_id="e", animal=some_cat, visibility=Visibility.PUBLIC))
    assert (dex.stored.genera, dex.stored.summary.totals["stranger"].catches) == ({}, 1)
