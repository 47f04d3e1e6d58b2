"""Room: tests. What a node of a rule may become: the mistakes that a tired developer makes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORDING = frozenset({"citation", "lead", "notes", "sentence", "sentences", "title", "warnings"})
_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any", "all_of": "any_of", "any_of": "all_of"}
# Of the language itself: arguments that may be left out.
_BUILT_IN = {
    "max": {"default", "key"},
    "min": {"default", "key"},
    "sorted": {"key", "reverse"},
    "sort": {"key", "reverse"},
}


def replacements(node: ast.AST, *, inside: bool) -> Iterator[ast.AST]:
    """Each thing that may stand in the place of this node. inside: it is in a function."""
    if isinstance(node, ast.Raise | ast.Continue | ast.AugAssign | ast.Expr):
        if inside and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield ast.Pass()
    elif type(node) in _MAKES:
        yield from _MAKES[type(node)](node)


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for at, op in enumerate(node.ops):
        if type(op) in _OPPOSITES:
            ops = [_OPPOSITES[type(op)]() if at == number else one for number, one in enumerate(node.ops)]
            yield ast.Compare(node.left, ops, node.comparators)


def _bool(node: ast.BoolOp) -> Iterator[ast.AST]:
    """The other joint; then each part forgotten."""
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for at in range(len(node.values)):
        rest = node.values[:at] + node.values[at + 1 :]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not):
        yield node.operand


def _binary(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _ARITHMETIC:
        yield ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, str) and not any(one.isspace() for one in value):
        yield ast.Constant(f"{value}_other" if value else "other")


def _either(node: ast.IfExp) -> Iterator[ast.AST]:
    yield node.body
    yield node.orelse


def _if(node: ast.If) -> Iterator[ast.AST]:
    if not node.orelse:
        yield ast.If(ast.Constant(False), node.body, [])


def _return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None:
        yield from _returns(node.value)


def _returns(value: ast.expr) -> Iterator[ast.AST]:
    if isinstance(value, ast.Constant) and (value.value is None or isinstance(value.value, bool)):
        return
    answers = isinstance(value, ast.Compare | ast.BoolOp) or (
        isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    )
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in {"any", "all", "bool"}:
        answers = True
    if answers:
        yield ast.Return(ast.UnaryOp(ast.Not(), value))
    else:
        yield ast.Return(ast.Constant(None))


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name == "Not" and len(node.args) == 1:
        yield node.args[0]
    if name in _SWAPPED and isinstance(node.func, ast.Name):
        yield ast.Call(ast.Name(_SWAPPED[name], ast.Load()), node.args, node.keywords)
    if name in _several():
        for at in range(len(node.args)):
            yield ast.Call(node.func, node.args[:at] + node.args[at + 1 :], node.keywords)
    for at, keyword in enumerate(node.keywords):
        if (
            keyword.arg
            and keyword.arg not in WORDING
            and (name == "replace" or keyword.arg in _optional().get(name, ()))
        ):
            yield ast.Call(node.func, node.args, node.keywords[:at] + node.keywords[at + 1 :])


_MAKES: dict[type[ast.AST], Callable[..., Iterator[ast.AST]]] = {
    ast.BinOp: _binary,
    ast.BoolOp: _bool,
    ast.Call: _calls,
    ast.Compare: _compare,
    ast.Constant: _constant,
    ast.If: _if,
    ast.IfExp: _either,
    ast.Return: _return,
    ast.UnaryOp: _unary,
}


@cache
def _optional() -> dict[str, set[str]]:
    """By name of a function or class of ours: the arguments that have a default."""
    found: dict[str, set[str]] = {name: set(words) for name, words in _BUILT_IN.items()}
    for node in _definitions():
        if isinstance(node, ast.FunctionDef):
            given = [*node.args.posonlyargs, *node.args.args]
            named = {one.arg for one in given[len(given) - len(node.args.defaults) :]}
            named |= {
                one.arg
                for one, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
                if value is not None
            }
        else:
            named = {
                one.target.id
                for one in node.body
                if isinstance(one, ast.AnnAssign) and one.value is not None and isinstance(one.target, ast.Name)
            }
        found.setdefault(node.name, set()).update(named)
    return found


@cache
def _several() -> frozenset[str]:
    """Functions of ours that take as many arguments as are given."""
    return frozenset(
        node.name for node in _definitions() if isinstance(node, ast.FunctionDef) and node.args.vararg is not None
    )


@cache
def _definitions() -> tuple[ast.FunctionDef | ast.ClassDef, ...]:
    named = (*(f"{room}/*.py" for room in ("model", "declare", "policy")), "casework/release*.py", "casework/desk.py")
    files = [file for one in named for file in sorted((ROOT / "coordination").glob(one))]
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef))
