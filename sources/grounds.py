"""What an attribution rests on, and whether that is enough to contradict somebody.

`python -m tests.benchmarks.polnear` measures how often the speakers of each class are right.
"""

from __future__ import annotations

import re
from enum import StrEnum

from sources.quotation import Extent, MentionKind, Quotation, Speaker


class Grounds(StrEnum):
    """Why an article is read as giving words to a speaker."""

    FULL_NAME = "full name beside the words"
    FAMILY_NAME = "part of a name, one bearer"
    CONTINUED = "name before it in the paragraph, no attribution of its own"
    DESCRIPTION = "description that names nobody"
    NAMESAKE = "part of a name, several bearers"
    ROLE = "role, resolved to a name"
    PRONOUN = "pronoun"
    DISTANT = "attribution not beside the words"
    UNCUED = "name in another paragraph"
    TWO_VOICES = "one person speaks another's words"


SURE = frozenset(
    {Grounds.FULL_NAME, Grounds.FAMILY_NAME, Grounds.CONTINUED, Grounds.DESCRIPTION}
)
"""The classes of which at least 0.95 are right in the development half of PolNeAR."""

_WORD = re.compile(r"\w+")
_MOST_WORDS_BETWEEN = 3
_LONGEST_GAP = 60
# "…," Hall tweeted, quoting Lee; "Meryl Streep as Margaret Thatcher says".
_QUOTING = re.compile(
    r"[^.“”\"\n]{0,40}?\b(?:quoting|reciting|impersonating|imitating|parodying|mimicking)\s(?!from\b)"
)
_PLAYING = re.compile(r"(?:[A-Z][\w.'’-]+,?|\bactor|\bactress|\bplayed)\s(?:as|in the role of)\s$")


def grounds(text: str, quotation: Quotation, speaker: Speaker) -> Grounds:
    """Return what the attribution of a quotation to a speaker rests on."""
    mention, cue = speaker.mention, quotation.cue
    attribution = mention if cue is None else _joined(cue, mention)
    if _has_two_voices(text, attribution, mention):
        return Grounds.TWO_VOICES
    if cue is None and not _is_before(text, quotation, mention):
        return Grounds.UNCUED
    if cue is not None and not _is_beside(text, quotation, attribution):
        return Grounds.DISTANT
    if speaker.kind is MentionKind.PRONOUN:
        return Grounds.PRONOUN
    if speaker.kind is MentionKind.NOUN_PHRASE:
        return Grounds.DESCRIPTION if speaker.name is None else Grounds.ROLE
    if speaker.resolved:
        return Grounds.NAMESAKE
    if cue is None:
        return Grounds.CONTINUED
    mentioned = text[mention.start : mention.end]
    full = speaker.name is not None and " " in speaker.name and speaker.name in mentioned
    return Grounds.FULL_NAME if full else Grounds.FAMILY_NAME


def _joined(one: Extent, other: Extent) -> Extent:
    return Extent(min(one.start, other.start), max(one.end, other.end))


def _has_two_voices(text: str, attribution: Extent, mention: Extent) -> bool:
    if _QUOTING.match(text, attribution.end):
        return True
    return _PLAYING.search(text, max(0, mention.start - 40), mention.start) is not None


def _is_before(text: str, quotation: Quotation, mention: Extent) -> bool:
    """Return True if a mention stands before the words in the same paragraph."""
    return mention.end <= quotation.start and "\n" not in text[mention.end : quotation.start]


def _is_beside(text: str, quotation: Quotation, attribution: Extent) -> bool:
    """Return True if an attribution stands before or behind the words, or between their parts."""
    if attribution.end <= quotation.start:
        start, end = attribution.end, quotation.start
    elif attribution.start >= quotation.end:
        start, end = quotation.end, attribution.start
    else:
        return True
    if end - start > _LONGEST_GAP or "\n" in text[start:end]:
        return False
    return len(_WORD.findall(text, start, end)) <= _MOST_WORDS_BETWEEN
