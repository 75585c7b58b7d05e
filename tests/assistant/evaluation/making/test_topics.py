from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.making.asking import names, topics


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We will close the old harbour bridge in June.", ("the old harbour bridge",)),
        ("It is a nightmare for our ferry passengers, who wait.", ("ferry passengers",)),
        ("They gave us fish, and the seals ate them.", ()),
        ("It comes from Gull Island.", ("Gull Island",)),
        (
            "We read the U.S. report to the readers' editor.",
            ("the U.S. report", "the readers' editor"),
        ),
        ("We met on Monday in June.", ()),
        ("This is the first time.", ()),
        ("", ()),
    ],
)
def test_noun_phrases_and_names_are_topics(sentence: str, expected: tuple[str, ...]) -> None:
    """What stands behind an article and before a function word or mark may be asked about."""
    assert topics(sentence) == expected


def test_names_inside_a_sentence_are_found() -> None:
    """Two capitalised words are a name where they do not begin the sentence."""
    assert names("Gull Island asked Port Gazette, not Ana.") == ("Port Gazette",)


@given(st.text(max_size=80))
def test_topics_stand_in_their_sentence(sentence: str) -> None:
    """Every topic is made of the sentence's own words."""
    for topic in topics(sentence):
        assert all(word in sentence or word.lower() == "the" for word in topic.split())
