"""Notes in the wording of earlier versions of OnRecord, which their receipts still have."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.quotes.verdict import Note

_FORMER = tuple(
    (re.compile(former, re.DOTALL), current)
    for former, current in (
        (
            r"The record has it as a question\.|It is a question in the archive\.",
            "In the archive, the words are a question.",
        ),
        (
            r"The record asks nothing\.|It is not a question in the archive\.",
            "In the archive, the words are not a question.",
        ),
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
            r"(?:The record gives it to “(?P<one>.*)”, whom it does not name|"
            r"The article gives the words to “(?P<other>.*)”, without a name)\.",
            r"The article attributes the words to “\g<one>\g<other>”, without a name.",
        ),
        (r"“(.*)” was taken to stand for (.*)\.", r"“\1” was taken to mean \2."),
        (
            r"The (?:record gives it|archive gives the words) to (.*), not to (.*)\.",
            r"The archive attributes the words to \1, not to \2.",
        ),
        (
            r"The archive seems to give the words to (.*), not to (.*)\.",
            r"The archive seems to attribute the words to \1, not to \2.",
        ),
        (r"“(.*)” gives (?:it|the words) to (.*)\.", r"“\1” attributes the words to \2."),
        (r"(\d+ parts .*): all of them from (.*)", r"\1: all said by \2"),
        (
            r"“(.*)” stands where the record has no words\.",
            r"“\1” was added: the archive has no words there.",
        ),
        (r"“(.*)” stands where the record has “(.*)”\.", r"“\1” replaces “\2”."),
        (
            r"What the (?:mark covers|ellipsis or the brackets hide) may change the meaning: (.*)",
            r"Words hidden by the ellipsis or brackets may change the meaning: \1",
        ),
        (
            r"The bracket “(.*)” is not in the record\.",
            r"The article does not support the words in brackets: “\1”.",
        ),
        (
            r"So few words \(under (\d+), and under (\d+) content words\) "
            r"(?:stand in many places|can occur anywhere) by chance\.",
            r"A quotation with fewer than \1 words and fewer than \2 content words can occur "
            r"anywhere by chance.",
        ),
        (
            r"So few words \(under (\d+), and under (\d+) content words\) "
            r"were searched for and not found as such\.",
            r"A quotation with fewer than \1 words and fewer than \2 content words was searched "
            r"for but not found.",
        ),
        (
            r"Only these of the words are in the archive: (.*)",
            r"The archive has only these words of the quotation: \1",
        ),
        (
            r"The article does not say itself that the words were said: (.*)",
            r"The article only reports that someone says the words were said: \1",
        ),
        (
            r"The draft was taken to mean (.*), which is unsure: (.*)",
            r"The draft seems to attribute the words to \1, but this is uncertain: \2",
        ),
        (
            r"The first of the nearest passages, in another language, has (.*) in common with "
            r"these words\. Whether it says the same cannot be told from that\.",
            r"The closest passage, in another language, shares \1 with these words. That does not "
            r"show that it says the same.",
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
    """Return a note of an earlier version of OnRecord in its current wording."""
    for former, current in _FORMER:
        if found := former.fullmatch(note.text):
            return replace(note, text=found.expand(current))
    return note
