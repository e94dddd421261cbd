"""The vision part."""

from shared.animals.unverified import READ_AGAIN
from shared.part import Chore, Collection, Export, Part, Readers
from shared.vision import housekeeping, upkeep
from shared.vision.models import Job, OrphansReached
from shared.vision.quotas import Budget, PersonQuota

PART = Part(
    "vision",
    collections=(
        Collection("analysis_jobs/{id}", Job, Readers.OWNER),
        Collection("counters/orphans", OrphansReached),
        Collection("quotas/{uid}_{day}", PersonQuota),
        Collection("quotas/{shard}_{day}", Budget),
    ),
    erase=upkeep.erase,
    exports=(
        Export("jobs", "your photographs, with the requests to the model and its answers", upkeep.export_jobs),
        Export("usage", "the number of identifications you used each day", upkeep.export_usage),
        Export("pictures", "your original photographs, and the pictures made from them", upkeep.export_pictures),
    ),
    chores=(
        Chore("end-job", housekeeping.end, housekeeping.find_abandoned),
        Chore("expire-job", housekeeping.delete_expired, housekeeping.find_expired),
        Chore(READ_AGAIN, upkeep.read_again),
        Chore("delete-orphans", housekeeping.delete_orphans, housekeeping.find_objects),
    ),
    functions=("vision",),
)
