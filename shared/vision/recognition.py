"""The second step of a job: the identification, triggered at least once by a task."""

from datetime import UTC, datetime

from shared import logs
from shared.animals import unverified
from shared.cloud.firestore import UnitOfWork, transact
from shared.vision import candidates, media, queue, rules, steps, store
from shared.vision.candidates import ReadAnswer
from shared.vision.models import Job, JobError, JobErrorCode, ModelAnswer, Variant
from shared.vision.providers import provider
from shared.vision.providers.base import PermanentFailureError, UnreadableAnswerError
from shared.vision.rules import StaleDeliveryError

MODEL_UNAVAILABLE = "The identification is not available right now. Please try again later."
MODEL_REJECTED = "This photograph could not be identified."


def identify(job_id: str, attempt: int, *, last_try: bool) -> None:
    """Ask the model about a converted photograph, find or create its animals, and complete the job.

    Raises:
        LeaseHeldError: another delivery is processing it.
        TemporaryFailureError: the model cannot answer now, and this is not the last try.

    """
    try:
        job = steps.claim(job_id, lambda stored, now, token: rules.claim_identification(stored, attempt, now, token))
    except StaleDeliveryError:
        return
    if job is None:
        logs.warning("task_without_job", job_id=job_id)
        return
    steps.holding_lease(job, lambda claimed, token: _identify(claimed, token, last_try=last_try))


def _identify(job: Job, token: str, *, last_try: bool) -> None:
    try:
        answer = job.answer or _ask_model(job, token)
        result = candidates.read(answer)
        transact(lambda unit: _complete(unit, job, token, result))
    except StaleDeliveryError:
        raise
    except PermanentFailureError as error:
        steps.fail(job, token, JobError(code=error.code, detail=MODEL_REJECTED, retryable=True), error)
    except Exception as error:  # the queue retries any failure; after the last try, the job must end
        if not last_try:
            raise
        unavailable = JobError(code=JobErrorCode.MODEL_UNAVAILABLE, detail=MODEL_UNAVAILABLE, retryable=True)
        steps.fail(job, token, unavailable, error)
    else:
        logs.info("job_completed", job_id=job.id, attempt=job.attempt, animals=len(result.candidates))


def _complete(unit: UnitOfWork, job: Job, token: str, result: ReadAnswer) -> None:
    now = datetime.now(UTC)

    def complete(stored: Job) -> Job:
        return rules.complete(stored, token, now, result.candidates, result.unverified_names, result.otherwise)

    completed = steps.update_in(unit, job, complete)
    for name in result.unverified_names:
        unverified.report(unit, name, now)
    queue.follow(unit, completed)


def _ask_model(job: Job, token: str) -> ModelAnswer:
    picture = media.read_picture(job.id, Variant.MODEL, job.quarter_turns)
    if picture is None:
        raise FileNotFoundError(f"{job.id}: the model's picture is gone")
    try:
        answer = provider().identify(picture, job.model, job.hint)
    except UnreadableAnswerError as error:
        _record_unreadable(job, token, error)
        raise
    steps.update(job, lambda stored: rules.record_answer(stored, token, datetime.now(UTC), answer))
    logs.info(
        "model_answered",
        job_id=job.id,
        attempt=job.attempt,
        **answer.model_dump(exclude={"raw", "animals"}),
    )
    return answer


def _record_unreadable(job: Job, token: str, error: UnreadableAnswerError) -> None:
    """Record the cost of an unreadable answer; the model is asked once more if the person's quota allows it."""

    def work(unit: UnitOfWork) -> bool:
        now = datetime.now(UTC)
        changed = steps.update_in(unit, job, lambda stored: rules.record_unreadable(stored, token, now, error.call))
        return store.charge_unreadable(unit, changed) and not rules.is_hopeless(changed)

    may_ask_again = transact(work)
    logs.warning("answer_unreadable", job_id=job.id, attempt=job.attempt, **error.call.model_dump(exclude={"raw"}))
    if not may_ask_again:
        raise PermanentFailureError(str(error)) from error
