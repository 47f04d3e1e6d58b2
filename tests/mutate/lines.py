"""Room: tests. Which statements of the judged files run: their functions say so themselves; nothing else is slower."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import CodeType, FunctionType
from typing import Self

from tests.mutate.planting import Ground, codes

SEEN = "__seen__"


class Notes:
    """While it stands, each function of the files notes the line of each statement that it runs."""

    def __init__(self, here: Ground) -> None:
        self._here = here
        self._seen: dict[str, set[int]] = {file: set() for file in here.modules}
        self._honest: list[tuple[FunctionType, CodeType]] = []

    def __enter__(self) -> Self:
        for file, module in self._here.modules.items():
            vars(module)[SEEN] = self._seen[file]
            tree = ast.fix_missing_locations(_Noting().visit(ast.parse(self._here.sources[file])))
            for place, code in codes(compile(tree, str(module.__file__), "exec", dont_inherit=True)):
                for function in self._here.functions[file].get(place, ()):
                    self._honest.append((function, function.__code__))
                    function.__code__ = code
        return self

    def __exit__(self, *_: object) -> None:
        for function, code in self._honest:
            function.__code__ = code

    def taken(self) -> Mapping[str, set[int]]:
        """The lines by file since they were last taken."""
        found = {file: set(lines) for file, lines in self._seen.items() if lines}
        for lines in self._seen.values():
            lines.clear()
        return found


class _Noting(ast.NodeTransformer):
    """Before each statement in a function, and in each lambda, its line is noted."""

    def __init__(self) -> None:
        self._depth, self._line = 0, 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Its body alone: a default is not run when it is called."""
        self._depth += 1
        node.body = self._noted(node.body)
        self._depth -= 1
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        """The line is of the statement that it stands in."""
        line = self._line
        self.generic_visit(node)
        pair = ast.Tuple([_note(line).value, node.body], ast.Load())
        node.body = ast.copy_location(ast.Subscript(pair, ast.Constant(1), ast.Load()), node.body)
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Every list of statements in a function."""
        if isinstance(node, ast.stmt):
            self._line = node.lineno
        for name, value in ast.iter_fields(node):
            if self._depth and isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                setattr(node, name, self._noted(value))
            elif isinstance(value, list):
                setattr(node, name, [self.visit(one) if isinstance(one, ast.AST) else one for one in value])
            elif isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
        return node

    def _noted(self, body: list[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for one in body:
            found += [ast.copy_location(_note(one.lineno), one), self.visit(one)]
        return found


def _note(line: int) -> ast.Expr:
    add = ast.Attribute(ast.Name(SEEN, ast.Load()), "add", ast.Load())
    return ast.Expr(ast.Call(add, [ast.Constant(line)], []))
