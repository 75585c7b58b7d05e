"""Describe the tree of the project: sizes, names that stand for several things, and exceptions.

    python -m tests.benchmarks.tree [ROOT]

Prints for each room and for all of them the files and lines, the lengths of functions, the names
of modules and of public classes that occur twice, and counts of imports inside functions, broad
`except` clauses and `Any`. ROOT is another checkout to describe.
"""

from __future__ import annotations

import argparse
import ast
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOMS = ("sources", "index", "assistant", "ui")
_ROOT = Path(__file__).parents[2]
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Size:
    """What some modules come to."""

    files: int = 0
    lines: int = 0
    functions: list[int] = field(default_factory=list)
    modules: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    inner_imports: int = 0
    broad_excepts: int = 0
    anys: int = 0

    def add(self, path: Path) -> None:
        """Count a module."""
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        self.files += 1
        self.lines += len(text.splitlines())
        if path.stem != "__init__":
            self.modules[path.stem] += 1
        self.classes.update(
            node.name
            for node in tree.body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        )
        self.anys += sum(isinstance(n, ast.Name) and n.id == "Any" for n in ast.walk(tree))
        self.broad_excepts += sum(map(_is_broad, ast.walk(tree)))
        for function in (n for n in ast.walk(tree) if isinstance(n, _Function)):
            self.functions.append((function.end_lineno or function.lineno) - function.lineno + 1)
            self.inner_imports += sum(
                isinstance(n, ast.Import | ast.ImportFrom) for n in ast.walk(function)
            )

    def row(self, name: str) -> str:
        """Return a line of the table."""
        lengths = sorted(self.functions) or [0]
        ninth = lengths[int(len(lengths) * 0.9)]
        return (
            f"{name:10} {self.files:5} {self.lines:7,} {len(lengths):6,} "
            f"{statistics.median(lengths):5.0f} {ninth:4} {lengths[-1]:7} "
            f"{len(_twice(self.modules)):8} {len(_twice(self.classes)):8} "
            f"{self.inner_imports:8} {self.broad_excepts:6} {self.anys:5}"
        )


def _is_broad(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}


def _twice(names: Counter[str]) -> list[str]:
    return sorted(name for name, count in names.items() if count > 1)


def modules(folder: Path) -> Iterator[Path]:
    """Yield the modules of a folder."""
    return (path for path in sorted(folder.rglob("*.py")) if "__pycache__" not in path.parts)


def report(root: Path) -> Iterator[str]:
    """Yield the lines of the report."""
    yield (
        "room       files   lines  funcs   med  p90 longest  modules  classes  imports broad  Any\n"
        "                                                      twice    twice   inside excepts"
    )
    whole = Size()
    for room in ROOMS:
        size = Size()
        for path in modules(root / room):
            size.add(path)
            whole.add(path)
        yield size.row(room)
    yield whole.row("all")
    tests = Size()
    for path in modules(root / "tests"):
        tests.add(path)
    yield f"tests: {tests.files} files, {tests.lines:,} lines"
    yield f"modules twice: {', '.join(_twice(whole.modules)) or 'none'}"
    yield f"classes twice: {', '.join(_twice(whole.classes)) or 'none'}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", type=Path, nargs="?", default=_ROOT)
    print("\n".join(report(parser.parse_args(arguments).root)))


if __name__ == "__main__":
    main()
