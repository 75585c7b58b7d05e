"""The evidence behind an attribution, and whether it is strong enough to contradict someone.

`python -m tests.benchmarks.polnear` measures the accuracy of each class.
"""

from __future__ import annotations

import re
from enum import StrEnum

from sources.people.titles import ABBREVIATED, FUNCTION_WORDS, HONORIFICS, NO_PERSON, ROLES, TIMES
from sources.quotations.quotation import Extent, MentionKind, Quotation, Speaker


class Grounds(StrEnum):
    """The evidence on which a quotation is attributed to a speaker."""

    FULL_NAME = "full name beside the words"
    FAMILY_NAME = "part of a name, one bearer"
    CONTINUED = "name before it in the paragraph, no attribution of its own"
    NEAR_PRONOUN = "pronoun, behind the only name nearby"
    UNNAMED = "role or trade of somebody who is not named"
    NAMESAKE = "part of a name, several bearers"
    PHRASE = "words that name nobody"
    ROLE = "role, resolved to a name"
    PRONOUN = "pronoun"
    DISTANT = "attribution not beside the words"
    UNCUED = "name in another paragraph"
    BODY = "a body or a place that says “I”"
    TWO_VOICES = "one person speaks another's words"


SURE = frozenset(
    {Grounds.FULL_NAME, Grounds.FAMILY_NAME, Grounds.CONTINUED}
    | {Grounds.NEAR_PRONOUN, Grounds.UNNAMED}
)
"""The grounds whose attributions are right in at least 95% of cases.

Measured on the mentions in the development half of PolNeAR. Pronouns, which PolNeAR does not
resolve, were measured on the names in 130 scraped articles.
"""

_BETWEEN_MARKS = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_CAPITAL = re.compile(r"\b[A-Z][\w-]*")
_EDGES = " \n'\"‘’“”,—–-"
_LONGEST_BEFORE = 2_000
_NO_NAMES = ROLES | HONORIFICS | TIMES | {"i"}
_BEHIND_HEAD = re.compile(r"\s(?:of|for|at|in|from|with|who|on)\s")
_WORD = re.compile(r"\w+")
OWN = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]yself)\b(?!\.)")
"""First-person words, which show that the speaker is one person and not an organisation."""
_MOST_WORDS_BETWEEN = 3
_LONGEST_GAP = 60
_OPENING_MARKS = " '\"‘“«„"
# "…," Hall tweeted, quoting Lee; "Meryl Streep as Margaret Thatcher says".
_QUOTING = re.compile(
    r"[^.“”\"\n]{0,40}?\b(?:quoting|impersonating|imitating|parodying|mimicking)\s(?!from\b)"
)
# "Hall accused Lee of saying": Hall quotes Lee.
_ACCUSING = re.compile(r"\baccus(?:e[sd]?|ing)\s[^.“”\"\n]{1,60}?\sof\s(?:having\s)?\w+")
_PLAYING = re.compile(
    r"(?:[A-Z][\w.'’-]+\s[A-Z][\w.'’-]+,?|\bactor|\bactress|\bplayed)\s(?:as|in the role of)\s$"
)


def grounds(text: str, quotation: Quotation, speaker: Speaker) -> Grounds:
    """Return the grounds for attributing a quotation to a speaker."""
    mention, cue = speaker.mention, quotation.cue
    attribution = mention if cue is None else _joined(cue, mention)
    if _has_two_voices(text, attribution, mention):
        return Grounds.TWO_VOICES
    if cue is None and not _is_before(text, quotation, mention):
        return Grounds.UNCUED
    if cue is not None and not _is_beside(text, quotation, attribution):
        return Grounds.DISTANT
    if speaker.kind is MentionKind.PRONOUN:
        near = speaker.name is not None and _is_only_name(text, mention, speaker.name)
        return Grounds.NEAR_PRONOUN if near else Grounds.PRONOUN
    if speaker.kind is MentionKind.NOUN_PHRASE:
        return Grounds.ROLE if speaker.name else _of_unnamed(text, mention)
    if speaker.resolved:
        return Grounds.NAMESAKE
    if OWN.search(text, quotation.start, quotation.end) and _is_body(text, mention):
        return Grounds.BODY
    if cue is None:
        return Grounds.CONTINUED
    mentioned = text[mention.start : mention.end]
    full = speaker.name is not None and " " in speaker.name and speaker.name in mentioned
    return Grounds.FULL_NAME if full else Grounds.FAMILY_NAME


def _is_body(text: str, mention: Extent) -> bool:
    """Return True for "the Brooklyn Nets" and "Harbour Office", but not for "the Rev. Ann Lee"."""
    words = _WORD.findall(text[max(0, mention.start - len("the ")) : mention.end].lower())
    if not (ROLES | HONORIFICS | ABBREVIATED).isdisjoint(words):
        return False
    return "the" in words[:2] or not NO_PERSON.isdisjoint(words)


def _is_only_name(text: str, pronoun: Extent, name: str) -> bool:
    """Return True if the text before a pronoun in its paragraph names only one person.

    If it does not name that person, the previous paragraph is included.
    """
    *earlier, last = text[max(0, pronoun.start - _LONGEST_BEFORE) : pronoun.start].split("\n")
    family = name.rsplit(" ", 1)[-1]
    if family not in _CAPITAL.findall(_BETWEEN_MARKS.sub(" ", last)):
        previous = next((line for line in reversed(earlier) if line.strip()), "")
        last = f"{previous}.\n{last}"
    before = _BETWEEN_MARKS.sub(" ", last)
    capitals = list(_CAPITAL.finditer(before))
    if family not in {found[0] for found in capitals}:
        return False
    known = _NO_NAMES.union(name.lower().split())
    return all(
        found[0].lower() in known or _only_begins(before, found.start(), found[0].lower(), text)
        for found in capitals
    )


def _only_begins(before: str, place: int, word: str, text: str) -> bool:
    """Return True if a word is capitalised only because it starts a sentence."""
    if before[:place].rstrip(_EDGES)[-1:] not in ("", ".", "!", "?"):
        return False
    return word in FUNCTION_WORDS or f" {word}" in text


def _of_unnamed(text: str, mention: Extent) -> Grounds:
    head = _BEHIND_HEAD.split(text[mention.start : mention.end], maxsplit=1)[0]
    words = _WORD.findall(head.lower())
    return Grounds.UNNAMED if words and words[-1] in ROLES else Grounds.PHRASE


def _joined(one: Extent, other: Extent) -> Extent:
    return Extent(min(one.start, other.start), max(one.end, other.end))


def _has_two_voices(text: str, attribution: Extent, mention: Extent) -> bool:
    if _QUOTING.match(text, attribution.end):
        return True
    if _ACCUSING.search(text, max(0, attribution.start - _LONGEST_GAP), attribution.end):
        return True
    return _PLAYING.search(text, max(0, mention.start - 40), mention.start) is not None


def _is_before(text: str, quotation: Quotation, mention: Extent) -> bool:
    """Return True if a mention precedes the words in the same paragraph, or introduces them.

    A colon at the end of the previous paragraph introduces the words below it.
    """
    above, broken, behind = text[mention.end : quotation.start].partition("\n")
    introduces = above.rstrip().endswith(":") and not behind.strip(_OPENING_MARKS + "\n")
    return mention.end <= quotation.start and (not broken or introduces)


def _is_beside(text: str, quotation: Quotation, attribution: Extent) -> bool:
    """Return True if an attribution is next to the words, or between their parts."""
    if attribution.end <= quotation.start:
        start, end = attribution.end, quotation.start
    elif attribution.start >= quotation.end:
        start, end = quotation.end, attribution.start
    else:
        return True
    if end - start > _LONGEST_GAP:
        return False
    if "\n" in text[start:end]:
        # A signature, or "Erik Lund said this" at the start of the next paragraph.
        return end == attribution.start and not _WORD.search(text, start, end)
    if start == attribution.end and text[start:end].rstrip(_OPENING_MARKS).endswith(":"):
        return True
    return len(_WORD.findall(text, start, end)) <= _MOST_WORDS_BETWEEN
