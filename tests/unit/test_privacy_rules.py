"""When exports and deletions are due: exactly at the moment, just before and just after."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.privacy import rules
from shared.privacy.models import Deletion, ExportRecord

NOW = datetime(2026, 5, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(("ago", "is_recent"), [(timedelta(minutes=5), True), (timedelta(minutes=5) + MOMENT, False)])
def test_a_sign_in_is_recent_for_five_minutes(ago: timedelta, is_recent: bool) -> None:
    assert rules.is_recent(NOW - ago, NOW) is is_recent


@pytest.mark.parametrize(("ago", "is_over"), [(timedelta(days=7), False), (timedelta(days=7) + MOMENT, True)])
def test_an_export_is_there_for_a_week_from_when_it_was_ready(ago: timedelta, is_over: bool) -> None:
    long_ago = NOW - timedelta(days=400)
    assert rules.is_over(ExportRecord(requested_at=long_ago, ready_at=NOW - ago), NOW) is is_over
    assert not rules.is_over(ExportRecord(requested_at=long_ago), NOW)


@pytest.mark.parametrize(("ago", "is_provable"), [(timedelta(days=1), False), (timedelta(days=1) + MOMENT, True)])
def test_a_deletion_is_proven_a_day_after_everything_was_erased(ago: timedelta, is_provable: bool) -> None:
    long_ago = NOW - timedelta(days=400)
    assert rules.is_provable(Deletion(requested_at=long_ago, erased_at=NOW - ago), NOW) is is_provable
    assert not rules.is_provable(Deletion(requested_at=long_ago), NOW)


def test_a_report_does_not_tell_whom_it_is_about() -> None:
    assert "ash" not in rules.report_id("ash")
    assert rules.report_id("ash") == rules.report_id("ash") != rules.report_id("misty")
