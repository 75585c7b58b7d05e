from __future__ import annotations

import pytest

from assistant.quotes.verdict import Note, NoteKind
from assistant.receipts.recheck import in_present_words


@pytest.mark.parametrize(
    ("former", "current"),
    [
        ("The record does not say who spoke.", "The article does not say who spoke."),
        (
            "The record gives it to Ann Lee, not to Bob Hall.",
            "The archive gives the words to Ann Lee, not to Bob Hall.",
        ),
        ("“he” was taken to stand for Ann Lee.", "“he” was taken to mean Ann Lee."),
        ("“…” stands where the record has “and\nmore”.", "“…” replaces “and\nmore”."),
        (
            "2 parts from 1 article: all of them from Ann Lee.",
            "2 parts from 1 article: all said by Ann Lee.",
        ),
        ("Left out, and it may change the meaning: “if”", None),
    ],
)
def test_a_note_of_an_earlier_version_is_read_as_todays(former: str, current: str | None) -> None:
    """What it tells stays; a note that was not reworded is left as it is."""
    found = in_present_words(Note(NoteKind.SPEAKER, former))
    assert found == Note(NoteKind.SPEAKER, current or former)
