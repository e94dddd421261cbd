"""Jobs: a person uploads a photograph and follows its identification."""

from flask import Response
from pydantic import Field

from shared import limits
from shared.base_model import Id, Model, Page, PageQuery
from shared.cloud.auth.identity import Identity
from shared.http import metrics
from shared.http.app import as_function, create_app, created, done, json_response
from shared.http.media import picture
from shared.http.routes import Body, Content, IdempotencyKey, Path, Query, Routes
from shared.problems import Code
from shared.vision import media, rotation, service
from shared.vision.models import (
    Correction,
    JobReply,
    JobStatus,
    NewJob,
    NewJobReply,
    QuotaReply,
    Retry,
    Rotation,
    Selection,
    Variant,
)

JOBS = "/vision/jobs"
type JobPage = Page[JobReply]
person = Routes("vision")


class JobPath(Model):
    """The path parameters of a job."""

    job_id: Id


class PicturePath(JobPath):
    """The path parameters of a job's picture."""

    variant: Variant


class TurnsQuery(Model):
    """The query parameters of a picture; its address changes with its rotation so that it can be cached."""

    quarter_turns: int = Field(0, ge=0, le=3)


@person.post(
    JOBS,
    summary="Announce a photograph",
    answer=NewJobReply,
    status=201,
    errors=(Code.NOT_FOUND, Code.QUOTA_EXCEEDED, Code.TOO_MANY_OPEN_UPLOADS),
    limit=limits.UPLOADS,
    idempotent=True,
)
def create_job(caller: Identity, body: Body[NewJob], key: IdempotencyKey) -> Response:
    """Create a job; its `upload` says how to send the photograph itself, in its original format."""
    job = service.create_job(caller.uid, body, key)
    return created(job, f"{JOBS}/{job.id}")


@person.get(JOBS, summary="My photographs", answer=JobPage, suspended_too=True)
def my_jobs(caller: Identity, query: Query[PageQuery]) -> Response:
    """Return your own jobs, newest first."""
    return json_response(service.my_jobs(caller.uid, query))


@person.get(f"{JOBS}/completed", summary="My identified photographs", answer=JobPage, suspended_too=True)
def my_completed_jobs(caller: Identity, query: Query[PageQuery]) -> Response:
    """Return your own completed jobs, newest first."""
    return json_response(service.my_jobs(caller.uid, query, JobStatus.COMPLETED))


@person.get("/vision/quota", summary="My identifications today", answer=QuotaReply)
def quota(caller: Identity) -> Response:
    """Return how many identifications you have left today."""
    return json_response(service.quota(caller.uid))


@person.post(
    f"{JOBS}/<job_id>/retry",
    summary="Try again",
    answer=JobReply,
    errors=(Code.NOT_FOUND, Code.JOB_NOT_READY, Code.QUOTA_EXCEEDED),
)
def retry(caller: Identity, path: Path[JobPath], body: Body[Retry]) -> Response:
    """Start another attempt at a job that has ended, optionally with another model or a hint."""
    return json_response(service.show(service.retry(caller.uid, path.job_id, body)))


@person.post(
    f"{JOBS}/<job_id>/select_animal",
    summary="Choose an animal",
    answer=JobReply,
    errors=(Code.NOT_FOUND, Code.JOB_NOT_READY),
)
def select_animal(caller: Identity, path: Path[JobPath], body: Body[Selection]) -> Response:
    """Choose one of the candidates; a null index means none of them."""
    return json_response(service.show(service.select_animal(caller.uid, path.job_id, body)))


@person.post(
    f"{JOBS}/<job_id>/correct",
    summary="Name the animal yourself",
    answer=JobReply,
    errors=(Code.NOT_FOUND, Code.JOB_NOT_READY),
)
def correct(caller: Identity, path: Path[JobPath], body: Body[Correction]) -> Response:
    """Name the animal yourself; the model's answer is kept beside it."""
    return json_response(service.show(service.correct(caller.uid, path.job_id, body)))


@person.post(
    f"{JOBS}/<job_id>/rotate",
    summary="Rotate the pictures",
    answer=JobReply,
    errors=(Code.NOT_FOUND, Code.JOB_NOT_READY),
    limit=limits.ROTATIONS,
)
def rotate(caller: Identity, path: Path[JobPath], body: Body[Rotation]) -> Response:
    """Rotate the pictures clockwise by quarter turns, counted from the original photograph."""
    return json_response(service.show(rotation.rotate(caller.uid, path.job_id, body)))


@person.get(
    f"{JOBS}/<job_id>", summary="Follow a photograph", answer=JobReply, errors=[Code.NOT_FOUND], suspended_too=True
)
def get_job(caller: Identity, path: Path[JobPath]) -> Response:
    """Return your own job. While it is running, `Retry-After` says when to ask again."""
    job = service.show(service.get_job(caller.uid, path.job_id))
    response = json_response(job)
    if seconds := service.poll_interval(job):
        response.headers["Retry-After"] = str(seconds)
    return response


@person.delete(
    f"{JOBS}/<job_id>",
    summary="Delete a photograph",
    answer=Content.NOTHING,
    status=204,
    errors=[Code.JOB_NOT_READY],
)
def delete_job(caller: Identity, path: Path[JobPath]) -> Response:
    """Delete your own photograph, even while it is being processed; delete an entry to delete its photographs."""
    service.delete_job(caller.uid, path.job_id)
    return done()


@person.get(
    f"{JOBS}/<job_id>/images/<variant>",
    summary="A picture of a photograph",
    answer=Content.PICTURE,
    errors=[Code.NOT_FOUND],
    limit=limits.PICTURES,
    suspended_too=True,
)
def job_picture(caller: Identity, path: Path[PicturePath], query: Query[TurnsQuery]) -> Response:
    """Return a standard picture of your own photograph, by its address in the job."""
    job = service.get_job(caller.uid, path.job_id)
    return picture(media.find_picture(job.id, path.variant, query.quarter_turns))


ROUTES = (person,)
NEEDS = ("hash_secret", "housekeeping_url", "identify_url", "media_bucket", "tasks_service_account", "uploads_bucket")
app = create_app("vision", *ROUTES, needs=NEEDS)
metrics.serve(app)
main = as_function(app)
