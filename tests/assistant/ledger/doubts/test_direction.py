from __future__ import annotations

import pytest

from assistant.ledger.doubts.relations import exchanged
from sources.language.analysis import analysed


def _exchanged(sentence: str, *evidence: str) -> list[str]:
    return list(exchanged(analysed(sentence), [analysed(each) for each in evidence]))


@pytest.mark.parametrize(
    ("sentence", "evidence", "words"),
    [
        ("She buys fruit from a chain.", "She buys fruit for a chain.", "from a chain"),
        ("Cars for Leeds were sold.", "Cars from Leeds were sold.", "for Leeds"),
        ("He spoke for the plan.", "He spoke against the plan.", "for the plan"),
        ("Patrols by poachers began.", "Patrols against poachers began.", "by poachers"),
        ("Prices rose by 12 percent.", "Prices rose to 12 percent.", "by 12"),
        ("It was bought by the bank.", "It was bought from the bank.", "by the bank"),
    ],
)
def test_another_direction_is_told(sentence: str, evidence: str, words: str) -> None:
    """The small word is told with what it leads to."""
    assert _exchanged(sentence, evidence) == [words]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Cars from Leeds were sold.", "Cars from Leeds were sold."),
        ("An offer from the bank came.", "It was offered by the bank."),
        ("A gift to the city.", "A gift for the city."),
        ("A road from York to Leeds.", "The road between Leeds and York."),
        ("Trains from York to Leeds.", "Buses from Leeds, and trains from York to Leeds."),
        ("The bank paid for cars.", "Cars were shown to the bank."),
    ],
)
def test_the_same_direction_and_another_tale_are_not(sentence: str, evidence: str) -> None:
    """Words that mean the same here, and those about something else, are no doubt."""
    assert _exchanged(sentence, evidence) == []
