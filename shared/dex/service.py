"""A person's dex: adding, changing, showing entries, and their pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched

from shared import logs
from shared.accounts import service as accounts
from shared.accounts.models import Preferences
from shared.animals import service as animals
from shared.animals.models import Animal
from shared.animals.taxonomy import taxonomy
from shared.base_model import Page, PageQuery
from shared.cloud.auth import Identity
from shared.dex import badges, places, rules, store
from shared.dex.models import (
    MAX_PICTURES,
    Entry,
    EntryAnimal,
    EntryChanges,
    EntryDetails,
    EntryQuery,
    EntryRecord,
    EntryReply,
    FriendOverview,
    IdentifiedBy,
    LifeList,
    MediaVariant,
    NewEntry,
    NewPicture,
    OwnersPart,
    Picture,
    PictureReply,
    StatsReply,
)
from shared.http.media import StoredPicture
from shared.http.pagination import Values, decode_cursor, paginate
from shared.http.problems import Code, Problem
from shared.social import service as social
from shared.social.models import Access
from shared.vision import media
from shared.vision import service as vision
from shared.vision.models import Job, JobStatus, Variant

NO_ENTRY = "There is no such entry."
MAX_IN = 30  # values of an `in` filter: Firestore's own limit
Decision = Callable[[EntryRecord | None], EntryRecord | None]


@dataclass(frozen=True)
class Identification:
    """An animal, who named it, and the id by which its photograph knows it: it keeps that when animals are merged."""

    animal: Animal
    by: IdentifiedBy
    known_as: str


# Adding and changing


def add_entry(uid: str, new: NewEntry) -> EntryDetails:
    """Put an animal into the dex; asking twice makes one entry.

    Raises:
        Problem: `not_found` (no account, or no such job of this person), `job_not_ready`, `validation_failed` (no such
            animal, or a time that cannot be), or `dex_full`.

    """
    _require_plausible(new.caught_at)
    preferences = accounts.get_preferences(uid)
    job = vision.get_job(uid, new.job_id) if new.job_id else None
    record = _new_entry(uid, new, job, _named(uid, new, job), preferences)
    if job:
        vision.keep(job.id)
    added = _change(uid, record.entry.id, lambda before: before or record)
    if job:
        vision.keep(job.id)  # again: an entry that showed it may have been deleted meanwhile
    logs.info("entry_added", entry_id=record.entry.id, job_id=new.job_id)
    return _details(added, uid)


def _named(uid: str, new: NewEntry, job: Job | None) -> Identification:
    if new.name:
        _require_picture(job)
        animal = animals.find_or_refuse(new.name, uid if job else None)
        return Identification(animal, IdentifiedBy.PERSON, animal.id)
    if job is None or (job.status is not JobStatus.COMPLETED and job.correction is None):
        raise Problem(Code.JOB_NOT_READY)
    if job.correction and job.correction.animal_id == new.animal_id:
        return Identification(_animal(job.correction.animal_id), IdentifiedBy.PERSON, job.correction.animal_id)
    for index, candidate in enumerate(job.candidates):
        if index == new.animal_index or candidate.animal_id == new.animal_id:
            return Identification(_animal(candidate.animal_id), IdentifiedBy.MODEL, candidate.animal_id)
    field = "animal_id" if new.animal_index is None else "animal_index"
    raise Problem(Code.VALIDATION_FAILED, errors={field: ["The photograph has no such animal."]})


def _require_picture(job: Job | None) -> None:
    if job and job.width is None:
        raise Problem(Code.JOB_NOT_READY, "The photograph has no pictures yet.")


def _animal(animal_id: str) -> Animal:
    animal = animals.get(animal_id)
    if animal is None:
        raise Problem(Code.NOT_FOUND, "There is no such animal.")
    return animal


def _new_entry(
    uid: str, new: NewEntry, job: Job | None, named: Identification, preferences: Preferences
) -> EntryRecord:
    now, sent, animal = datetime.now(UTC), new.model_fields_set, named.animal
    exact = new.place if "place" in sent else job.place if job else None
    caught_at = new.caught_at or (_taken_at(job, now) if job else now)
    without_photograph = rules.entry_id_without_photograph(uid, animal.id, caught_at)
    entry = Entry(
        id=rules.entry_id(job.id, named.known_as) if job else without_photograph,
        owner=uid,
        animal=_entry_animal(animal),
        identified_by=named.by,
        discovery=animal.discovered_by == uid,
        pictures=[],
        visibility=new.visibility if "visibility" in sent else preferences.default_visibility,
        geoprivacy=new.geoprivacy if "geoprivacy" in sent else preferences.default_geoprivacy,
        wild=new.wild,
        notes=new.notes,
        customizations=new.customizations,
        caught_at=caught_at,
        created_at=now,
        updated_at=now,
    )
    pictured = rules.with_picture(entry, _picture(job)) if job else entry
    return _placed(EntryRecord(entry=pictured, exact=exact), animal)


def _require_plausible(caught_at: datetime | None) -> None:
    if caught_at and not rules.may_be_caught_at(caught_at, datetime.now(UTC)):
        raise Problem(Code.VALIDATION_FAILED, errors={"caught_at": ["Nobody can have seen an animal then."]})


def _taken_at(job: Job, now: datetime) -> datetime:
    """Return when a photograph was taken, as far as its camera's clock can be right."""
    taken = job.captured_at
    return taken if taken and rules.may_be_caught_at(taken, now) else job.created_at


def _entry_animal(animal: Animal) -> EntryAnimal:
    return EntryAnimal(animal_id=animal.id, **animal.model_dump(include=set(EntryAnimal.model_fields)))


def _picture(job: Job) -> Picture:
    return Picture(id=rules.picture_id(job.id), job_id=job.id, quarter_turns=job.quarter_turns)


def _placed(record: EntryRecord, animal: Animal) -> EntryRecord:
    """Return an entry with what others may know of its place."""
    entry, threatened = record.entry, animals.is_threatened(animal)
    shown = places.public_place(record.exact, entry.geoprivacy, entry.id, threatened=threatened)
    return EntryRecord(entry=entry.model_copy(update={"place": shown}), exact=record.exact)


def _change(uid: str, entry_id: str, decide: Decision) -> EntryRecord:
    """Change an entry that is there afterwards."""
    try:
        record = store.change(entry_id, uid, datetime.now(UTC), taxonomy().species_of, decide)
    except rules.LifeListFullError:
        raise Problem(Code.DEX_FULL) from None
    if record is None:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return record


def _own(uid: str, record: EntryRecord | None) -> EntryRecord:
    if record is None or record.entry.owner != uid:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return record


def edit(uid: str, entry_id: str, changes: EntryChanges) -> EntryDetails:
    """Change what a person sent of an entry.

    Raises:
        Problem: `not_found`, or `validation_failed`: there is no such picture, or a time that cannot be.

    """
    sent = {name: getattr(changes, name) for name in changes.model_fields_set}
    if sent.get("caught_at", True) is None:
        raise Problem(Code.VALIDATION_FAILED, errors={"caught_at": ["An entry has a time."]})
    _require_plausible(changes.caught_at)
    animal = _animal(_own_entry(uid, entry_id).animal.animal_id)

    def decide(before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        if sent.get("primary_picture") not in {None, *(picture.id for picture in record.entry.pictures)}:
            raise Problem(Code.VALIDATION_FAILED, errors={"primary_picture": ["The entry has no such picture."]})
        exact = sent.get("place", record.exact)
        fields = {name: value for name, value in sent.items() if name != "place"}
        return _placed(EntryRecord(entry=record.entry.model_copy(update=fields), exact=exact), animal)

    return _details(_change(uid, entry_id, decide), uid)


def _own_entry(uid: str, entry_id: str) -> Entry:
    entry = store.get(entry_id)
    if entry is None or entry.owner != uid:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return entry


def delete(uid: str, entry_id: str) -> None:
    """Delete an entry; what was counted of it goes with it. Deleting it again changes nothing.

    Raises:
        Problem: `not_found`: it is another's.

    """
    deleted: list[Entry] = []

    def decide(before: EntryRecord | None) -> None:
        deleted[:] = [_own(uid, before).entry] if before else []

    store.change(entry_id, uid, datetime.now(UTC), taxonomy().species_of, decide)
    for picture in (picture for entry in deleted for picture in entry.pictures):
        _release(picture.job_id)
    logs.info("entry_deleted", entry_id=entry_id)


def _release(job_id: str) -> None:
    """Let a photograph expire that no entry shows any more."""
    if not store.shows_job(job_id):
        vision.release(job_id)
        if store.shows_job(job_id):  # an entry was added meanwhile
            vision.keep(job_id)


def set_favorite(uid: str, entry_id: str, favorite: bool | None) -> EntryDetails:
    """Make an entry a favorite or none; the other of the two when it is not said.

    Raises:
        Problem: `not_found`.

    """

    def decide(before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        wanted = not record.entry.favorite if favorite is None else favorite
        return record.model_copy(update={"entry": record.entry.model_copy(update={"favorite": wanted})})

    return _details(_change(uid, entry_id, decide), uid)


def add_picture(uid: str, entry_id: str, new: NewPicture) -> EntryDetails:
    """Add a photograph to an entry, or turn the one that it has as it stands now; asking twice adds one.

    Raises:
        Problem: `not_found`, `job_not_ready`, or `validation_failed`: there are eight already.

    """
    job = vision.get_job(uid, new.job_id)
    _require_picture(job)

    def decide(before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        entry = rules.with_picture(record.entry, _picture(job))
        if len(entry.pictures) > MAX_PICTURES:
            raise Problem(Code.VALIDATION_FAILED, errors={"job_id": [f"An entry has at most {MAX_PICTURES} pictures."]})
        return record.model_copy(update={"entry": entry})

    vision.keep(job.id)
    changed = _change(uid, entry_id, decide)
    vision.keep(job.id)
    return _details(changed, uid)


def remove_picture(uid: str, entry_id: str, picture_id: str) -> EntryDetails:
    """Take a photograph from an entry; taking it again changes nothing.

    Raises:
        Problem: `not_found`.

    """
    had = [picture for picture in _own_entry(uid, entry_id).pictures if picture.id == picture_id]

    def decide(before: EntryRecord | None) -> EntryRecord:
        record = _own(uid, before)
        return record.model_copy(update={"entry": rules.without_picture(record.entry, picture_id)})

    changed = _change(uid, entry_id, decide)
    for picture in had:
        _release(picture.job_id)
    return _details(changed, uid)


# Showing


def get_entry(viewer: Identity, entry_id: str) -> EntryDetails:
    """Return an entry as a viewer may see it.

    Raises:
        Problem: `not_found`: there is none, or it is not for this viewer.

    """
    entry = _visible(viewer, entry_id)
    exact = store.get_exact_place(entry_id) if entry.owner == viewer.uid else None
    return _details(EntryRecord(entry=entry, exact=exact), viewer.uid)


def _visible(viewer: Identity, entry_id: str) -> Entry:
    entry = store.get(entry_id)
    if entry is None or not rules.may_see(entry.visibility, social.access(viewer, entry.owner)):
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return entry


def my_entries(uid: str, request: EntryQuery) -> Page[EntryReply]:
    """Return a page of one's own entries."""
    return _page(uid, uid, None, request)


def favorites(uid: str, request: EntryQuery) -> Page[EntryReply]:
    """Return a page of one's own favorites."""
    return my_entries(uid, request.model_copy(update={"favorite": True}))


def entries_of(viewer: Identity, person: str, request: EntryQuery) -> Page[EntryReply]:
    """Return a page of the entries of a person that a viewer may see.

    Raises:
        Problem: `not_found`: there is no such person.

    """
    access = social.access(viewer, person)
    if access is Access.NOTHING:
        raise Problem(Code.NOT_FOUND, "There is no such person.")
    return _page(viewer.uid, person, rules.audience_of(access), request)


def _page(viewer: str, owner: str, audience: str | None, request: EntryQuery) -> Page[EntryReply]:
    after = decode_cursor(request.cursor, store.order(request.sort)) if request.cursor else None
    find = _find_unseen if request.not_seen_by_me else _find
    result = find(viewer, owner, audience, request, after)
    return paginate(
        result, request.limit, lambda entry: show(entry, viewer), lambda entry: store.order_values(entry, request.sort)
    )


def _find(_: str, owner: str, audience: str | None, request: EntryQuery, after: Values | None) -> list[Entry]:
    return store.find(owner, audience, request, request.limit + 1, after)


def _find_unseen(
    viewer: str, owner: str, audience: str | None, request: EntryQuery, after: Values | None
) -> list[Entry]:
    """Ask for the animals that the viewer has not, some at a time: by creation_index one lot follows the other."""
    life_lists = store.get_life_lists([viewer, owner])
    seen = life_lists.get(viewer, LifeList()).animals
    theirs = life_lists.get(owner, LifeList()).animals
    first = after["animal.creation_index"] if after else 0
    unseen = sorted(
        (animal.creation_index, animal_id)
        for animal_id, animal in theirs.items()
        if animal_id not in seen and animal.creation_index >= first and rules.entries_seen_by(animal, audience)
    )
    result: list[Entry] = []
    for lot in batched([animal_id for _, animal_id in unseen], MAX_IN):
        result += store.find(owner, audience, request, request.limit + 1 - len(result), after, list(lot))
        if len(result) > request.limit:
            break
    return result


def stats(uid: str) -> StatsReply:
    """Return a person's own collection in numbers."""
    life_list = store.get_life_list(uid)
    days = sorted(life_list.days)
    return StatsReply(
        catches=sum(life_list.days.values()),
        animals=len(life_list.animals),
        classes=dict(badges.classes(life_list.animals.values())),
        discoveries=sum(animal.discoveries > 0 for animal in life_list.animals.values()),
        streak=badges.streak(life_list.days, datetime.now(UTC).date()),
        longest_streak=badges.longest_streak(life_list.days),
        first_catch=datetime.fromisoformat(days[0]).date() if days else None,
        last_catch=datetime.fromisoformat(days[-1]).date() if days else None,
        badges=life_list.badges,
    )


def friends_overview(uid: str, page: PageQuery) -> Page[FriendOverview]:
    """Return a page of one's friends with what one may see of their collections: two reads a friend."""
    friends = social.friends(uid, page)
    life_lists = store.get_life_lists([friend.person.id for friend in friends.items])
    overviews = []
    for friend in friends.items:
        shared = rules.seen_by_friends(life_lists.get(friend.person.id, LifeList()))
        overviews.append(
            FriendOverview(
                person=friend.person,
                catches=sum(animal.friends_count for animal in shared),
                animals=len(shared),
                classes=dict(badges.classes(shared)),
            )
        )
    return Page(items=overviews, next_cursor=friends.next_cursor)


def show(entry: Entry, viewer: str) -> EntryReply:
    """Return what a viewer, who may see it, sees of an entry."""
    own = entry.owner == viewer
    pictures = [
        PictureReply(
            id=picture.id,
            dex_url=_url(entry, picture, "dex"),
            thumb_url=_url(entry, picture, "thumb"),
            original_url=_url(entry, picture, "original") if own else None,
        )
        for picture in entry.pictures
    ]
    return EntryReply(
        **entry.model_dump(include=set(EntryReply.model_fields) - {"pictures"}),
        pictures=pictures,
        display_image_url=next((one.dex_url for one in pictures if one.id == entry.primary_picture), None),
        mine=OwnersPart(notes=entry.notes, geoprivacy=entry.geoprivacy) if own else None,
    )


def _details(record: EntryRecord, viewer: str) -> EntryDetails:
    exact = record.exact if record.entry.owner == viewer else None
    return EntryDetails(**dict(show(record.entry, viewer)), exact_place=exact)


def _url(entry: Entry, picture: Picture, variant: str) -> str:
    return f"/media/{entry.id}/{picture.id}.{picture.quarter_turns}/{variant}"


# Pictures


def read_picture(viewer: Identity, wanted: MediaVariant) -> StoredPicture | None:
    """Return a picture of an entry that this viewer may see; None when there is none.

    For one that is missing as it was turned, the one as it came stands in; for its owner at last the original.
    """
    entry = _visible(viewer, wanted.entry_id)
    picture = next((one for one in entry.pictures if one.id == wanted.picture_id.partition(".")[0]), None)
    own = entry.owner == viewer.uid
    if picture is None or (wanted.variant == "original" and not own):
        return None
    if wanted.variant == "original":
        return _original(entry.owner, picture.job_id)
    variant = Variant(wanted.variant)
    if result := media.read_picture(picture.job_id, variant, picture.quarter_turns):
        return result
    instead = media.read_picture(picture.job_id, variant, 0) or (
        _original(entry.owner, picture.job_id) if own else None
    )
    return instead._replace(stands_in=True) if instead else None


def _original(uid: str, job_id: str) -> StoredPicture | None:
    job = vision.get_job(uid, job_id)
    data = media.read_original(job_id)
    return StoredPicture(data, job.content_type) if data else None


def is_own_entry(uid: str, entry_id: str) -> bool:
    """Tell whether an entry is this person's, and has a picture."""
    entry = store.get(entry_id)
    return entry is not None and entry.owner == uid and bool(entry.pictures)


def read_avatar(uid: str, entry_id: str) -> StoredPicture | None:
    """Return the picture that a person has chosen to be seen by; None when it is another."""
    profile = accounts.get_profile(uid)
    entry = store.get(entry_id) if profile and profile.avatar_entry == entry_id else None
    if entry is None or entry.owner != uid:
        return None
    picture = next((one for one in entry.pictures if one.id == entry.primary_picture), None)
    return media.read_picture(picture.job_id, Variant.THUMB, picture.quarter_turns) if picture else None


# What other parts, operators and housekeeping ask


def count_catches(animal_id: str) -> int:
    """Return in how many entries an animal is."""
    return store.count_of_animal(animal_id)


def export(uid: str) -> list[EntryRecord]:
    """Return everything that is held about a person's entries, with the exact places."""
    exact = store.exact_places_of(uid)
    return [EntryRecord(entry=entry, exact=exact.get(entry.id)) for entry in store.all_of(uid)]


def for_export(uid: str) -> tuple[list[Entry], str]:
    """Return a person's entries, the oldest first, and the name under which they were recorded."""
    profile = accounts.get_profile(uid)
    entries = sorted(store.all_of(uid), key=lambda entry: (entry.caught_at, entry.id))
    return entries, (profile.display_name or profile.username) if profile else ""


def get_life_list(uid: str) -> LifeList:
    """Return a person's animals, summed up."""
    return store.get_life_list(uid)


def erase(uid: str) -> int:
    """Delete a person's entries and what was counted of them; return how many entries there were."""
    return store.erase(uid)


def recount(uid: str, *, fix: bool) -> list[str]:
    """Return where a person's collection differs from their entries; `fix` mends it."""
    return store.recount(uid, datetime.now(UTC), taxonomy().species_of, fix=fix)


def everybody() -> list[str]:
    """Return the uids of all who have a collection."""
    return list(store.owners())


def refresh_animal(animal_id: str) -> int:
    """Write an animal anew into its entries, after it was renamed, merged, or found to be threatened.

    Return in how many entries it was. This may die half-way, and be done again.
    """
    animal = animals.get(animal_id)
    if animal is None:
        return 0
    entries = store.ids_of_animal(animal_id)
    for entry_id, owner in entries:
        _refresh(entry_id, owner, animal)
    return len(entries)


def _refresh(entry_id: str, owner: str, animal: Animal) -> None:
    def decide(before: EntryRecord | None) -> EntryRecord | None:
        if before is None:
            return None
        renamed = before.entry.model_copy(update={"animal": _entry_animal(animal)})
        return _placed(EntryRecord(entry=renamed, exact=before.exact), animal)

    store.change(entry_id, owner, datetime.now(UTC), taxonomy().species_of, decide)


def count_popularity(since: datetime) -> int:
    """Count the entries of the animals whose entries changed since a moment; return how many animals those were."""
    changed = store.changed_animals(since)
    for animal_id in changed:
        animals.set_popularity(animal_id, store.count_of_animal(animal_id))
    return len(changed)
