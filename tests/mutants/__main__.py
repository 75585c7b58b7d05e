"""Run the tests of some modules against mutations of them, and list those that none notices.

    python -m tests.mutants                           a sample of every module below python -m
    tests.mutants ui.conversations.kept_conversation --most 0      every mutation of one module

Exits with 1 if a mutation survived.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
from collections.abc import Sequence

import numpy  # noqa: F401, ICN001 - each trial needs it, and finds it imported
import pydantic  # noqa: F401 - the same
from hypothesis import settings

from tests.mutants.mutation import Mutation, mutations
from tests.mutants.trial import path_of, survives

TESTED = {
    "assistant.ledger.doubts.support_likelihood": (
        "tests/assistant/ledger/doubts/test_likelihood.py",
    ),
    "assistant.quotes.resemblance": ("tests/assistant/quotes/test_resemblance.py",),
    "assistant.evaluation.failure": ("tests/assistant/evaluation/test_failure.py",),
    "assistant.evaluation.comparison": ("tests/assistant/evaluation/test_gate.py",),
    "assistant.evaluation.holding": ("tests/assistant/evaluation/test_holding.py",),
    "assistant.evaluation.scorecard": ("tests/assistant/evaluation/test_intervals.py",),
    "index.vectors.generation": ("tests/index/vectors/test_lag.py",),
    "sources.people.given_names": ("tests/sources/people/test_nicknames.py",),
    "sources.language.numbers": ("tests/sources/language/test_numbers.py",),
    "ui.conversations.kept_conversation": ("tests/ui/conversations/test_kept_conversation.py",),
}
"""Modules with exact rules, and the tests that are to hold them."""


def main(arguments: Sequence[str]) -> int:
    """Print how many mutations of each module were noticed, and list the others."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="default: all of them")
    parser.add_argument("--most", type=int, default=20, help="of each module; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="decides which are drawn")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.modules if name not in TESTED]:
        parser.error(f"no tests are listed for {unknown[0]}. Choose from: {', '.join(TESTED)}")
    settings.register_profile("trial", deadline=None, database=None)
    settings.load_profile("trial")
    survivors = 0
    for module in given.modules or TESTED:
        drawn, left = _tried(module, given.most, given.seed)
        survivors += len(left)
        print(f"{module:<32}{drawn - len(left):>4} of {drawn} killed", flush=True)
        for mutation in left:
            print(f"    survived, {mutation}")
    print(f"{survivors} survived in all")
    return int(survivors > 0)


def _tried(module: str, most: int, seed: int) -> tuple[int, list[Mutation]]:
    """Return how many mutations of a module were tried, and those that survived."""
    path, tests = path_of(module), TESTED[module]
    source = path.read_text(encoding="utf-8")
    if not survives(module, path, ast.parse(source), tests):
        sys.exit(f"{' '.join(tests)} fails without any mutation: run it by itself first.")
    found = list(mutations(source))
    if 0 < most < len(found):
        drawn = random.Random(seed).sample(range(len(found)), most)  # noqa: S311 - no secret
        found = [found[number] for number in sorted(drawn)]
    return len(found), [one for one in found if survives(module, path, one.tree, tests)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
