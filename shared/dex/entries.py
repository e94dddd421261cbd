"""Adding and changing entries. Each change is one unit of work with everything that follows from it."""

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
"""Takes an entry as it is in the unit of work and returns it as it shall be; None: there is none."""


@dataclass(frozen=True)
class Identification:
    """An animal, who named it, and the id by which its photograph knows it: it keeps that when animals are merged."""

    animal: Animal
    by: IdentifiedBy
    known_as: str


def add_entry(uid: str, new: NewEntry) -> EntryReply:
    """Put an animal into the dex; the same request again finds the entry that it made.

    Raises:
        Problem: `not_found` (no account, or no such job of this person), `job_not_ready`, `validation_failed` (no such
            animal, or a time that cannot be), or `already_exists`: the photograph's animal has another entry.

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
        return Identification(animal, _identified_by(animal.id, [job] if job else []), animal.id)
    if job is None or (job.status is not JobStatus.COMPLETED and job.correction is None):
        raise Problem(Code.JOB_NOT_READY)
    animal_id = _chosen(new, job)
    if animal_id is None:
        field = "animal_id" if new.animal_index is None else "animal_index"
        raise Problem(Code.VALIDATION_FAILED, errors={field: ["The photograph has no such animal."]})
    return Identification(_animal(animal_id), _identified_by(animal_id, [job]), animal_id)


def _chosen(new: NewEntry, job: Job) -> str | None:
    """Return which animal of a photograph a person chose; None when it has no such one."""
    if new.animal_index is not None:
        return next((candidate.animal_id for candidate in job.candidates[new.animal_index :]), None)
    return new.animal_id if new.animal_id and job.offers(new.animal_id) else None


def _identified_by(animal_id: str, jobs: list[Job]) -> IdentifiedBy:
    return IdentifiedBy.MODEL if any(job.agrees(animal_id) for job in jobs) else IdentifiedBy.PERSON


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
        identified_by=identification.by,
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
        raise Problem(Code.VALIDATION_FAILED, errors={"caught_at": ["Nobody can have seen an animal then."]})


def _time(new: NewEntry, job: Job | None, now: datetime) -> dict[str, Any]:
    if new.caught_at:
        return rules.time_said(new.caught_at, job.utc_offset if job else None)
    return rules.time_taken(job, now) if job else {"caught_at": now}


def _entry_animal(animal: Animal) -> EntryAnimal:
    return EntryAnimal.model_validate(animals.show(animal), from_attributes=True)


def _picture(entry_id: str, job: Job) -> Picture:
    return Picture(id=rules.picture_id(entry_id, job.id), job_id=job.id, quarter_turns=job.quarter_turns)


def _named(unit: UnitOfWork, record: EntryRecord) -> EntryRecord:
    """Return an entry with its animal as it is called now, and with what others may know of its place."""
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
    """Change what a person sent of an entry; with `revision`, only if the entry still is that one.

    Raises:
        Problem: `not_found`, `precondition_failed`, `already_exists` (its photograph has an entry of that animal), or
            `validation_failed`: there is no such picture or animal, or a time that cannot be.

    """
    animal = _said(changes)
    sent = {name: getattr(changes, name) for name in changes.model_fields_set - {"animal_id", "name"}}
    if sent.get("caught_at", True) is None:
        raise Problem(Code.VALIDATION_FAILED, errors={"caught_at": ["An entry has a time."]})
    _require_plausible(changes.caught_at)

    def decide(unit: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before, revision)
        if sent.get("primary_picture") not in {None, *(picture.id for picture in record.entry.pictures)}:
            raise Problem(Code.VALIDATION_FAILED, errors={"primary_picture": ["The entry has no such picture."]})
        fields = {name: value for name, value in sent.items() if name != "place"}
        exact = sent.get("place", record.exact)
        if changes.caught_at:
            fields |= rules.time_said(changes.caught_at, record.entry.utc_offset)
        entry = record.entry.model_copy(update=fields)
        return _named(unit, EntryRecord(entry=_refined(unit, entry, animal) if animal else entry, exact=exact))

    return show_record(change(uid, entry_id, decide), uid)


def _said(changes: EntryPatch) -> Animal | None:
    if changes.name:
        return animals.find_or_refuse(changes.name)
    return _animal(changes.animal_id) if changes.animal_id else None


def _refined(unit: UnitOfWork, entry: Entry, animal: Animal) -> Entry:
    """Return an entry of another animal; everything else of it stays.

    Raises:
        Problem: `already_exists`: a photograph of it has an entry of that animal.

    """
    _require_only_entry(unit, entry, animal.id)
    by = _identified_by(animal.id, _jobs(unit, entry))
    return entry.model_copy(update={"animal": _entry_animal(animal), "identified_by": by})


def _require_only_entry(unit: UnitOfWork, entry: Entry, animal_id: str) -> None:
    """Let no photograph be two catches of one animal."""
    for other in _of_photographs(unit, entry):
        if other.animal.id == animal_id:
            raise Problem(Code.ALREADY_EXISTS, location=f"/dex/entries/{other.id}")


def _hide_places(unit: UnitOfWork, entry: Entry) -> None:
    """Have the entries that would give away an obscured place written anew: of the same photographs or minute."""
    others = [*_of_photographs(unit, entry), *store.around(unit, entry, Geoprivacy.OPEN, MOST_AT_ONCE)]
    for other in others:
        if other.place and not other.place.obscured:
            work = Work(subject=f"{other.owner}/{other.id}", at=datetime.now(UTC))
            outbox.add_work(unit, WRITE_ANEW, work)


def _is_given_away(unit: UnitOfWork, entry: Entry) -> bool:
    """Tell whether an entry's place would tell that of an obscured one: of the same photographs or minute."""
    moment = store.around(unit, entry, None, MOST_AT_ONCE)
    seen = {other.animal.id for other in [*_of_photographs(unit, entry), *moment]}
    known = [animals.get_in(unit, animal_id) for animal_id in sorted(seen)]
    is_crowded = len(moment) == MOST_AT_ONCE  # nobody looks through them all
    return is_crowded or any(animal is not None and animals.is_always_obscured(animal) for animal in known)


def _of_photographs(unit: UnitOfWork, entry: Entry) -> list[Entry]:
    ids = {other for job in _jobs(unit, entry) for other in job.entry_ids} - {entry.id}
    return [record.entry for other in sorted(ids) if (record := store.get_record(unit, other))]


def _jobs(unit: UnitOfWork, entry: Entry) -> list[Job]:
    found = [vision.get_job_in(unit, picture.job_id) for picture in entry.pictures]
    return [job for job in found if job]


def follow_job(owner: str, job_id: str) -> None:
    """Write the entries of a photograph anew after its job was corrected, identified again, or has another entry."""

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


def _own(uid: str, record: EntryRecord | None, revision: int | None = None) -> EntryRecord:
    if record is None or record.entry.owner != uid:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    if revision is not None and record.entry.revision != revision:
        raise Problem(Code.PRECONDITION_FAILED)
    return record


def delete(uid: str, entry_id: str, revision: int | None = None) -> None:
    """Delete a person's entry with what was counted of it; one that is not there, or another's, changes nothing.

    Raises:
        Problem: `precondition_failed`: the entry is not of this revision any more.

    """

    def decide(_: UnitOfWork, before: EntryRecord | None) -> EntryRecord | None:
        if before is None or before.entry.owner != uid:
            return before
        _own(uid, before, revision)
        return None

    apply(uid, entry_id, decide)
    logs.info("entry_deleted", entry_id=entry_id)


def set_favorite(uid: str, entry_id: str, favorite: bool | None) -> EntryReply:
    """Make an entry a favorite or none; the other of the two when it is not said.

    Raises:
        Problem: `not_found`.

    """

    def decide(_: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        wanted = not record.entry.favorite if favorite is None else favorite
        return record.model_copy(update={"entry": record.entry.model_copy(update={"favorite": wanted})})

    return show_record(change(uid, entry_id, decide), uid)


def add_picture(uid: str, entry_id: str, new: NewPicture) -> EntryReply:
    """Add a photograph to an entry, or turn the one that it has; the same request again changes nothing.

    Raises:
        Problem: `not_found`, `job_not_ready`, or `validation_failed`: there are eight already.

    """
    job = vision.get_job(uid, new.job_id)
    _require_picture(job)

    def decide(_: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        entry = rules.with_picture(record.entry, _picture(entry_id, job))
        if len(entry.pictures) > MAX_PICTURES:
            raise Problem(Code.VALIDATION_FAILED, errors={"job_id": [f"An entry has at most {MAX_PICTURES} pictures."]})
        return record.model_copy(update={"entry": entry})

    return show_record(change(uid, entry_id, decide), uid)


def remove_picture(uid: str, entry_id: str, picture_id: str, revision: int | None = None) -> EntryReply:
    """Take a photograph from an entry; taking it again changes nothing.

    Raises:
        Problem: `not_found` or `precondition_failed`.

    """

    def decide(_: UnitOfWork, before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before, revision)
        return record.model_copy(update={"entry": rules.without_picture(record.entry, picture_id)})

    return show_record(change(uid, entry_id, decide), uid)


def write_anew(owner: str, entry_id: str) -> None:
    """Write an entry's animal and place anew, after the animal or what tells of the place has changed."""
    apply(owner, entry_id, lambda unit, before: _named(unit, before) if before else None)


# What moderators do


def agree(entry_id: str) -> Entry | None:
    """Note that a moderator sees an entry's animal on its photograph too; None when there is no such entry."""
    return transact(lambda unit: identify(unit, entry_id, None))


def identify(unit: UnitOfWork, entry_id: str, animal_id: str | None) -> Entry | None:
    """Let an entry be of the animal that a moderator sees on its photograph; None: of the one that it is of.

    It returns the entry; None when there is no such one.

    Raises:
        Problem: `not_found`: there is no such animal; `already_exists`: the photograph has an entry of it.

    """
    record = store.get_record(unit, entry_id)
    if record is None:
        return None
    entry = record.entry
    if animal_id not in {None, entry.animal.id}:
        entry = _refined(unit, entry, _animal(str(animal_id)))
    agreed = entry.model_copy(update={"identified_by": IdentifiedBy.MODERATOR})
    after = _named(unit, record.model_copy(update={"entry": agreed}))
    apply_in(unit, entry.owner, entry_id, lambda *_: after)
    return after.entry


def set_hidden(unit: UnitOfWork, entry_id: str, hidden: Hidden | None) -> bool:
    """Hide an entry from everybody but its owner, or show it again; False when that changes nothing."""
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
    """Tell whether an entry is this person's, and has a picture that others may see."""
    entry = store.get(entry_id)
    return entry is not None and entry.owner == uid and bool(entry.pictures) and not entry.hidden


# One change


def change(uid: str, entry_id: str, decide: Decision) -> EntryRecord:
    """Change an entry that is there afterwards.

    Raises:
        Problem: `not_found`, or what `decide` raises.

    """
    record = apply(uid, entry_id, decide)
    if record is None:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return record


def apply(owner: str, entry_id: str, decide: Decision) -> EntryRecord | None:
    """Add, change or delete an entry with everything that follows from it, in one unit of work.

    What `decide` raises leaves everything as it was; when it changes nothing, nothing is written.
    """
    return transact(lambda unit: apply_in(unit, owner, entry_id, decide))


def apply_in(unit: UnitOfWork, owner: str, entry_id: str, decide: Decision) -> EntryRecord | None:
    """Do the same as a part of a unit of work."""
    before = store.get_record(unit, entry_id)
    now = datetime.now(UTC)  # not before: what an entry of this id left behind when it was deleted is older
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
    """Have the likes of an entry, and what people were told of it, follow it."""
    if entry and (entry.discovery or entry.liked):
        outbox.add_work(unit, FORGET_ENTRY, Work(subject=entry.id, at=now))


def _feed(unit: UnitOfWork, before: Entry | None, after: Entry) -> list[str]:
    """Return to whom an entry is news: to those who are friends when it is first there for friends."""
    if not rules.is_seen_by_friends(after):
        return []
    return after.feed if rules.is_seen_by_friends(before) else sorted(social.circle_in(unit, after.owner).names)


def _keep_photographs(
    unit: UnitOfWork, owner: str, entry_id: str, before: EntryRecord | None, after: EntryRecord | None, now: datetime
) -> None:
    """Keep the photographs that an entry shows now, and release those that no entry shows any more."""
    had, has = rules.photographs(before), rules.photographs(after)
    for job_id in sorted(has - had):
        vision.keep(unit, owner, job_id, entry_id)
    for job_id in sorted(had - has):
        vision.release(unit, job_id, entry_id, now)
