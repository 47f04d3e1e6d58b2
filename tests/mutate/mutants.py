"""Room: tests. The mutants of one file: each a small change that a tired developer might make, by a name that lasts.

What is no decision is left alone: docstrings, annotations, decorators, imports, names of enumerations, and sentences
for people (a string with a space in it, an f-string, a title or a citation).
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutate.operators import ROOT, WORDING, replacements

_LONGEST = 150  # characters of a description
# An id of nobody and nothing: any other would do.
_PLACEHOLDERS = frozenset({"AppointmentId", "CaseId", "Handle", "PersonId", "ReleaseId"})
_UNDECIDED = (ast.JoinedStr, ast.Import, ast.ImportFrom)
Path_ = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change. scope: function, or table with its entry. what: the change in words; both are its key in the report.

    at: the way from the tree to the node that is replaced by `by` (None: left out of its list). first, last: the lines
    of the statement. default: it stands in a signature or in the body of a class, which runs once.
    """

    file: str
    scope: str
    what: str
    at: Path_
    by: ast.AST | None
    first: int
    last: int
    inside: bool
    default: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """The same as long as the file says the same thing there, wherever the line is."""
        return self.file, self.scope, self.what


@dataclass(frozen=True, slots=True)
class _Here:
    """Where the walk is."""

    at: Path_ = ()
    scope: str = ""
    statement: tuple[int, int] = (0, 0)
    inside: bool = False
    default: bool = False
    table: bool = False


def mutants(file: str, root: Path = ROOT) -> list[Mutant]:
    """Every mutant of the file, in its order; those that read alike are numbered."""
    tree = ast.parse((root / file).read_text(encoding="utf-8"))
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for here, what, by in _walk(tree, _Here()):
        short = " ".join(what.split())
        short = short if len(short) <= _LONGEST else f"{short[: _LONGEST - 40]} … {short[-35:]}"
        seen[here.scope, short] += 1
        number = seen[here.scope, short]
        found.append(
            Mutant(
                file=file,
                scope=here.scope or "(module)",
                what=short if number == 1 else f"{short} ({number})",
                at=here.at,
                by=by,
                first=here.statement[0],
                last=here.statement[1],
                inside=here.inside,
                default=here.default,
            )
        )
    return found


def planted(mutant: Mutant | None, source: str) -> ast.Module:
    """The tree of the file with this mutant in it; as it is for None."""
    tree = ast.parse(source)
    if mutant is None:
        return tree
    node: ast.AST = tree
    for name, index in mutant.at[:-1]:
        child = getattr(node, name)
        node = child if index is None else child[index]
    name, index = mutant.at[-1]
    by = copy.deepcopy(mutant.by)
    if index is None:
        setattr(node, name, by)
    elif by is None:
        del getattr(node, name)[index]
        if isinstance(node, ast.Dict):
            del node.values[index]
    else:
        getattr(node, name)[index] = by
    return ast.fix_missing_locations(tree)


Found = tuple[_Here, str, ast.AST | None]


def _walk(node: ast.AST, here: _Here) -> Iterator[Found]:
    """The mutants of a node, then of what is in it."""
    if isinstance(node, _UNDECIDED) or _is_wording(node):
        return
    here = _entered(node, here)
    for what, by in _changes(node, here):
        yield here, what, by
    yield from _left_out(node, here)
    for name, value in _children(node):
        children = enumerate(value) if isinstance(value, list) else ((None, value),)
        for index, child in children:
            if isinstance(child, ast.AST):
                step = _Here(
                    (*here.at, (name, index)), here.scope, here.statement, here.inside, here.default, here.table
                )
                yield from _walk(child, _named(node, name, index, step))


def _children(node: ast.AST) -> Iterator[tuple[str, object]]:
    """The fields of a node in which something is decided."""
    if isinstance(node, ast.ClassDef):
        if not _enumerates(node):
            yield "body", node.body
        return
    skipped = {
        ast.FunctionDef: {"decorator_list", "returns"},
        ast.arguments: {"posonlyargs", "args", "vararg", "kwonlyargs", "kwarg"},
        ast.AnnAssign: {"annotation", "target"},
        ast.Assign: {"targets"},
        ast.Raise: {"cause"},
        ast.Subscript: set(),
    }.get(type(node), set())
    for name, value in ast.iter_fields(node):
        if name not in skipped:
            yield name, value


def _enumerates(node: ast.ClassDef) -> bool:
    return any("Enum" in ast.unparse(base) for base in node.bases)


def _is_wording(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PLACEHOLDERS:
        return all(isinstance(one, ast.Constant) for one in node.args)
    if isinstance(node, ast.keyword):
        return node.arg in WORDING
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)  # a docstring
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return (
            not node.targets[0].id.isupper()
            and isinstance(node.value, ast.BinOp | ast.Subscript)
            and _of_names(node.value)
        )
    return False


def _of_names(node: ast.expr) -> bool:
    """A name for a type: `Clause = Claim | AllOf`, `Typed = Mapping[str, str]`."""
    return all(
        isinstance(one, ast.Name | ast.BinOp | ast.BitOr | ast.Load | ast.Subscript | ast.Tuple | ast.Constant)
        for one in ast.walk(node)
    ) and any(isinstance(one, ast.Name) and one.id[:1].isupper() and not one.id.isupper() for one in ast.walk(node))


def _entered(node: ast.AST, here: _Here) -> _Here:
    """The place, once the walk stands on this node."""
    scope, statement, inside, default, table = here.scope, here.statement, here.inside, here.default, here.table
    if isinstance(node, ast.stmt):
        last = node.end_lineno or node.lineno
        if isinstance(node, ast.If | ast.For | ast.While | ast.With | ast.Try | ast.Match):
            last = max(node.lineno, node.body[0].lineno - 1 if hasattr(node, "body") else node.lineno)
        statement = (node.lineno, last)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        scope = f"{scope}.{node.name}" if scope else node.name
        inside, default = isinstance(node, ast.FunctionDef), isinstance(node, ast.ClassDef)
    if isinstance(node, ast.arguments):
        inside, default = False, True
    if not here.inside and isinstance(node, ast.Assign | ast.AnnAssign):
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        scope = f"{scope}.{ast.unparse(target)}" if scope else ast.unparse(target)
        table = True
    return _Here(here.at, scope, statement, inside, default, table)


def _named(node: ast.AST, name: str, index: int | None, here: _Here) -> _Here:
    """In a table: the entry by its key, or by its slug."""
    entry = ""
    if here.table and not here.inside and isinstance(node, ast.Dict) and name == "values" and index is not None:
        key = node.keys[index]
        entry = ast.unparse(key) if key else ""
    if here.table and isinstance(node, ast.Tuple | ast.List) and index is not None:
        element = node.elts[index]
        if isinstance(element, ast.Call):
            slugs = [one.value for one in element.keywords if one.arg == "slug"]
            slugs += [one for one in element.args[-1:] if isinstance(one, ast.Constant)]
            entry = ast.unparse(slugs[0]).strip("'\"") if slugs else ""
    if entry and not here.inside:
        return _Here(here.at, f"{here.scope}[{entry}]", here.statement, here.inside, here.default, here.table)
    return here


def _changes(node: ast.AST, here: _Here) -> Iterator[tuple[str, ast.AST]]:
    """Each change of this node, in words, and what it becomes."""
    for by in replacements(node, inside=here.inside):
        new = ast.copy_location(by, node)
        if isinstance(node, ast.BoolOp) and new is not node:
            yield _of_several(node, new), new
        elif isinstance(node, ast.Call) and isinstance(by, ast.Call) and len(by.args) < len(node.args):
            gone = next(one for one in node.args if all(one is not kept for kept in by.args))
            yield f"{ast.unparse(node.func)}(…) without {ast.unparse(gone)}", new
        elif isinstance(node, ast.Call) and isinstance(by, ast.Call) and len(by.keywords) < len(node.keywords):
            lost = next(one for one in node.keywords if all(one is not kept for kept in by.keywords))
            yield f"{ast.unparse(node.func)}(…) without {ast.unparse(lost)}", new
        elif isinstance(node, ast.Call) and isinstance(by, ast.Call):
            yield f"{ast.unparse(node.func)} → {ast.unparse(by.func)}: {ast.unparse(node)}", new
        elif isinstance(node, ast.If):
            yield f"never: if {ast.unparse(node.test)}", new
        elif isinstance(by, ast.Pass):
            yield f"without: {ast.unparse(node)}", new
        elif isinstance(node, ast.Return) and isinstance(by, ast.Return):
            yield (
                f"{ast.unparse(node)} → the opposite"
                if isinstance(by.value, ast.UnaryOp)
                else f"{ast.unparse(node)} → None",
                new,
            )
        else:
            yield f"{ast.unparse(node)} → {ast.unparse(new)}", new


def _of_several(node: ast.BoolOp, new: ast.AST) -> str:
    """Of `a and b and c`: with `or` for `and`, or one of them left out."""
    joint = "and" if isinstance(node.op, ast.And) else "or"
    if isinstance(new, ast.BoolOp) and type(new.op) is not type(node.op):
        return f"{joint} → {'or' if joint == 'and' else 'and'}: {ast.unparse(node)}"
    kept = new.values if isinstance(new, ast.BoolOp) else [new]
    gone = next(one for one in node.values if all(one is not other for other in kept))
    return f"of several ({joint}) without: {ast.unparse(gone)}"


def _left_out(node: ast.AST, here: _Here) -> Iterator[Found]:
    """Elements of what is declared or counted, each left out; a case of a match left to the last."""

    def without(name: str, index: int, what: str) -> Found:
        at = (*here.at, (name, index))
        return _Here(at, here.scope, here.statement, here.inside, here.default, here.table), what, None

    if isinstance(node, ast.Set) or (isinstance(node, ast.Tuple | ast.List) and here.table and not here.inside):
        for index, element in (
            enumerate(node.elts if isinstance(node.ctx, ast.Load) else ())
            if not isinstance(node, ast.Set)
            else enumerate(node.elts)
        ):
            if isinstance(node, ast.Set) and len(node.elts) == 1:
                continue  # an empty set is written otherwise; the set itself is left out where it is an argument
            if not _sentence(element):
                yield without("elts", index, f"without {_short(element)}")
    elif isinstance(node, ast.Dict) and not (here.inside and len(node.keys) == 1):
        for index, key in enumerate(node.keys):
            yield without("keys", index, f"without {_short(key) if key else '**' + _short(node.values[index])}")
    elif isinstance(node, ast.Match):
        for index, case in enumerate(node.cases[:-1]):
            yield without("cases", index, f"without case {ast.unparse(case.pattern)}")


def _sentence(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
    )


def _short(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        slug = [one.value for one in node.keywords if one.arg == "slug"]
        if slug:
            return f"{ast.unparse(node.func)}({ast.unparse(slug[0])})"
    return ast.unparse(node)
