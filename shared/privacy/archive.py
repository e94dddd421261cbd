"""The ZIP files of a person's data export (JSON and pictures), written file by file, in pieces."""

import json
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from shared.base_model import Model
from shared.cloud import storage
from shared.cloud.firestore import UnitOfWork, transact
from shared.part import Export, File
from shared.privacy import store
from shared.privacy.models import ExportRecord, Progress
from shared.settings import settings

MAX_FILE_BYTES = 250 * 1024 * 1024
MAX_SECONDS = 60  # far below the deadline of a task
OBJECTS = "exports/{uid}/"


def object_name(uid: str, number: int) -> str:
    """Return the object name of an export file in the media bucket; files are numbered from 1."""
    return f"{OBJECTS.format(uid=uid)}{number}.zip"


def write_next_file(uid: str, exports: Sequence[Export], at: datetime) -> bool:
    """Write the next file of an export and record it; return whether there are more.

    A run that dies leaves at most an object, which the next run overwrites. Of concurrent runs, only one records.
    """
    before = store.get_export(uid)
    if before is None or before.ready_at:
        return False
    progress, size = _write(uid, len(before.file_sizes) + 1, before.progress, exports)
    is_over = progress.export == len(exports)
    written = {"progress": progress, "file_sizes": [*before.file_sizes, size], "ready_at": at if is_over else None}
    recorded = transact(lambda unit: _record(unit, uid, before, before.model_copy(update=written)))
    return recorded and not is_over


def _record(unit: UnitOfWork, uid: str, before: ExportRecord, after: ExportRecord) -> bool:
    stored = store.get_export_in(unit, uid)
    if stored is None:
        unit.follow(lambda: delete_files(uid))  # the account has been deleted in the meantime
    if stored != before:
        return False
    store.put_export(unit, uid, after)
    return True


def _write(uid: str, number: int, progress: Progress, exports: Sequence[Export]) -> tuple[Progress, int]:
    until = time.monotonic() + MAX_SECONDS
    with storage.writer(settings().media_bucket, object_name(uid, number), "application/zip") as out:
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", readme(exports))
            is_full = False
            while progress.export < len(exports) and not is_full:
                progress = _write_section(archive, uid, progress, exports[progress.export])
                is_full = out.tell() >= MAX_FILE_BYTES or time.monotonic() >= until
        return progress, int(out.tell())


def _write_section(archive: ZipFile, uid: str, progress: Progress, export: Export) -> Progress:
    section = export.read(uid, progress.cursor)
    documents = [item for item in section.items if isinstance(item, Model)]
    if documents:
        number = f"-{progress.sections + 1}" if progress.sections else ""
        archive.writestr(f"{export.name}{number}.json", _json(documents))
    for item in section.items:
        if isinstance(item, File):
            _write_pieces(archive, f"{export.name}/{item.name}", item.pieces)
    if section.cursor is None:
        return Progress(export=progress.export + 1)
    return Progress(export=progress.export, cursor=section.cursor, sections=progress.sections + 1)


def _write_pieces(archive: ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with archive.open(ZipInfo(name, time.gmtime()[:6]), "w") as out:
        for piece in pieces:
            out.write(piece)


def _json(documents: list[Model]) -> str:
    return json.dumps([one.model_dump(mode="json") for one in documents], indent=1, ensure_ascii=False)


def readme(exports: Sequence[Export]) -> str:
    """Return the text of the export's README."""
    lines = "\n".join(f"{export.name:12} {export.description}" for export in exports)
    return f"All the data that BiologiDex stores about you, in one or more ZIP files:\n\n{lines}\n"


def delete_files(uid: str) -> int:
    """Delete the files of a person's export; return their number."""
    names = list(storage.names(settings().media_bucket, OBJECTS.format(uid=uid)))
    for name in names:
        storage.delete(settings().media_bucket, name)
    return len(names)
