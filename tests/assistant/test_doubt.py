from __future__ import annotations

import pytest

from assistant.doubt import shipped_doubts
from tests.assistant.records import recorded

WORDS = "the river can burn for all I care"


def probability(*paragraphs: str) -> float:
    """Return how likely an article does not stand behind the quotation that stands for Q in it."""
    record = recorded(*(each.replace("Q", f"“{WORDS}”") for each in paragraphs))
    start = record.article.text.index(WORDS)
    quotation = next(q for q in record.quoted if q.start <= start < q.end)
    return shipped_doubts().of(record, quotation).probability


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "A screenshot that went round on Sunday has councillor Mirela Dunca writing Q.",
            "Dunca has no account on that platform, and the font is not the one it uses. She has "
            "asked the police to look into it.",
        ),
        (
            "Radio listeners were told last week that Mirela Dunca had told the meeting Q.",
            "The minutes show nothing of the kind, and we should have checked. We are sorry.",
        ),
    ],
)
def test_doubts_are_known_by_what_stands_around_words(paragraphs: tuple[str, ...]) -> None:
    """However it is told, in the sentences beside the quotation."""
    assert probability(*paragraphs) >= 0.5


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Q, Mirela Dunca told the council on Monday.", "The vote is due in May."),
        (
            "The company rejects the charge that it poisoned the river.",
            "Mirela Dunca, who lives beside it, said: Q. She moved there in 2011.",
        ),
    ],
)
def test_ordinary_quotations_are_not_doubted(paragraphs: tuple[str, ...]) -> None:
    """A charge that is rejected near them is no doubt of the words."""
    assert probability(*paragraphs) < 0.5
