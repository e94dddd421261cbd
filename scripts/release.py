"""Releases: `python -m scripts.release deploy|destroy|rollback PROJECT …` (make deploy, destroy, rollback).

Each is a row of steps. One that fails ends it: nothing later runs, and a sentence says what to do.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TERRAFORM = ("terraform", f"-chdir={ROOT / 'terraform'}")
PLAN = "plan.bin"
HOSTING = ROOT / "build/firebase.json"
FIRST_APIS = ("serviceusage.googleapis.com", "cloudresourcemanager.googleapis.com", "storage.googleapis.com")
INDEX_MINUTES = 30  # how long new ones may take to be made
AGAIN = "Then deploy again: what is done already stays as it is."


class ReleaseError(Exception):
    """A release cannot go on; the message says why, and what to do."""


@dataclass(frozen=True)
class Release:
    """What is released where, and from which address, if that is known."""

    project: str
    env: str
    address: str | None = None

    @property
    def variables(self) -> list[str]:
        return [f"-var=project={self.project}", f"-var-file={self.env}.tfvars"]


def deploy(release: Release) -> None:
    """Package, plan, ask, apply, release the site, wait for the indexes, and try the product out.

    Raises:
        ReleaseError: a step failed.

    """
    _run(f"See what it says, mend it. {AGAIN}", sys.executable, "-m", "scripts.package", "build/functions")
    _initialize(release)
    _run(f"Mend terraform/. {AGAIN}", *TERRAFORM, "plan", "-input=false", f"-out={PLAN}", *release.variables)
    _confirm(release.project, "applies this plan")
    _run(
        f"Look in docs/operations.md under “What the first deployment may meet”. {AGAIN}",
        *(*TERRAFORM, "apply", "-input=false", PLAN),
    )
    outputs = _outputs()
    release_site(release, outputs["site"])
    _run(
        f"Everything is released, but some lists are refused: see which above. {AGAIN}",
        *(sys.executable, "-m", "scripts.operate", "check-indexes", "--wait", str(INDEX_MINUTES)),
        GOOGLE_CLOUD_PROJECT=release.project,
        GOOGLE_CLOUD_QUOTA_PROJECT=release.project,
    )
    _run(
        "Everything is released, but does not do its work: roll back (make rollback) or look into the logs.",
        *(sys.executable, "-m", "scripts.demo", "--api", outputs["url"]),
        *(("--address", release.address) if release.address else ()),
    )


def release_site(release: Release, site: str) -> None:
    """Release what is in build/site, with the headers and rewrites of firebase.json.

    Raises:
        ReleaseError: it failed.

    """
    _write_hosting(site)
    _run(
        f"The functions are new, the site is the one before. {AGAIN}",
        *("node_modules/.bin/firebase", "deploy", "--non-interactive", "--only", "hosting"),
        *("--project", release.project, "--config", str(HOSTING)),
        GOOGLE_CLOUD_QUOTA_PROJECT=release.project,
    )


def destroy(release: Release) -> None:
    """Delete everything that Terraform made, except in prod.

    Raises:
        ReleaseError: it is prod, or a step failed.

    """
    _initialize(release)
    if _outputs().get("env") != "dev":
        raise ReleaseError(f"{release.project} is not dev: what is there is not destroyed from here.")
    _confirm(release.project, "deletes everything in it")
    _run(
        "Call it again: what is deleted already stays so.",
        *(*TERRAFORM, "destroy", "-input=false", "-auto-approve", *release.variables),
    )


def rollback(release: Release, tag: str) -> None:
    """Deploy the sources of an earlier release, from a work tree of their own.

    Raises:
        ReleaseError: a step failed.

    """
    tree = ROOT / "build/rollback"
    subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, capture_output=True, check=False)
    _run("`git tag` lists the releases.", "git", "worktree", "add", "--detach", str(tree), tag)
    _run(
        "The earlier release says above what is wrong.",
        *("make", "-C", str(tree), "deploy", f"PROJECT={release.project}", f"ENV={release.env}"),
    )


def _initialize(release: Release) -> None:
    """Make what Terraform stands on: the APIs by which it asks for others, and the bucket of its state."""
    _run(
        f"Is billing on, and is it your project? `gcloud auth login`, perhaps. {AGAIN}",
        *("gcloud", "services", "enable", *FIRST_APIS, "--project", release.project),
    )
    bucket = f"gs://{release.project}-terraform"
    describe = ["gcloud", "storage", "buckets", "describe", bucket, "--project", release.project]
    if subprocess.run(describe, cwd=ROOT, capture_output=True, check=False).returncode:
        _run(
            f"Is billing on, and is it your project? `gcloud auth login`, perhaps. {AGAIN}",
            *("gcloud", "storage", "buckets", "create", bucket, "--project", release.project),
            f"--location={_region()}",
            *("--uniform-bucket-level-access", "--public-access-prevention"),
        )
    _run(
        f"`gcloud auth application-default login`, perhaps. {AGAIN}",
        *(*TERRAFORM, "init", "-input=false", "-reconfigure", f"-backend-config=bucket={release.project}-terraform"),
    )


def _outputs() -> dict[str, str]:
    command = [*TERRAFORM, "output", "-json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"Terraform does not tell its outputs. {AGAIN}")
    return {name: output["value"] for name, output in json.loads(done.stdout).items()}


def _region() -> str:
    """Return where everything is, as Hosting's rewrites name it."""
    rewrites = json.loads((ROOT / "firebase.json").read_text())["hosting"]["rewrites"]
    return str(rewrites[0]["run"]["region"])


def _write_hosting(site: str) -> None:
    """Write firebase.json as the release needs it: with the site's name, and paths from build/."""
    config = json.loads((ROOT / "firebase.json").read_text())
    hosting = config["hosting"] | {"site": site, "public": "site"}
    HOSTING.parent.mkdir(exist_ok=True)
    HOSTING.write_text(json.dumps({"hosting": hosting}))


def _confirm(project: str, what: str) -> None:
    print(f"The project's name {what}: ", end="", flush=True)
    if sys.stdin.readline().strip() != project:
        raise ReleaseError("That is not its name: nothing was done.")


def _run(advice: str, *command: str, **variables: str) -> None:
    try:
        subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=True)
    except FileNotFoundError:
        raise ReleaseError(f"{command[0]} is not installed. {AGAIN}") from None
    except subprocess.CalledProcessError:
        raise ReleaseError(f"`{' '.join(_shown(command))}` failed. {advice}") from None


def _shown(command: tuple[str, ...]) -> Iterator[str]:
    return (word.replace(f"{ROOT}/", "") for word in command[:6])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["deploy", "destroy", "rollback"])
    parser.add_argument("project")
    parser.add_argument("--env", default="dev", choices=["dev", "prod"])
    parser.add_argument("--release", help="the tag to go back to")
    parser.add_argument("--address", help="your own, which the smoke test must be counted by")
    given = parser.parse_args()
    release = Release(given.project, given.env, given.address)
    if given.action == "rollback" and not given.release:
        parser.error("which release? RELEASE=tag")
    try:
        match given.action:
            case "deploy":
                deploy(release)
            case "destroy":
                destroy(release)
            case _:
                rollback(release, given.release)
    except ReleaseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
