"""Rotating the pictures of a photograph."""

from datetime import UTC, datetime

from shared.problems import Code, Problem
from shared.vision import media, rules, service
from shared.vision.images import sandbox
from shared.vision.images.pictures import Pictures
from shared.vision.images.sandbox import SandboxError
from shared.vision.models import Job, Rotation, Variant


def rotate(uid: str, job_id: str, rotation: Rotation) -> Job:
    """Rotate the pictures of a photograph; repeating the request changes nothing.

    Raises:
        Problem: `not_found`, `job_not_ready` or `unavailable`.

    """
    turns = rotation.quarter_turns
    job = service.get_job(uid, job_id)
    standard = media.read_picture(job.id, Variant.DEX, 0)
    if job.width is None or standard is None:
        raise Problem(Code.JOB_NOT_READY, "The photograph has no pictures yet.")
    if turns:
        media.write_pictures(job.id, turns, _turn(standard, turns))
    return service.change(job.id, lambda stored: rules.rotate(stored, turns, datetime.now(UTC)))


def _turn(dex_png: bytes, quarter_turns: int) -> Pictures:
    try:
        return sandbox.turn(dex_png, quarter_turns)
    except SandboxError:
        raise Problem(Code.UNAVAILABLE, retry_after=1) from None
