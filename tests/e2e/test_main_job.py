"""The main job end to end: the programs behind `make run` and `make demo`, over HTTP."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from localcloud.emulators import SCHEDULER_ACCOUNT
from localcloud.processes import free_port, in_use
from localcloud.stack import Stack
from localcloud.tokens import authorization
from shared.parts import CHORES
from tests.conftest import PHOTOS, picture_bytes

ROOT = Path(__file__).parents[2]


def run_demo(stack: Stack, rows: Path, *photos: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.demo", "--api", stack.url, "--json", str(rows), *map(str, photos)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_photographs_go_all_the_way_into_the_dex(stack: Stack, tmp_path: Path) -> None:
    heic = tmp_path / "square.heic"
    heic.write_bytes(picture_bytes("HEIF", (300, 300)))
    photos = [PHOTOS / "jaguar.webp", PHOTOS / "chelsea.png", PHOTOS / "none_cup.webp", heic]
    ran = run_demo(stack, tmp_path / "rows.json", *photos)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    rows = {row["photo"]: row for row in json.loads((tmp_path / "rows.json").read_text())}
    assert rows["jaguar.webp"]["scientific_name"] == "Panthera onca"
    assert rows["chelsea.png"]["common_name"] == "Cat"
    assert [rows[name]["status"] for name in ("none_cup.webp", "square.heic")] == ["no_animal", "no_animal"]
    assert re.search(r"Felidae .*family 2 of \d+ species", ran.stdout), ran.stdout


def test_a_photograph_that_cannot_be_used_fails_the_demo_with_its_reason(stack: Stack, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"<html>not a picture</html>")
    ran = run_demo(stack, tmp_path / "rows.json", broken)
    assert ran.returncode == 1
    assert "This file is not a picture." in " ".join(ran.stdout.split())


@pytest.mark.parametrize(
    ("path", "shows"),
    [
        ("/about/", "Getting started"),
        ("/api/docs/", "swagger-ui"),
        ("/api/docs/errors.html", "not_signed_in"),
        ("/api/v1/openapi.json", '"openapi": "3.1'),
    ],
)
def test_hosting_serves_the_pages(stack: Stack, path: str, shows: str) -> None:
    page = requests.get(stack.url + path, timeout=10)
    assert page.status_code == 200
    assert shows in page.text
    assert page.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/api/v1/users/me", "/api/v1/users/me/", "/api/v1/dex/entries/my_entries"])
def test_hosting_hands_requests_over_to_the_functions(stack: Stack, path: str) -> None:
    answer = requests.get(stack.url + path, timeout=10)
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["code"] == "not_signed_in"


@pytest.mark.parametrize(("path", "status"), [("/api/v1/dex/nothing", 404), ("/api/v1/auth/login", 405)])
def test_what_is_not_there_is_a_problem_too(stack: Stack, path: str, status: int) -> None:
    answer = requests.get(stack.url + path, timeout=10)
    assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_the_scheduler_gets_a_report_from_housekeeping(stack: Stack) -> None:
    for path, is_urgent in {"/": False, "/requests": True}.items():
        url = stack.function_urls["housekeeping"]
        answer = requests.post(url + path, headers=authorization(SCHEDULER_ACCOUNT, url), timeout=30)
        chores = {chore.name for chore in CHORES.values() if chore.find and chore.urgent is is_urgent}
        assert (answer.status_code, set(answer.json()["queued"])) == (200, chores)


@contextmanager
def running(port: int, data: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """`make run` and the environment that it prints; it ends with the test, even a failing one."""
    command = [sys.executable, "-m", "localcloud", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process, told_by(process)
    finally:
        process.kill()
        process.wait()


def told_by(process: subprocess.Popen[str]) -> dict[str, str]:
    """Return the environment that `make run` prints once it is ready."""
    assert process.stdout is not None
    told: dict[str, str] = {}
    for line in process.stdout:
        if line.strip().startswith("Operate"):
            path = Path(line.partition(". ")[2].partition(";")[0])
            told = dict(one.split("=", 1) for one in path.read_text().splitlines())
        if line.startswith("Ctrl-C"):
            return told
    raise AssertionError("make run did not get ready")


def processes_of(port: int) -> list[str]:
    """Return the command lines that mention a port."""
    result = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(port) in line:
            result.append(line)
    return result


def operate(told: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "scripts.admin", *arguments]
    ran = subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, capture_output=True, text=True, check=True)
    return ran.stdout


def wait_for_export(url: str, headers: dict[str, str]) -> bytes:
    """Poll the export as a client does, until housekeeping has written it."""
    give_up = time.monotonic() + 60
    requests.post(f"{url}/api/v1/users/me/export", headers=headers, timeout=10).raise_for_status()
    while time.monotonic() < give_up:
        answer = requests.get(f"{url}/api/v1/users/me/export", headers=headers, timeout=10)
        if answer.json()["files"]:
            return requests.get(answer.json()["files"][0]["url"], timeout=10).content
        time.sleep(0.5)
    raise AssertionError("there is no export")


@pytest.mark.timeout(600)
def test_what_a_player_did_is_there_after_a_restart_and_ctrl_c_leaves_nothing_running(tmp_path: Path) -> None:
    port, url = free_port(), ""
    login = {"username": "ash", "password": "pallet-town-1"}
    photo = [sys.executable, "-m", "scripts.demo", str(PHOTOS / "jaguar.webp"), "--api"]
    account = {**os.environ, "DEMO_LOGIN": login["username"], "DEMO_PASSWORD": login["password"]}
    for start in range(2):
        with running(port, tmp_path) as (process, told):
            url = f"http://127.0.0.1:{port}"
            if start == 0:
                subprocess.run([*photo, url], cwd=ROOT, env=account, check=True, capture_output=True)
            token = requests.post(f"{url}/api/v1/auth/login", json=login, timeout=10).json()["access_token"]
            headers = {"Authorization": f"Bearer {token}"}
            entries = requests.get(f"{url}/api/v1/dex/entries/my_entries", headers=headers, timeout=10).json()["items"]
            picture = requests.get(url + entries[0]["pictures"][0]["thumbnail_url"], headers=headers, timeout=10)
            assert operate(told, "recount", login["username"]) == "1 life lists, 0 wrong.\n"
            if start == 0:
                assert wait_for_export(url, headers).startswith(b"PK")
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            assert (len(entries), picture.status_code) == (1, 200)
            assert not in_use(port)
            assert processes_of(port) == []
