from __future__ import annotations

import pytest

from assistant.ledger.doubts.assertion import claims


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "—",
        "Not in the record.",
        "I hope this helps!",
        "Is there anything else?",
        "Would you like to know more?",
        "Let me know if you need more details.",
        "## Trains",
        "**Summary:**",
        "Here is what the articles say:",
        "According to the provided sources:",
        "In summary,",
        "However,",
        "The record does not say when the trains will arrive.",
        "The provided sentences do not mention a price.",
        "There is no information about the loan.",
        "Based on the sources, it is not stated who signed.",
        "더 궁금한 점이 있으신가요?",
    ],
)
def test_what_states_nothing_is_no_claim(sentence: str) -> None:
    """Questions, headings, words to the reader and silence of the record need no source."""
    assert not claims(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Here is what I found: the minister of transport took bribes.",
        "I hope this helps: KORAIL is bankrupt.",
        "Did you know the president resigned in disgrace?",
        "The bridge fell.",
        "Who knew that 500 people had died?",
        "The record does not say who signed, but Kim signed it.",
        "The article does not mention it; Kim resigned.",
        "Moreover, the minister resigned.",
        "No, the minister resigned.",
        "## 42 trains",
        "Yes: 42.",
        "열차 42량이 공급된다.",
        "장관이 사임했다.",
    ],
)
def test_what_states_something_is_a_claim(sentence: str) -> None:
    """What tells something of the world needs a source, in whatever shape it comes."""
    assert claims(sentence)
