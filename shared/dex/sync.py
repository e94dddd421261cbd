"""Copies that clients keep: what changed since a token, nothing missed and nothing twice.

Every change of a person's entries takes the next revision of their collection in the same transaction, so revisions
follow each other as the changes do; a token is the last one that was told. It also says as what the viewer saw the
entries: when that has changed, or the token is older than the memory of deletions, the copy begins anew.
"""

from datetime import UTC, datetime

from shared.cloud.auth import Identity
from shared.dex import rules, store
from shared.dex.models import BatchSync, BatchSynced, Entry, PersonSynced, PersonToSync, SyncQuery, SyncReply
from shared.dex.service import show
from shared.http.pagination import Integer, decode_cursor, encode_cursor
from shared.model import Moment
from shared.social import service as social
from shared.social.models import Access

TOKEN = {"revision": Integer, "level": str, "at": Moment}


def sync(viewer: Identity, asked: SyncQuery) -> SyncReply:
    """Return what changed of one's own entries.

    Raises:
        Problem: `invalid_cursor`: the token is not one of ours.

    """
    return _changes(viewer.uid, viewer.uid, Access.OWNER, asked)


def batch_sync(viewer: Identity, asked: BatchSync) -> BatchSynced:
    """Return what changed of several people's entries, as far as the viewer may see them.

    Raises:
        Problem: `invalid_cursor`.

    """
    return BatchSynced(items=[_one_of_batch(viewer, person) for person in asked.people])


def _one_of_batch(viewer: Identity, asked: PersonToSync) -> PersonSynced:
    access = social.access(viewer, asked.user_id)
    gone = access is Access.NOTHING
    changes = None if gone else _changes(viewer.uid, asked.user_id, access, asked)
    return PersonSynced(user_id=asked.user_id, gone=gone, changes=changes)


def _changes(viewer: str, owner: str, access: Access, asked: SyncQuery) -> SyncReply:
    since = _since(asked, access)
    known = since or 0
    found = store.changes_since(owner, rules.audience_of(access), known, asked.limit + 1)
    reached, more = _reached([one.revision for one in found], known, asked.limit)
    news = [one for one in found if one.revision <= reached and rules.is_news(one, access, known)]
    entries = {one.id: one for one in news if isinstance(one, Entry) and rules.may_see(one.visibility, access)}
    return SyncReply(
        entries=[show(entry, viewer) for entry in entries.values()],
        deleted=[] if since is None else [one.id for one in news if one.id not in entries],
        token=encode_cursor({"revision": reached, "level": access.name, "at": datetime.now(UTC)}),
        more=more,
        reset=since is None,
    )


def _reached(revisions: list[int], since: int, limit: int) -> tuple[int, bool]:
    """Return the revision that one answer reaches, and whether there is more."""
    told = sorted(revisions)[:limit]
    return (told[-1] if told else since), len(revisions) > limit


def _since(asked: SyncQuery, access: Access) -> int | None:
    """Return the revision that the viewer has; None when they begin anew."""
    if asked.since is None:
        return None
    token = decode_cursor(asked.since, TOKEN)
    is_forgotten = datetime.now(UTC) - token["at"] >= store.TOMBSTONE_LIFETIME
    return None if is_forgotten or token["level"] != access.name else token["revision"]
