"""Count how many romanisations of Korean names are told right: one person's, or two.

    python -m tests.benchmarks.names [--wrong]

Each half of tests/testsets/romanisations.jsonl is counted by itself; `--wrong` lists what is told
wrong in the development half. Next to it stands what letters alone can tell: spellings are one
person's where they differ in nothing else, or are alike by difflib's ratio.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from difflib import SequenceMatcher

from sources.people.aliases import key
from sources.people.names import same_person
from tests.testsets.romanisations import Pair, pairs

_NEAR = 0.8
Judge = Callable[[str, str], bool]


def right(judge: Judge, held_out: bool, same: bool) -> tuple[int, int]:
    """Return how many pairs of a half a judge tells right, and of how many."""
    asked = [pair for pair in pairs() if pair.held_out is held_out and pair.same is same]
    return sum(judge(pair.one, pair.other) is same for pair in asked), len(asked)


def wrong(judge: Judge) -> list[Pair]:
    """Return the pairs of the development half that a judge tells wrong."""
    return [p for p in pairs() if not p.held_out and judge(p.one, p.other) is not p.same]


def _letters(one: str, other: str) -> bool:
    return key(one) == key(other)


def _near(one: str, other: str) -> bool:
    return SequenceMatcher(None, key(one), key(other), autojunk=False).ratio() >= _NEAR


def main() -> None:
    """Print the counts of each half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--wrong", action="store_true", help="list the wrong ones of development")
    options = parser.parse_args()
    judges = {
        "same_person": same_person,
        "equal letters": _letters,
        f"letters alike by {_NEAR}": _near,
    }
    print(f"{'':24}{'development':>22}{'held out':>22}")
    print(f"{'':24}{'one':>11}{'two':>11}{'one':>11}{'two':>11}")
    for name, judge in judges.items():
        counts = [right(judge, half, same) for half in (False, True) for same in (True, False)]
        print(f"{name:24}" + "".join(f"{f'{good}/{of}':>11}" for good, of in counts))
    if options.wrong:
        for pair in wrong(same_person):
            print(pair)


if __name__ == "__main__":
    main()
