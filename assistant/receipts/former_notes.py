"""Former notes: earlier wordings of notes, so that older receipts can be verified."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.quotes.verdict import Note

_FORMER = tuple(
    (re.compile(former, re.DOTALL), current)
    for former, current in (
        (r"The record has it as a question\.", "It is a question in the archive."),
        (r"The record asks nothing\.", "It is not a question in the archive."),
        (
            r"Between quotation marks stands only (.*)\.",
            r"Only \1 is in quotation marks in the archive.",
        ),
        (
            r"The record does not have it between quotation marks\.",
            "The words are not in quotation marks in the archive.",
        ),
        (r"The record does not say who spoke\.", "The article does not say who spoke."),
        (
            r"The record gives it to “(.*)”, whom it does not name\.",
            r"The article gives the words to “\1”, without a name.",
        ),
        (r"“(.*)” was taken to stand for (.*)\.", r"“\1” was taken to mean \2."),
        (
            r"The record gives it to (.*), not to (.*)\.",
            r"The archive gives the words to \1, not to \2.",
        ),
        (r"“(.*)” gives it to (.*)\.", r"“\1” gives the words to \2."),
        (r"(\d+ parts .*): all of them from (.*)", r"\1: all said by \2"),
        (
            r"“(.*)” stands where the record has no words\.",
            r"“\1” was added: the archive has no words there.",
        ),
        (r"“(.*)” stands where the record has “(.*)”\.", r"“\1” replaces “\2”."),
        (
            r"What the mark covers may change the meaning: (.*)",
            r"What the ellipsis or the brackets hide may change the meaning: \1",
        ),
        (
            r"So few words (.*) stand in many places by chance\.",
            r"So few words \1 can occur anywhere by chance.",
        ),
        (
            r"Only what stood between the quotation marks was checked, and taken to be by (.*)\.",
            r"Only the words in quotation marks were checked, with \1 as their speaker.",
        ),
        (
            r"Only what stood between the quotation marks was checked\.",
            "Only the words in quotation marks were checked.",
        ),
    )
)


def in_present_words(note: Note) -> Note:
    """Return a note in its current wording."""
    for former, current in _FORMER:
        if found := former.fullmatch(note.text):
            return replace(note, text=found.expand(current))
    return note
