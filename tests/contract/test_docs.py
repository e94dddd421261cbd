"""The documentation agrees with the code."""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from scripts import admin
from scripts.openapi import HTTP_FUNCTIONS, groups, openapi
from scripts.operate import __main__ as operate
from shared.http.routes import Source
from shared.problems import KINDS
from shared.settings import Settings
from shared.vision.models import JobErrorCode

ROOT = Path(__file__).parents[2]
HEAVY = (
    "openai",
    "PIL",
    "pyvips",
    "onnxruntime",
    "numpy",
    "google.cloud.tasks_v2",
    "google.cloud.storage",
    "firebase_admin",
    "opentelemetry.sdk",
)


def text(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The OpenAPI document, generated as in the site's build."""
    before = dict(os.environ)
    try:
        return openapi()
    finally:
        os.environ.clear()
        os.environ.update(before)


def test_every_setting_is_in_the_example_with_its_meaning() -> None:
    example = dict(re.findall(r"^# (.+)\n([A-Z_]+)=", text(".env.example"), re.MULTILINE))
    meanings = {name.upper(): field.description for name, field in Settings.model_fields.items()}
    listed = {name: meaning for meaning, name in example.items()}
    assert set(listed) == set(meanings)
    for name, meaning in meanings.items():
        assert meaning
        assert listed[name].split(":")[0].split(".")[0].split(";")[0] in meaning.replace("\n", " "), name


def test_every_error_code_is_explained() -> None:
    of_requests, of_jobs = text("docs/errors.md").split("## Jobs")
    statuses = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", of_requests, re.MULTILINE))
    assert {code: int(status) for code, status in statuses.items()} == {
        code: kind.status for code, kind in KINDS.items()
    }
    assert set(re.findall(r"^\| `(\w+)` \| (?:yes|no) \|", of_jobs, re.MULTILINE)) == set(JobErrorCode)


def test_the_openapi_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_example_is_right(document: dict[str, Any]) -> None:
    def check(content: dict[str, Any]) -> None:
        for media in content.values():
            if "example" in media:
                schema = {**media["schema"], "components": document["components"]}
                jsonschema.validate(media["example"], schema, format_checker=jsonschema.FormatChecker())
                checked.append(media)

    checked: list[Any] = []
    for methods in document["paths"].values():
        for route in methods.values():
            check(route.get("requestBody", {}).get("content", {}))
            for answer in route["responses"].values():
                check(answer.get("content", {}))
    assert len(checked) > 100
    for group in groups():
        for route in group.routes:
            for model in (one.model for one in route.parameters if one.model and one.source is Source.BODY):
                path = re.sub(r"<(\w+)>", r"{\1}", route.rule)
                body = document["paths"][path][route.method.lower()]["requestBody"]["content"]["application/json"]
                model.model_validate_json(json.dumps(body["example"]), strict=True, extra="forbid")


def test_the_document_says_what_is_really_sent(document: dict[str, Any]) -> None:
    operations = [route for methods in document["paths"].values() for route in methods.values()]
    names = [route["operationId"] for route in operations]
    assert len(names) == len(set(names))
    for route in operations:
        assert list(route["responses"]) == sorted(route["responses"])
        for status, answer in route["responses"].items():
            kinds = set(answer.get("content", {}))
            assert (
                kinds == {"application/problem+json"} if int(status) >= 400 else kinds != {"application/problem+json"}
            )
    patched = document["components"]["schemas"]["EntryPatch"]["properties"]
    assert not [name for name, field in patched.items() if "default" in field]


def test_the_page_of_the_api_begins_with_sign_up_and_its_example(document: dict[str, Any]) -> None:
    first = document["tags"][0]["name"]
    operations = [route for methods in document["paths"].values() for route in methods.values()]
    sign_up = next(route for route in operations if first in route["tags"])
    assert sign_up["operationId"] == "sign_up"
    assert sign_up["requestBody"]["content"]["application/json"]["example"]["username"] == "misty"


def test_every_route_is_in_the_api_guide(document: dict[str, Any]) -> None:
    routes = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert set(re.findall(r"^\| `([A-Z]+ /[^`]+)` \|", text("docs/api.md"), re.MULTILINE)) == routes


@pytest.mark.parametrize("page", ["access", "roles"])
def test_a_page_that_is_made_from_the_code_is_fresh(page: str) -> None:
    command = [sys.executable, "-m", f"scripts.{page}"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert text(f"docs/{page}.md") == made.stdout, f"python -m scripts.{page} > docs/{page}.md"


def test_every_route_but_those_of_sign_in_asks_for_a_token(document: dict[str, Any]) -> None:
    open_routes = {
        path
        for path, methods in document["paths"].items()
        if not all(route.get("security") for route in methods.values())
    }
    signing_in = {"/api/v1/users", "/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/password-reset"}
    species = {path for path in document["paths"] if path.startswith(("/api/v1/animals", "/api/v1/taxonomy"))}
    assert open_routes == signing_in | species | {"/api/v1/health", "/api/v1/version"}


def test_hosting_sends_every_route_to_its_function() -> None:
    from importlib import import_module

    rewrites = json.loads(text("firebase.json"))["hosting"]["rewrites"]

    def served_by(path: str) -> str:
        for rewrite in rewrites:
            source = rewrite["source"]
            if path == source or (source.endswith("/**") and path.startswith(source[:-2])):
                return str(rewrite["run"]["serviceId"])
        return ""

    for function in HTTP_FUNCTIONS:
        for group in import_module(f"functions.{function}.main").ROUTES:
            for route in group.routes:
                assert served_by(route.rule.replace("<", "{").replace(">", "}")) == function


def commands(start: str) -> list[list[str]]:
    """Return the words of the lines of code in all pages that begin so; what may be left out is there."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    lines = re.findall(rf"^    ({start}.*)$", "\n".join(page.read_text() for page in pages), re.MULTILINE)
    return [shlex.split(re.sub(r"[][]", "", line), comments=True) for line in lines]


@pytest.mark.parametrize("command", commands("make "), ids=" ".join)
def test_what_make_is_documented_to_do_it_does(command: list[str]) -> None:
    make, *words = command
    subprocess.run([make, "--dry-run", *words], cwd=ROOT, check=True, capture_output=True)
    for variable in (word.partition("=")[0] for word in words if "=" in word):
        assert re.search(rf"\$\((if \$\()?{variable}\)", text("Makefile")), variable


def test_every_make_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", text("README.md"))) <= targets


@pytest.mark.parametrize(("program", "parser"), [("operate", operate.parser), ("admin", admin.parser)])
def test_what_operators_are_documented_to_say_is_understood(
    program: str, parser: Callable[[], argparse.ArgumentParser]
) -> None:
    said = [words[3:] for words in commands(f"python -m scripts.{program} ")]
    assert len(said) >= 5
    for words in said:
        values = {"ACTION": "hide", "WORDS": "As we said."}
        filled = [values.get(word, word) for word in words if word != "--help"]
        assert not filled or parser().parse_args(filled)


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text(page))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_collection_belongs_to_a_part_and_is_documented() -> None:
    from shared.parts import PARTS

    declared = {name for part in PARTS for one in part.collections for name in one.path.split("/")[::2]}
    used = set(
        re.findall(r'\.collection\("(\w+)"\)', "".join(path.read_text() for path in (ROOT / "shared").rglob("*.py")))
    )
    assert used == declared
    documented = set(re.findall(r"\w+", "".join(re.findall(r"^\|[^|]*\|", text("docs/architecture.md"), re.MULTILINE))))
    assert declared <= documented


@pytest.mark.parametrize("function", HTTP_FUNCTIONS)
def test_a_cold_start_loads_nothing_heavy(function: str) -> None:
    code = f"import sys, functions.{function}.main; print([name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_log_line_is_in_the_table() -> None:
    code = "".join(path.read_text() for folder in ("shared", "functions") for path in (ROOT / folder).rglob("*.py"))
    logged = set(re.findall(r'logs\.(?:info|warning|error)\(\s*"(\w+)"', code))
    table = text("docs/operations.md").partition("## Logs")[2].partition("## ")[0]
    named = "".join(re.findall(r"^\| (`\w+`[^|]*) \|", table, re.MULTILINE))
    assert logged == set(re.findall(r"`(\w*[a-z]ed|\w+_\w+)`", named))
