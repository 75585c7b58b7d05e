from __future__ import annotations

import pytest

from assistant.quotes.verdict import Note, NoteKind
from assistant.receipts.former_notes import in_present_words


@pytest.mark.parametrize(
    ("former", "current"),
    [
        ("The record does not say who spoke.", "The article does not say who spoke."),
        (
            "The record gives it to Ann Lee, not to Bob Hall.",
            "The archive attributes the words to Ann Lee, not to Bob Hall.",
        ),
        (
            "The archive gives the words to Ann Lee, not to Bob Hall.",
            "The archive attributes the words to Ann Lee, not to Bob Hall.",
        ),
        (
            "The article gives the words to “he”, without a name.",
            "The article attributes the words to “he”, without a name.",
        ),
        (
            "The record gives it to “he”, whom it does not name.",
            "The article attributes the words to “he”, without a name.",
        ),
        (
            "What the mark covers may change the meaning: “never”.",
            "Words hidden by the ellipsis or brackets may change the meaning: “never”.",
        ),
        ("It is a question in the archive.", "In the archive, the words are a question."),
        (
            "The bracket “[illegally]” is not in the record.",
            "The article does not support the words in brackets: “[illegally]”.",
        ),
        ("“he” was taken to stand for Ann Lee.", "“he” was taken to mean Ann Lee."),
        ("“…” stands where the record has “and\nmore”.", "“…” replaces “and\nmore”."),
        (
            "2 parts from 1 article: all of them from Ann Lee.",
            "2 parts from 1 article: all said by Ann Lee.",
        ),
        (
            "So few words (under 5, and under 4 content words) can occur anywhere by chance.",
            "A quotation with fewer than 5 words and fewer than 4 content words can occur anywhere "
            "by chance.",
        ),
        ("Left out, and it may change the meaning: “if”", None),
    ],
)
def test_a_note_of_an_earlier_version_is_read_as_todays(former: str, current: str | None) -> None:
    """What it tells stays; a note that was not reworded is left as it is."""
    found = in_present_words(Note(NoteKind.SPEAKER, former))
    assert found == Note(NoteKind.SPEAKER, current or former)
