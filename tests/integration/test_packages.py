"""The zips at work: each function, with only its own dependencies and settings, does its part of the main job."""

import hashlib
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from localcloud.emulators import SCHEDULER_ACCOUNT
from localcloud.stack import Stack
from localcloud.tokens import authorization
from scripts import package, reach
from scripts.demo import ENDED, Api, example_photos
from shared.settings import Settings

pytestmark = pytest.mark.timeout(1200)  # 500 MB are compressed and unpacked, and packages are installed
ENVIRONMENTS = reach.ROOT / "build/environments"
BUILDPACKS_FLAGS = ("--upgrade", "--upgrade-strategy", "only-if-needed", "--force-reinstall", "--no-compile")


def environment_for(requirements: Path) -> Path:
    """Where an environment lies that is named by all that makes it what it is."""
    return ENVIRONMENTS / hashlib.sha256(sys.version.encode() + requirements.read_bytes()).hexdigest()[:16]


def install(environment: Path, requirements: Path) -> None:
    """Install into an empty environment, as Google's buildpack does it; one that is there already is kept."""
    python, is_done = environment / "bin/python", environment / "done"
    if is_done.exists():
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
    pip = (python, "-m", "pip", "--disable-pip-version-check", "-qq")
    subprocess.run([*pip, "install", "--require-hashes", "-r", requirements, *BUILDPACKS_FLAGS], check=True)
    subprocess.run([*pip, "check"], check=True)
    is_done.touch()


class Packaged(Stack):
    """A local cloud whose functions run from their zips, outside the repository."""

    def __init__(self, work: Path, sources: Path) -> None:
        super().__init__(work)
        self.sources = sources

    def start_function(self, name: str) -> None:
        """Start a function in its folder, with only its settings and the emulators' addresses."""
        source = self.sources / name
        used = {setting.upper() for setting in reach.settings(name) | reach.NOT_SET}
        others = {setting.upper() for setting in Settings.model_fields} - used
        given = [f"{key}={value}" for key, value in self.environment.items() if key not in others]
        _, *serving = self.serving(name, "main.py")
        python = environment_for(source / "requirements.txt") / "bin/python"
        self.processes.start(name, ["env", "-i", *given, str(python), *serving], {}, source)


@pytest.fixture
def packaged(tmp_path: Path) -> Iterator[Packaged]:
    sources = tmp_path / "sources"
    for name, path in package.build(tmp_path / "zips").items():
        with zipfile.ZipFile(path) as archive:
            archive.extractall(sources / name)
    wanted = {environment_for(file): file for file in sources.glob("*/requirements.txt")}
    for old in set(ENVIRONMENTS.glob("*")) - set(wanted):
        shutil.rmtree(old)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(install, wanted.keys(), wanted.values()))
    with Packaged(tmp_path / "work", sources) as running:
        yield running


def ended(api: Api, job_id: str) -> dict[str, Any]:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        job: dict[str, Any] = api.call("GET", f"/vision/jobs/{job_id}")
        if job["status"] in ENDED:
            return job
        time.sleep(0.5)
    raise TimeoutError(job_id)


def test_the_zips_do_the_main_job(packaged: Packaged) -> None:
    api = Api(packaged.url)
    api.sign_in()
    job = ended(api, api.upload(example_photos()[0]))
    assert job["status"] == "completed"
    assert api.call("POST", "/dex/entries", {"job_id": job["id"], "animal_index": 0})["id"]
    best = job["candidates"][0]
    assert api.call("GET", f"/animals/{best['animal_id']}")["scientific_name"] == best["scientific_name"]
    assert api.call("GET", "/graph/evolutionary-tree")
    assert api.call("GET", "/social/summary")
    housekeeping = packaged.function_urls["housekeeping"]
    run = requests.post(f"{housekeeping}/", headers=authorization(SCHEDULER_ACCOUNT, housekeeping), timeout=60)
    assert run.status_code == 200
