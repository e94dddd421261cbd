"""Releases, with stand-ins for the programs that they call, each of which fails in turn."""

import io
import json
import sys
from pathlib import Path

import pytest

from scripts import release
from scripts.release import Release, ReleaseError

DEV, PROD = Release("demo-project", "dev"), Release("demo-project", "prod")
OUTPUTS = {"site": "demo-project-app", "url": "https://demo-project-app.web.app", "env": "dev"}
STAND_IN = """#!/bin/sh
line="$(basename "$0") $*${{GOOGLE_CLOUD_PROJECT:+ of $GOOGLE_CLOUD_PROJECT}}"
line="$line${{GOOGLE_CLOUD_QUOTA_PROJECT:+ paid by $GOOGLE_CLOUD_QUOTA_PROJECT}}"
echo "$line" >>"{log}"
case "$line" in *"output -json"*) cat "{outputs}";; esac
case "$line" in *"$FAILING"*) [ -z "$FAILING" ] || exit 1;; esac
"""
STEPS = (
    "scripts.package",
    "services enable",
    "buckets create",
    "init -input",
    "plan -input",
    "apply -input",
    "output",
    "firebase",
    "scripts.operate",
    "scripts.demo",
)
"""What a deployment into an empty project runs, in this order, each by a word that only it has."""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of calls of the stand-ins."""
    log, outputs, programs = tmp_path / "log", tmp_path / "outputs.json", tmp_path / "node_modules/.bin"
    log.touch()
    programs.mkdir(parents=True)
    for name in ("terraform", "gcloud", "firebase", "python", "git", "make"):
        (programs / name).write_text(STAND_IN.format(log=log, outputs=outputs))
        (programs / name).chmod(0o755)
    (tmp_path / "firebase.json").write_text((release.ROOT / "firebase.json").read_text())
    tell(outputs, OUTPUTS)
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setattr(release, "HOSTING", tmp_path / "build/firebase.json")
    monkeypatch.setattr(sys, "executable", str(programs / "python"))
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("FAILING", "")
    monkeypatch.delenv("GOOGLE_CLOUD_PROJECT")
    answer(monkeypatch, DEV.project)
    return log


def tell(path: Path, outputs: dict[str, str]) -> None:
    path.write_text(json.dumps({name: {"value": value} for name, value in outputs.items()}))


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))


def ran(log: Path) -> list[str]:
    """Return the steps that ran."""
    lines = log.read_text().splitlines()
    return [step for line in lines for step in STEPS if f" {step}" in line or line.startswith(step)]


def test_a_deployment_runs_every_step_once_and_in_order(log: Path) -> None:
    release.deploy(DEV)
    assert ran(log) == [step for step in STEPS if step != "buckets create"]
    assert "-var-file=dev.tfvars" in log.read_text()
    *_, indexes, demo = log.read_text().splitlines()
    assert "check-indexes --wait 30" in indexes
    assert "of demo-project" in indexes
    assert demo.endswith("--api https://demo-project-app.web.app")


def test_the_smoke_test_is_told_the_operators_address(log: Path) -> None:
    release.deploy(Release("demo-project", "dev", "198.51.100.7"))
    assert log.read_text().splitlines()[-1].endswith("--address 198.51.100.7")


def test_the_first_deployment_makes_the_bucket_of_the_state(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAILING", "buckets describe")
    release.deploy(DEV)
    assert ran(log) == list(STEPS)
    enabled, _, created, *_ = (line for line in log.read_text().splitlines() if line.startswith("gcloud"))
    assert {"serviceusage.googleapis.com", "cloudresourcemanager.googleapis.com"} <= set(enabled.split())
    assert "--location=us-central1" in created


@pytest.mark.parametrize("failing", [step for step in STEPS if step != "buckets create"])
def test_after_a_step_that_fails_nothing_runs_and_it_is_said_what_to_do(
    failing: str, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAILING", failing)
    with pytest.raises(ReleaseError, match=r"again|roll back"):
        release.deploy(DEV)
    steps = [step for step in STEPS if step != "buckets create"]
    assert ran(log) == steps[: steps.index(failing) + 1]


def test_a_bucket_that_cannot_be_made_ends_it(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAILING", "buckets")
    with pytest.raises(ReleaseError, match="billing"):
        release.deploy(DEV)
    assert ran(log) == ["scripts.package", "services enable", "buckets create"]


def test_a_program_that_is_not_installed_is_named(log: Path) -> None:
    (log.parent / "node_modules/.bin/firebase").unlink()
    with pytest.raises(ReleaseError, match="firebase is not installed"):
        release.deploy(DEV)


def test_only_the_projects_name_confirms(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "yes")
    with pytest.raises(ReleaseError, match="Nothing was done"):
        release.deploy(DEV)
    assert ran(log)[-1] == "plan -input"


def test_the_site_is_released_under_its_own_name_with_all_rewrites(log: Path) -> None:
    release.deploy(DEV)
    (firebase,) = (line for line in log.read_text().splitlines() if line.startswith("firebase"))
    assert firebase.endswith("paid by demo-project")
    written = json.loads(release.HOSTING.read_text())["hosting"]
    given = json.loads((release.ROOT / "firebase.json").read_text())["hosting"]
    assert written == given | {"site": "demo-project-app", "public": "site"}


def test_dev_is_destroyed_when_its_name_is_given(log: Path) -> None:
    release.destroy(DEV)
    assert "destroy -input=false -auto-approve" in log.read_text()


def test_prod_is_never_destroyed(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(log.parent / "outputs.json", OUTPUTS | {"env": "prod"})
    with pytest.raises(ReleaseError, match="not a dev environment"):
        release.destroy(DEV)
    tell(log.parent / "outputs.json", OUTPUTS)
    answer(monkeypatch, "another")
    with pytest.raises(ReleaseError, match="Nothing was done"):
        release.destroy(DEV)
    assert " destroy " not in log.read_text()


def test_a_rollback_deploys_the_tags_own_sources(log: Path) -> None:
    release.rollback(PROD, "v1")
    *_, add, make = log.read_text().splitlines()
    assert add.endswith("v1")
    assert make.startswith("make -C ")
    assert make.endswith("deploy PROJECT=demo-project ENV=prod")


def test_a_tag_that_is_not_there_deploys_nothing(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAILING", "worktree add")
    with pytest.raises(ReleaseError, match="git tag"):
        release.rollback(DEV, "v0")
    assert "make" not in log.read_text().split()
