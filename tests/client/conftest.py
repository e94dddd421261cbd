"""The engine, and a copy of the client that it has imported from nothing."""

import shutil
from pathlib import Path

import pytest

from scripts.export_client import PROJECT, import_project
from scripts.get_godot import MissingEngineError, get


@pytest.fixture(scope="session")
def engine() -> Path:
    try:
        return get()
    except MissingEngineError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def project(engine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client's project, imported; the import fails on any error that the engine logs."""
    copy = tmp_path_factory.mktemp("client") / "client"
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(".godot"))
    import_project(engine, copy)
    return copy
