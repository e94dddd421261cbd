"""A client generated from the OpenAPI document, used against the running product."""

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from localcloud.prerequisites import ROOT
from localcloud.stack import Stack


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("client")
    document = folder / "openapi.json"
    code = "import json; from scripts.openapi import openapi; print(json.dumps(openapi()))"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    document.write_text(made.stdout)
    command = [
        *(sys.executable, "-m", "openapi_python_client", "generate", "--path", str(document), "--meta", "none"),
        *("--output-path", str(folder / "biologidex_client"), "--fail-on-warning", "--config", str(folder / "config")),
    ]
    (folder / "config").write_text(
        json.dumps(
            {"post_hooks": [], "content_type_overrides": dict.fromkeys(("image/*", "*/*"), "application/octet-stream")}
        )
    )
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    sys.path.insert(0, str(folder))
    yield "biologidex_client"
    sys.path.remove(str(folder))


def use(package: str, path: str) -> Any:
    return importlib.import_module(f"{package}.{path}")


def test_a_generated_client_signs_up_and_adds_an_animal(generated: str, stack: Stack, stack_project: None) -> None:
    models = use(generated, "models")
    name = f"misty-{time.time_ns()}"
    anyone = use(generated, "client").Client(base_url=stack.url)
    user = models.NewUser.from_dict(
        {"username": name, "email": f"{name}@example.org", "password": "cerulean-1x", "password_confirm": "cerulean-1x"}
    )
    assert use(generated, "api.accounts.sign_up").sync(client=anyone, body=user).username == name
    login = models.Login(username=name, password="cerulean-1x")
    tokens = use(generated, "api.accounts.log_in").sync(client=anyone, body=login)
    me = use(generated, "client").AuthenticatedClient(base_url=stack.url, token=tokens.access_token)
    entry = models.NewEntry.from_dict({"name": "Corvus corax", "caught_at": "2026-05-01T12:00:00Z", "notes": "loud"})
    add = use(generated, "api.dex.add_entry")
    added = [add.sync(client=me, body=entry, idempotency_key="k") for _ in range(2)]
    assert added[0].id == added[1].id
    listed = use(generated, "api.dex.my_entries").sync(client=me, class_="aves")
    assert [one.animal.scientific_name for one in listed.items] == ["Corvus corax"]
    missing = use(generated, "api.dex.get_entry").sync_detailed(client=me, entry_id="none")
    assert (missing.status_code, missing.parsed.code) == (404, models.Code.NOT_FOUND)
    home = use(generated, "api.dex.get_home").sync(client=me)
    assert (home.account.username, home.stats.catches, home.entries[0].mine.notes) == (name, 1, "loud")


def test_the_document_is_served(stack: Stack) -> None:
    assert requests.get(f"{stack.url}/api/v1/openapi.json", timeout=10).json()["openapi"] == "3.1.0"
