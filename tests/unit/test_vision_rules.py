"""The state machine of jobs."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from shared.vision import rules
from shared.vision.models import ConversionStatus, Job, JobError, JobErrorCode, JobStatus, ModelAnswer, NewJob, Outcome

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ANSWER = ModelAnswer(outcome=Outcome.NO_ANIMAL, animals=[], provider="local", model="m", duration_ms=1, raw="")


def job(**fields: object) -> Job:
    base = {"id": "j", "owner": "u", "content_type": "image/png", "size_bytes": 1, "created_at": NOW, "updated_at": NOW}
    return Job.model_validate(base | fields)


def converted() -> Job:
    claimed = rules.claim_conversion(job(), NOW, "a")
    return rules.finish_conversion(claimed, "a", NOW, status=ConversionStatus.COMPLETED, width=2, height=1)


def test_a_job_goes_from_upload_to_completion() -> None:
    claimed = rules.claim_identification(converted(), 1, NOW, "b")
    answered = rules.record_answer(claimed, "b", NOW, ANSWER)
    done = rules.complete(answered, "b", NOW, [], [], Outcome.NAME_NOT_UNDERSTOOD)
    assert [claimed.status, done.status, done.lease] == [JobStatus.IDENTIFYING, JobStatus.COMPLETED, None]


def changed(before: Job, after: Job) -> dict[str, object]:
    return {name: value for name, value in after if value != getattr(before, name)}


def test_a_conversion_stores_the_pictures_size_and_gives_the_lease_back() -> None:
    claimed = rules.claim_conversion(job(), NOW, "a")
    done = rules.finish_conversion(claimed, "a", LATER, status=ConversionStatus.UNNECESSARY, width=2, height=1)
    ended = {"status": JobStatus.CONVERTED, "image_conversion_status": ConversionStatus.UNNECESSARY, "lease": None}
    assert changed(claimed, done) == ended | {"width": 2, "height": 1, "updated_at": LATER}
    unseen = claimed.model_copy(update={"identify": False})
    done = rules.finish_conversion(unseen, "a", LATER, status=ConversionStatus.COMPLETED, width=2, height=1)
    assert done.status is JobStatus.COMPLETED


def test_an_answer_is_kept_before_anything_is_made_of_it() -> None:
    claimed = rules.claim_identification(converted(), 1, NOW, "b")
    assert changed(claimed, rules.record_answer(claimed, "b", LATER, ANSWER)) == {"answer": ANSWER, "updated_at": LATER}


def test_a_lease_that_is_taken_or_given_back_tells_when() -> None:
    claimed = rules.claim_identification(converted(), 1, LATER, "b")
    assert (claimed.updated_at, rules.release(claimed, "b", NOW).updated_at) == (LATER, NOW)


def test_whoever_has_given_the_lease_back_changes_nothing_more() -> None:
    released = rules.release(rules.claim_identification(converted(), 1, NOW, "b"), "b", NOW)
    with pytest.raises(rules.StaleDeliveryError):
        rules.record_answer(released, "b", NOW, ANSWER)


def test_an_identification_whose_worker_died_is_taken_over() -> None:
    claimed = rules.claim_identification(converted(), 1, NOW, "b")
    taken = rules.claim_identification(claimed, 1, LATER, "c")
    assert (taken.lease and taken.lease.token, taken.crashes) == ("c", 1)


def test_a_second_worker_waits_for_the_lease() -> None:
    claimed = rules.claim_conversion(job(), NOW, "a")
    with pytest.raises(rules.LeaseHeldError) as busy:
        rules.claim_conversion(claimed, NOW + timedelta(seconds=20), "b")
    assert busy.value.retry_after == 40


def test_a_lease_that_ended_can_be_taken_over_and_the_first_worker_changes_nothing_more() -> None:
    claimed = rules.claim_conversion(job(), NOW, "a")
    taken = rules.claim_conversion(claimed, NOW + rules.CONVERSION_LEASE, "b")
    with pytest.raises(rules.StaleDeliveryError):
        rules.finish_conversion(taken, "a", NOW, status=ConversionStatus.COMPLETED, width=1, height=1)


def test_a_released_lease_can_be_taken_at_once() -> None:
    released = rules.release(rules.claim_conversion(job(), NOW, "a"), "a", NOW)
    assert rules.claim_conversion(released, NOW, "b").lease


@pytest.mark.parametrize("status", [JobStatus.CONVERTED, JobStatus.IDENTIFYING, JobStatus.COMPLETED, JobStatus.FAILED])
def test_a_conversion_is_done_once(status: JobStatus) -> None:
    with pytest.raises(rules.StaleDeliveryError):
        rules.claim_conversion(job(status=status), NOW, "a")


@pytest.mark.parametrize("status", sorted(set(JobStatus) - {JobStatus.CONVERTED, JobStatus.IDENTIFYING}))
def test_an_identification_needs_a_converted_photograph(status: JobStatus) -> None:
    with pytest.raises(rules.StaleDeliveryError):
        rules.claim_identification(job(status=status), 1, NOW, "a")


def test_a_task_of_an_earlier_attempt_is_ignored() -> None:
    with pytest.raises(rules.StaleDeliveryError):
        rules.claim_identification(job(status=JobStatus.CONVERTED, attempt=2), 1, NOW, "a")


def test_a_photograph_is_told_to_be_converting_until_its_pictures_are_stored() -> None:
    claimed = rules.claim_conversion(job(), NOW, "a")
    status = [one.image_conversion_status for one in (job(), claimed, rules.release(claimed, "a", NOW), converted())]
    pending, processing, completed = ConversionStatus.PENDING, ConversionStatus.PROCESSING, ConversionStatus.COMPLETED
    assert status == [pending, processing, processing, completed]


def test_a_failed_identification_leaves_the_pictures_as_they_are() -> None:
    error = JobError(code=JobErrorCode.MODEL_UNAVAILABLE, detail="No.", retryable=True)
    claimed = rules.claim_identification(converted(), 1, NOW, "b")
    failed = rules.fail(claimed, "b", LATER, error)
    ended = {"status": JobStatus.FAILED, "error": error, "lease": None, "updated_at": LATER}
    assert changed(claimed, failed) == ended | {"expires_at": LATER + rules.FAILED_LIFETIME}
    assert failed.image_conversion_status is ConversionStatus.COMPLETED


def test_the_next_delivery_waits_as_long_as_the_docs_say_for_a_worker_that_died() -> None:
    held = (rules.claim_conversion(job(), NOW, "a"), rules.claim_identification(converted(), 1, NOW, "b"))
    assert [one.lease and one.lease.expires_at - NOW for one in held] == [
        timedelta(seconds=60),
        timedelta(seconds=150),
    ]


def test_a_delivery_waits_a_second_at_least() -> None:
    claimed = rules.claim_conversion(job(), NOW, "a")
    with pytest.raises(rules.LeaseHeldError) as busy:
        rules.claim_conversion(claimed, NOW + timedelta(seconds=59.9), "b")
    assert busy.value.retry_after == 1


def test_a_failed_conversion_says_so() -> None:
    error = JobError(code=JobErrorCode.NOT_AN_IMAGE, detail="No.", retryable=False)
    failed = rules.fail(rules.claim_conversion(job(), NOW, "a"), "a", NOW, error)
    assert (failed.status, failed.image_conversion_status) == (JobStatus.FAILED, ConversionStatus.FAILED)


def test_a_photograph_is_given_up_when_its_workers_die_and_not_when_they_only_fail() -> None:
    failing = dying = rules.claim_conversion(job(), NOW, "a")
    given_up = []
    for day in range(1, 6):
        later = NOW + timedelta(days=day)
        failing = rules.claim_conversion(rules.release(failing, "a", later), later, "a")
        dying = rules.claim_conversion(dying, later, "a")
        given_up.append(rules.crashes_workers(dying))
    assert given_up == [False, False, False, False, True]
    assert not rules.crashes_workers(failing)


def test_crashes_are_counted_anew_for_each_step() -> None:
    died = rules.claim_conversion(rules.claim_conversion(job(), NOW, "a"), LATER, "b")
    assert died.crashes == 1
    ready = rules.finish_conversion(died, "b", LATER, status=ConversionStatus.COMPLETED, width=2, height=1)
    assert rules.claim_identification(ready, 1, LATER, "c").crashes == 0


def test_one_slice_after_the_other_holds_all_ids() -> None:
    slices = ["00"]
    while (following := rules.slice_after(f"{slices[-1]}7f")) != "00":
        slices.append(following)
    assert slices == [f"{number:02x}" for number in range(256)]
    assert {rules.slice_of(f"{one}7f") for one in slices} == set(slices)


def test_a_request_that_is_sent_again_creates_the_same_job_and_any_other_request_another() -> None:
    new = NewJob(content_type="image/png", size_bytes=1)
    made = rules.job_id("ash", "key", new, "secret")
    assert rules.job_id("ash", "key", new.model_copy(), "secret") == made
    others = {
        rules.job_id("misty", "key", new, "secret"),
        rules.job_id("ash", "other key", new, "secret"),
        rules.job_id("ash", "key", new.model_copy(update={"size_bytes": 2}), "secret"),
        rules.job_id("ash", "key", new, "other secret"),
    }
    assert len(others | {made}) == 5
    assert all(re.fullmatch("[0-9a-f]{24}", one) for one in others | {made})


def test_each_attempt_of_each_job_is_one_task() -> None:
    names = [rules.task_name(job(id=name, attempt=attempt)) for name in ("a", "b") for attempt in (1, 2)]
    assert len(set(names)) == 4
    assert rules.task_name(job(id="a", attempt=1)) == names[0]
