"""Rules for entries: query fields, the change log, ids and times."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.accounts.models import Visibility
from shared.animals.models import Rank, Taxon
from shared.dex import rules, tallies
from shared.dex.documents import ChangeKind, Entry, EntryRecord, IdentifiedBy, LifeList, Month, Picture
from shared.dex.requests import NewEntry
from tests.unit.test_dex_rules import NOW, animal, entry

MOMENT = timedelta(microseconds=1)


def test_an_entry_is_listed_by_its_animal_and_its_own_time() -> None:
    lineage = [
        Taxon(name=name, rank=rank)
        for name, rank in (("Mammalia", Rank.CLASS), ("Carnivora", Rank.ORDER), ("Felidae", Rank.FAMILY))
    ]
    puma = animal("Puma concolor").model_copy(update={"lineage": lineage, "common_name": "Puma", "creation_index": 7})
    caught = datetime(2026, 4, 30, 23, 30, tzinfo=UTC)
    listed = rules.query_fields(entry(animal=puma, caught_at=caught, visibility=Visibility.PUBLIC))
    assert listed == {
        "class": "Mammalia",
        "order": "Carnivora",
        "family": "Felidae",
        "animal": "puma-concolor",
        "name": "puma",
        "number": 7,
        "month": "2026-04",
        "audience": ["friend", "stranger"],
        "caught": caught,
        "added": NOW,
    }


def test_what_has_no_number_or_no_english_name_is_listed_too() -> None:
    cats = animal("Puma concolor").model_copy(
        update={"scientific_name": "Felidae", "rank": Rank.FAMILY, "creation_index": None}
    )
    listed = rules.query_fields(entry(animal=cats))
    assert (listed["family"], listed["name"], listed["number"]) == ("Felidae", "felidae", 2**53)


@pytest.mark.parametrize(
    ("moment", "may_be"),
    [
        (datetime(1900, 1, 1, tzinfo=UTC), True),
        (datetime(1900, 1, 1, tzinfo=UTC) - MOMENT, False),
        (NOW + rules.CLOCKS_DIFFER, True),
        (NOW + rules.CLOCKS_DIFFER + MOMENT, False),
    ],
)
def test_an_animal_is_seen_in_our_age_and_not_in_the_future(moment: datetime, may_be: bool) -> None:
    assert rules.may_be_caught_at(moment, NOW) is may_be


def test_ids_of_an_entry_follow_from_what_makes_it_and_say_nothing() -> None:
    ids = [rules.entry_id("job", "puma-concolor"), rules.entry_id_without_photograph("ash", "print", "secret")]
    assert ids == [rules.entry_id("job", "puma-concolor"), rules.entry_id_without_photograph("ash", "print", "secret")]
    assert rules.entry_id_without_photograph("ash", "print", "other") != ids[1]
    assert rules.picture_id("entry", "job") != rules.picture_id("other", "job")
    assert [len(one) for one in (*ids, rules.picture_id("entry", "job"))] == [24, 24, 8]


def test_a_request_is_known_by_what_was_sent_and_not_by_defaults() -> None:
    plain = NewEntry(job_id="j", animal_index=0)
    said = NewEntry(job_id="j", animal_index=0, visibility=Visibility.FRIENDS)
    assert rules.fingerprint(plain) == rules.fingerprint(NewEntry(job_id="j", animal_index=0))
    assert rules.fingerprint(plain) != rules.fingerprint(said)


def change(before: Entry | None, after: Entry | None) -> tuple[ChangeKind, list[str], list[str]]:
    line = rules.change_of(before, after, 3, NOW)
    assert (line.owner, line.entry_id, line.revision, line.at) == ("ash", "e", 3, NOW)
    assert line.expires_at == NOW + timedelta(days=90)
    return line.kind, line.animal_ids, line.audiences


def test_a_line_of_the_log_names_every_animal_and_audience_that_it_concerns() -> None:
    puma = entry("Puma concolor", visibility=Visibility.PUBLIC)
    lion = entry("Panthera leo", visibility=Visibility.PRIVATE)
    everybody = ["friend", "stranger"]
    assert change(None, puma) == (ChangeKind.ADDED, ["puma-concolor"], everybody)
    assert change(puma, lion) == (ChangeKind.CHANGED, ["panthera-leo", "puma-concolor"], everybody)
    assert change(lion, None) == (ChangeKind.DELETED, ["panthera-leo"], [])
    with pytest.raises(ValueError, match="nothing"):
        rules.change_of(None, None, 1, NOW)


def test_an_entry_shows_the_photographs_of_its_pictures() -> None:
    pictured = entry(pictures=[Picture(id=one, job_id=f"job-{one}") for one in "ab"])
    assert rules.photographs(EntryRecord(entry=pictured)) == {"job-a", "job-b"}
    assert rules.photographs(None) == set()


def test_a_picture_less_leaves_the_others() -> None:
    pictured = entry(pictures=[Picture(id=one, job_id=one) for one in "ab"], primary_picture="a")
    left = rules.without_picture(pictured, "a")
    assert ([picture.id for picture in left.pictures], left.primary_picture) == (["b"], "b")


@pytest.mark.parametrize(("confidence", "by"), [(0.94, "model"), (0.0, "model"), (None, "person")])
def test_an_animal_is_named_by_the_model_with_its_confidence_or_by_a_person(confidence: float | None, by: str) -> None:
    assert rules.identified(confidence) == {"identified_by": by, "confidence": confidence}


@pytest.mark.parametrize(
    ("pictures", "by", "shows"),
    [
        ([Picture(id="p", job_id="j")], IdentifiedBy.MODEL, True),
        ([Picture(id="p", job_id="j")], IdentifiedBy.PERSON, False),
        ([], IdentifiedBy.MODEL, False),
    ],
)
def test_a_photograph_shows_its_animal_when_the_model_says_so(
    pictures: list[Picture], by: IdentifiedBy, shows: bool
) -> None:
    assert rules.shows_its_animal(entry(pictures=pictures, identified_by=by)) is shows


def test_a_day_is_counted_up_and_down_and_forgotten_at_none() -> None:
    day = date(2026, 5, 3)
    two = tallies.with_day(tallies.with_day(Month(days={"04": 1}), day, 1), day, 1)
    assert two.days == {"04": 1, "03": 2}
    assert tallies.with_day(two, day, -1).days == {"04": 1, "03": 1}
    assert tallies.with_day(tallies.with_day(two, day, -1), day, -1).days == {"04": 1}


def test_a_chunk_takes_250_animals_before_another_is_opened() -> None:
    life_list, chunks = LifeList(), []
    for _ in range(251):
        life_list, chunk = tallies.take_place(life_list)
        chunks.append(chunk)
    assert (chunks.count(0), chunks.count(1), life_list.chunks) == (250, 1, 2)
    assert tallies.take_place(tallies.free_place(life_list, 0))[1] == 0
