"""Releases: `python -m scripts.release deploy|destroy|rollback PROJECT …` (make deploy, destroy, rollback).

Each is a series of steps. The first one that fails ends it, with a sentence that says what to do.
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
INDEX_MINUTES = 30  # for new ones to be built
AGAIN = "Then deploy again: completed steps are kept."


class ReleaseError(Exception):
    """A release cannot go on; the message says why, and what to do."""


@dataclass(frozen=True)
class Release:
    """A release: its project and environment, and the address it is made from, if known."""

    project: str
    env: str
    address: str | None = None

    @property
    def variables(self) -> list[str]:
        return [f"-var=project={self.project}", f"-var-file={self.env}.tfvars"]


def deploy(release: Release) -> None:
    """Package, plan, confirm, apply, release the site, wait for the indexes, and run the smoke test.

    Raises:
        ReleaseError: a step failed.

    """
    _run(f"Fix the error above. {AGAIN}", sys.executable, "-m", "scripts.package", "build/functions")
    _initialize(release)
    _run(f"Fix terraform/. {AGAIN}", *TERRAFORM, "plan", "-input=false", f"-out={PLAN}", *release.variables)
    _confirm(release.project, "to apply this plan")
    _run(
        f"See “What the first deployment may meet” in docs/operations.md. {AGAIN}",
        *(*TERRAFORM, "apply", "-input=false", PLAN),
    )
    outputs = _outputs()
    release_site(release, outputs["site"])
    _run(
        f"Everything is released, but the queries listed above fail. {AGAIN}",
        *(sys.executable, "-m", "scripts.operate", "check-indexes", "--wait", str(INDEX_MINUTES)),
        GOOGLE_CLOUD_PROJECT=release.project,
        GOOGLE_CLOUD_QUOTA_PROJECT=release.project,
    )
    _run(
        "Everything is released, but the smoke test failed: roll back (make rollback) or look at the logs.",
        *(sys.executable, "-m", "scripts.demo", "--api", outputs["url"]),
        *(("--address", release.address) if release.address else ()),
    )


def release_site(release: Release, site: str) -> None:
    """Release build/site with the headers and rewrites of firebase.json.

    Raises:
        ReleaseError: it failed.

    """
    _write_hosting(site)
    _run(
        f"The functions are new, but the site is still the previous one. {AGAIN}",
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
        raise ReleaseError(f"{release.project} is not a dev environment and cannot be destroyed from here.")
    _confirm(release.project, "to delete everything in it")
    _run(
        "Run it again: it continues where it stopped.",
        *(*TERRAFORM, "destroy", "-input=false", "-auto-approve", *release.variables),
    )


def rollback(release: Release, tag: str) -> None:
    """Deploy the sources of an earlier release from a separate work tree.

    Raises:
        ReleaseError: a step failed.

    """
    tree = ROOT / "build/rollback"
    subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, capture_output=True, check=False)
    _run("`git tag` lists the releases.", "git", "worktree", "add", "--detach", str(tree), tag)
    _run(
        "The output of the earlier release above says what went wrong.",
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
            f"Is billing enabled, and is it your project? You may need `gcloud auth login`. {AGAIN}",
            *("gcloud", "storage", "buckets", "create", bucket, "--project", release.project),
            f"--location={_region()}",
            *("--uniform-bucket-level-access", "--public-access-prevention"),
        )
    _run(
        f"You may need `gcloud auth application-default login`. {AGAIN}",
        *(*TERRAFORM, "init", "-input=false", "-reconfigure", f"-backend-config=bucket={release.project}-terraform"),
    )


def _outputs() -> dict[str, str]:
    command = [*TERRAFORM, "output", "-json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"Terraform's outputs could not be read. {AGAIN}")
    return {name: output["value"] for name, output in json.loads(done.stdout).items()}


def _region() -> str:
    """Return where everything is, as Hosting's rewrites name it."""
    rewrites = json.loads((ROOT / "firebase.json").read_text())["hosting"]["rewrites"]
    return str(rewrites[0]["run"]["region"])


def _write_hosting(site: str) -> None:
    """Write the release's firebase.json: with the site's name, and paths relative to build/."""
    config = json.loads((ROOT / "firebase.json").read_text())
    hosting = config["hosting"] | {"site": site, "public": "site"}
    HOSTING.parent.mkdir(exist_ok=True)
    HOSTING.write_text(json.dumps({"hosting": hosting}))


def _confirm(project: str, what: str) -> None:
    print(f"Type the project's name {what}: ", end="", flush=True)
    if sys.stdin.readline().strip() != project:
        raise ReleaseError("That is not the project's name. Nothing was done.")


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
    parser.add_argument("--address", help="your IP address, which the smoke test's requests must be counted by")
    given = parser.parse_args()
    release = Release(given.project, given.env, given.address)
    if given.action == "rollback" and not given.release:
        parser.error("set RELEASE=tag to choose the release")
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
