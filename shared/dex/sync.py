"""Copies that clients keep: what changed since a token, nothing missed and nothing twice.

Every change of a person's entries takes the next revision of their collection in the same transaction, so revisions
follow each other as the changes do; a token is the last one that was told. It also says as what the viewer saw the
entries: when that has changed, or the token is older than the memory of deletions, the copy begins anew.
"""

from datetime import UTC, datetime

from shared.base_model import Moment
from shared.cloud.auth import Identity
from shared.dex import rules, store
from shared.dex.models import BatchSync, BatchSynced, Entry, PersonSynced, PersonToSync, SyncQuery, SyncReply
from shared.dex.service import show
from shared.http.pagination import Integer, decode_cursor, encode_cursor
from shared.social import service as social
from shared.social.models import Access

TOKEN = {"revision": Integer, "level": str, "at": Moment}


def sync(viewer: Identity, request: SyncQuery) -> SyncReply:
    """Return what changed of one's own entries.

    Raises:
        Problem: `invalid_cursor`: the token is not one of ours.

    """
    return _changes(viewer.uid, viewer.uid, Access.OWNER, request)


def batch_sync(viewer: Identity, request: BatchSync) -> BatchSynced:
    """Return what changed of several people's entries, as far as the viewer may see them.

    Raises:
        Problem: `invalid_cursor`.

    """
    return BatchSynced(items=[_one_of_batch(viewer, person) for person in request.people])


def _one_of_batch(viewer: Identity, request: PersonToSync) -> PersonSynced:
    access = social.access(viewer, request.user_id)
    gone = access is Access.NOTHING
    changes = None if gone else _changes(viewer.uid, request.user_id, access, request)
    return PersonSynced(user_id=request.user_id, gone=gone, changes=changes)


def _changes(viewer: str, owner: str, access: Access, request: SyncQuery) -> SyncReply:
    since = _since(request, access)
    known = since or 0
    result = store.changes_since(owner, rules.audience_of(access), known, request.limit + 1)
    reached, more = _reached([one.revision for one in result], known, request.limit)
    news = [one for one in result if one.revision <= reached and rules.is_news(one, access, known)]
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


def _since(request: SyncQuery, access: Access) -> int | None:
    """Return the revision that the viewer has; None when they begin anew."""
    if request.since is None:
        return None
    token = decode_cursor(request.since, TOKEN)
    is_forgotten = datetime.now(UTC) - token["at"] >= store.TOMBSTONE_LIFETIME
    return None if is_forgotten or token["level"] != access.name else token["revision"]
