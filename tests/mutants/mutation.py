"""Mutations: small changes of a syntax tree, each of which a test ought to notice."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
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
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SHOWN = 60
# A share or a weight is changed by a tenth: adding 1 to it would be too easy to notice.
_PART = 0.1


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of a module: the line, what it was and is, and the changed tree."""

    line: int
    before: str
    after: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"line {self.line}: {self.before} -> {self.after}"


def mutations(source: str) -> Iterator[Mutation]:
    """Yield every mutation of a module, in the order of its lines."""
    tree = ast.parse(source)
    skipped = _unseen(tree)
    nodes = list(ast.walk(tree))
    order = sorted(range(len(nodes)), key=lambda n: (getattr(nodes[n], "lineno", 0), n))
    for number in order:
        if nodes[number] in skipped:
            continue
        for change in _changes(nodes[number]):
            changed = deepcopy(tree)
            # A copy is walked in the same order, so the number finds the same node.
            node = list(ast.walk(changed))[number]
            before, after = change(node)
            ast.fix_missing_locations(changed)
            if before != after:
                line = getattr(node, "lineno", 0)
                yield Mutation(line, before[:_SHOWN], after[:_SHOWN], changed)


def _unseen(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes that no test can notice: docstrings, annotations, decorators, `strict`."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        hidden: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden.append(node.value)
        if isinstance(node, ast.AnnAssign | ast.arg):
            hidden.append(node.annotation)
        if isinstance(node, ast.FunctionDef):
            hidden += [node.returns, *node.decorator_list]
        if isinstance(node, ast.keyword) and node.arg == "strict":
            hidden.append(node.value)
        if isinstance(node, ast.ClassDef):
            hidden += node.decorator_list
        found.update(part for top in hidden if top is not None for part in ast.walk(top))
    return found


Change = Callable[[ast.AST], tuple[str, str]]


def _changes(node: ast.AST) -> Iterator[Change]:
    """Yield what can be changed about a node; each change returns the text before and after."""
    match node:
        case ast.Compare():
            yield from (_comparing(place) for place in range(len(node.ops)))
        case ast.BinOp() if type(node.op) in _CALCULATED:
            yield _calculating
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.If() | ast.IfExp():
            yield _negating
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield _calling
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield _returning_nothing
        case ast.Constant(value=bool() | int() | float()):
            yield _counting(1)
            if not isinstance(node.value, bool):
                yield _counting(-1)
        case ast.Constant(value=str(text)) if "\n" in text.strip():
            yield from (_shortening(row) for row in range(len(text.strip().split("\n"))))


def _is_none(value: ast.AST | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _comparing(place: int) -> Change:
    def change(node: ast.AST) -> tuple[str, str]:
        assert isinstance(node, ast.Compare)
        before = ast.unparse(node)
        node.ops[place] = _COMPARED[type(node.ops[place])]()
        return before, ast.unparse(node)

    return change


def _calculating(node: ast.AST) -> tuple[str, str]:
    assert isinstance(node, ast.BinOp)
    before = ast.unparse(node)
    node.op = _CALCULATED[type(node.op)]()
    return before, ast.unparse(node)


def _negating(node: ast.AST) -> tuple[str, str]:
    """Swap `and` and `or`, drop `not`, or turn a condition round."""
    match node:
        case ast.BoolOp():
            before = ast.unparse(node)
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return before, ast.unparse(node)
        case ast.UnaryOp():
            before = ast.unparse(node)
            # `not not x` keeps the value a truth value, as the `not` did.
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
            return before, ast.unparse(node)
        case ast.If() | ast.IfExp():
            before = f"if {ast.unparse(node.test)}"
            node.test = ast.UnaryOp(ast.Not(), node.test)
            return before, f"if {ast.unparse(node.test)}"
    raise TypeError(type(node).__name__)


def _calling(node: ast.AST) -> tuple[str, str]:
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    before = ast.unparse(node)
    node.func.id = _CALLED[node.func.id]
    return before, ast.unparse(node)


def _returning_nothing(node: ast.AST) -> tuple[str, str]:
    assert isinstance(node, ast.Return)
    before = ast.unparse(node)
    node.value = ast.Constant(None)
    return before, ast.unparse(node)


def _counting(by: int) -> Change:
    """Change a number by one, a fraction by a tenth of it, and a truth value to the other one."""

    def change(node: ast.AST) -> tuple[str, str]:
        assert isinstance(node, ast.Constant)
        before = node.value
        if isinstance(before, bool):
            node.value = not before
        elif isinstance(before, float) and not before.is_integer():
            node.value = before * (1 + by * _PART)
        elif isinstance(before, int | float):
            node.value = before + by
        return repr(before), repr(node.value)

    return change


def _shortening(row: int) -> Change:
    """Leave a line out of a table."""

    def change(node: ast.AST) -> tuple[str, str]:
        assert isinstance(node, ast.Constant)
        assert isinstance(node.value, str)
        rows = node.value.strip().split("\n")
        node.value = "\n".join(rows[:row] + rows[row + 1 :])
        return f"row {rows[row]!r}", "left out"

    return change
