"""Package each function as a zip for deployment: `python -m scripts.package build/functions`.

A zip holds main.py, the modules of shared/ that the function reaches, their data, and requirements.txt with the hashes
of their dependencies, direct and indirect. Its bytes depend only on its contents, and its name contains their hash.
"""

import hashlib
import io
import json
import re
import sys
import zipfile
from functools import cache
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts import reach
from scripts.reach import ROOT

DATA = {
    "shared.animals.guide": ("shared/animals/data/field_guide.csv",),
    "shared.animals.taxonomy": ("shared/animals/data/taxonomy.sqlite3",),
    "shared.graph.letters": ("shared/graph/data/advances.json",),
    "shared.graph.poster": (
        "shared/graph/data/Commissioner-Medium.ttf",
        "shared/graph/data/OFL-Commissioner.txt",
        "shared/graph/data/OFL-Vollkorn.txt",
        "shared/graph/data/Vollkorn-SemiBold.ttf",
    ),
    "shared.vision.providers.local": (
        "shared/vision/data/efficientnet_lite2.onnx",
        "shared/vision/data/imagenet_animals.csv",
    ),
}
"""The data that a module reads."""
NEVER_IMPORTED = ("functions-framework", "tzdata")  # what starts the function; what the standard library reads
TARGET = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.13.0",
    "python_version": "3.13",
    "sys_platform": "linux",
}
MANIFEST = "manifest.json"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


class NotBuiltError(Exception):
    """Data that a function needs is missing; the message says how to build it."""


def build(folder: Path) -> dict[str, Path]:
    """Write the zip of each function and the manifest, and remove those of earlier contents.

    Raises:
        NotBuiltError: data is missing.

    """
    folder.mkdir(parents=True, exist_ok=True)
    zips = {name: _write(folder, name) for name in reach.FUNCTIONS}
    for old in set(folder.glob("*.zip")) - set(zips.values()):
        old.unlink()
    (folder / MANIFEST).write_text(json.dumps(manifest(zips), indent=2) + "\n")
    return zips


def manifest(zips: dict[str, Path]) -> dict[str, object]:
    """Return what Terraform asks of the functions: their zips, and the settings that they use."""
    return {
        name: {"zip": path.name, "settings": sorted(setting.upper() for setting in reach.settings(name))}
        for name, path in zips.items()
    }


def contents(function: str) -> dict[str, bytes]:
    """Return the files of a function by their path in the zip.

    Raises:
        NotBuiltError: data is missing.

    """
    modules = reach.modules(function)
    sources = [reach.file_of(module) for module in modules]
    data = [ROOT / name for module, names in DATA.items() if module in modules for name in names]
    if missing := [str(path.relative_to(ROOT)) for path in data if not path.is_file()]:
        raise NotBuiltError(f"{', '.join(missing)}: not built yet; `make setup` builds it.")
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (*sources, *data)}
    main = (ROOT / "functions" / function / "main.py").read_bytes()
    return files | {"main.py": main, "requirements.txt": requirements(function).encode()}


def requirements(function: str) -> str:
    """Return the lines of requirements.txt, hashes and all, of what a function imports and what that needs."""
    imported = {owner for name in reach.packages(function) if (owner := _owner(name))}
    needed: set[Requirement] = set()
    for name in (*imported, *NEVER_IMPORTED):
        _add(_declared().get(canonicalize_name(name), Requirement(name)), needed)
    locked = _locked()
    return "".join(locked[name] for name in sorted({canonicalize_name(one.name) for one in needed}))


def _write(folder: Path, function: str) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(contents(function).items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, compresslevel=1)
    data = out.getvalue()
    path = folder / f"{function}-{hashlib.sha256(data).hexdigest()[:16]}.zip"
    path.write_bytes(data)
    return path


def _add(requirement: Requirement, needed: set[Requirement]) -> None:
    """Add a requirement and what it needs where functions run."""
    if requirement in needed:
        return
    needed.add(requirement)
    for line in distribution(requirement.name).requires or []:
        further = Requirement(line)
        extras = requirement.extras or {""}
        if not further.marker or any(further.marker.evaluate({**TARGET, "extra": extra}) for extra in extras):
            further.marker = None
            _add(further, needed)


@cache
def _declared() -> dict[str, Requirement]:
    """Return the requirements of requirements.in: with their extras, which nothing imports."""
    lines = (ROOT / "requirements.in").read_text().splitlines()
    declared = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(one.name): one for one in declared}


@cache
def _locked() -> dict[str, str]:
    """Return the lines of each package in requirements.txt."""
    blocks = re.findall(r"^\S.*\n(?: .*\n)*", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    return {canonicalize_name(re.split(r"[=\[ ]", block, maxsplit=1)[0]): block for block in blocks}


@cache
def _modules() -> dict[str, str]:
    """Return the locked distribution that each module file of the environment comes from."""
    locked = [found for found in distributions() if canonicalize_name(found.name) in _locked()]
    return {module: found.name for found in locked for module in _modules_of(found)}


def _modules_of(found: Distribution) -> set[str]:
    files = [Path(str(file)) for file in found.files or [] if re.search(r"\.(py|so)$", str(file))]
    names = (file.parent / file.name.partition(".")[0] for file in files)
    return {".".join(name.parts).removesuffix(".__init__") for name in names}


def _owner(name: str) -> str | None:
    """Return the distribution of the longest module that begins a dotted name; None for the standard library's."""
    while name and name not in _modules():
        name = name.rpartition(".")[0]
    return _modules().get(name)


def main() -> None:
    try:
        zips = build(Path(sys.argv[1]))
    except NotBuiltError as error:
        sys.exit(str(error))
    for name, path in zips.items():
        print(f"{name:16} {path.stat().st_size / 1e6:6.1f} MB  {path.name}")


if __name__ == "__main__":
    main()
