"""The names that a function's code reaches: finer than imports, each of which brings a whole module.

A name leads to the names mentioned in its definition. Method calls on instances are not resolved: mentioning a class
reaches all its methods.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scripts import reach


class Name(NamedTuple):
    """A function, class or constant of one of our modules."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module.removeprefix('shared.')}.{self.name}"


class Module(NamedTuple):
    """A module's definitions, its aliases for imported names, and its top-level statements."""

    defined: dict[str, ast.stmt]
    imported: dict[str, str]
    loaded: list[ast.stmt]


@cache
def names(function: str) -> frozenset[Name]:
    """Return the names in shared/ that a function's code reaches."""
    main = read(reach.main_of(function))
    waiting = {name for node in (*main.defined.values(), *main.loaded) for name in _mentioned(node, "", main)}
    reached: set[Name] = set()
    while waiting:
        name = waiting.pop()
        reached.add(name)
        module = read(reach.file_of(name.module))
        nodes = [module.defined[name.name], *module.loaded]
        waiting |= {one for node in nodes for one in _mentioned(node, name.module, module)} - reached
    return frozenset(reached)


def definition(name: Name) -> ast.stmt:
    """Return the definition of a name."""
    return read(reach.file_of(name.module)).defined[name.name]


@cache
def read(path: Path) -> Module:
    tree = ast.parse(path.read_text())
    defined: dict[str, ast.stmt] = {}
    loaded: list[ast.stmt] = []
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                defined[name] = node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                defined[name] = node
            case ast.Import() | ast.ImportFrom():
                pass
            case _:
                loaded.append(node)
    return Module(defined, dict(_imports(tree)), loaded)


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield a module's imports of our code, at any level, as pairs of alias and dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("shared"):
            yield from ((one.asname or one.name, f"{node.module}.{one.name}") for one in node.names)


def _mentioned(node: ast.AST, within: str, module: Module) -> Iterator[Name]:
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name) if name in module.imported:
                yield from _found(module.imported[name])
            case ast.Name(id=name) if within and name in module.defined:
                yield Name(within, name)
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in module.imported:
                yield from _found(f"{module.imported[name]}.{attr}")
            case ast.Constant(value=str(text)) if text.startswith("shared.") and reach.file_of(text).is_file():
                yield from (Name(text, name) for name in read(reach.file_of(text)).defined)  # python -m


def _found(dotted: str) -> Iterator[Name]:
    """Yield the name that a dotted name refers to, wherever it is defined; nothing for a module itself."""
    module, _, name = dotted.rpartition(".")
    if not reach.file_of(module).is_file():
        return
    there = read(reach.file_of(module))
    if name in there.defined:
        yield Name(module, name)
    elif name in there.imported and there.imported[name] != dotted:
        yield from _found(there.imported[name])
