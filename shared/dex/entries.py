"""Adding and changing entries. Each change and all its effects are one unit of work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from shared import idempotency, logs, outbox
from shared.accounts import people
from shared.accounts.models import Geoprivacy, Hidden, NoticeKind, Preferences
from shared.animals import animals
from shared.animals import upkeep as animals_upkeep
from shared.animals.models import Animal
from shared.animals.taxonomy import taxonomy
from shared.cloud.firestore import UnitOfWork, transact
from shared.dex import counting, places, rules
from shared.dex.counting import Counted
from shared.dex.documents import MAX_PICTURES, Entry, EntryAnimal, EntryRecord, HiddenEntry, IdentifiedBy, Picture
from shared.dex.replies import EntryReply
from shared.dex.requests import EntryPatch, NewEntry, NewPicture
from shared.dex.store import changes as change_log
from shared.dex.store import entries as store
from shared.dex.views import NO_ENTRY, show_record
from shared.notices import service as notices
from shared.part import Work
from shared.problems import Code, Problem
from shared.settings import settings
from shared.social import service as social
from shared.vision import service as vision
from shared.vision.models import Job, JobStatus

MOST_AT_ONCE = 50
WRITE_ANEW = "write-entry-anew"
TELL_DISCOVERY = "tell-discovery"
FORGET_ENTRY = "forget-entry"
Decision = Callable[[UnitOfWork, EntryRecord | None], EntryRecord | None]
"""Maps an entry's current state in the unit of work to its new state; None means that it does not exist."""


@dataclass(frozen=True)
class Identification:
    """An animal, the model's confidence, and its id in the photograph's job, which does not change in a merger."""

    animal: Animal
    confidence: float | None
    known_as: str


def add_entry(uid: str, new: NewEntry) -> EntryReply:
    """Add an animal to the dex; a retry returns the same entry.

    Raises:
        Problem: `not_found` (no account, or no such job of this person), `job_not_ready`, `validation_failed` (no such
            animal, or an impossible time), or `already_exists`: the photograph's animal has another entry.

    """
    _require_plausible(new.caught_at)
    preferences = people.get_preferences(uid)
    job = vision.get_job(uid, new.job_id) if new.job_id else None
    identification = _identify(new, job)
    fingerprint = rules.fingerprint(new)
    entry = _new_entry(uid, new, job, identification, preferences).model_copy(update={"fingerprint": fingerprint})
    exact = new.place if "place" in new.model_fields_set else job.place if job else None

    def decide(unit: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        if before is None:
            _require_only_entry(unit, entry, entry.animal.id)
            return _named(unit, EntryRecord(entry=entry, exact=exact))
        if before.entry.fingerprint != fingerprint:
            raise Problem(Code.ALREADY_EXISTS, location=f"/dex/entries/{entry.id}")
        return before

    added = change(uid, entry.id, decide)
    logs.info("entry_added", entry_id=entry.id, job_id=new.job_id)
    return show_record(added, uid)


def _identify(new: NewEntry, job: Job | None) -> Identification:
    if new.name:
        _require_picture(job)
        animal = animals.find_or_refuse(new.name)
        return Identification(animal, _confidence(animal.id, [job] if job else []), animal.id)
    if job is None or (job.status is not JobStatus.COMPLETED and job.correction is None):
        raise Problem(Code.JOB_NOT_READY)
    animal_id = _chosen(new, job)
    if animal_id is None:
        field = "animal_id" if new.animal_index is None else "animal_index"
        raise Problem(Code.VALIDATION_FAILED, errors={field: ["This is not one of the photograph's animals."]})
    return Identification(_animal(animal_id), _confidence(animal_id, [job]), animal_id)


def _chosen(new: NewEntry, job: Job) -> str | None:
    """Return the animal of a photograph that a person chose; None if there is no such animal."""
    if new.animal_index is not None:
        return next((candidate.animal_id for candidate in job.candidates[new.animal_index :]), None)
    return new.animal_id if new.animal_id and job.offers(new.animal_id) else None


def _confidence(animal_id: str, jobs: list[Job]) -> float | None:
    """Return the model's confidence in an animal in any of the photographs; None if a person has named it."""
    known = [job.confidence_in(animal_id) for job in jobs]
    return max((confidence for confidence in known if confidence is not None), default=None)


def _require_picture(job: Job | None) -> None:
    if job and job.width is None:
        raise Problem(Code.JOB_NOT_READY, "The photograph has no pictures yet.")


def _animal(animal_id: str) -> Animal:
    animal = animals.get(animal_id)
    if animal is None:
        raise Problem(Code.NOT_FOUND, "There is no such animal.")
    return animal


def _new_entry(
    uid: str, new: NewEntry, job: Job | None, identification: Identification, preferences: Preferences
) -> Entry:
    now, sent, animal = datetime.now(UTC), new.model_fields_set, identification.animal
    entry = Entry(
        id=_entry_id(uid, new, job, identification),
        owner=uid,
        animal=_entry_animal(animal),
        **rules.identified(identification.confidence),
        pictures=[],
        visibility=new.visibility if "visibility" in sent else preferences.default_visibility,
        geoprivacy=new.geoprivacy if "geoprivacy" in sent else preferences.default_geoprivacy,
        wild=new.wild,
        notes=new.notes,
        customizations=new.customizations,
        **_time(new, job, now),
        created_at=now,
        updated_at=now,
    )
    return rules.with_picture(entry, _picture(entry.id, job)) if job else entry


def _entry_id(uid: str, new: NewEntry, job: Job | None, identification: Identification) -> str:
    if job:
        return rules.entry_id(job.id, identification.known_as)
    return rules.entry_id_without_photograph(uid, rules.fingerprint(new), _secret())


def _secret() -> str:
    return settings().hash_secret.get_secret_value()


def _require_plausible(caught_at: datetime | None) -> None:
    if caught_at and not rules.may_be_caught_at(caught_at, datetime.now(UTC)):
        raise Problem(Code.VALIDATION_FAILED, errors={"caught_at": ["Enter a time between 1900 and now."]})


def _time(new: NewEntry, job: Job | None, now: datetime) -> dict[str, Any]:
    if new.caught_at:
        return rules.time_said(new.caught_at, job.utc_offset if job else None)
    return rules.time_taken(job, now) if job else {"caught_at": now}


def _entry_animal(animal: Animal) -> EntryAnimal:
    return EntryAnimal.model_validate(animals.show(animal), from_attributes=True)


def _picture(entry_id: str, job: Job) -> Picture:
    return Picture(id=rules.picture_id(entry_id, job.id), job_id=job.id, quarter_turns=job.quarter_turns)


def _named(unit: UnitOfWork, record: EntryRecord) -> EntryRecord:
    """Return an entry with its animal's current name, and its place as others may know it."""
    entry = record.entry
    animal = animals.get_in(unit, entry.animal.id)
    if animal is None:
        raise Problem(Code.NOT_FOUND, "There is no such animal.")
    if rules.shows_its_animal(entry) and animals.may_be_numbered(animal):
        animal = animals_upkeep.discover(unit, animal, entry.owner, entry.id, datetime.now(UTC))
    named = {"animal": _entry_animal(animal), "discovery": animal.discovered_by == entry.owner}
    obscured = animals.is_always_obscured(animal)
    if obscured:
        _hide_places(unit, entry)
    elif entry.geoprivacy is Geoprivacy.OPEN and record.exact:
        obscured = _is_given_away(unit, entry)
    place = places.public_place(record.exact, entry.geoprivacy, entry.id, always_obscured=obscured)
    return EntryRecord(entry=entry.model_copy(update=named | {"place": place}), exact=record.exact)


def edit(uid: str, entry_id: str, changes: EntryPatch, revision: int | None = None) -> EntryReply:
    """Change an entry; with `revision`, only if that is still the current one or the change has been made already.

    Raises:
        Problem: `not_found`, `precondition_failed`, `already_exists` (its photograph has an entry for that animal), or
            `validation_failed`: there is no such picture or animal, or the time is impossible.

    """
    animal = _said(changes)
    sent = {name: getattr(changes, name) for name in changes.model_fields_set - {"animal_id", "name"}}
    if sent.get("caught_at", True) is None:
        raise Problem(Code.VALIDATION_FAILED, errors={"caught_at": ["An entry must have a time."]})
    _require_plausible(changes.caught_at)

    def decide(unit: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        if sent.get("primary_picture") not in {None, *(picture.id for picture in record.entry.pictures)}:
            raise Problem(Code.VALIDATION_FAILED, errors={"primary_picture": ["The entry has no such picture."]})
        fields = {name: value for name, value in sent.items() if name != "place"}
        exact = sent.get("place", record.exact)
        if changes.caught_at:
            fields |= rules.time_said(changes.caught_at, record.entry.utc_offset)
        entry = record.entry.model_copy(update=fields)
        named = _named(unit, EntryRecord(entry=_refined(unit, entry, animal) if animal else entry, exact=exact))
        return _unless_stale(record, named, revision)

    return show_record(change(uid, entry_id, decide), uid)


def _said(changes: EntryPatch) -> Animal | None:
    if changes.name:
        return animals.find_or_refuse(changes.name)
    return _animal(changes.animal_id) if changes.animal_id else None


def _refined(unit: UnitOfWork, entry: Entry, animal: Animal) -> Entry:
    """Return an entry with another animal and everything else unchanged.

    Raises:
        Problem: `already_exists`: one of its photographs has an entry for that animal.

    """
    _require_only_entry(unit, entry, animal.id)
    identified = rules.identified(_confidence(animal.id, _jobs(unit, entry)))
    return entry.model_copy(update={"animal": _entry_animal(animal)} | identified)


def _require_only_entry(unit: UnitOfWork, entry: Entry, animal_id: str) -> None:
    """Prevent a photograph from having two entries for the same animal."""
    for other in _of_photographs(unit, entry):
        if other.animal.id == animal_id:
            raise Problem(Code.ALREADY_EXISTS, location=f"/dex/entries/{other.id}")


def _hide_places(unit: UnitOfWork, entry: Entry) -> None:
    """Queue updates of the entries that would reveal an obscured place: those with the same photographs or minute."""
    others = [*_of_photographs(unit, entry), *store.around(unit, entry, Geoprivacy.OPEN, MOST_AT_ONCE)]
    for other in others:
        if other.place and not other.place.obscured:
            work = Work(subject=f"{other.owner}/{other.id}", at=datetime.now(UTC))
            outbox.add_work(unit, WRITE_ANEW, work)


def _is_given_away(unit: UnitOfWork, entry: Entry) -> bool:
    """Return whether an entry would reveal the place of an obscured one with the same photographs or minute."""
    moment = store.around(unit, entry, None, MOST_AT_ONCE)
    seen = {other.animal.id for other in [*_of_photographs(unit, entry), *moment]}
    known = [animals.get_in(unit, animal_id) for animal_id in sorted(seen)]
    is_crowded = len(moment) == MOST_AT_ONCE  # too many to check them all
    return is_crowded or any(animal is not None and animals.is_always_obscured(animal) for animal in known)


def _of_photographs(unit: UnitOfWork, entry: Entry) -> list[Entry]:
    ids = {other for job in _jobs(unit, entry) for other in job.entry_ids} - {entry.id}
    return [record.entry for other in sorted(ids) if (record := store.get_record(unit, other))]


def _jobs(unit: UnitOfWork, entry: Entry) -> list[Job]:
    found = [vision.get_job_in(unit, picture.job_id) for picture in entry.pictures]
    return [job for job in found if job]


def follow_job(owner: str, job_id: str) -> None:
    """Update the entries of a photograph after its job was corrected, identified again, or got another entry."""

    def follow(unit: UnitOfWork, before: EntryRecord | None) -> EntryRecord | None:
        job = vision.get_job_in(unit, job_id)
        if before is None or job is None:
            return before
        animal_id = rules.refined_animal(before.entry, job)
        animal = animals.get_in(unit, animal_id) if animal_id else None
        is_same = animal is None or animal.id == before.entry.animal.id
        entry = before.entry if animal is None or is_same else _refined(unit, before.entry, animal)
        return _named(unit, before.model_copy(update={"entry": entry}))

    job = vision.find_job(job_id)
    for entry_id in job.entry_ids if job else []:
        apply(owner, entry_id, follow)


def _own(uid: str, record: EntryRecord | None) -> EntryRecord:
    if record is None or record.entry.owner != uid:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return record


def _unless_stale[After: EntryRecord | None](before: EntryRecord, after: After, revision: int | None) -> After:
    """Return the outcome of a change based on `revision`; a repeated change is no conflict (RFC 9110, 13.1.1)."""
    if after != before and revision not in {None, before.entry.revision}:
        raise Problem(Code.PRECONDITION_FAILED)
    return after


def delete(uid: str, entry_id: str, revision: int | None = None) -> None:
    """Delete a person's own entry and update the counts; do nothing if it does not exist or is somebody else's.

    Raises:
        Problem: `precondition_failed`: the entry has changed since this revision.

    """

    def decide(_: UnitOfWork, before: EntryRecord | None) -> EntryRecord | None:
        if before is None or before.entry.owner != uid:
            return before
        return _unless_stale(before, None, revision)

    apply(uid, entry_id, decide)
    logs.info("entry_deleted", entry_id=entry_id)


def set_favorite(uid: str, entry_id: str, favorite: bool | None) -> EntryReply:
    """Mark or unmark an entry as a favorite; None toggles it.

    Raises:
        Problem: `not_found`.

    """

    def decide(_: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        wanted = not record.entry.favorite if favorite is None else favorite
        return record.model_copy(update={"entry": record.entry.model_copy(update={"favorite": wanted})})

    return show_record(change(uid, entry_id, decide), uid)


def add_picture(uid: str, entry_id: str, new: NewPicture) -> EntryReply:
    """Add a photograph to an entry, or update the rotation of one it has; repeating the request changes nothing.

    Raises:
        Problem: `not_found`, `job_not_ready`, or `validation_failed`: there are already eight.

    """
    job = vision.get_job(uid, new.job_id)
    _require_picture(job)

    def decide(_: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        entry = rules.with_picture(record.entry, _picture(entry_id, job))
        if len(entry.pictures) > MAX_PICTURES:
            raise Problem(
                Code.VALIDATION_FAILED, errors={"job_id": [f"An entry can have at most {MAX_PICTURES} pictures."]}
            )
        return record.model_copy(update={"entry": entry})

    return show_record(change(uid, entry_id, decide), uid)


def remove_picture(uid: str, entry_id: str, picture_id: str, revision: int | None = None) -> EntryReply:
    """Remove a photograph from an entry; repeating it changes nothing.

    Raises:
        Problem: `not_found` or `precondition_failed`.

    """

    def decide(_: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        after = record.model_copy(update={"entry": rules.without_picture(record.entry, picture_id)})
        return _unless_stale(record, after, revision)

    return show_record(change(uid, entry_id, decide), uid)


def write_anew(owner: str, entry_id: str) -> None:
    """Update an entry's copies of its animal and public place after a change that affects them."""
    apply(owner, entry_id, lambda unit, before: _named(unit, before) if before else None)


# Moderation


def agree(entry_id: str) -> Entry | None:
    """Record that a moderator confirms an entry's animal; return None if there is no such entry."""
    return transact(lambda unit: identify(unit, entry_id, None))


def identify(unit: UnitOfWork, entry_id: str, animal_id: str | None) -> Entry | None:
    """Set an entry's animal to the one that a moderator sees in its photograph; None confirms the current one.

    Return the entry, or None if there is no such entry.

    Raises:
        Problem: `not_found`: there is no such animal; `already_exists`: the photograph has an entry for it.

    """
    record = store.get_record(unit, entry_id)
    if record is None:
        return None
    entry = record.entry
    if animal_id not in {None, entry.animal.id}:
        entry = _refined(unit, entry, _animal(str(animal_id)))
    agreed = entry.model_copy(update={"identified_by": IdentifiedBy.MODERATOR, "confidence": None})
    after = _named(unit, record.model_copy(update={"entry": agreed}))
    apply_in(unit, entry.owner, entry_id, lambda *_: after)
    return after.entry


def set_hidden(unit: UnitOfWork, entry_id: str, hidden: Hidden | None) -> bool:
    """Hide an entry from everybody but its owner, or show it again; return False if nothing changes."""
    record = store.get_record(unit, entry_id)
    if record is None or (record.entry.hidden is None) == (hidden is None):
        return False
    entry, now = record.entry, None
    if hidden:
        was_avatar = people.drop_avatar(unit, entry.owner, entry_id)
        now = HiddenEntry(**hidden.model_dump(), was_avatar=was_avatar)
    elif entry.hidden and entry.hidden.was_avatar:
        people.restore_avatar(unit, entry.owner, entry_id)
    after = record.model_copy(update={"entry": entry.model_copy(update={"hidden": now})})
    apply_in(unit, entry.owner, entry_id, lambda *_: after)
    return True


def is_own_entry(uid: str, entry_id: str) -> bool:
    """Return whether an entry is this person's and has a picture that others may see."""
    entry = store.get(entry_id)
    return entry is not None and entry.owner == uid and bool(entry.pictures) and not entry.hidden


# One change


def change(uid: str, entry_id: str, decide: Decision) -> EntryRecord:
    """Change an entry that still exists afterwards.

    Raises:
        Problem: `not_found`, or whatever `decide` raises.

    """
    record = apply(uid, entry_id, decide)
    if record is None:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return record


def apply(owner: str, entry_id: str, decide: Decision) -> EntryRecord | None:
    """Add, change or delete an entry with all effects, in one unit of work.

    Errors raised by `decide` leave everything unchanged; if it changes nothing, nothing is written.
    """
    return transact(lambda unit: apply_in(unit, owner, entry_id, decide))


def apply_in(unit: UnitOfWork, owner: str, entry_id: str, decide: Decision) -> EntryRecord | None:
    """Add, change or delete an entry with all effects, within a unit of work."""
    before = store.get_record(unit, entry_id)
    now = datetime.now(UTC)  # taken here, so that remains of a deleted entry with this id are older
    after = decide(unit, before)
    return before if after == before else _write(unit, owner, entry_id, before, after, now)


def _write(
    unit: UnitOfWork, owner: str, entry_id: str, before: EntryRecord | None, after: EntryRecord | None, now: datetime
) -> EntryRecord | None:
    old, new = before.entry if before else None, after.entry if after else None
    counted = counting.count(unit, owner, old, new, taxonomy().species_of, now)
    change_log.append(unit, rules.change_of(old, new, counted.revision, now))
    _tell_badges(unit, owner, counted)
    social.moved_on(unit, owner)
    _keep_photographs(unit, owner, entry_id, before, after, now)
    if after is None or new is None:
        store.delete(unit, entry_id)
        people.drop_avatar(unit, owner, entry_id)
        idempotency.forget(unit, entry_id)
        _forget(unit, old, now)
        return None
    stamp = {"revision": counted.revision, "updated_at": now, "feed": _feed(unit, old, new)}
    stamp |= {"badges": counted.badges, "created_at": now} if old is None else {}
    written = EntryRecord(entry=new.model_copy(update=stamp), exact=after.exact)
    store.put(unit, written)
    if rules.is_discovered_for_friends(new) and not rules.is_discovered_for_friends(old):
        outbox.add_work(unit, TELL_DISCOVERY, Work(subject=entry_id, at=now))
    return written


def _tell_badges(unit: UnitOfWork, owner: str, counted: Counted) -> None:
    for badge in counted.badges:
        notices.send(unit, owner, NoticeKind.BADGE, badge)
    for badge in counted.lost:
        notices.withdraw(unit, owner, NoticeKind.BADGE, badge)


def _forget(unit: UnitOfWork, entry: Entry | None, now: datetime) -> None:
    """Queue the deletion of a deleted entry's likes and notices."""
    if entry and (entry.discovery or entry.liked):
        outbox.add_work(unit, FORGET_ENTRY, Work(subject=entry.id, at=now))


def _feed(unit: UnitOfWork, before: Entry | None, after: Entry) -> list[str]:
    """Return the people in whose feed an entry is: the friends at the time when friends could first see it."""
    if not rules.is_seen_by_friends(after):
        return []
    return after.feed if rules.is_seen_by_friends(before) else sorted(social.circle_in(unit, after.owner).names)


def _keep_photographs(
    unit: UnitOfWork, owner: str, entry_id: str, before: EntryRecord | None, after: EntryRecord | None, now: datetime
) -> None:
    """Keep the photographs that an entry now shows, and release those that it no longer shows."""
    had, has = rules.photographs(before), rules.photographs(after)
    for job_id in sorted(has - had):
        vision.keep(unit, owner, job_id, entry_id)
    for job_id in sorted(had - has):
        vision.release(unit, job_id, entry_id, now)
