"""The dex: entries, their pictures, copies of them, files of them."""

from flask import Response

from shared.base_model import Page, PageQuery
from shared.dex import entries, pictures, sync, upkeep, views
from shared.dex.replies import BatchSynced, EntryDetails, EntryReply, FriendOverview, StatsReply, SyncReply
from shared.dex.requests import (
    AvatarPath,
    BatchSync,
    EntryChanges,
    EntryPath,
    EntryQuery,
    ExportQuery,
    Favorite,
    MediaVariant,
    NewEntry,
    NewPicture,
    OwnerPath,
    PicturePath,
    SyncQuery,
)
from shared.http.app import as_function, attachment, create_app, done, json_response
from shared.http.idempotency import idempotent
from shared.http.media import picture
from shared.http.routes import Routes, current_identity, current_uid

ENTRIES = "/dex/entries"
type EntryPage = Page[EntryReply]
type FriendOverviewPage = Page[FriendOverview]
person = Routes("dex")
media = Routes("media", prefix="/media")


@person.post(ENTRIES, summary="Add an animal", responses={201: EntryDetails})
@idempotent
def add_entry(body: NewEntry) -> Response:
    """Put an animal into one's dex; asking twice makes one entry."""
    return json_response(entries.add_entry(current_uid(), body), 201)


@person.get(f"{ENTRIES}/my_entries", summary="My dex", responses={200: EntryPage})
def my_entries(query: EntryQuery) -> Response:
    """Return one's own entries."""
    return json_response(views.my_entries(current_uid(), query))


@person.get(f"{ENTRIES}/favorites", summary="My favorites", responses={200: EntryPage})
def favorites(query: EntryQuery) -> Response:
    """Return one's own favorites."""
    return json_response(views.favorites(current_uid(), query))


@person.get(f"{ENTRIES}/user/<user_id>/entries", summary="Somebody's dex", responses={200: EntryPage})
def entries_of(path: OwnerPath, query: EntryQuery) -> Response:
    """Return the entries of a person that one may see."""
    return json_response(views.entries_of(current_identity(), path.user_id, query))


@person.get(f"{ENTRIES}/sync_entries", summary="What changed in my dex", responses={200: SyncReply})
def sync_entries(query: SyncQuery) -> Response:
    """Return what changed in one's own dex since a token."""
    return json_response(sync.sync(current_identity(), query))


@person.post(f"{ENTRIES}/batch_sync", summary="What changed in several dexes", responses={200: BatchSynced})
def batch_sync(body: BatchSync) -> Response:
    """Return what changed in several people's dexes since their tokens, as far as one may see them."""
    return json_response(sync.batch_sync(current_identity(), body))


@person.get(f"{ENTRIES}/friends_overview", summary="My friends' dexes", responses={200: FriendOverviewPage})
def friends_overview(query: PageQuery) -> Response:
    """Return one's friends with their collections in numbers."""
    return json_response(views.friends_overview(current_uid(), query))


@person.get(f"{ENTRIES}/<entry_id>", summary="An entry", responses={200: EntryDetails})
def get_entry(path: EntryPath) -> Response:
    """Return an entry as one may see it; one's own with the exact place."""
    return json_response(views.get_entry(current_identity(), path.entry_id))


@person.patch(f"{ENTRIES}/<entry_id>", summary="Change an entry", responses={200: EntryDetails})
def edit(path: EntryPath, body: EntryChanges) -> Response:
    """Change what is sent; what is not sent stays as it is."""
    return json_response(entries.edit(current_uid(), path.entry_id, body))


@person.delete(f"{ENTRIES}/<entry_id>", summary="Delete an entry")
def delete(path: EntryPath) -> Response:
    """Delete an entry, with what was counted of it."""
    entries.delete(current_uid(), path.entry_id)
    return done()


@person.post(f"{ENTRIES}/<entry_id>/toggle_favorite", summary="A favorite or not", responses={200: EntryDetails})
@idempotent
def toggle_favorite(path: EntryPath, body: Favorite) -> Response:
    """Make an entry a favorite or none; the other of the two when the body does not say."""
    return json_response(entries.set_favorite(current_uid(), path.entry_id, body.favorite))


@person.post(f"{ENTRIES}/<entry_id>/pictures", summary="Another picture", responses={200: EntryDetails})
def add_picture(path: EntryPath, body: NewPicture) -> Response:
    """Add a photograph, up to eight; one that is there is turned as its job stands now."""
    return json_response(entries.add_picture(current_uid(), path.entry_id, body))


@person.delete(f"{ENTRIES}/<entry_id>/pictures/<picture_id>", summary="One picture less", responses={200: EntryDetails})
def remove_picture(path: PicturePath) -> Response:
    """Take a photograph from an entry."""
    return json_response(entries.remove_picture(current_uid(), path.entry_id, path.picture_id))


@person.get("/dex/stats", summary="My dex in numbers", responses={200: StatsReply})
def stats() -> Response:
    """Return one's catches, animals, classes, streak, discoveries and badges."""
    return json_response(views.stats(current_uid()))


@person.get("/dex/export", summary="My dex as a file")
def export_dex(query: ExportQuery) -> Response:
    """Return one's dex as CSV, JSON or Darwin Core Archive, with places as others may know them."""
    from shared.dex import exports  # few requests write files

    data = exports.write(*upkeep.for_export(current_uid()), query.format)
    return attachment(data, exports.CONTENT_TYPES[query.format], exports.FILENAMES[query.format])


@media.get("/<entry_id>/<picture_id>/<variant>", summary="A picture of an entry")
def entry_picture(path: MediaVariant) -> Response:
    """Return a picture of an entry that one may see; the original goes to its owner alone."""
    return picture(pictures.read_picture(current_identity(), path))


@media.get("/avatars/<user_id>/<entry_id>", summary="A person's avatar")
def avatar(path: AvatarPath) -> Response:
    """Return the picture that a person has chosen to be seen by."""
    return picture(pictures.read_avatar(path.user_id, path.entry_id))


ROUTES = (person, media)
app = create_app("dex", *ROUTES)
main = as_function(app)
