"""Export and restore Firestore's documents.

It uses Google's own export and import rather than reading every document: they take a consistent snapshot and keep
every type, and the emulator has the same two operations with the same files, so that a restore can be rehearsed.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

from scripts.operate import gcloud
from scripts.operate.report import Line
from shared.accounts import people
from shared.cloud import firestore
from shared.privacy import service as privacy

EMULATOR_SECONDS = 300


class NotEmptyError(Exception):
    """The database is not empty: an import would mix two states."""


def backup(folder: str) -> Iterator[Line]:
    """Export all documents into a new folder."""
    if gcloud.is_used():
        minute = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:00Z}"  # Firestore keeps the state of every full minute
        gcloud.ask("firestore", "export", folder, f"--snapshot-time={minute}")
    else:
        path = Path(folder).resolve()
        _ask_emulator("export", {"export_directory": str(path.parent), "export_name": path.name})
    yield Line(ok=True, what="backup", said=f"{folder} holds all documents")


def restore(source: str) -> Iterator[Line]:
    """Import a folder or a managed backup into an empty database; people deleted since then are deleted again.

    Raises:
        LookupError: the folder holds no export.
        NotEmptyError: the database is not empty.

    """
    if not _is_empty():
        raise NotEmptyError("The database holds documents. “Backups” in docs/operations.md says what to do.")
    if not gcloud.is_used():
        file = next(Path(source).glob("*.overall_export_metadata"), None)
        if file is None:
            raise LookupError(f"{source} holds no export.")
        _ask_emulator("import", {"export_directory": str(file.resolve())})
    elif source.startswith("gs://"):
        gcloud.ask("firestore", "import", source)
    else:
        gcloud.ask(
            *("firestore", "databases", "restore", f"--source-backup={source}", "--destination-database=(default)")
        )
    yield Line(ok=True, what="restore", said=f"all documents of {source} are back")
    gone = list(_gone())
    for uid in gone:
        privacy.delete(uid, datetime.now(UTC))
    yield Line(ok=True, what="deletions", said=f"{len(gone)} people had gone since, and go again")


def _is_empty() -> bool:
    return next(iter(firestore.client().collections()), None) is None


def _gone() -> Iterator[str]:
    """Yield the people who no longer have a Firebase Auth account: they were deleted after the backup."""
    cursor: str | None = ""
    while cursor is not None:
        some, cursor = people.without_auth_user(cursor)
        yield from some


def _ask_emulator(action: str, body: dict[str, str]) -> None:
    client: Any = firestore.client()
    url = f"http://{client._emulator_host}/emulator/v1/projects/{client.project}:{action}"
    answer = requests.post(url, json={"database": client._database_string, **body}, timeout=EMULATOR_SECONDS)
    answer.raise_for_status()
