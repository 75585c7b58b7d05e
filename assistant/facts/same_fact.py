"""Same facts: whether two sentences state the same fact, or rival figures for it."""

from __future__ import annotations

import re

from assistant.answering.evidence import Evidence
from assistant.answering.sentence import Sentence
from assistant.question import Kind
from sources.language.analysis import analysed

# Two sentences state the same fact if they share this much of the shorter one's content words, and
# of both together. Quoting a fact twice does less harm than merging two facts.
_OF_ONE = 0.7
_OF_BOTH = 0.45
# A figure from another article is a rival if the score of its sentence is at least this share of
# the best sentence's.
_RIVAL = 0.5

# Words for a quantity that are not parsed as a number.
_PART = re.compile(r"\b(?:hundreds|thousands|dozens|half|twice|thirds?|quarters?)\b", re.IGNORECASE)
# Words that reverse a statement. Two sentences with different ones say different things.
_TURNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:not|no|never|neither|nor|without|cannot|den(?:y|ies|ied)|reject\w*|refus\w+|"
        r"fail(?:s|ed)?|unlikely|unable|rul(?:es|ed) out|\w+n['’]t)\b|않|없|아니|못",
        r"\b(?:ris(?:es?|ing|en)|rose|increas\w+|gr[eo]w\w*|gain\w*|climb\w*|up)\b|증가|늘",
        r"\b(?:f[ae]ll\w*|drop\w*|declin\w+|decreas\w+|los[et]\w*|down|cut)\b|감소|줄",
    )
)


def same(one: Sentence, other: Sentence) -> bool:
    """Return True if two sentences state the same fact: similar words, same names and figures."""
    if one.text == other.text:
        return True
    mine, theirs = one.content, other.content
    shared = len(mine & theirs)
    return (
        shared >= _OF_ONE * max(1, min(len(mine), len(theirs)))
        and shared >= _OF_BOTH * len(mine | theirs)
        and figures(one.text) == figures(other.text)
        and _turned(one.text) == _turned(other.text)
        and _names_meet(one, other)
    )


def rival(best: Evidence, other: Evidence) -> bool:
    """Return True if another article gives a different figure for the best sentence's fact.

    Its wording may be quite different. Both are quoted then, because readers must learn that the
    archive disagrees.
    """
    return (
        best.part.kind in (Kind.HOW_MUCH, Kind.HOW_MANY)
        and other.sentence.article.id != best.sentence.article.id
        and other.score >= _RIVAL * best.score
        and bool(figures(other.sentence.text) - figures(best.sentence.text))
    )


def figures(text: str) -> frozenset[str]:
    """Return the figures of a text, in digits and in words, except "one"."""
    numbers = analysed(text).numbers
    stated = (each for each in numbers if text[each.start : each.end].lower() != "one")
    values = frozenset(f"{each.value.normalize():f}" for each in stated)
    return values | frozenset(part.lower() for part in _PART.findall(text))


def _turned(text: str) -> tuple[bool, ...]:
    return tuple(bool(turn.search(text)) for turn in _TURNS)


def _names_meet(one: Sentence, other: Sentence) -> bool:
    """Return True if one of the sentences contains all names of the other.

    The first word of a sentence may be a name or any word, so the other must contain it too.
    """
    return one.name_terms <= other.terms or other.name_terms <= one.terms
