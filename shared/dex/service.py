"""A person's dex: adding entries, listing them, and their pictures."""

from datetime import UTC, datetime

from shared import logs
from shared.accounts import service as accounts
from shared.animals import service as animals
from shared.dex import rules, store
from shared.dex.models import Collection, Entry, EntryAnimal, EntryReply, MediaVariant, NewEntry, Picture, PictureReply
from shared.http.pagination import Page, PageQuery, decode_cursor, paginate
from shared.http.problems import Code, Problem
from shared.vision import media
from shared.vision import service as vision
from shared.vision.models import Candidate, Job, JobStatus, Variant

FIRST_PICTURE = "1"


def add_entry(uid: str, new: NewEntry) -> EntryReply:
    """Put an identified animal into the dex; asking twice makes one entry.

    Raises:
        Problem: `not_found` (no such job of this person), `job_not_ready`, or `validation_failed` (no such animal).

    """
    job = vision.get_job(uid, new.job_id)
    if job.status is not JobStatus.COMPLETED and job.correction is None:
        raise Problem(Code.JOB_NOT_READY)
    animal = animals.get(_chosen(job, new).animal_id)
    if animal is None:
        raise Problem(Code.NOT_FOUND, "There is no such animal.")
    now = datetime.now(UTC)
    entry = Entry(
        id=rules.entry_id(job.id, animal.id),
        owner=uid,
        animal=EntryAnimal(animal_id=animal.id, **animal.model_dump(include=set(EntryAnimal.model_fields))),
        pictures=[Picture(id=FIRST_PICTURE, job_id=job.id, quarter_turns=job.quarter_turns)],
        notes=new.notes,
        caught_at=new.caught_at or job.captured_at or job.created_at,
        created_at=now,
        updated_at=now,
    )
    vision.keep(job.id)
    added = store.add(entry)
    logs.info("entry_added", entry_id=added.id, job_id=job.id)
    return _show(added)


def _chosen(job: Job, new: NewEntry) -> Candidate:
    if job.correction and job.correction.animal_id == new.animal_id:
        return job.correction
    for index, candidate in enumerate(job.candidates):
        if index == new.animal_index or candidate.animal_id == new.animal_id:
            return candidate
    field = "animal_id" if new.animal_index is None else "animal_index"
    raise Problem(Code.VALIDATION_FAILED, errors={field: ["The photograph has no such animal."]})


def my_entries(uid: str, page: PageQuery) -> Page[EntryReply]:
    """Return a page of one's own entries, newest first."""
    after = decode_cursor(page.cursor, store.ORDER) if page.cursor else None
    found = store.by_owner(uid, page.limit + 1, after)
    return paginate(found, page.limit, _show, store.order_values)


def is_own_entry(uid: str, entry_id: str) -> bool:
    """Tell whether an entry is this person's."""
    entry = store.get(entry_id)
    return entry is not None and entry.owner == uid


def read_avatar(uid: str, entry_id: str) -> tuple[bytes, str] | None:
    """Return the picture that a person has chosen to be seen by, and its content type; None when it is another."""
    profile = accounts.get_profile(uid)
    entry = store.get(entry_id) if profile and profile.avatar_entry == entry_id else None
    if entry is None or entry.owner != uid:
        return None
    picture = entry.pictures[0]
    return media.read_picture(picture.job_id, Variant.THUMB, picture.quarter_turns)


def read_picture(uid: str, wanted: MediaVariant) -> tuple[bytes, str] | None:
    """Return a picture of an entry that this person may see, and its content type; None when there is none."""
    entry = store.get(wanted.entry_id)
    if entry is None or entry.owner != uid:
        return None
    picture = next((picture for picture in entry.pictures if picture.id == wanted.picture_id), None)
    if picture is None:
        return None
    if wanted.variant == "original":
        return _original(uid, picture.job_id)
    return media.read_picture(picture.job_id, Variant(wanted.variant), picture.quarter_turns)


def export(uid: str) -> list[Entry]:
    """Return everything that is held about a person's entries."""
    return list(store.all_of(uid))


def get_collection(uid: str) -> Collection:
    """Return a person's animals, summed up."""
    return store.get_collection(uid)


def erase(uid: str) -> int:
    """Delete a person's entries and what was counted of them; return how many entries there were."""
    return store.erase(uid)


def _original(uid: str, job_id: str) -> tuple[bytes, str] | None:
    job = vision.get_job(uid, job_id)
    data = media.read_original(job_id)
    return (data, job.content_type) if data else None


def _show(entry: Entry) -> EntryReply:
    return EntryReply(
        **entry.model_dump(exclude={"owner", "pictures"}),
        pictures=[
            PictureReply(
                id=picture.id,
                dex_url=f"/media/{entry.id}/{picture.id}/dex",
                thumb_url=f"/media/{entry.id}/{picture.id}/thumb",
                original_url=f"/media/{entry.id}/{picture.id}/original",
            )
            for picture in entry.pictures
        ],
    )
