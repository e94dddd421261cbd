"""Fuzzing with schemathesis: valid and invalid requests generated from the OpenAPI document pass all its checks."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
from werkzeug.serving import make_server

from scripts.openapi import HTTP_FUNCTIONS, openapi
from shared.accounts import people, sessions
from tests.conftest import forget_cached
from tests.integration.conftest import Player
from tests.integration.test_dex import add, completed_job

SECONDS = 80
# Two checks hold a right product wrong: what the schema allows may be wrong all the same (two passwords that differ),
# and the address of one route may be an id to another (`/entries/favorites`, `/entries/{entry_id}`).
NOT_APPLICABLE = "positive_data_acceptance,allow_header_conformance"
LIMITS = ("REQUESTS", "READS", "CHANGES", "SIGN_INS")


def function_of(path: str) -> str:
    """Return the function that Hosting would route a request to."""
    if path.startswith("/media/"):
        return "dex"
    part = path.removeprefix("/api/v1/").partition("/")[0]
    return "animals" if part == "taxonomy" else part if part in HTTP_FUNCTIONS else "auth"


@pytest.fixture
def server(player: Player, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve all functions at one address, without rate limits, for a person who always stays signed in."""
    for limit in LIMITS:
        monkeypatch.setenv(f"{limit}_PER_MINUTE", "1000000")
    for limit in ("READS", "BATCHES", "CHANGES", "UPLOADS", "PICTURES", "EXPORTS", "SIGN_INS"):
        monkeypatch.setenv(f"{limit}_PER_DAY", "1000000")
    forget_cached()
    apps: dict[str, Any] = {name: import_module(f"functions.{name}.main").app for name in HTTP_FUNCTIONS}
    served = make_server(
        "127.0.0.1", 0, lambda environ, start: apps[function_of(environ["PATH_INFO"])](environ, start), threaded=True
    )
    thread = Thread(target=served.serve_forever)
    thread.start()
    with patch.object(sessions, "log_out"), patch.object(sessions, "shut_out"), patch.object(people, "hide"):
        yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()


@pytest.mark.timeout(300)
def test_no_generated_request_is_answered_otherwise_than_documented(
    server: str, player: Player, tmp_path: Path
) -> None:
    add(player, completed_job(player.uid))
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(openapi()))
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", str(document), "--url", server),
        *("--header", f"Authorization: Bearer {player.token}", "--phases", "examples,coverage,fuzzing"),
        *("--exclude-checks", NOT_APPLICABLE),
        *("--generation-deterministic", "--max-time", str(SECONDS), "--no-color"),
    ]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-20000:]
