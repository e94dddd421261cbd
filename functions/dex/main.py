"""The dex: entries, their pictures, sync and exports."""

from flask import Response

from shared import limits
from shared.base_model import Page, PageQuery
from shared.cloud.auth.identity import Identity
from shared.dex import entries, home, likes, pictures, sync, views
from shared.dex.replies import BatchSynced, EntryReply, FriendOverview, Home, Liker, StatsReply, SyncReply
from shared.dex.requests import (
    AvatarPath,
    BatchSync,
    EntryPatch,
    EntryPath,
    EntryQuery,
    ExportQuery,
    Favorite,
    MediaVariant,
    MyEntriesQuery,
    NewEntry,
    NewPicture,
    OwnerPath,
    PicturePath,
    StatsQuery,
    SyncQuery,
)
from shared.graph import unseen
from shared.graph.models import NotSeenQuery, UnseenAnimal
from shared.http import metrics
from shared.http.app import as_function, attachment, create_app, created, done, json_response, revised
from shared.http.media import picture
from shared.http.routes import Body, Content, IfMatch, Path, Query, Routes
from shared.problems import Code

ENTRIES = "/dex/entries"
type EntryPage = Page[EntryReply]
type UnseenPage = Page[UnseenAnimal]
type LikerPage = Page[Liker]
type FriendOverviewPage = Page[FriendOverview]
person = Routes("dex")
media = Routes("media", prefix="/media")


@person.post(
    ENTRIES,
    summary="Add an animal",
    answer=EntryReply,
    status=201,
    errors=(Code.NOT_FOUND, Code.JOB_NOT_READY, Code.ALREADY_EXISTS),
    idempotent=True,
)
def add_entry(caller: Identity, body: Body[NewEntry]) -> Response:
    """Add an animal to your dex; repeating the request returns the same entry."""
    entry = entries.add_entry(caller.uid, body)
    return created(entry, f"{ENTRIES}/{entry.id}")


@person.get(f"{ENTRIES}/my_entries", summary="My dex", answer=EntryPage, suspended_too=True)
def my_entries(caller: Identity, query: Query[MyEntriesQuery]) -> Response:
    """Return your own entries."""
    return json_response(views.my_entries(caller.uid, query))


@person.get(f"{ENTRIES}/favorites", summary="My favorites", answer=EntryPage, suspended_too=True)
def favorites(caller: Identity, query: Query[EntryQuery]) -> Response:
    """Return your own favorites."""
    return json_response(views.favorites(caller.uid, query))


@person.get(f"{ENTRIES}/user/<user_id>/entries", summary="A person's dex", answer=EntryPage, errors=[Code.NOT_FOUND])
def entries_of(caller: Identity, path: Path[OwnerPath], query: Query[EntryQuery]) -> Response:
    """Return the entries of a person, as far as you may see them."""
    return json_response(views.entries_of(caller, path.user_id, query))


@person.get(
    f"{ENTRIES}/sync_entries",
    summary="What changed in my dex",
    answer=SyncReply,
    errors=[Code.INVALID_CURSOR],
    suspended_too=True,
)
def sync_entries(caller: Identity, query: Query[SyncQuery]) -> Response:
    """Return the changes to your own dex since a token."""
    return json_response(sync.sync(caller, query))


@person.post(
    f"{ENTRIES}/batch_sync",
    summary="What changed in several dexes",
    answer=BatchSynced,
    errors=[Code.INVALID_CURSOR],
    limit=limits.BATCHES,
)
def batch_sync(caller: Identity, body: Body[BatchSync]) -> Response:
    """Return the changes to several people's dexes since their tokens, as far as you may see them."""
    return json_response(sync.batch_sync(caller, body))


@person.get(f"{ENTRIES}/friends_overview", summary="My friends' dexes", answer=FriendOverviewPage)
def friends_overview(caller: Identity, query: Query[PageQuery]) -> Response:
    """Return your friends with summaries of their life lists."""
    return json_response(views.friends_overview(caller.uid, query))


@person.get(f"{ENTRIES}/<entry_id>", summary="An entry", answer=EntryReply, errors=[Code.NOT_FOUND], suspended_too=True)
def get_entry(caller: Identity, path: Path[EntryPath]) -> Response:
    """Return an entry as you may see it."""
    return revised(views.get_entry(caller, path.entry_id))


@person.patch(
    f"{ENTRIES}/<entry_id>", summary="Change an entry", answer=EntryReply, errors=(Code.NOT_FOUND, Code.ALREADY_EXISTS)
)
def edit_entry(caller: Identity, path: Path[EntryPath], body: Body[EntryPatch], revision: IfMatch) -> Response:
    """Change the fields that are sent, including the animal; the others stay as they are."""
    return revised(entries.edit(caller.uid, path.entry_id, body, revision))


@person.delete(f"{ENTRIES}/<entry_id>", summary="Delete an entry", answer=Content.NOTHING, status=204)
def delete_entry(caller: Identity, path: Path[EntryPath], revision: IfMatch) -> Response:
    """Delete an entry and update the counts it was part of."""
    entries.delete(caller.uid, path.entry_id, revision)
    return done()


@person.post(
    f"{ENTRIES}/<entry_id>/toggle_favorite",
    summary="Toggle favorite",
    answer=EntryReply,
    errors=[Code.NOT_FOUND],
    idempotent=True,
)
def toggle_favorite(caller: Identity, path: Path[EntryPath], body: Body[Favorite]) -> Response:
    """Mark or unmark an entry as a favorite; without a value in the body, toggle it."""
    return revised(entries.set_favorite(caller.uid, path.entry_id, body.favorite))


@person.post(
    f"{ENTRIES}/<entry_id>/pictures",
    summary="Add a picture",
    answer=EntryReply,
    errors=(Code.NOT_FOUND, Code.JOB_NOT_READY),
)
def add_picture(caller: Identity, path: Path[EntryPath], body: Body[NewPicture]) -> Response:
    """Add a photograph, up to eight; one that is already there takes over its job's current rotation."""
    return revised(entries.add_picture(caller.uid, path.entry_id, body))


@person.delete(
    f"{ENTRIES}/<entry_id>/pictures/<picture_id>",
    summary="Remove a picture",
    answer=EntryReply,
    errors=[Code.NOT_FOUND],
)
def remove_picture(caller: Identity, path: Path[PicturePath], revision: IfMatch) -> Response:
    """Remove a photograph from an entry."""
    return revised(entries.remove_picture(caller.uid, path.entry_id, path.picture_id, revision))


@person.put(
    f"{ENTRIES}/<entry_id>/like", summary="Like an entry", answer=Content.NOTHING, status=204, errors=[Code.NOT_FOUND]
)
def like(caller: Identity, path: Path[EntryPath]) -> Response:
    """Like an entry that you may see; liking it again changes nothing."""
    likes.like(caller, path.entry_id)
    return done()


@person.delete(f"{ENTRIES}/<entry_id>/like", summary="Unlike an entry", answer=Content.NOTHING, status=204)
def unlike(caller: Identity, path: Path[EntryPath]) -> Response:
    """Remove your like; without a like, nothing changes."""
    likes.unlike(caller.uid, path.entry_id)
    return done()


@person.get(
    f"{ENTRIES}/<entry_id>/likes",
    summary="Who likes it",
    answer=LikerPage,
    errors=(Code.NOT_FOUND, Code.INVALID_CURSOR),
)
def likers(caller: Identity, path: Path[EntryPath], query: Query[PageQuery]) -> Response:
    """Return the people who like your entry: friends first, then the newest."""
    return json_response(likes.likers(caller.uid, path.entry_id, query))


@person.get("/dex/home", summary="The home screen", answer=Home)
def get_home(caller: Identity, query: Query[StatsQuery]) -> Response:
    """Return your account, stats, newest entries, open friend requests and running jobs."""
    return json_response(home.home(caller.uid, query))


@person.get("/dex/stats", summary="My statistics", answer=StatsReply, suspended_too=True)
def stats(caller: Identity, query: Query[StatsQuery]) -> Response:
    """Return your catches, animals, classes, streak, discoveries and badges."""
    return json_response(views.stats(caller.uid, query))


@person.get("/dex/not_seen", summary="Animals I have not seen", answer=UnseenPage, errors=[Code.INVALID_CURSOR])
def not_seen(caller: Identity, query: Query[NotSeenQuery]) -> Response:
    """Return the animals that your friends have seen and you have not, by number."""
    return json_response(unseen.not_seen(caller, query))


@person.get("/dex/export", summary="My dex as a file", answer=Content.FILE, limit=limits.EXPORTS, suspended_too=True)
def export_dex(caller: Identity, query: Query[ExportQuery]) -> Response:
    """Return your dex as CSV, JSON or a Darwin Core Archive, with places as exact as others may know them."""
    from shared.dex import exports, upkeep  # only exports need them

    pieces = exports.write(*upkeep.for_export(caller.uid, query.audience), query)
    return attachment(pieces, exports.CONTENT_TYPES[query.format], exports.FILENAMES[query.format])


@media.get(
    "/<entry_id>/<picture_id>/<variant>",
    summary="A picture of an entry",
    answer=Content.PICTURE,
    errors=[Code.NOT_FOUND],
    limit=limits.PICTURES,
    suspended_too=True,
)
def entry_picture(caller: Identity, path: Path[MediaVariant]) -> Response:
    """Return a picture of an entry that you may see; only its owner gets the original."""
    return picture(pictures.find_picture(caller, path))


@media.get(
    "/avatars/<user_id>/<entry_id>",
    summary="A person's avatar",
    answer=Content.PICTURE,
    errors=[Code.NOT_FOUND],
    limit=limits.PICTURES,
)
def avatar(path: Path[AvatarPath]) -> Response:
    """Return a person's avatar."""
    return picture(pictures.find_avatar(path.user_id, path.entry_id))


ROUTES = (person, media)
NEEDS = ("hash_secret", "housekeeping_url", "identify_url", "media_bucket", "tasks_service_account", "uploads_bucket")
app = create_app("dex", *ROUTES, needs=NEEDS)
metrics.serve(app)
main = as_function(app)
