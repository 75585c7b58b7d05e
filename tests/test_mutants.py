"""The mutation run changes what it should, and notices whether tests notice."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.__main__ import TESTED
from tests.mutants.mutation import mutations

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", ["x = a <= b"]),
        ("x = a in b", ["x = a not in b"]),
        ("x = a + b", ["x = a - b"]),
        ("x = a and b", ["x = a or b"]),
        ("x = not a", ["x = not not a"]),
        ("x = max(a, b)", ["x = min(a, b)"]),
        ("x = 5", ["x = 6", "x = 4"]),
        ("x = 0.5", ["x = 0.55", "x = 0.45"]),
        ("x = True", ["x = False"]),
        ("x: Literal[1] = y", []),
        ('"""Say 1."""', []),
        ("x = 'a\\nb'", ["x = 'b'", "x = 'a'"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("def f(a: 'A\\nB'):\n    return None", []),
        ("if a:\n    b()", ["if not a:\n    b()"]),
        ("zip(a, b, strict=True)", []),
    ],
)
def test_each_change_is_made_by_itself(source: str, expected: list[str]) -> None:
    """What no test could notice is left alone."""
    assert [ast.unparse(each.tree) for each in mutations(source)] == expected


def test_a_mutation_says_where_it_is() -> None:
    """With what was there and what is there now."""
    (first, _) = mutations("a = b\nc = 5")
    assert str(first) == "line 2: 5 -> 6"


def test_the_modules_and_their_tests_are_there() -> None:
    """A module that was moved is noticed."""
    assert len(TESTED) == 10
    for module, tests in TESTED.items():
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
        assert all((ROOT / each).is_file() for each in tests)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python by itself: a trial needs a process that has not imported the module."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_mutation_that_the_tests_notice_is_killed() -> None:
    """The run says how many were."""
    ended = python(
        "-m", "tests.mutants", "assistant.ledger.doubts.support_likelihood", "--most", "1"
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "1 of 1 killed" in ended.stdout


def test_a_mutation_that_no_test_notices_survives() -> None:
    """The tests of another module pass whatever this one holds."""
    ended = python(
        "-c",
        "import tests.mutants.__main__ as run\n"
        "others = ('tests/assistant/ledger/doubts/test_likelihood.py',)\n"
        "run.TESTED['sources.people.given_names'] = others\n"
        "print(run.main(['sources.people.given_names', '--most', '1']))",
    )
    assert "0 of 1 killed\n    survived, line " in ended.stdout, ended.stderr
    assert ended.stdout.endswith("1 survived in all\n1\n")


def test_a_module_that_is_not_listed_is_refused() -> None:
    """With those that are."""
    ended = python("-m", "tests.mutants", "luck")
    assert (ended.returncode, "ui.conversations.kept_conversation" in ended.stderr) == (2, True)
