"""Incremental sync of clients' copies: the changes since a token, none missed and none repeated.

A copy starts with all entries, page by page ordered by id, and continues with the owner's change log from the revision
at its start, so entries that changed in between are sent again. A token also records the viewer's access: if that has
changed, or the token is older than the log, the copy starts from the beginning.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from shared.base_model import Moment
from shared.cloud.auth.identity import Identity
from shared.dex import rules
from shared.dex.documents import Entry
from shared.dex.replies import BatchSynced, PersonSynced, SyncReply
from shared.dex.requests import BatchSync, PersonToSync, SyncQuery
from shared.dex.store import changes, entries, life_lists
from shared.dex.views import show
from shared.pages import Integer, decode_cursor, encode_cursor, sign, verify
from shared.social import service as social
from shared.social.models import Access

TOKEN = {"revision": Integer, "after": str, "level": str, "at": Moment}


@dataclass(frozen=True)
class Copy:
    """The progress of a copy: a revision of the log and, during its first pass, the last entry sent (`after`)."""

    revision: int
    after: str | None

    def token(self, viewer: str, owner: str, access: Access) -> str:
        """Return the token with which the viewer's client continues from here."""
        fields = {"revision": self.revision, "after": self.after or "", "level": access.name}
        return sign(encode_cursor({**fields, "at": datetime.now(UTC)}), f"{viewer}/{owner}")


def sync(viewer: Identity, request: SyncQuery) -> SyncReply:
    """Return the changes to a person's own entries.

    Raises:
        Problem: `invalid_cursor`: the token is not one of ours.

    """
    return _changes(viewer.uid, viewer.uid, Access.OWNER, request)


def batch_sync(viewer: Identity, request: BatchSync) -> BatchSynced:
    """Return the changes to several people's entries, as far as the viewer may see them.

    Raises:
        Problem: `invalid_cursor`.

    """
    return BatchSynced(items=[_one_of_batch(viewer, person) for person in request.people])


def _one_of_batch(viewer: Identity, request: PersonToSync) -> PersonSynced:
    access = social.access(viewer, request.user_id)
    gone = access is Access.NOTHING
    changed = None if gone else _changes(viewer.uid, request.user_id, access, request)
    return PersonSynced(user_id=request.user_id, gone=gone, changes=changed)


def _changes(viewer: str, owner: str, access: Access, request: SyncQuery) -> SyncReply:
    copy = _copy(viewer, owner, request, access)
    if copy is None:
        beginning = Copy(life_lists.get(owner).revision, after="")
        return _begin(viewer, owner, access, request.limit, beginning, reset=True)
    if copy.after is not None:
        return _begin(viewer, owner, access, request.limit, copy, reset=False)
    return _go_on(viewer, owner, access, request.limit, copy.revision)


def _begin(viewer: str, owner: str, access: Access, limit: int, copy: Copy, *, reset: bool) -> SyncReply:
    page, after = entries.by_id(owner, rules.audience_of(access), limit, copy.after or "")
    reached = Copy(copy.revision, after=after)
    return SyncReply(
        entries=show(page, viewer),
        deleted=[],
        token=reached.token(viewer, owner, access),
        more=after is not None,
        reset=reset,
    )


def _go_on(viewer: str, owner: str, access: Access, limit: int, revision: int) -> SyncReply:
    found = changes.after(owner, rules.audience_of(access), revision, limit + 1)
    page, more = found[:limit], len(found) > limit
    ids = list(dict.fromkeys(change.entry_id for change in page))
    seen = {entry.id: entry for entry in entries.get_some(ids) if _is_seen(entry, owner, access)}
    return SyncReply(
        entries=show(list(seen.values()), viewer),
        deleted=[entry_id for entry_id in ids if entry_id not in seen],
        token=Copy(page[-1].revision if page else revision, after=None).token(viewer, owner, access),
        more=more,
        reset=False,
    )


def _is_seen(entry: Entry, owner: str, access: Access) -> bool:
    return entry.owner == owner and rules.may_see(entry, access)


def _copy(viewer: str, owner: str, request: SyncQuery, access: Access) -> Copy | None:
    """Return the progress of the viewer's copy; None if it must start from the beginning."""
    if request.since is None:
        return None
    token = decode_cursor(verify(request.since, f"{viewer}/{owner}"), TOKEN)
    is_forgotten = datetime.now(UTC) - token["at"] >= rules.CHANGES_LIFETIME
    if is_forgotten or token["level"] != access.name:
        return None
    return Copy(token["revision"], token["after"] or None)
