from __future__ import annotations

import re
from collections import Counter

from tests.benchmarks.surroundings import FRAMES, HARMFUL, Kind, cases, passes

SAID = (
    "We will build the northern road before the winter of next year.",
    "They have told the islands nothing about the money for the ferry.",
    "We counted the ships every morning, and they never came back to the port.",
)


def test_every_kind_is_made_of_what_was_said() -> None:
    """The claimed words stand in the made article, but for what is in brackets."""
    made = list(cases(SAID, 3, development=True))
    assert {case.kind for case in made} == set(Kind)
    for case in made:
        text = " ".join(case.paragraphs).replace("”", "").replace("“", "")
        words = re.sub(r"\[.*\]", "", case.words).split()
        assert all(word.strip(".,") in text for word in words), case


def test_the_halves_share_no_frame() -> None:
    """What is held out was not looked at while the rules were made."""
    halves = [list(cases(SAID[:1] * 40, 40, development=half)) for half in (True, False)]
    seen = [{c.paragraphs for c in half if c.kind in FRAMES} for half in halves]
    assert not seen[0] & seen[1]


def test_what_an_expert_would_not_print_does_not_pass() -> None:
    """One of each kind, by the rules alone."""
    made = list(cases(SAID, 3, development=True))
    passed = Counter(case.kind for case in made if passes(case))
    assert {kind for kind in passed if kind in HARMFUL} == set()
    assert set(passed) == set(Kind) - HARMFUL
