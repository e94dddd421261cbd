"""Programs that the project needs: installed ones, or else Debian's, unpacked into build/.

Packages come from this machine's own mirror; the system is not changed, and no root access is needed.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

APT = ("apt-get", "dpkg-deb")


def find(variable: str, names: tuple[str, ...], unpacked: Path) -> Path | None:
    """Return the program named by an environment variable, found on PATH, or unpacked earlier."""
    if given := os.environ.get(variable):
        return Path(given)
    found = next((path for name in names if (path := shutil.which(name))), None)
    return Path(found) if found else unpacked if unpacked.exists() else None


def can_unpack() -> bool:
    """Return whether this machine can download and unpack Debian's packages."""
    return all(map(shutil.which, APT))


def unpack(packages: tuple[str, ...], root: Path, *, suite: str | None = None) -> None:
    """Download packages with their dependencies, and unpack them all.

    Args:
        packages: The packages' names.
        root: The folder that stands for `/`; it is created.
        suite: Another release than this machine's, with all dependencies including the C library, since the
            installed ones are too old or too new. None: this machine's own release, and only what it lacks.

    Raises:
        subprocess.CalledProcessError, OSError: a package is not available.

    """
    root.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        apt = _apt(Path(folder), suite)
        _run(*apt, "update")
        _run(*apt, "install", "--download-only", *packages)
        for package in Path(folder, "cache/archives").glob("*.deb"):
            _run("dpkg-deb", "--extract", str(package), str(root))


def library_path(root: Path) -> str:
    """Return the library folders of a program in `root`, in the form of LD_LIBRARY_PATH."""
    folders = [*root.glob("usr/lib/*-linux-gnu*"), *root.glob("lib/*-linux-gnu*")]
    return ":".join(str(part) for folder in folders for part in (folder, folder / "pulseaudio"))


def _apt(folder: Path, suite: str | None) -> tuple[str, ...]:
    """Return the beginning of an apt-get command with its own lists and cache."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    options = {
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "",
        "Acquire::Check-Valid-Until": "false",
        "Debug::NoLocking": "true",
        "Dir::Cache": str(folder / "cache"),
        "Dir::State::Lists": str(folder / "lists"),
    }
    if suite:
        options |= _other_release(folder, suite)
    return ("apt-get", "-qq", "--yes", *(part for name, value in options.items() for part in ("-o", f"{name}={value}")))


def _other_release(folder: Path, suite: str) -> dict[str, str]:
    """Return the apt options for a machine with that release and nothing installed."""
    (folder / "status").touch()
    (folder / "sources.list").write_text(f"deb {_mirror()} {suite} main\n")
    return {
        "Dir::Etc::SourceList": str(folder / "sources.list"),
        "Dir::Etc::SourceParts": "-",
        "Dir::State::Status": str(folder / "status"),
    }


def _mirror() -> str:
    """Return the address of this machine's package mirror."""
    asked = ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    if not lines:
        raise FileNotFoundError("This machine has no package mirror.")
    return next((line for line in lines if line.rstrip("/").endswith("debian")), lines[0])


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
