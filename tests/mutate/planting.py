"""Room: tests. Puts a mutant into modules that are loaded already, in a process of its own that ends with it.

A function that changed gets its new code in place, whoever imported it. What a module computes when it is loaded (the
tables) is computed anew, there and in each judged module that rests on it, and whoever imported it by name gets the new
value. `tests.mutate` plants a file as it is first: if that failed a test, the planting would be wrong and not the file.
"""

from __future__ import annotations

import ast
import functools
import gc
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutate.mutants import Mutant, planted
from tests.mutate.operators import ROOT

Place = tuple[str, int]
# Whose caches may hold what a rule answered; those of a hub hold its keys, which must stay.
_ROOMS = ("coordination.policy.", "tests.matrix.", "tests.plugins.ours", "tests.policy.")
_KEPT = "catalog"  # of the plugins, which the policy has no part in


@dataclass(slots=True)
class Ground:
    """What is known of the loaded modules before any mutant: their functions, sources and caches.

    rests_on: for each file those that import it, near or far. loads: what each computes when it is loaded.
    """

    modules: dict[str, ModuleType]
    sources: dict[str, str]
    functions: dict[str, dict[Place, list[FunctionType]]]
    rests_on: dict[str, list[str]]
    loads: dict[str, CodeType]
    caches: list[Any] = field(default_factory=list)


def ground(files: Iterable[str], root: Path = ROOT) -> Ground:
    """Look around once, after the tests have been collected."""
    files = list(files)
    names = {file: file.removesuffix(".py").replace("/", ".") for file in files}
    for name in names.values():
        __import__(name)
    modules = {file: sys.modules[name] for file, name in names.items()}
    sources = {file: (root / file).read_text(encoding="utf-8") for file in files}
    by_path = {str(module.__file__): file for file, module in modules.items()}
    functions: dict[str, dict[Place, list[FunctionType]]] = {file: {} for file in files}
    caches = []
    for one in everything():
        if isinstance(one, FunctionType) and one.__code__.co_filename in by_path:
            found = functions[by_path[one.__code__.co_filename]]
            found.setdefault(_place(one.__code__), []).append(one)
        elif isinstance(one, functools._lru_cache_wrapper):
            whose = getattr(one, "__module__", None) or ""
            if whose.startswith(_ROOMS) and one.__name__ != _KEPT:
                caches.append(one)
    for file, source in sources.items():
        lambdas = [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Lambda)]
        if len(lambdas) != len(set(lambdas)):
            raise ValueError(f"{file} has two lambdas on one line, which cannot be told apart.")
    return Ground(
        modules=modules,
        sources=sources,
        functions=functions,
        rests_on=_rests_on(files, sources),
        loads={file: _load(modules[file], ast.parse(source)) for file, source in sources.items()},
        caches=caches,
    )


def everything() -> list[Any]:
    """Every object that may hold others. tests/conftest and some tests freeze what stands, which is then not told of;
    a store of databases that was not found gave two forks files of one name."""
    gc.unfreeze()
    gc.collect()
    return gc.get_objects()


def plant(here: Ground, file: str, mutant: Mutant | None, *, loads: bool = True) -> None:
    """Put the mutant into this process; None plants the file as it is. Raises what the new code raises when loaded.

    loads: False when it is in what runs only after modules are loaded, so that no table can be another.
    """
    tree = planted(mutant, here.sources[file])
    module = here.modules[file]
    path = str(module.__file__)
    whole = compile(tree, path, "exec", dont_inherit=True)
    for place, code in codes(whole):
        for function in here.functions[file].get(place, ()):
            if len(function.__code__.co_freevars) == len(code.co_freevars):
                function.__code__ = code
    if mutant is not None and mutant.default:
        _defaults(module, whole)
    if loads:
        load_again(module, _load(module, tree))
        for other in here.rests_on[file]:
            load_again(here.modules[other], here.loads[other])
    for one in here.caches:
        one.cache_clear()


def _place(code: CodeType) -> Place:
    """Where a function stands: its name and its line. No file has two lambdas on one line (`ground` looks)."""
    return code.co_qualname, code.co_firstlineno


def codes(code: CodeType) -> Iterator[tuple[Place, CodeType]]:
    """Every function in it, with its place."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield _place(one), one
            yield from codes(one)


def _defaults(module: ModuleType, whole: CodeType) -> None:
    """Signatures and the defaults of dataclasses, from the file run once more beside the real one."""
    beside: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(whole, beside)  # our own source with at most one change
    for name, old in list(vars(module).items()):
        new = beside.get(name)
        if isinstance(old, FunctionType) and isinstance(new, FunctionType):
            old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
        elif isinstance(old, type) and isinstance(new, type) and old.__module__ == module.__name__:
            for method in ("__init__", "__new__"):
                if isinstance(vars(new).get(method), FunctionType):
                    setattr(old, method, vars(new)[method])
            for method, made in vars(old).items():
                again = vars(new).get(method)
                if isinstance(made, FunctionType) and isinstance(again, FunctionType):
                    made.__defaults__, made.__kwdefaults__ = again.__defaults__, again.__kwdefaults__


def _load(module: ModuleType, tree: ast.Module) -> CodeType:
    """What the module computes when it is loaded, beside its functions and classes."""
    body: list[ast.stmt] = [one for one in tree.body if isinstance(one, ast.Assign | ast.AnnAssign | ast.AugAssign)]
    only = ast.Module(body=body, type_ignores=[])
    load: CodeType = compile(only, str(module.__file__), "exec", dont_inherit=True, flags=_FLAGS)
    return load


def load_again(module: ModuleType, load: CodeType) -> None:
    """Compute it anew, and give the new values to whoever imported the old."""
    before = dict(vars(module))
    exec(load, vars(module))  # our own source with at most one change
    changed = {
        name: (before[name], value)
        for name, value in vars(module).items()
        if name in before and before[name] is not value
    }
    if changed:
        _rebind(module, changed)


_FLAGS = __import__("__future__").annotations.compiler_flag


def _rebind(module: ModuleType, changed: Mapping[str, tuple[object, object]]) -> None:
    for name, other in list(sys.modules.items()):
        if other is module or not name.startswith(("coordination", "tests")):
            continue
        space = vars(other)
        for imported, (old, new) in changed.items():
            if space.get(imported) is old:
                space[imported] = new


def _rests_on(files: list[str], sources: Mapping[str, str]) -> dict[str, list[str]]:
    """For each file the others that import it, near or far, each after what it imports itself."""
    names = {file.removesuffix(".py").replace("/", "."): file for file in files}
    imports: dict[str, set[str]] = {}
    for file, source in sources.items():
        found = set()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        imports[file] = {names[one] for one in found if one in names}
    order: list[str] = []

    def settle(file: str) -> None:
        if file not in order:
            for other in sorted(imports[file]):
                settle(other)
            order.append(file)

    for file in files:
        settle(file)
    resting: dict[str, list[str]] = {}
    for file in files:
        known = {file}
        for other in order:
            if imports[other] & known:
                known.add(other)
        resting[file] = [other for other in order if other in known and other != file]
    return resting
