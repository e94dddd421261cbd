"""Jobs: a person uploads a photograph and follows it to a name."""

from flask import Response
from pydantic import BaseModel, Field

from shared.http.app import as_function, create_app, reply
from shared.http.idempotency import idempotent
from shared.http.media import picture
from shared.http.sign_in import current_uid, signed_in_routes
from shared.vision import service
from shared.vision.models import JobReply, NewJob, NewJobReply, Variant

person = signed_in_routes("vision")


class JobPath(BaseModel):
    """Which job."""

    job_id: str = Field(min_length=1, max_length=64)


class PicturePath(JobPath):
    """Which picture of which job."""

    variant: Variant


@person.post("/vision/jobs", summary="Announce a photograph", responses={201: NewJobReply})
@idempotent
def create_job(body: NewJob) -> Response:
    """Create a job; its `upload` says how to send the photograph itself, in its native format."""
    return reply(service.create_job(current_uid(), body), 201)


@person.get("/vision/jobs/<job_id>", summary="Follow a photograph", responses={200: JobReply})
def get_job(path: JobPath) -> Response:
    """Return one's own job. While it goes on, `Retry-After` says how soon to ask again."""
    job = service.show(service.get_job(current_uid(), path.job_id))
    response = reply(job)
    if seconds := service.seconds_to_ask_again(job):
        response.headers["Retry-After"] = str(seconds)
    return response


@person.get("/vision/jobs/<job_id>/images/<variant>", summary="A picture of a photograph")
def job_picture(path: PicturePath) -> Response:
    """Return a standard picture of one's own photograph."""
    job = service.get_job(current_uid(), path.job_id)
    return picture(service.read_picture(job.id, path.variant))


app = create_app("vision", person)
main = as_function(app)
