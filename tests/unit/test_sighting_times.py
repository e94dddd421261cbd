"""When an animal was seen: in the local time of its place, and as far as others may know."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from shared.accounts.models import Geoprivacy
from shared.dex import badges, rules
from tests.unit.test_dex_rules import NOW, entry
from tests.unit.test_vision_rules import job

EVENING = datetime(2026, 6, 1, 2, 30, tzinfo=UTC)  # of 31 May, seven hours west of Greenwich


def test_an_entry_counts_for_the_day_and_month_of_its_place() -> None:
    evening = entry(caught_at=EVENING, utc_offset=-420)
    assert (rules.day_of(evening), rules.query_fields(evening)["month"]) == (date(2026, 5, 31), "2026-05")
    assert rules.day_of(entry(caught_at=EVENING)) == date(2026, 6, 1)


def test_others_know_of_a_hidden_place_the_local_month_and_no_offset() -> None:
    known = rules.as_others_know(entry(caught_at=EVENING, utc_offset=-420, geoprivacy=Geoprivacy.PRIVATE))
    assert (known.caught_at, known.utc_offset) == (datetime(2026, 5, 1, tzinfo=UTC), None)


def test_others_find_a_hidden_place_by_no_time_that_they_may_not_know() -> None:
    listed = rules.query_fields(entry(geoprivacy=Geoprivacy.PRIVATE))
    assert listed["caught"] == NOW.replace(day=1, hour=0)
    assert listed["added"] == NOW.replace(hour=0)


def test_seven_evenings_west_of_greenwich_are_a_streak_of_seven() -> None:
    west = timezone(timedelta(hours=-7))
    evenings = [datetime(2026, 5, day, 20 if day % 2 else 10, tzinfo=west) for day in range(1, 8)]
    caught = {rules.day_of(entry(**rules.time_said(evening, None))) for evening in evenings}
    late_next_day = datetime(2026, 5, 8, 22, tzinfo=west)
    assert badges.longest_streak(caught) == 7
    assert badges.streak(caught, rules.today(late_next_day.astimezone(UTC), -420)) == 7
    assert badges.streak(caught, rules.today(late_next_day.astimezone(UTC), 0)) == 0


@pytest.mark.parametrize(
    ("written", "known", "offset"),
    [
        ("2026-05-01T10:00:00+02:00", None, 120),
        ("2026-05-01T10:00:00+02:00", -420, 120),
        ("2026-05-01T08:00:00+00:00", -420, -420),
        ("2026-05-01T08:00:00+00:00", None, None),
    ],
)
def test_a_time_says_its_offset_unless_it_is_written_in_utc(
    written: str, known: int | None, offset: int | None
) -> None:
    said = rules.time_said(datetime.fromisoformat(written), known)
    assert said == {"caught_at": datetime(2026, 5, 1, 8, tzinfo=UTC), "utc_offset": offset}


@pytest.mark.parametrize(
    ("taken", "offset", "caught", "known"),
    [
        (timedelta(hours=-3), 120, timedelta(hours=-3), 120),
        (timedelta(hours=-3), None, timedelta(hours=-3), None),
        (timedelta(hours=5, minutes=50), None, timedelta(minutes=-10), 360),
        (timedelta(hours=14), None, timedelta(), 840),
        (timedelta(hours=15), None, timedelta(), None),
        (timedelta(hours=1), 120, timedelta(), 120),
        (None, None, timedelta(), None),
    ],
)
def test_a_photograph_is_never_of_the_future(
    taken: timedelta | None, offset: int | None, caught: timedelta, known: int | None
) -> None:
    photograph = job(captured_at=None if taken is None else NOW + taken, utc_offset=offset, created_at=NOW)
    assert rules.time_taken(photograph, NOW) == {"caught_at": NOW + caught, "utc_offset": known}
