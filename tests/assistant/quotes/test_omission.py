from __future__ import annotations

import pytest

from assistant.quotes.alignment import occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.differences import compared
from assistant.quotes.verdict import NoteKind
from tests.assistant.records import recorded


def is_cut(said: str, claimed: str) -> bool:
    """Return True if the ellipsis of a claim is said to change the meaning."""
    record = recorded(f"“{said},” Ann Lee said.")
    found = next(iter(occurrences(Claimed.of(claimed), record)))
    return any(note.kind is NoteKind.CUT for note in compared(found)[1])


FUND = "We will fund the schools. We will cut every hospital in the north of the country"
VOTE = "I would vote for the bill. My party never would, and it is a bad bill for the poor"
SUPPORT = "The minister promised to support Ukraine and to stop supporting Russia by May"


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (FUND, "We will fund … every hospital in the north of the country"),
        (FUND, "We will fund the schools … in the north of the country"),
        (VOTE, "I would vote … for the poor"),
        (SUPPORT, "The minister promised to support … Russia by May"),
        ("We lost. Some say that we were lazy all year", "We lost. … we were lazy all year"),
        ("I met the mayor, who took a bribe at lunch", "I … took a bribe at lunch"),
        ("I know the man whose son later stole the cash", "I … stole the cash"),
    ],
)
def test_an_ellipsis_may_join_what_was_not_said_together(said: str, claimed: str) -> None:
    """Words of another clause, or of another verb, say something else behind the dots."""
    assert is_cut(said, claimed)


def test_what_a_speaker_says_of_the_words_takes_nothing_back() -> None:
    """An aside between commas stands beside the clause."""
    said = "Does she know, and I say this as a nurse, that they are in decline"
    assert not is_cut(said, "Does she know … that they are in decline")


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (f"It is long ago. {FUND}", "It is long ago. … We will cut every hospital"),
        ("We paid, and that took a year, and we left", "We paid, … and we left"),
        ("The schools of the old town are open to all", "The schools … are open to all"),
        ("We built, with the help of many people, a road", "We built … a road"),
        ("We, who built the town, will not leave it now", "We … will not leave it now"),
        ("We lost. I have to say that we were lazy all year", "We lost. … we were lazy all year"),
    ],
)
def test_an_ellipsis_may_leave_out_what_does_not_matter(said: str, claimed: str) -> None:
    """Whole sentences, and phrases of a clause that goes on, may be left out."""
    assert not is_cut(said, claimed)
