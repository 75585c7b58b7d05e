"""SQL is the catalogue's affair: another catalogue can be put in its place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "index" / "catalogue"
# What is followed is in a database of its own.
QUEUE = {
    f"sources/following/{name}.py"
    for name in ("queue", "queue_file", "queue_rows", "readable_queue")
}
# Chroma cannot shrink its own database.
ALLOWED = {("index/vectors/chroma.py", "VACUUM")}
STATEMENT = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|VACUUM|"
    r"CREATE\s+(TABLE|INDEX|VIEW|TRIGGER)|DROP\s+TABLE|ALTER\s+TABLE|PRAGMA|BEGIN|COMMIT)\b",
    re.DOTALL,
)
EXECUTE = {"execute", "executemany", "executescript"}


def sql_in(source: str) -> set[str]:
    """Return the statements in a module, and the names of methods that are not given one."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if STATEMENT.match(node.value):
                found.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = node.args[0] if node.args else None
            if node.func.attr in EXECUTE and not isinstance(given, ast.Constant):
                found.add(node.func.attr)
    return found


def test_sql_is_recognised() -> None:
    """Statements are found wherever they stand; English is not SQL."""
    assert sql_in("x = 'SELECT a FROM b'") == {"SELECT a FROM b"}
    assert sql_in("c.execute(f'PRAGMA {x}')") == {"PRAGMA ", "execute"}
    assert sql_in("c.executemany(sql, rows)") == {"executemany"}
    assert sql_in("x = 'Select articles from the list.'; run.execute('now')") == set()


def test_only_the_catalogue_speaks_sql() -> None:
    """No other module of any room does, but for the queue and what is allowed."""
    found = {
        (str(path.relative_to(ROOT)), statement)
        for room in ("sources", "index", "assistant", "ui")
        for path in (ROOT / room).rglob("*.py")
        if path.parent != CATALOGUE and str(path.relative_to(ROOT)) not in QUEUE
        for statement in sql_in(path.read_text(encoding="utf-8"))
    }
    assert found == ALLOWED
