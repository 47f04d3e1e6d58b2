"""Room: tests. Rules of the house that no linter knows. Each takes a file's path and text and returns what it found.

Forbidden words are put together from halves where this file would otherwise find itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

LONGEST = 300
PRODUCT = ("coordination/", "plugins/", "migrations/")
MINT = "coordination/audit/_mint.py"
ACCESS_LOG = "coordination/audit/access_log.py"

# Names that say nothing of the field. "case manager" and the like are the field's own.
EMPTY_NAMES = frozenset({"dto", "handler", "handlers", "helper", "helpers", "manager", "managers", "util", "utils"})
FIELD_NAMES = frozenset({("case", "manager"), ("case", "managers")})

UNFINISHED = re.compile(
    "|".join(
        [
            r"pytest\.(skip|xfail)\b",
            r"mark\.(skip|skipif|xfail)\b",
            r"\bimportor" + r"skip\b",
            r"\bNotImplemented" + r"Error\b",
            r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
            r"\b(from|import) unittest\.mo" + r"ck\b",
            r"\bfrom unittest import mo" + r"ck\b",
        ]
    )
)
ELSEWHERE = re.compile(
    "|".join(
        [
            r"registry\.npm" + r"js\.",
            r"\bpypi\." + r"org\b",
            r"pythonhosted\." + r"org\b",
            r"\bdeb\.deb" + r"ian\.org\b",
            r"--(extra-)?index-" + r"url\b",
            r"(?<![\w.~-])/wo" + r"rk/(main|shared|\.)",
            r"(?<![\w.~-])/tmp/h" + r"ub\b",
            r"(?<![\w.~-])/ro" + r"ot/",
        ]
    )
)
# After the codes there must be words that say why.
NOQA = re.compile(r"#\s*noqa(?P<codes>:\s*[A-Z]+[0-9]+(\s*,\s*[A-Z]+[0-9]+)*)?(?P<reason>.*)", re.IGNORECASE)
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<codes>\[[a-z, -]+\])?(?P<reason>.*)")
# Whole files are never let off.
WHOLE_FILE = re.compile(r"#\s*(ruff|flake8):\s*noqa|#\s*mypy:\s*(ignore-errors|disallow|disable)")

Rule = Callable[[str, str], list[str]]


@lru_cache(maxsize=2_000)
def _nodes(text: str) -> tuple[ast.AST, ...]:
    """Every node of a file; several rules read the same files."""
    return tuple(ast.walk(ast.parse(text)))


def _calls(text: str) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what it calls."""
    for node in _nodes(text):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def _docstring(text: str) -> str | None:
    (module,) = (node for node in _nodes(text) if isinstance(node, ast.Module))
    return ast.get_docstring(module)


def grants_are_minted_only_by_the_access_log(path: str, text: str) -> list[str]:
    """`_mint` is named by the access log alone, in whatever way the name is reached."""
    if not path.startswith(PRODUCT) or path in {MINT, ACCESS_LOG}:
        return []
    found = []
    for node in _nodes(text):
        named = (
            (isinstance(node, ast.ImportFrom) and any(alias.name == "_mint" for alias in node.names))
            or (
                isinstance(node, ast.ImportFrom | ast.Import) and "_mint" in ast.unparse(node).replace(",", " ").split()
            )
            or (isinstance(node, ast.Attribute) and node.attr == "_mint")
            or (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith("_mint"))
        )
        if named:
            found.append(f"{path}:{getattr(node, 'lineno', 0)} names _mint")
    return found


def grants_are_not_forged(path: str, text: str) -> list[str]:
    """No grant is made or changed round its class: by Grant(...), object.__new__, replace(grant, ...), __setattr__."""
    if not path.startswith(PRODUCT) or path == MINT:
        return []
    found = []
    for call, name in _calls(text):
        first = ast.unparse(call.args[0]).lower() if call.args else ""
        forged = (
            name.rpartition(".")[2] in {"Grant", "__new__", "__reduce_ex__"}
            or (name.rpartition(".")[2] in {"replace", "__replace__", "copy", "deepcopy"} and "grant" in first)
            or (name == "object.__setattr__" and first != "self")
        )
        if forged:
            found.append(f"{path}:{call.lineno} calls {name}")
    return found


def actions_live_in_the_model(path: str, text: str) -> list[str]:
    """`Action` and `Explanation` are classes of coordination.model, `Decision` of policy, `Grant` of audit.grant."""
    home = {
        "Action": "coordination/model/",
        "Explanation": "coordination/model/",
        "Decision": "coordination/policy/",
        "Grant": "coordination/audit/grant.py",
    }
    if not path.startswith(PRODUCT):
        return []
    return [
        f"{path}:{node.lineno} has a class {node.name}, whose home is {home[node.name]}"
        for node in _nodes(text)
        if isinstance(node, ast.ClassDef) and not path.startswith(home.get(node.name, path))
    ]


def first_line_names_the_room(path: str, text: str) -> list[str]:
    """The docstring of each module begins `Room: crypto. ...`, and it is that room."""
    if not path.startswith("coordination/") or path == "coordination/__init__.py":
        return []
    room = path.split("/")[1].removesuffix(".py").replace("__main__", "cli")
    said = (_docstring(text) or "").splitlines() or [""]
    return [] if said[0].startswith(f"Room: {room}.") else [f"{path} does not begin with 'Room: {room}.'"]


def plugins_begin_with_a_docstring(path: str, text: str) -> list[str]:
    """A plugin's files say what they declare."""
    wanted = path.startswith(("plugins/", "migrations/"))
    return [f"{path} has no docstring"] if wanted and not _docstring(text) else []


def files_are_short(path: str, text: str) -> list[str]:
    """No file is longer than 300 lines; most are under 150."""
    lines = len(text.splitlines())
    return [f"{path} has {lines} lines; {LONGEST} are the most"] if lines > LONGEST else []


def nothing_is_left_unfinished(path: str, text: str) -> list[str]:
    """No test is passed over, nothing waits for later, and no part of ours is replaced by a dummy."""
    return [f"{path}: {match[0]}" for match in UNFINISHED.finditer(text)]


def nothing_names_a_machine_or_registry(path: str, text: str) -> list[str]:
    """The tree works behind any mirror and in any folder."""
    return [f"{path}: {match[0]}" for match in ELSEWHERE.finditer(text)]


def exceptions_have_reasons(path: str, text: str) -> list[str]:
    """Each `noqa` has codes and says why; so does each `type: ignore` outside the tests. No whole file is let off.

    Only a program of another environment, run by the tests, may be: it then says so on the line above.
    """
    foreign = re.search(
        r"^# Not typed: .* is not installed where mypy looks\.\n# mypy: ignore-" + r"errors$", text, re.MULTILINE
    )
    spared = foreign is not None and path.startswith("tests/providers/")
    found = [] if spared else [f"{path}: {match[0]}" for match in WHOLE_FILE.finditer(text)]
    for number, line in enumerate(text.splitlines(), 1):
        noqa, ignore = NOQA.search(line), TYPE_IGNORE.search(line)
        if noqa and not (noqa["codes"] and re.search(r"\w{3}", noqa["reason"])):
            found.append(f"{path}:{number} lets a rule off without saying why")
        if ignore and not (ignore["codes"] and (re.search(r"\w{3}", ignore["reason"]) or path.startswith("tests/"))):
            found.append(f"{path}:{number} lets a type off without saying why")
    return found


def names_say_what_a_thing_is(path: str, text: str) -> list[str]:
    """No manager, helper, utils, handler or DTO; no class or module that is a Service."""
    if not path.startswith(PRODUCT):
        return []
    stem = path.rpartition("/")[2].removesuffix(".py")
    names = {stem, *(node.name for node in _nodes(text) if isinstance(node, ast.ClassDef))}
    # A plugin may describe the services that its partners offer; in the core the word would be a layer.
    ends = {"service", "services"} if path.startswith("coordination/") else {"service"}
    found = [f"{path}: {name}" for name in names if _words(name)[-1:] and _words(name)[-1] in ends]
    for node in _nodes(text):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return found + [f"{path}: {name}" for name in sorted(names) if _is_empty(name)]


def _words(name: str) -> list[str]:
    """The words of an identifier: snake_case, CamelCase and DTOs alike."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)]


def _is_empty(name: str) -> bool:
    words = _words(name)
    return any(
        word in EMPTY_NAMES and (*words[max(0, at - 1) : at], word) not in FIELD_NAMES for at, word in enumerate(words)
    )


RULES_FOR_PYTHON: tuple[Rule, ...] = (
    actions_live_in_the_model,
    exceptions_have_reasons,
    files_are_short,
    first_line_names_the_room,
    grants_are_minted_only_by_the_access_log,
    grants_are_not_forged,
    names_say_what_a_thing_is,
    nothing_is_left_unfinished,
    nothing_names_a_machine_or_registry,
    plugins_begin_with_a_docstring,
)
RULES_FOR_OTHERS: tuple[Rule, ...] = (nothing_is_left_unfinished, nothing_names_a_machine_or_registry)
