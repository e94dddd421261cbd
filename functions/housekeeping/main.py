"""Cloud Scheduler → `/` hourly: what has to be tidied up; `/requests` every few minutes: what people wait for.

Cloud Run lets only the scheduler's service account in.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Request, Response

from shared import logs
from shared.accounts import service as accounts
from shared.animals import service as animals
from shared.base_model import Model
from shared.batches import run_all
from shared.dex import upkeep as dex
from shared.http import health
from shared.privacy import housekeeping as privacy
from shared.settings import settings
from shared.vision import housekeeping as vision

NAMES_A_RUN = 100
ANIMALS_A_RUN = 50

settings()
logs.configure()
health.serve_in_framework()


class Tidied(Model):
    """What a run did."""

    photographs: vision.Report
    names: int
    proven: int
    moved: int
    threatened: int
    counted: int


STEPS: dict[str, Callable[[], Any]] = {
    "photographs": vision.run,
    "names": lambda: accounts.release_abandoned_names(datetime.now(UTC), NAMES_A_RUN),
    "proven": privacy.prove,
    "moved": lambda: sum(dex.refresh_animal(animal_id) for animal_id in animals.merged_ids()),
    "threatened": lambda: sum(dex.refresh_animal(animal.id) for animal in animals.ask_status(ANIMALS_A_RUN)),
    "counted": lambda: dex.count_popularity(),
}


def tidy() -> Tidied:
    """End, delete and prove what is due; a step that fails stands in no other's way.

    Raises:
        ExceptionGroup: some failed.

    """
    return Tidied(**run_all(STEPS))


WORK: dict[str, Callable[[], Model]] = {"/": tidy, "/requests": privacy.run}


def main(request: Request) -> Response:
    """Do the work of a path once. A failure answers 500; the next run goes on where this one died."""
    logs.start_trace(dict(request.headers))
    work = WORK.get(request.path)
    if work is None:
        return Response(status=404)
    try:
        report = work()
    except Exception as error:  # noqa: BLE001 - told as one log line, not as a stack trace of the framework's
        logs.error("housekeeping_failed", error)
        return Response(status=500)
    return Response(report.model_dump_json(), mimetype="application/json")
