from __future__ import annotations

import pytest

from assistant.answering.confidence import Form, form_of


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Who built the bridge?", Form.FACT),
        ("How many cars are there?", Form.FACT),
        ("how much was it", Form.FACT),
        ("Summarise the trip", Form.OPEN),
        ("What do we know about the loan?", Form.OPEN),
        ("Why did it take so long?", Form.REASON),
        ("How is the order paid for?", Form.REASON),
        ("What is the reason for the delay?", Form.REASON),
        ("Is the loan a gift?", Form.POLAR),
        ("did korea pay", Form.POLAR),
        ("The bridge is new. Was it expensive?", Form.POLAR),
        ("Was it expensive? Who paid?", Form.FACT),
        ("Anything about hikers?", Form.OPEN),
        ("tashkent bus ticket price", Form.FACT),
        ("", Form.FACT),
    ],
)
def test_the_last_sentence_tells_the_form(question: str, form: Form) -> None:
    """By its first word, or by the word that asks for a reason."""
    assert form_of(question) is form
