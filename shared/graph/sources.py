"""Whose animals a viewer's tree shows, and what tells that they have changed."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from shared.accounts import people
from shared.cloud.auth.identity import Identity
from shared.dex import views
from shared.graph import store
from shared.graph.documents import Share, SharedAnimal
from shared.graph.models import Mode, PeopleQuery
from shared.graph.tree import Gathering, Met
from shared.social import service as social
from shared.social.models import Access

Names = dict[str, str]
"""Uid → username, in the order in which people are named."""


class Animals(NamedTuple):
    """The animals of a tree, those that the viewer has met (`mine`), and the people by number, if anybody is named."""

    animals: dict[str, Met]
    mine: set[str]
    names: Names


class Source(NamedTuple):
    """Where a tree comes from: its key changes whenever `gather` would find anything else."""

    key: str
    gather: Callable[[], Animals]


def source_of(viewer: Identity, query: PeopleQuery) -> Source:
    """Return where a viewer's tree comes from."""
    match query.mode:
        case Mode.PERSONAL:
            return Source(_revision(viewer.uid), lambda: _gather(viewer.uid, {viewer.uid: Access.OWNER}))
        case Mode.FRIENDS:
            return Source(social.stamps_around(viewer.uid), partial(_of_friends, viewer.uid))
        case Mode.SELECTED:
            return _selected(viewer, query.selected)
        case Mode.GLOBAL:
            key = f"{store.get_state().stamp}.{social.circle(viewer.uid).stamp}"
            return Source(key, partial(_of_everybody, viewer.uid))


def _revision(uid: str) -> str:
    return str(views.revisions([uid])[uid])


def _of_friends(uid: str) -> Animals:
    names = social.circle(uid).names
    hidden = people.hidden_among(names)
    seen: dict[str, Access] = {uid: Access.OWNER}
    seen.update(dict.fromkeys(names.keys() - hidden, Access.FRIEND))
    return _gather(uid, seen, names)


def _selected(viewer: Identity, uids: list[str]) -> Source:
    """Return the source of people whom a viewer chose: whom they have blocked is left out, and who is suspended."""
    others = [uid for uid in uids if uid != viewer.uid]
    hidden = people.hidden_among(others) | social.blocked_among(viewer.uid, others)
    access = {uid: social.access(viewer, uid) for uid in uids if uid not in hidden}
    seen: dict[str, Access] = {uid: level for uid, level in access.items() if level is not Access.NOTHING}
    revisions, names = views.revisions([viewer.uid, *seen]), _names(viewer.uid, seen, {})
    parts = [
        f"{uid}.{names.get(uid, '')}.{seen.get(uid, '')}.{revision}" for uid, revision in sorted(revisions.items())
    ]
    return Source(",".join(parts), partial(_gather, viewer.uid, seen, names))


def _gather(viewer: str, seen: dict[str, Access], known_names: Names | None = None) -> Animals:
    """Add up what a viewer sees of people, the viewer first; somebody who has gone meanwhile is left out."""
    names = _names(viewer, seen, known_names or {})
    number = {uid: person for person, uid in enumerate(names)}
    gathering, mine = Gathering(), set()
    for uid, found in views.animals_of({viewer: Access.OWNER} | {uid: seen[uid] for uid in names}):
        rows = list(found)
        if uid == viewer:
            mine |= {row.animal_id for row in rows}
        if uid in names:
            gathering.add_all(rows, number[uid])
    return Animals(gathering.animals, mine, names)


def _names(viewer: str, seen: Iterable[str], known: Names) -> Names:
    missing = people.get_profiles([uid for uid in seen if uid not in known])
    names = known | {uid: profile.username for uid, profile in missing.items()}
    return {uid: names[uid] for uid in sorted(seen, key=lambda uid: (uid != viewer, uid)) if uid in names}


def _of_everybody(viewer: str) -> Animals:
    """Return what everybody has met whom the viewer has not blocked, by nobody's name and without anybody's picture."""
    mine = {row.animal_id for row in views.animals_seen(viewer, Access.OWNER)}
    animals = {animal_id: _shared(animal) for animal_id, animal in store.summary()}
    for uid in social.blocked_by(viewer):
        for share in store.shares_of(uid):
            _take_out(animals, share)
    return Animals(animals, mine, {})


def _take_out(animals: dict[str, Met], share: Share) -> None:
    """Count what one person contributes no more; the summary may have changed since it was read."""
    met = animals.get(share.animal_id)
    if met is None:
        return
    met.sightings, met.count = met.sightings - share.sightings, met.count - 1
    if met.count < 1:
        del animals[share.animal_id]


def _shared(animal: SharedAnimal) -> Met:
    return Met(
        animal.scientific_name,
        animal.common_name,
        animal.rank,
        animal.lineage,
        animal.creation_index,
        sightings=animal.sightings,
        count=animal.people,
    )
