from __future__ import annotations

import pytest

from assistant.quotes.alignment import nearest
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.resemblance import resembles
from tests.assistant.records import recorded

RECORD = recorded(
    "Harbour ferries carry lemons past quiet northern villages every single morning.",
    "We will be there for all of you and for them in Lisbon with our ships.",
)


def is_changed_form(words: str) -> bool:
    """Return True if a claim is a changed form of the record."""
    alignment = nearest(Claimed.of(words), RECORD)
    return alignment is not None and resembles(alignment)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Harbour ferries carry lemons", True),
        ("Harbour ferries carry lemons past wooden distant chapels near Lisbon", True),
        ("Harbour ferries carry lemons past wooden distant chapels near old Lisbon", False),
        ("Seven cats slept near Lisbon", False),
    ],
)
def test_half_of_the_words_make_a_changed_form(words: str, expected: bool) -> None:
    """Five words of ten are enough, five of eleven are not."""
    assert is_changed_form(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We will be there for all of Madrid under flags", True),
        ("We will be there for all of you in Madrid under flags", False),
        ("and for them in", True),
    ],
)
def test_with_seven_words_of_ten_the_content_words_may_differ(words: str, expected: bool) -> None:
    """A third of the content words is shared by both; eight words of twelve are too few."""
    assert is_changed_form(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Harbour ferrxes pulls lemons under", True),
        ("Harbour fxrrxes pulls lemons under", False),
        ("Harbour gulls pulls lemons pxst", True),
        ("Harbour gulls pulls lemons pxsx", False),
    ],
)
def test_a_misspelt_word_counts_if_three_letters_in_four_are_right(
    words: str, expected: bool
) -> None:
    """Two of these five words are the record's, so that the misspelt one decides."""
    assert is_changed_form(words) is expected
