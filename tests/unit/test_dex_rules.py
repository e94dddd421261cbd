"""Collections, badges, places, visibility: pure decisions about entries."""

import math
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.accounts.models import Geoprivacy, Visibility
from shared.animals.models import Category, Rank, Taxon
from shared.animals.rules import is_threatened
from shared.dex import badges, places, rules, tallies
from shared.dex.card import Customizations
from shared.dex.documents import Entry, EntryAnimal, Genus, HiddenEntry, LifeList, LifeListItem, Picture, Totals
from shared.dex.tallies import Recount
from shared.social.models import Access
from shared.vision.models import Place

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
GENERA = {"Panthera": 3, "Puma": 1, "Corvus": 40}
CLASSES = {"Panthera": "Mammalia", "Puma": "Mammalia", "Corvus": "Aves"}
SPECIES = ("Panthera leo", "Panthera tigris", "Panthera onca", "Puma concolor", "Corvus corax")


def animal(name: str) -> EntryAnimal:
    genus = name.split()[0]
    lineage = [Taxon(name=CLASSES[genus], rank=Rank.CLASS), Taxon(name=genus, rank=Rank.GENUS)]
    return EntryAnimal(
        id=name.lower().replace(" ", "-"),
        creation_index=SPECIES.index(name) + 1,
        scientific_name=name,
        common_name=None,
        rank=Rank.SPECIES,
        lineage=lineage,
    )


def entry(name: str = "Puma concolor", entry_id: str = "e", **fields: object) -> Entry:
    pictures = [Picture(id="p", job_id="j")]
    made = {"id": entry_id, "owner": "ash", "animal": animal(name), "pictures": pictures, "primary_picture": "p"}
    made["caught_at"] = NOW
    return Entry.model_validate({**made, "created_at": NOW, "updated_at": NOW, **fields})


def species_of(genus: str) -> int:
    return GENERA[genus]


EMPTY = Recount(summary=LifeList(), animals={}, months={}, genera={})


def recounted(*entries: Entry) -> Recount:
    return tallies.recount(entries, species_of, EMPTY, NOW)


entries_strategy = st.builds(
    lambda name, days, visibility, hidden, favorite, discovery, pictures: entry(
        name,
        pictures=pictures,
        primary_picture="p" if pictures else None,
        caught_at=NOW - timedelta(days=days),
        visibility=visibility,
        hidden=hidden,
        favorite=favorite,
        discovery=discovery,
    ),
    st.sampled_from(SPECIES),
    st.integers(0, 9),
    st.sampled_from(Visibility),
    st.none() | st.just(HiddenEntry(reason="Not an animal.", at=NOW, was_avatar=False)),
    st.booleans(),
    st.booleans(),
    st.sampled_from([[], [Picture(id="p", job_id="j")]]),
)


@given(st.lists(st.tuples(st.integers(0, 5), entries_strategy, st.booleans()), max_size=25))
def test_sighting_by_sighting_an_animal_is_what_a_recount_gives(changes: list[tuple[int, Entry, bool]]) -> None:
    stored: dict[str, Entry] = {}
    items: dict[str, LifeListItem] = {}
    summary = LifeList()
    for number, wanted, deleted in changes:
        entry_id = f"e{number}"
        before = stored.pop(entry_id, None)
        after = None if deleted else wanted.model_copy(update={"id": entry_id})
        for name in sorted({one.animal.id for one in (before, after) if one}):
            item = had = items.pop(name, None)
            others = [tallies.sighting(one) for one in stored.values() if one.animal.id == name]
            if before and before.animal.id == name and item:
                item = tallies.without_sighting(item, tallies.sighting(before), seen_by(others))
            if after and after.animal.id == name:
                item = tallies.with_sighting(item, after.animal, tallies.sighting(after))
            summary = tallies.with_item(summary, had, item)
            items |= {name: item} if item else {}
        if after:
            stored[entry_id] = after
        right = recounted(*stored.values())
        assert {name: item.seen for name, item in items.items()} == {n: i.seen for n, i in right.animals.items()}
        assert (summary.totals, summary.discoveries) == (right.summary.totals, right.summary.discoveries)


def seen_by(others: list[tallies.Sighting]) -> Callable[[str], list[tallies.Sighting]]:
    """Return only the first and the best entry, like the query."""

    def first_and_best(audience: str) -> list[tallies.Sighting]:
        left = [one for one in others if audience in tallies.AUDIENCES[one.visibility]]
        first = min(left, key=lambda one: one.best.caught_at)
        return [first, max(left, key=lambda one: (one.best.favorite, one.best.caught_at, one.best.entry_id))]

    return first_and_best


def test_each_audience_counts_the_entries_that_it_may_see() -> None:
    catches = [entry(visibility=visibility, entry_id=visibility) for visibility in Visibility]
    summary = recounted(*catches).summary
    assert {name: totals.catches for name, totals in summary.totals.items()} == {"owner": 3, "friend": 2, "stranger": 1}


@pytest.mark.parametrize(
    ("catches", "best"),
    [
        ([("a", 0, False), ("b", 1, False)], "b"),
        ([("a", 0, True), ("b", 1, False)], "a"),
        ([("b", 0, True), ("a", 1, True)], "a"),
        ([("a", 0, False), ("b", 0, False)], "b"),
    ],
    ids=["the newest", "the favorite", "the newest favorite", "of two at once always the same"],
)
def test_the_entry_that_stands_for_an_animal(catches: list[tuple[str, int, bool]], best: str) -> None:
    seen = [entry(entry_id=name, caught_at=NOW + timedelta(days=day), favorite=star) for name, day, star in catches]
    for order in (seen, seen[::-1]):
        assert recounted(*order).animals["puma-concolor"].seen["owner"].best.entry_id == best


def test_an_entry_that_is_neither_the_first_nor_the_best_goes_without_a_look_at_the_others() -> None:
    first, middle, last = (entry(entry_id=name, caught_at=NOW + timedelta(days=day)) for day, name in enumerate("abc"))

    def others(audience: str) -> list[tallies.Sighting]:
        raise AssertionError(audience)

    item = recounted(first, middle, last).animals["puma-concolor"]
    left = tallies.without_sighting(item, tallies.sighting(middle), others)
    assert left == recounted(first, last).animals["puma-concolor"]


@given(st.sets(st.integers(0, 40)), st.integers(0, 40))
def test_full_weeks_are_counted_day_by_day(ago: set[int], changed: int) -> None:
    days = {NOW.date() - timedelta(days=number) for number in ago}
    day = NOW.date() - timedelta(days=changed)
    without, including = days - {day}, days | {day}
    gained = tallies.full_weeks_through(including, day) - tallies.full_weeks_through(without, day)
    assert gained == all_weeks(including) - all_weeks(without)


def all_weeks(days: set[date]) -> int:
    return sum(all(day - timedelta(days=back) in days for back in range(7)) for day in days)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 5, 6), {"2026-04", "2026-05"}),
        (date(2026, 5, 7), {"2026-05"}),
        (date(2026, 5, 25), {"2026-05"}),
        (date(2026, 12, 26), {"2026-12", "2027-01"}),
    ],
)
def test_six_days_before_and_after_tell_whether_a_day_completes_a_week(day: date, months: set[str]) -> None:
    assert tallies.months_around(day) == months


def test_a_life_list_that_went_wrong_is_told_in_words() -> None:
    right = recounted(entry(), entry("Panthera leo", "f"), entry("Corvus corax", "g"))
    badges_had = {"animals-999": NOW, "class-1-Aves": NOW, "class-1-Mammalia": NOW}
    summary = LifeList(badges=badges_had, discoveries=7, full_weeks=2)
    told = tallies.differences(Recount(summary=summary, animals={}, months={}, genera={}), right)
    assert [line.split(":")[0] for line in told] == [
        *(f"animals/{name}" for name in sorted(right.animals)),
        "months/2026-05",
        *(f"genera/{name}" for name in sorted(right.genera)),
        *("totals", "discoveries", "full_weeks", "badge animals-999", "badge animals-3"),
    ]
    assert told[-4:] == [
        "discoveries: 7 instead of 0",
        "full_weeks: 2 instead of 0",
        "badge animals-999: not earned",
        "badge animals-3: missing",
    ]
    assert tallies.differences(right, right) == []


def test_a_picture_of_a_life_list_is_the_primary_one_as_it_stands() -> None:
    pictures = [Picture(id="first", job_id="j"), Picture(id="second", job_id="k", quarter_turns=3)]
    assert tallies.sighting(entry(pictures=pictures, primary_picture="second")).best.picture == "second.3"


def test_an_animal_that_was_discovered_counts_once_and_earns_its_badge() -> None:
    summary = recounted(entry(entry_id="e", discovery=True), entry(entry_id="f", discovery=True)).summary
    assert (summary.discoveries, "discovery-1" in summary.badges) == (1, True)
    assert recounted(entry()).summary.discoveries == 0


def test_a_summary_stays_as_it_was_when_another_is_made_of_it() -> None:
    before = recounted(entry())
    kept = before.model_copy(deep=True)
    tallies.with_item(before.summary, before.animals["puma-concolor"], None)
    assert before == kept


def test_places_in_chunks_are_filled_and_used_again() -> None:
    life_list = LifeList()
    taken = []
    for _ in range(250 + 1):
        life_list, chunk = tallies.take_place(life_list)
        taken.append(chunk)
    assert taken == [0] * 250 + [1]
    life_list = tallies.free_place(life_list, 0)
    life_list, chunk = tallies.take_place(life_list)
    assert (chunk, life_list.free_places, life_list.chunks) == (0, [], 2)


def test_a_recount_leaves_animals_in_their_places_and_frees_those_of_others() -> None:
    catches = [entry(name, name) for name in SPECIES]
    with patch.object(tallies, "MAX_CHUNK", 2):
        before = recounted(*catches)
        again = tallies.recount(catches, species_of, before, NOW)
        fewer = tallies.recount(catches[1:], species_of, before, NOW)
    assert [before.animals[one.animal.id].chunk for one in catches] == [0, 0, 1, 1, 2]
    assert again == before
    assert fewer.summary.free_places == [0]
    assert fewer.animals == {one.animal.id: before.animals[one.animal.id] for one in catches[1:]}


def test_free_places_stay_few() -> None:
    life_list = LifeList()
    for number in range(tallies.MAX_FREE_PLACES * 2):
        life_list = tallies.free_place(life_list, number)
    assert len(life_list.free_places) == tallies.MAX_FREE_PLACES
    assert life_list.free_places[-1] == tallies.MAX_FREE_PLACES * 2 - 1


def stored_size(value: object) -> int:
    """Return the size in Firestore. Source: its documentation, "Storage size calculations"."""
    if isinstance(value, dict):
        return 32 + sum(len(name.encode()) + 1 + stored_size(one) for name, one in value.items())
    if isinstance(value, list):
        return sum(map(stored_size, value))
    return len(value.encode()) + 1 if isinstance(value, str) else 8


def test_a_summary_stays_below_ten_kibibytes_and_a_chunk_in_a_document() -> None:
    classes = {f"Actinopterygii{number}": 1000 for number in range(40)}
    totals = {
        audience: Totals(catches=10**6, animals=10**5, classes=classes) for audience in ("owner", "friend", "all")
    }
    levels = {f"class-{level}-{name}": NOW for name in classes for level in (1, 10)}
    full = LifeList(totals=totals, badges=levels, free_places=[400] * tallies.MAX_FREE_PLACES)
    assert stored_size(full.model_dump()) < 10 * 1024
    item = recounted(entry(visibility="public")).animals["puma-concolor"]
    long = item.model_copy(update={"lineage": item.lineage * 8, "common_name": "x" * 60})
    assert tallies.MAX_CHUNK * (len(long.model_dump_json()) + 60) < 500_000


# Badges


def test_what_is_wider_than_a_species_is_a_sighting_and_no_animal() -> None:
    some_mammal = entry("Puma concolor", "wide", animal=animal("Puma concolor").model_copy(update={"rank": Rank.CLASS}))
    cat = entry("Panthera leo", "cat")
    owner = recounted(some_mammal, cat).summary.totals["owner"]
    assert (owner.catches, owner.animals, owner.photographed, owner.classes) == (2, 1, 1, {"Mammalia": 1})
    only_wide = recounted(some_mammal).summary
    assert (only_wide.totals["owner"].catches, only_wide.badges) == (1, {})


def test_names_without_a_photograph_are_animals_but_earn_no_badge() -> None:
    named = [entry(name, name, pictures=[], primary_picture=None) for name in SPECIES[:3]]
    typed = recounted(*named)
    assert (typed.summary.totals["owner"].animals, typed.summary.totals["owner"].photographed) == (3, 0)
    assert (typed.summary.badges, typed.genera) == ({}, {})


def test_classes_add_up_to_all_animals() -> None:
    nowhere = animal("Corvus corax").model_copy(update={"lineage": []})
    owner = recounted(entry("Corvus corax", animal=nowhere), entry("Panthera leo", "cat")).summary.totals["owner"]
    assert owner.classes == {"not placed": 1, "Mammalia": 1}
    assert sum(owner.classes.values()) == owner.animals


def test_badges_are_earned_and_lost_with_the_entries_and_keep_their_dates() -> None:
    cats = [entry(name, name) for name in SPECIES[:3]]
    first = recounted(*cats)
    assert set(first.summary.badges) == {"animals-3", "class-1-Mammalia"}
    assert first.genera["Panthera"].complete_since == NOW
    later = NOW + timedelta(days=3)
    again = tallies.recount([*cats, entry("Corvus corax", "raven")], species_of, first, later)
    assert again.summary.badges == {**first.summary.badges, "class-1-Aves": later}
    assert again.genera["Panthera"].complete_since == NOW
    fewer = tallies.recount(cats[:2], species_of, again, later)
    assert set(fewer.summary.badges) == {"class-1-Mammalia"}
    assert fewer.genera["Panthera"].complete_since is None


@pytest.mark.parametrize("count", [2, 3, 14, 15, 30, 50, 75, 100, 125, 150])
def test_levels(count: int) -> None:
    life_list = LifeList(totals={"owner": Totals(photographed=count)})
    levels = [level for level in (3, 15, 30, 50, 75, 100, 125, 150) if level <= count]
    assert badges.earned(life_list) == {f"animals-{level}" for level in levels}


def test_the_tenth_of_a_class_and_a_discovery() -> None:
    life_list = LifeList(totals={"owner": Totals(photographed_classes={"Mammalia": 10})}, discoveries=1)
    assert badges.earned(life_list) == {"class-1-Mammalia", "class-10-Mammalia", "discovery-1"}


def test_each_complete_genus_is_a_badge_of_its_own() -> None:
    assert badges.of_genus("Panthera") == "genus-1-Panthera"


def test_a_genus_of_two_species_is_complete_with_both() -> None:
    assert tallies.with_species(Genus(species=1), 1, 2, NOW) == Genus(species=2, complete_since=NOW)


def test_a_genus_of_one_species_is_no_feat() -> None:
    assert recounted(entry()).genera["Puma"].complete_since is None


@pytest.mark.parametrize(
    ("days", "longest", "now"),
    [([], 0, 0), ([0], 1, 1), ([1], 1, 1), ([2], 1, 0), ([0, 1, 2, 3, 4, 5, 6], 7, 7), ([1, 2, 5, 6, 7], 3, 2)],
)
def test_streaks(days: list[int], longest: int, now: int) -> None:
    today = date(2026, 3, 2)
    caught = {today - timedelta(days=ago) for ago in days}
    assert (badges.longest_streak(caught), badges.streak(caught, today)) == (longest, now)
    seen = [entry(entry_id=f"e{ago}", caught_at=NOW - timedelta(days=ago)) for ago in days]
    assert ("streak-7" in recounted(*seen).summary.badges) is (longest >= 7)


# Places

coordinates = st.builds(
    lambda latitude, longitude: Place(latitude=latitude, longitude=longitude),
    st.floats(-90, 90),
    st.floats(-180, 180),
)


def metres(one: Place, other: Place) -> float:
    """Return the great-circle distance (haversine)."""
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(one.longitude - other.longitude)
    chord = math.sin((south - north) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(across / 2) ** 2
    return 2 * places.EARTH_RADIUS_M * math.asin(math.sqrt(chord))


@given(coordinates, st.text(max_size=8))
def test_an_obscured_place_is_in_the_same_cell_and_within_its_uncertainty(exact: Place, entry_id: str) -> None:
    shown = places.obscure(exact, entry_id)
    assert shown.uncertainty_m is not None
    assert metres(exact, Place(latitude=shown.latitude, longitude=shown.longitude)) <= shown.uncertainty_m
    assert (-90 <= shown.latitude <= 90, -180 <= shown.longitude <= 180) == (True, True)
    assert shown.uncertainty_m <= 31_500


def test_an_obscured_place_does_not_move_when_the_app_is_updated() -> None:
    shown = places.obscure(Place(latitude=47.45, longitude=8.45), "e")
    assert (shown.latitude, shown.longitude) == (47.47556, 8.48705)


@given(st.floats(0.0001, 0.1999), st.floats(0.0001, 0.1999))
def test_an_obscured_place_depends_on_the_cell_alone(up: float, along: float) -> None:
    corner = places.obscure(Place(latitude=47.4001, longitude=8.4001), "e")
    assert places.obscure(Place(latitude=47.4 + up, longitude=8.4 + along), "e") == corner
    assert places.obscure(Place(latitude=47.4 + up, longitude=8.4 + along), "f") != corner


@pytest.mark.parametrize(
    ("exact", "south", "west"),
    [
        ((90, 180), 89.8, 179.8),
        ((-90, -180), -90, -180),
        ((89.9, 179.9), 89.8, 179.8),
        ((89.7, -179.7), 89.6, -179.8),
        ((0, 0), 0, 0),
        ((-0.0001, -0.0001), -0.2, -0.2),
        ((47.4, 8.6), 47.4, 8.6),
        ((-33.9, 151.3), -34, 151.2),
    ],
)
def test_obscured_places_are_spread_over_their_whole_cell_and_nothing_else(
    exact: tuple[float, float], south: float, west: float
) -> None:
    place = Place(latitude=exact[0], longitude=exact[1])
    shown = [places.obscure(place, f"entry {number}") for number in range(1600)]
    inside = [((one.latitude - south) / 0.2, (one.longitude - west) / 0.2) for one in shown]
    assert all(-1e-9 <= share <= 1 + 1e-9 for point in inside for share in point)
    sixteenths = Counter((min(int(up * 4), 3), min(int(along * 4), 3)) for up, along in inside)
    assert len(sixteenths) == 16
    assert all(60 < count < 140 for count in sixteenths.values())  # 100 on average, four standard deviations are 39


@pytest.mark.parametrize("south", [-90.0, -47.4, -0.2, 0.0, 47.4, 89.8])
def test_the_uncertainty_reaches_across_the_cell_and_hardly_further(south: float) -> None:
    across = metres(Place(latitude=south, longitude=8.4), Place(latitude=south + 0.2, longitude=8.6))
    uncertainty = places.obscure(Place(latitude=south + 0.1, longitude=8.5), "e").uncertainty_m
    assert uncertainty is not None
    assert across <= uncertainty <= across + 50


@pytest.mark.parametrize(
    ("geoprivacy", "always_obscured", "shown"),
    [
        (Geoprivacy.OPEN, False, "open"),
        (Geoprivacy.OPEN, True, "obscured"),
        (Geoprivacy.OBSCURED, False, "obscured"),
        (Geoprivacy.OBSCURED, True, "obscured"),
        (Geoprivacy.PRIVATE, False, "nothing"),
        (Geoprivacy.PRIVATE, True, "nothing"),
    ],
)
def test_what_is_shown_of_a_place(geoprivacy: Geoprivacy, always_obscured: bool, shown: str) -> None:
    exact = Place(latitude=47.45, longitude=8.45, name="Garden, Zürich")
    place = places.public_place(exact, geoprivacy, "e", always_obscured=always_obscured)
    result = "nothing" if place is None else "obscured" if place.obscured else "open"
    assert result == shown
    assert place is None or place.name == ("Garden, Zürich" if shown == "open" else None)
    assert places.public_place(None, geoprivacy, "e", always_obscured=always_obscured) is None


@pytest.mark.parametrize("category", [None, *Category])
def test_threatened_is_from_vulnerable_upwards(category: Category | None) -> None:
    assert is_threatened(category) is (category in {"VU", "EN", "CR", "EW", "EX"})


# Visibility


@pytest.mark.parametrize(
    ("access", "seen"),
    [
        (Access.NOTHING, set()),
        (Access.STRANGER, {"public"}),
        (Access.FRIEND, {"public", "friends"}),
        (Access.OWNER, {"public", "friends", "private"}),
    ],
)
def test_who_sees_what_and_lists_agree(access: Access, seen: set[str]) -> None:
    assert {one for one in Visibility if rules.may_see(entry(visibility=one), access)} == seen
    hidden = HiddenEntry(reason="Not an animal.", at=NOW, was_avatar=False)
    owners = set(Visibility) if access is Access.OWNER else set()
    assert {one for one in Visibility if rules.may_see(entry(visibility=one, hidden=hidden), access)} == owners
    if access not in {Access.NOTHING, Access.OWNER}:
        audience = rules.audience_of(access)
        assert {visibility for visibility, of in rules.AUDIENCES.items() if audience in of} == seen


# Pictures and cards


def test_when_the_primary_picture_goes_the_first_of_the_others_takes_its_place() -> None:
    pictured = entry(pictures=[], primary_picture=None)
    for number in range(3):
        pictured = rules.with_picture(pictured, Picture(id=str(number), job_id=f"j{number}"))
    assert pictured.primary_picture == "0"
    assert rules.without_picture(pictured, "0").primary_picture == "1"
    assert rules.without_picture(pictured, "2").primary_picture == "0"
    turned = rules.with_picture(pictured, Picture(id="1", job_id="j1", quarter_turns=1))
    assert [picture.quarter_turns for picture in turned.pictures if picture.id == "1"] == [1]


CARDS: dict[str, Callable[[], object]] = {
    "unknown key": lambda: {"glitter": True},
    "unknown key of a sticker": lambda: {"stickers": [{"art": "paw", "x": 0, "y": 0, "href": "https://evil.example"}]},
    "unknown background": lambda: {"background": "url(x)"},
    "too many stickers": lambda: {"stickers": [{"art": "paw", "x": 0, "y": 0}] * 11},
    "outside": lambda: {"stickers": [{"art": "paw", "x": 1.5, "y": 0}]},
    "too long": lambda: {"caption": "x" * 81},
}


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_takes_only_what_it_knows(kind: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Customizations.model_validate(CARDS[kind]())
