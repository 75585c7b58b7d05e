from __future__ import annotations

import pytest

from assistant.facts.claim_questions import question
from assistant.facts.conflicting_values import values
from sources.language.analysis import analysed


@pytest.mark.parametrize(
    ("claim", "value", "asked"),
    [
        ("The ferry took 300 people.", "300", "The ferry took how many people?"),
        ("The bridge cost $40 million.", "$40 million", "The bridge cost how much?"),
        ("The ferry stopped in May 2021.", "May 2021", "The ferry stopped when?"),
        ("The lake last flooded in 2021.", "2021", "The lake last flooded in what year?"),
        ("It was the second trial.", "second", "It was the which trial?"),
        ("The mayor is Ilsa Varga.", "Ilsa Varga", "The mayor is who or what?"),
    ],
)
def test_a_value_is_asked_for_in_the_claim_s_own_words(claim: str, value: str, asked: str) -> None:
    """The question word depends on what kind of value is left out."""
    [found] = [v for v in values(analysed(claim)) if v.within(claim) == value]
    assert question(claim, found) == asked
