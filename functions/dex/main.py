"""The dex: entries, and their pictures."""

from flask import Response

from shared.dex import service
from shared.dex.models import AvatarPath, EntryReply, MediaVariant, NewEntry
from shared.http.app import as_function, create_app, reply
from shared.http.idempotency import idempotent
from shared.http.media import picture
from shared.http.pagination import Page, PageQuery
from shared.http.routes import Routes, current_uid

person = Routes("dex")
media = Routes("media", prefix="/media")


@person.post("/dex/entries", summary="Add an animal", responses={201: EntryReply})
@idempotent
def add_entry(body: NewEntry) -> Response:
    """Put an identified animal into one's dex; asking twice makes one entry."""
    return reply(service.add_entry(current_uid(), body), 201)


@person.get("/dex/entries/my_entries", summary="My dex", responses={200: Page[EntryReply]})
def my_entries(query: PageQuery) -> Response:
    """Return one's own entries, newest first."""
    return reply(service.my_entries(current_uid(), query))


@media.get("/<entry_id>/<picture_id>/<variant>", summary="A picture of an entry")
def entry_picture(path: MediaVariant) -> Response:
    """Return a picture of an entry; the original goes to its owner alone."""
    return picture(service.read_picture(current_uid(), path))


@media.get("/avatars/<user_id>/<entry_id>", summary="A person's avatar")
def avatar(path: AvatarPath) -> Response:
    """Return the picture that a person has chosen to be seen by."""
    return picture(service.read_avatar(path.user_id, path.entry_id))


ROUTES = (person, media)
app = create_app("dex", *ROUTES)
main = as_function(app)
