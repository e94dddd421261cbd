"""The pictures of entries, with access checks."""

from shared.accounts import people
from shared.cloud.auth.identity import Identity
from shared.dex.documents import Entry, Picture
from shared.dex.requests import MediaVariant
from shared.dex.store import entries as store
from shared.dex.views import get_visible
from shared.vision import media
from shared.vision import service as vision
from shared.vision.media import StoredPicture
from shared.vision.models import Variant


def find_picture(viewer: Identity, wanted: MediaVariant) -> StoredPicture | None:
    """Return a picture of an entry that this viewer may see; None if there is none.

    If the rotated picture is missing, the unrotated one stands in; for the owner, finally, the original.
    """
    entry = get_visible(viewer, wanted.entry_id)
    picture = next((one for one in entry.pictures if one.id == wanted.picture_id.partition(".")[0]), None)
    own = entry.owner == viewer.uid
    if picture is None or (wanted.variant == "original" and not own):
        return None
    if wanted.variant == "original":
        return _original(entry.owner, picture.job_id)
    variant = Variant(wanted.variant)
    if result := media.find_picture(picture.job_id, variant, picture.quarter_turns):
        return result
    instead = media.find_picture(picture.job_id, variant, 0) or (
        _original(entry.owner, picture.job_id) if own else None
    )
    return instead._replace(stands_in=True) if instead else None


def _original(uid: str, job_id: str) -> StoredPicture | None:
    job = vision.find_job(job_id)
    return media.find_original(job) if job and job.owner == uid else None


def find_avatar(uid: str, entry_id: str) -> StoredPicture | None:
    """Return a person's avatar; None if it is not from this entry."""
    profile = people.get_profile(uid)
    entry = store.get(entry_id) if profile and profile.avatar_entry == entry_id else None
    if entry is None or entry.owner != uid or entry.hidden:
        return None
    picture = _primary(entry)
    return media.find_picture(picture.job_id, Variant.THUMB, picture.quarter_turns) if picture else None


def read_thumbnail(entry: Entry) -> bytes | None:
    """Return an entry's thumbnail, if it has a picture."""
    picture = _primary(entry)
    return media.read_picture(picture.job_id, Variant.THUMB, picture.quarter_turns) if picture else None


def _primary(entry: Entry) -> Picture | None:
    return next((one for one in entry.pictures if one.id == entry.primary_picture), None)
