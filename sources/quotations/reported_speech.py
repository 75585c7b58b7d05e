"""Reported speech: the part of a sentence that paraphrases a speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.language.speaker_tokens import MASK
from sources.quotations.attribution import Attribution, Order
from sources.quotations.speech_cues import SPEECH

# Verbs of thought and command, which report no words, and verbs of denial, which report words that
# the speaker rejects.
_SILENT = frozenset(
    "deny denies denied denying think thinks thought believe believes believed believing"
    " hope hopes hoped hoping agree agrees"
    " agreed agreeing wonder wondered wondering ask asks asked asking urge urges urged urging"
    " continue continues continued continuing blast blasted blasting respond responds responded"
    " responding".split()
)
# Verbs that can omit "that" before reported speech.
_PLAIN = frozenset(
    "say says said saying add adds added adding argue argues argued arguing claim claims claimed"
    " claiming note notes noted noting insist insists insisted insisting"
    " write writes wrote warn warns warned suggest suggests suggested report reports reported"
    " assert asserted asserts contend contended contends".split()
)
_NOBODY = re.compile(r"(?:you|anyone|everyone|someone|nobody|no one|who)", re.IGNORECASE)
_NOT = re.compile(r"(?:\bnot|n['’]t|\bnever|\b(?:declined|refused) to)\s(?:\w+\s)?$")
_SUBORDINATE = re.compile(
    r"\b(?:when|while|after|before|if|because|since|although|though)\s$", re.I
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,30}(?:, [^—–\n]{1,40}?)?(?: ?\([^()\n]{1,40}\))? ?[—–]{1,2} "
)
_THAT = re.compile(r"(?:[^,;.:]{0,60}?[,\s])?that\s")
_CLAUSE = re.compile(
    r"\s(?:the|a|an|this|that|these|those|his|her|their|its|our|my|he|she|they|it|we|I|there|no|one"
    r"|all|most|many|some|more|only|if|while|when|\d[\w.,]*|[A-Z][\w.'’-]*|\w+s)\s",
)
_TIME = re.compile(
    r"\s(?:(?:on|last|this|late|early)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\syesterday\b"
)
_THREE_WORDS = re.compile(r"(?:\W*+\w++){3}")
_KOREAN = re.compile(rf"(?:다|라|자|냐)(?=고\s(?:[^\s{MASK}]+\s){{0,3}}$)")
_EDGES = " \t\n\xa0,;:.!?\"'“”„‘’«»‹›「」『』—–-" + MASK
_LONGEST_CLOSE = 80
# The maximum length of white space between a comma and a speaker.
_FEW = 4
# The maximum number of characters between a Korean subject and its verb of speech.
_LONGEST_KOREAN_CLAUSE = 1_000


def reported(
    text: str, masked: str, start: int, end: int, cues: Sequence[Attribution]
) -> tuple[int, int, int] | None:
    """Return the start and end of a sentence's reported words, and the attribution's index.

    Return None if the sentence has no reported speech.
    """
    for number, cue in enumerate(cues):
        if not cue.is_speech or cue.verb in _SILENT or cue.speaker is None:
            continue
        if _NOBODY.fullmatch(masked, cue.speaker.start, cue.speaker.end):
            continue
        if _NOT.search(masked, max(start, cue.cue.start - 20), cue.cue.start):
            continue
        if _SUBORDINATE.search(masked, max(start, cue.start - 12), cue.start):
            continue
        place = _place(masked, start, end, cue)
        if place is None:
            continue
        first, last = _trimmed(text, *place)
        if first == start and (dateline := _DATELINE.match(text, first, last)):
            first = dateline.end()
        if _THREE_WORDS.match(text, first, last):
            return first, last, number
    return None


def _place(masked: str, start: int, end: int, cue: Attribution) -> tuple[int, int] | None:
    if cue.order is Order.VERB_LAST:
        return _korean(masked, cue)
    if cue.order is Order.ACCORDING:
        return _according(masked, start, end, cue)
    if cue.verb not in SPEECH:
        return None
    behind = cue.end
    if moment := _TIME.match(masked, behind, end):
        behind = moment.end()
    if cue.order is Order.SPEAKER_FIRST:
        plain = cue.verb in _PLAIN and _CLAUSE.match(masked, behind, end)
        if plain and not masked.startswith(" that ", behind):
            return behind, end
        if that := _THAT.match(masked, behind, end):
            return that.end(), end
    return (start, cue.start) if _closes(masked, start, end, cue) else None


def _closes(masked: str, start: int, end: int, cue: Attribution) -> bool:
    """Return True if an attribution follows the reported words: "The plan is dead, Cho said"."""
    comma = masked[max(start, cue.start - _FEW) : cue.start].rstrip().endswith(",")
    return comma and end - cue.end <= _LONGEST_CLOSE and "," not in masked[cue.end : end]


def _according(masked: str, start: int, end: int, cue: Attribution) -> tuple[int, int] | None:
    if masked[start : cue.start].strip(_EDGES) == "":
        comma = masked.find(",", cue.end, end)
        if comma >= 0:
            return comma + 1, end
        return (cue.end, end) if "가" <= masked[cue.cue.end - 1] <= "힣" else None
    return start, cue.start


def _korean(masked: str, cue: Attribution) -> tuple[int, int] | None:
    """Return the clause between the subject and "…다고 말했다"."""
    if cue.speaker is None or cue.speaker.end >= cue.cue.start:
        return None
    if cue.cue.start - cue.speaker.end > _LONGEST_KOREAN_CLAUSE:
        return None
    clause = _KOREAN.search(masked, max(cue.speaker.end, cue.cue.start - 40), cue.cue.start)
    if clause is None:
        return None
    particle = masked.find(" ", cue.speaker.end, clause.end())
    if particle < 0 or MASK in masked[particle : cue.cue.start]:
        return None
    return particle, clause.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and _is_edge(text[end - 1]):
        end -= 1
    return start, end


def _is_edge(character: str) -> bool:
    return character.isspace() or character in _EDGES
