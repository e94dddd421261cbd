"""Jobs: a person uploads a photograph and follows it to a name."""

from flask import Response
from pydantic import Field

from shared.base_model import Id, Model, Page, PageQuery
from shared.http.app import as_function, create_app, json_response
from shared.http.idempotency import idempotency_key, idempotent
from shared.http.media import picture
from shared.http.routes import Routes, current_uid
from shared.vision import media, service
from shared.vision.models import (
    Correction,
    JobReply,
    JobStatus,
    NewJob,
    NewJobReply,
    Retry,
    Rotation,
    Selection,
    Variant,
)

type JobPage = Page[JobReply]
person = Routes("vision")


class JobPath(Model):
    """Which job."""

    job_id: Id


class PicturePath(JobPath):
    """Which picture of which job."""

    variant: Variant


class TurnsQuery(Model):
    """How the picture stands: the address changes with it, so that it can be kept for good."""

    quarter_turns: int = Field(0, ge=0, le=3)


@person.post("/vision/jobs", summary="Announce a photograph", responses={201: NewJobReply})
@idempotent
def create_job(body: NewJob) -> Response:
    """Create a job; its `upload` says how to send the photograph itself, in its native format."""
    return json_response(service.create_job(current_uid(), body, idempotency_key()), 201)


@person.get("/vision/jobs", summary="My photographs", responses={200: JobPage})
def my_jobs(query: PageQuery) -> Response:
    """Return one's own jobs, newest first."""
    return json_response(service.my_jobs(current_uid(), query))


@person.get("/vision/jobs/completed", summary="My identified photographs", responses={200: JobPage})
def my_completed_jobs(query: PageQuery) -> Response:
    """Return one's own completed jobs, newest first."""
    return json_response(service.my_jobs(current_uid(), query, JobStatus.COMPLETED))


@person.post("/vision/jobs/<job_id>/retry", summary="Try again", responses={200: JobReply})
def retry(path: JobPath, body: Retry) -> Response:
    """Begin another attempt at a job that has ended, perhaps with another model or a hint."""
    return json_response(service.show(service.retry(current_uid(), path.job_id, body)))


@person.post("/vision/jobs/<job_id>/select_animal", summary="Take one of several animals", responses={200: JobReply})
def select_animal(path: JobPath, body: Selection) -> Response:
    """Note which of the candidates it is; none of them when the index is null."""
    return json_response(service.show(service.select_animal(current_uid(), path.job_id, body)))


@person.post("/vision/jobs/<job_id>/correct", summary="Name the animal oneself", responses={200: JobReply})
def correct(path: JobPath, body: Correction) -> Response:
    """Note what the person calls the animal; what the model said stays beside it."""
    return json_response(service.show(service.correct(current_uid(), path.job_id, body)))


@person.post("/vision/jobs/<job_id>/rotate", summary="Turn the pictures", responses={200: JobReply})
def rotate(path: JobPath, body: Rotation) -> Response:
    """Turn the pictures by quarter turns, clockwise, counted from the photograph as it came."""
    return json_response(service.show(service.rotate(current_uid(), path.job_id, body)))


@person.get("/vision/jobs/<job_id>", summary="Follow a photograph", responses={200: JobReply})
def get_job(path: JobPath) -> Response:
    """Return one's own job. While it goes on, `Retry-After` says how soon to ask again."""
    job = service.show(service.get_job(current_uid(), path.job_id))
    response = json_response(job)
    if seconds := service.poll_interval(job):
        response.headers["Retry-After"] = str(seconds)
    return response


@person.get("/vision/jobs/<job_id>/images/<variant>", summary="A picture of a photograph")
def job_picture(path: PicturePath, query: TurnsQuery) -> Response:
    """Return a standard picture of one's own photograph, as its address in the job says."""
    job = service.get_job(current_uid(), path.job_id)
    return picture(media.read_picture(job.id, path.variant, query.quarter_turns))


ROUTES = (person,)
app = create_app("vision", *ROUTES)
main = as_function(app)
