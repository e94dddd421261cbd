"""People's actions on jobs, and the lifetime of jobs: every boundary, and every field that changes."""

from datetime import timedelta

import pytest

from shared.animals.models import Rank
from shared.vision import rules
from shared.vision.models import (
    Candidate,
    Job,
    JobError,
    JobErrorCode,
    JobStatus,
    Lease,
    Outcome,
    Prediction,
    Retry,
    Selection,
)
from tests.unit.test_vision_rules import ANSWER, NOW, changed, job

LATER, MOMENT = NOW + timedelta(hours=1), timedelta(microseconds=1)
ENDED = {JobStatus.COMPLETED, JobStatus.FAILED}
ERROR = JobError(code=JobErrorCode.INTERRUPTED, detail="We were interrupted.", retryable=True)
EARLIER = ANSWER.model_copy(update={"model": "earlier"})
PUMA = Candidate(
    animal_id="puma-concolor",
    creation_index=None,
    scientific_name="Puma concolor",
    common_name="Puma",
    rank=Rank.SPECIES,
    confidence=0.9,
)


def ended(status: JobStatus = JobStatus.COMPLETED, **fields: object) -> Job:
    return job(status=status, width=2, height=1, **{"candidates": [PUMA]} | fields)


@pytest.mark.parametrize("status", sorted(ENDED))
def test_another_attempt_begins_afresh_and_keeps_what_was_said(status: JobStatus) -> None:
    before = ended(status, answer=ANSWER, error=ERROR, selection=Selection(animal_index=0), attempt=4, crashes=2)
    after = rules.retry(before, Retry(model="other", hint="small"), LATER)
    assert changed(before, after) == {
        "status": JobStatus.CONVERTED,
        "attempt": 5,
        "model": "other",
        "hint": "small",
        "answer": None,
        "earlier_answers": [ANSWER],
        "error": None,
        "selection": None,
        "crashes": 0,
        "updated_at": LATER,
        "expires_at": LATER + timedelta(days=30),
    }
    assert rules.retry(ended(status, identify=False), Retry(), LATER).identify
    assert rules.retry(ended(status), Retry(), LATER).earlier_answers == []
    once_more = rules.retry(ended(status, answer=ANSWER, earlier_answers=[EARLIER]), Retry(), LATER)
    assert once_more.earlier_answers == [EARLIER, ANSWER]


@pytest.mark.parametrize(
    "refused",
    [
        *(ended(status) for status in JobStatus if status not in ENDED),
        job(status=JobStatus.FAILED),
        ended(attempt=5),
    ],
    ids=lambda one: f"{one.status}-{one.attempt}",
)
def test_another_attempt_needs_an_end_a_picture_and_fewer_than_five(refused: Job) -> None:
    with pytest.raises(rules.WrongStateError):
        rules.retry(refused, Retry(), LATER)


@pytest.mark.parametrize("index", [0, None])
def test_a_candidate_or_none_of_them_is_taken(index: int | None) -> None:
    taken = rules.select(ended(), Selection(animal_index=index), LATER)
    assert (taken.selection, taken.updated_at) == (Selection(animal_index=index), LATER)


def test_only_a_candidate_that_is_there_is_taken_and_only_at_the_end() -> None:
    with pytest.raises(IndexError):
        rules.select(ended(), Selection(animal_index=1), LATER)
    for status in set(JobStatus) - {JobStatus.COMPLETED}:
        with pytest.raises(rules.WrongStateError):
            rules.select(ended(status), Selection(animal_index=None), LATER)


@pytest.mark.parametrize("status", JobStatus)
def test_a_person_names_the_animal_of_a_picture_at_the_end(status: JobStatus) -> None:
    for one in (ended(status), job(status=status)):
        if status in ENDED and one.width:
            corrected = rules.correct(one, PUMA, LATER)
            assert (corrected.correction, corrected.updated_at, corrected.candidates) == (PUMA, LATER, [PUMA])
        else:
            with pytest.raises(rules.WrongStateError):
                rules.correct(one, PUMA, LATER)


@pytest.mark.parametrize(("before", "turns", "size"), [(0, 1, (1, 2)), (1, 3, (2, 1)), (3, 0, (1, 2)), (2, 2, (2, 1))])
def test_turned_pictures_have_their_own_size(before: int, turns: int, size: tuple[int, int]) -> None:
    job = ended().model_copy(update={"quarter_turns": before, "width": 2, "height": 1})
    turned = rules.rotate(job, turns, LATER)
    assert (turned.quarter_turns, (turned.width, turned.height), turned.updated_at) == (turns, size, LATER)


@pytest.mark.parametrize("status", JobStatus)
@pytest.mark.parametrize(("lease", "is_held"), [(None, False), (NOW, False), (NOW + MOMENT, True)])
def test_a_job_that_nobody_works_on_is_ended(status: JobStatus, lease: object, is_held: bool) -> None:
    held = Lease(token="t", expires_at=lease) if lease else None
    if status in ENDED or is_held:
        with pytest.raises(rules.StaleDeliveryError):
            rules.interrupt(job(status=status, lease=held), NOW, ERROR)
    else:
        gone = rules.interrupt(job(status=status, lease=held), NOW, ERROR)
        assert (gone.status, gone.error, gone.lease) == (JobStatus.FAILED, ERROR, None)


def test_a_job_expires_a_month_after_the_last_entry_that_shows_it() -> None:
    shown = rules.shown_by(rules.shown_by(job(expires_at=NOW), "a"), "b")
    assert (shown.entry_ids, shown.expires_at) == (["a", "b"], None)
    assert rules.shown_by(shown, "a").entry_ids == ["b", "a"]
    one_left = rules.shown_no_more_by(shown, "a", LATER)
    assert (one_left.entry_ids, one_left.expires_at) == (["b"], None)
    none_left = rules.shown_no_more_by(one_left, "b", LATER)
    assert (none_left.entry_ids, none_left.expires_at) == ([], LATER + timedelta(days=30))
    assert rules.retry(ended(entry_ids=["a"]), Retry(), LATER).expires_at is None
    assert not rules.is_expired(shown, LATER)
    assert not rules.is_expired(none_left, LATER + timedelta(days=30))
    assert rules.is_expired(none_left, LATER + timedelta(days=30) + MOMENT)


def test_a_failed_job_expires_a_day_after_it_was_of_use_unless_an_entry_shows_it() -> None:
    lease = Lease(token="t", expires_at=LATER)
    failed = rules.fail(job(lease=lease), "t", LATER, ERROR)
    assert failed.expires_at == LATER + timedelta(days=1)
    assert rules.fail(job(lease=lease, entry_ids=["a"]), "t", LATER, ERROR).expires_at is None
    midnight = NOW + timedelta(days=1)
    waiting = ended(JobStatus.CONVERTED)
    put_off = rules.put_off(waiting, ERROR, midnight)
    assert changed(waiting, put_off) == {
        "status": JobStatus.FAILED,
        "error": ERROR,
        "expires_at": midnight + timedelta(days=1),
    }


def test_a_person_may_announce_again_when_the_tenth_newest_of_their_open_uploads_is_over() -> None:
    announced = [NOW - timedelta(minutes=minute) for minute in range(rules.MAX_OPEN_UPLOADS)]
    assert rules.open_until(announced[1:]) is None
    assert rules.open_until(announced) == announced[-1] + timedelta(minutes=15)


@pytest.mark.parametrize("status", JobStatus)
def test_an_identification_that_nobody_takes_up_is_stuck_after_ten_seconds(status: JobStatus) -> None:
    waiting = job(status=status)
    assert not rules.is_stuck(waiting, NOW + timedelta(seconds=10))
    assert rules.is_stuck(waiting, NOW + timedelta(seconds=10) + MOMENT) is (status is JobStatus.CONVERTED)


def test_two_names_of_one_animal_are_one_candidate() -> None:
    other = PUMA.model_copy(update={"animal_id": "felis-catus"})
    surer = PUMA.model_copy(update={"confidence": 0.2})
    assert rules.distinct([PUMA, other, surer]) == [PUMA, other]


def test_names_of_which_none_means_an_animal_are_an_outcome_of_their_own() -> None:
    named = ANSWER.model_copy(update={"animals": [Prediction(scientific_name="?", rank=Rank.SPECIES, confidence=0.5)]})
    lease = Lease(token="t", expires_at=LATER)
    for answer, candidates, outcome in (
        (named, [], Outcome.PLANT),
        (named, [PUMA], ANSWER.outcome),
        (ANSWER, [], ANSWER.outcome),
    ):
        done = rules.complete(job(answer=answer, lease=lease), "t", LATER, candidates, ["?"], Outcome.PLANT)
        assert done.answer is not None
        assert (done.answer.outcome, done.updated_at) == (outcome, LATER)
        assert done.unverified_names == ["?"]


def test_an_answer_read_again_replaces_what_was_made_of_it() -> None:
    waiting = ended(candidates=[], unverified_names=["Puma novus"], answer=ANSWER)
    again = rules.read_again(waiting, [PUMA], [], LATER)
    assert again.answer is not None
    assert (again.candidates, again.unverified_names, again.updated_at) == ([PUMA], [], LATER)
    assert again.answer.outcome is Outcome.ANIMALS
    for other in (ended(JobStatus.IDENTIFYING, answer=ANSWER), ended(answer=None)):
        assert rules.read_again(other, [PUMA], [], LATER) == other
    assert rules.read_again(waiting, [], [], LATER) == waiting


def test_the_model_is_confident_in_what_it_sees_and_in_what_it_thinks_fairly_likely() -> None:
    maybe = {"likely": 0.3, "possible": 0.29}
    others = [PUMA.model_copy(update={"animal_id": name, "confidence": share}) for name, share in maybe.items()]
    wide = PUMA.model_copy(update={"animal_id": "felidae", "confidence": 0.4, "alternatives": others})
    one = ended(correction=PUMA.model_copy(update={"animal_id": "said"})).model_copy(update={"candidates": [wide]})
    names = ("felidae", "likely", "possible", "said", "none")
    assert {name: (one.offers(name), one.confidence_in(name)) for name in names} == {
        "felidae": (True, 0.4),
        "likely": (True, 0.3),
        "possible": (True, None),
        "said": (True, None),
        "none": (False, None),
    }


def test_progress_grows_and_only_what_goes_on_is_asked_for_again() -> None:
    way = [JobStatus.AWAITING_UPLOAD, JobStatus.CONVERTING, JobStatus.CONVERTED, JobStatus.IDENTIFYING]
    progress = [rules.PROGRESS[status] for status in way]
    assert progress == sorted(set(progress))
    assert (progress[0], {rules.PROGRESS[status] for status in ENDED}) == (0, {100})
    assert dict(zip(way, (2, 1, 1, 1), strict=True)) == rules.POLL_INTERVALS  # an upload takes longer than a step


def test_a_lease_of_an_identification_is_longer_than_a_model_call_may_take() -> None:
    assert timedelta(seconds=120) < rules.IDENTIFICATION_LEASE < timedelta(seconds=180)
