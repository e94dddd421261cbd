"""Get Chromium for the client's tests: an installed one, or else Debian's, unpacked into build/chromium.

python -m scripts.get_chromium

CHROMIUM names a browser; without it, PATH is searched. Debian's package is headless, which is all that the tests need.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from localcloud.prerequisites import MissingProgramError
from scripts import programs

ROOT = Path(__file__).parents[1]
HOME = ROOT / "build/chromium"
PACKAGE = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = (
    "Chromium is missing: install Chromium or Chrome, and set CHROMIUM=… to its path (on Debian it is downloaded "
    "automatically)."
)


def get() -> Path:
    """Return a browser, unpacking Debian's if there is none.

    Raises:
        MissingProgramError: no browser is available.

    """
    program = HOME / "bin/chromium"
    if found := programs.find("CHROMIUM", NAMES, program):
        return found
    if not programs.can_unpack():
        raise MissingProgramError(HOW)
    print("Set-up: Chromium, a few seconds …", flush=True)
    try:
        programs.unpack((PACKAGE,), HOME / "root")
        _write_wrapper(program, HOME / "root")
    except (subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(HOME, ignore_errors=True)
        raise MissingProgramError(f"{HOW} Getting it failed: {error}") from error
    return program


def _write_wrapper(program: Path, root: Path) -> None:
    """Write a script that starts the browser with the libraries that this machine lacks."""
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(
        "#!/bin/sh\n"
        f'export LD_LIBRARY_PATH="{programs.library_path(root)}"\n'
        f'exec "{root}/usr/lib/chromium/{PACKAGE}" "$@"\n'
    )
    program.chmod(0o755)


if __name__ == "__main__":
    try:
        print(get())
    except MissingProgramError as missing:
        sys.exit(str(missing))
