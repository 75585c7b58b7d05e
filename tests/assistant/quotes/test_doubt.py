from __future__ import annotations

import pytest

from assistant.quotes.dispute import DISPUTED, DOUBTED
from assistant.quotes.doubt import shipped_doubts
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
            "Radio listeners woke on Monday to a sentence that has followed Mirela Dunca since: Q",
            "Dunca, 51, has sat on the council since 2015 and chairs its committee on water.",
            "“The filters cost more than the harbour,” said Petru Albu, who runs the port.",
            "The vote on the filters is due in May. Two of the five parties are undecided.",
            "A third of the catch was thrown away last year.",
            "Correction: an earlier version gave a remark about the river to Mirela Dunca. It was "
            "made by a comedian, and she has never said it.",
        ),
        (
            "Radio listeners were told last week that Mirela Dunca had told the meeting Q.",
            "The minutes show nothing of the kind, and we should have checked. We are sorry.",
        ),
    ],
)
def test_doubts_are_known_by_what_stands_around_words(paragraphs: tuple[str, ...]) -> None:
    """However it is told, beside the quotation or paragraphs below it."""
    assert probability(*paragraphs) >= DISPUTED


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
    assert probability(*paragraphs) < DOUBTED
