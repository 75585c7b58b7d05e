from __future__ import annotations

import pytest

from assistant.quotes.alignment import Alignment, occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.differences import compared
from assistant.quotes.verdict import Note, NoteKind
from tests.assistant.records import recorded

OPENING = "President Vladimir Putin met Senator Ann Lee of the Harbour Party on Monday."
MOVED = "We moved the money abroad last year"
TOLD = "He has never told the truth about the war"


def notes(said: str, claimed: str) -> list[Note]:
    """Return the notes on a claim that edits what Ann Lee said."""
    record = recorded(f"{OPENING} “{said},” Ann Lee said.")
    found: Alignment = next(iter(occurrences(Claimed.of(claimed), record)))
    return list(compared(found)[1])


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (MOVED, "We moved the money [illegally] abroad last year"),
        (MOVED, "We moved the money abroad last year [to avoid tax]"),
        (MOVED, "[The Mafia] moved the money abroad last year"),
        (MOVED, "We moved the [stolen] money abroad last year"),
        (TOLD, "[Zelensky] has never told the truth about the war"),
        (TOLD, "[She] has never told the truth about the war"),
        ("I never told the truth", "[Putin] never told the truth"),
    ],
)
def test_a_bracket_that_nothing_bears_out_is_not_in_the_record(said: str, claimed: str) -> None:
    """What an editor puts in is a claim too."""
    (found,) = [n.text for n in notes(said, claimed) if n.kind is NoteKind.INSERTED]
    assert "does not support the words in brackets" in found


@pytest.mark.parametrize(
    ("said", "claimed", "why"),
    [
        (MOVED, "[The Harbour Party] moved the money abroad last year", "beside the quotation"),
        (MOVED, "[They] moved the money abroad last year", "grammatical person"),
        (MOVED, "We move[d] the money abroad last year", "only changes the grammar"),
        (TOLD, "[Putin] has never told the truth about the war", "beside the quotation"),
        (TOLD, "He [Putin] has never told the truth about the war", "beside the quotation"),
        (TOLD, "He has never told the truth [laughs] about the war", "not part of what was said"),
        ("I never told the truth", "[Lee] never told the truth", "beside the quotation"),
        ("He told them he would go", "He told them [that] he would go", "the grammar"),
    ],
)
def test_a_bracket_may_say_what_the_article_says(said: str, claimed: str, why: str) -> None:
    """Whom "he" is, another ending and another person are no claims of the editor's own."""
    found = notes(said, claimed)
    assert not any(note.kind is NoteKind.INSERTED for note in found)
    assert any(note.kind is NoteKind.BRACKETS and why in note.text for note in found)


def test_which_of_two_people_a_pronoun_is_a_bracket_cannot_tell() -> None:
    """With two names before the words, neither is plainly the one."""
    record = recorded("Bob Hall met Karin Berg on Monday. “She has never told the truth,” he said.")
    found = next(iter(occurrences(Claimed.of("She [Berg] has never told the truth"), record)))
    assert any(note.kind is NoteKind.INSERTED for note in compared(found)[1]) is False
    other = recorded(
        "Bob Hall, who knows Karin Berg and Ilsa Varga, spoke. “She has never told the truth,” "
        "Hall said."
    )
    found = next(iter(occurrences(Claimed.of("She [Berg] has never told the truth"), other)))
    assert any(note.kind is NoteKind.INSERTED for note in compared(found)[1])
