"""What a function reaches by importing: modules of shared/, packages and settings. Type-checking imports do not count.

A module named in a string (`python -m …`) counts as well.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared import limits
from shared.settings import Settings

ROOT = Path(__file__).parents[1]
FUNCTIONS = tuple(sorted(path.parent.name for path in (ROOT / "functions").glob("*/main.py")))
NOT_SET = {"k_service", "firebase_auth_emulator_host", "cloud_tasks_emulator_host"}
"""Cloud Run's own, and those of one machine."""
LIMITS = {name: limit for name, limit in vars(limits).items() if isinstance(limit, limits.Limit)}
PROPERTIES = {"origins": "allowed_origins"}


@dataclass(frozen=True)
class Source:
    """The imports and settings of a source file."""

    imports: frozenset[str]
    settings: frozenset[str]


@cache
def read(path: Path) -> Source:
    """Return the imports of a source file and the settings it uses."""
    nodes = list(_at_run_time(ast.parse(path.read_text())))
    holders = _holders(nodes)
    return Source(
        frozenset(name for node in nodes for name in _imported(node)),
        frozenset(name for node in nodes for name in _settings(node, holders)),
    )


@cache
def modules(function: str) -> frozenset[str]:
    """Return the modules of shared/ that a function reaches, including their packages."""
    reached: set[str] = set()
    waiting = set(_own(main_of(function)))
    while waiting:
        module = waiting.pop()
        reached.add(module)
        waiting |= {*_own(file_of(module)), *_packages(module)} - reached
    return frozenset(reached)


def packages(function: str) -> frozenset[str]:
    """Return the dotted names of third-party code that a function imports, directly or through shared/."""
    names = {name for path in _files(function) for name in read(path).imports}
    return frozenset(name for name in names if name.partition(".")[0] not in ("shared", "functions"))


def settings(function: str) -> frozenset[str]:
    """Return the settings that a function uses."""
    used = {name for path in _files(function) for name in read(path).settings}
    return frozenset(used - NOT_SET)


def required(function: str) -> frozenset[str]:
    """Return the required settings that a function uses, whichever model is configured."""
    fields = Settings.model_fields
    without_default = {name for name, field in fields.items() if not field.is_required() and _is_none(name)}
    return (settings(function) & without_default) - {"openai_api_key"}


def file_of(module: str) -> Path:
    """Return a module's source file."""
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _is_none(name: str) -> bool:
    field = Settings.model_fields[name]
    return field.default is None and type(None) not in getattr(field.annotation, "__args__", ())


def main_of(function: str) -> Path:
    return ROOT / "functions" / function / "main.py"


def _files(function: str) -> list[Path]:
    return [main_of(function), *map(file_of, modules(function))]


def _own(path: Path) -> Iterator[str]:
    return (name for name in read(path).imports if name.startswith("shared") and file_of(name).is_file())


def _packages(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:count]) for count in range(1, len(parts))}


def _at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    for child in ast.iter_child_nodes(node):
        yield from _at_run_time(child)


def _imported(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (name.name for name in names)
        case ast.ImportFrom(module=str(module), names=names):
            yield module
            yield from (f"{module}.{name.name}" for name in names)
        case ast.Constant(value=str(text)) if text.startswith("shared."):
            yield text


def _holders(nodes: list[ast.AST]) -> set[str]:
    """Return the names of variables that the settings are assigned to."""
    assigned = [node for node in nodes if isinstance(node, ast.Assign) and any(map(_reads, ast.walk(node.value)))]
    return {name.id for node in assigned for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name)}


def _reads(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "settings"


def _settings(node: ast.AST, holders: set[str]) -> Iterator[str]:
    match node:
        case ast.Attribute(value=ast.Name(id="limits"), attr=name) if isinstance(
            getattr(limits, name, None), limits.Limit
        ):
            yield from _of_limit(getattr(limits, name))
        case ast.Attribute(value=value, attr=attr):
            name = PROPERTIES.get(attr, attr)
            held = isinstance(value, ast.Name) and value.id in holders
            if name in Settings.model_fields and (held or _reads(value)):
                yield name


def _of_limit(limit: limits.Limit | None) -> Iterator[str]:
    while limit:
        yield limit.setting
        limit = limit.within
