"""The summary of everybody's animals, which follows the change logs; and old trees."""

from datetime import datetime
from functools import partial
from itertools import islice

from shared import logs
from shared.accounts import people
from shared.cloud.firestore import UnitOfWork, transact
from shared.dex import upkeep as dex
from shared.dex import views
from shared.graph import store
from shared.graph.documents import SharedAnimal
from shared.part import Found, Work
from shared.social.models import Access

CHANGES_AT_ONCE = 200
SHARES_AT_ONCE = 200
LOG, TREES = "log", "trees"
FOLLOW_PERSON = "follow-person"


def find_changes(at: datetime, _: str) -> Found:
    """Find whether there are changes of entries that are not in the summary."""
    reached = store.get_state().at or store.beginning()
    return Found([LOG] if dex.settled_changes(reached, at, 1) else [])


def follow(work: Work) -> str | None:
    """Bring what the change logs name next into the summary."""
    log = dex.settled_changes(store.get_state().at or store.beginning(), work.at, CHANGES_AT_ONCE)
    for owner, animal_id in sorted({(change.owner, animal) for change in log for animal in change.animal_ids}):
        contribute(owner, animal_id)
    if log:
        store.set_reached(log[-1].at)
    return log[-1].at.isoformat() if len(log) == CHANGES_AT_ONCE else None


def contribute(owner: str, animal_id: str) -> None:
    """Let the summary hold what a person shows everybody of an animal: nothing, when they are suspended or leave."""
    is_hidden = bool(people.hidden_among([owner]))

    def work(unit: UnitOfWork) -> None:
        shown = None if is_hidden else views.shown_to_all(unit, owner, animal_id)
        if shown is None:
            store.share(unit, owner, animal_id, None, 0)
        else:
            item, seen = shown
            animal = SharedAnimal(**item.model_dump(include=set(SharedAnimal.model_fields)))
            store.share(unit, owner, animal_id, animal, seen.count)

    transact(work)


def withdraw(uid: str, limit: int) -> int:
    """Take some of what a person contributes out of the summary; return how much there was."""
    shares = store.shares_of(uid, limit)
    for share in shares:
        transact(partial(store.share, owner=uid, animal_id=share.animal_id, animal=None, sightings=0))
    return len(shares)


def follow_person(work: Work) -> str | None:
    """Take some of what a person contributes out of the summary, if nobody sees them any more; else bring it back."""
    uid, begun = work.subject, int(work.cursor or 0)
    if people.hidden_among([uid]):
        return str(begun + SHARES_AT_ONCE) if withdraw(uid, SHARES_AT_ONCE) else None
    some = list(islice(views.animals_seen(uid, Access.STRANGER), begun, begun + SHARES_AT_ONCE))
    for animal in some:
        contribute(uid, animal.animal_id)
    return str(begun + SHARES_AT_ONCE) if some else None


def check_animal(work: Work) -> None:
    """Hold what the summary counts of an animal against what people contribute; mend what differs, and say so."""
    animal_id = work.subject
    before = transact(partial(store.get_animal, animal_id=animal_id))
    right = store.add_up(animal_id)
    counted = before.model_dump(include=set(right)) if before else dict.fromkeys(right, 0)
    if counted != right and transact(partial(_mend, animal_id=animal_id, before=before, right=right)):
        where = sorted(f"summary.{name}" for name in right if counted[name] != right[name])
        logs.error("recount_differs", animal_id=animal_id, differences=len(where), where=where)


def _mend(unit: UnitOfWork, animal_id: str, before: SharedAnimal | None, right: dict[str, int]) -> bool:
    """Tell whether the summary still holds what was read of an animal; if so, correct its counts."""
    if store.get_animal(unit, animal_id) != before:
        return False
    if before:  # of one that is missing, neither name nor place is known here
        store.put_animal(unit, animal_id, before.model_copy(update=right) if right["people"] else None)
    return True


def erase(uid: str, limit: int) -> int:
    """Delete some of a person's trees and of what they contribute."""
    return store.delete_trees(uid, limit) or withdraw(uid, limit)


def find_old_trees(at: datetime, _: str) -> Found:
    """Find whether there are trees that are too old."""
    return Found([TREES] if store.has_old_trees(at) else [])


def drop_old_trees(work: Work) -> str | None:
    """Delete some of the trees that are too old."""
    return TREES if store.delete_old_trees(work.at) else None
