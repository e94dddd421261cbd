"""The ZIP of everything that is held about a person: JSON, and the pictures."""

import json
from collections.abc import Iterable, Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from shared import audit
from shared.accounts import service as accounts
from shared.animals import service as animals
from shared.base_model import Model
from shared.cloud import storage
from shared.dex import upkeep as dex
from shared.settings import settings
from shared.social import service as social
from shared.vision import service as vision

README = """Everything that BiologiDex holds about you.

account.json      your account, profile and preferences
friendships.json  your friends, requests and blocks
entries.json      your dex, with the exact places that only you see
life_list.json    your animals, summed up
jobs.json         your photographs: what was asked of the model and what it answered
discoveries.json  the animals that you were the first to photograph
usage.json        how many identifications you used on which day
audit.json        what operators did about your account
photographs/      your photographs as you uploaded them
pictures/         the standard pictures made of them
"""
Contents = Model | Sequence[Model] | Mapping[str, object]


def object_name(uid: str) -> str:
    """Return where a person's export lies in the media bucket."""
    return f"exports/{uid}.zip"


def write(uid: str) -> int:
    """Write a person's export, piece by piece, and return its size in bytes. Writing it again replaces it."""
    with storage.writer(settings().media_bucket, object_name(uid), "application/zip") as out:
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", README)
            for name, contents in _documents(uid):
                archive.writestr(name, _json(contents))
            for name, data in vision.export_pictures(uid):
                archive.writestr(name, data, ZIP_STORED)
        return int(out.tell())


def _documents(uid: str) -> Iterable[tuple[str, Contents]]:
    yield "account.json", accounts.export(uid)
    yield "friendships.json", social.export(uid)
    yield "entries.json", list(dex.export(uid))
    yield "life_list.json", dex.get_life_list(uid)
    yield "jobs.json", vision.export(uid)
    yield "discoveries.json", animals.discovered_by(uid)
    yield "usage.json", vision.export_usage(uid)
    yield "audit.json", audit.export(uid)


def _json(contents: Contents) -> str:
    if isinstance(contents, Model):
        plain: object = contents.model_dump(mode="json")
    elif isinstance(contents, Mapping):
        plain = contents
    else:
        plain = [one.model_dump(mode="json") for one in contents]
    return json.dumps(plain, indent=1, ensure_ascii=False, default=str)
