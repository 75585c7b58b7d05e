"""Telling marks: capitals and punctuation that tell equal words apart, as in "us" and "US"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.quotes.alignment import Alignment
from assistant.quotes.alignment_step import Step
from assistant.quotes.verdict import Change
from sources.language.meaning_words import PRONOUNS
from sources.language.words import Token

# In capitals these are names, unless the words beside them are in capitals too.
_ACRONYMS = frozenset({"us", "who"})
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_BESIDE = 25
# The punctuation after a "no" that is an answer: "No, more taxes" asks for taxes.
_PAUSE = re.compile(r"\s?[,;:!—–]|\.(?=\s+[^\W\d])")
_ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*\s")
_A_FEW = 8
# Shorter words with a stop may be abbreviations: "the U.S. Senate", "Gov. Lee".
_SHORTEST_WHOLE = 5
_MARK = re.compile(r"[.,;:!?—–]")
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s")
_GOING_ON = frozenset("and but or so".split())
_NEXT = re.compile(r"\W*([^\W_]+)")


def told_apart(alignment: Alignment, step: Step) -> Mapping[int, Change]:
    """Return the changes at words that are equal except for telling marks, by position."""
    ours = alignment.claimed.words[step.start : step.end]
    theirs = [
        alignment.recorded.tokens[n] for n in alignment.stream.numbers[step.first : step.last]
    ]
    texts = alignment.claimed.text, alignment.recorded.article.text
    found = {
        place: _difference(one, texts[0], other, texts[1])
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True), step.first)
    }
    apart = {place: change for place, change in found.items() if change}
    moved = _moved(_ends(ours, texts[0]), _ends(theirs, texts[1]))
    for number in (*moved, *_turned(ours, theirs, texts)):
        apart[step.first + number] = Change.CHANGED
    return apart


def _turned(
    ours: Sequence[Token], theirs: Sequence[Token], texts: tuple[str, str]
) -> Iterator[int]:
    """Yield the indices of words after which only one text has a question mark or full stop.

    "We will cut when the data allow it and not. Because …" differs from the same words without the
    stop. Text without any punctuation, such as machine-made captions, may be split anywhere.
    """
    if not theirs or _MARK.search(texts[1], theirs[0].start, theirs[-1].end + 2) is None:
        return
    for number, (pair, other) in enumerate(zip(pairwise(ours), pairwise(theirs), strict=True)):
        here = texts[0][pair[0].end : pair[1].start]
        there = texts[1][other[0].end : other[1].start]
        both = _ENDS.match(here) is not None and _ENDS.match(there) is not None
        asks = both and ("?" in here) != ("?" in there)
        stops = _STOP.match(here) is not None and there.isspace()
        if asks or (stops and _begins_anew(pair, other, texts)):
            yield number


def _begins_anew(
    ours: tuple[Token, Token], theirs: tuple[Token, Token], texts: tuple[str, str]
) -> bool:
    """Return True if a full stop between two words ends a sentence, not an abbreviation."""
    before, after = ours
    if after.folded in _GOING_ON or not texts[0][after.start].isupper():
        return False
    runs_on = texts[1][theirs[1].start].islower()
    return runs_on or (len(before.folded) >= _SHORTEST_WHOLE and before.folded.isalpha())


def _difference(ours: Token, claimed: str, theirs: Token, recorded: str) -> Change | None:
    word = ours.folded
    if word in _ACRONYMS:
        cases = {_is_acronym(ours, claimed), _is_acronym(theirs, recorded)}
        return Change.NAME if cases == {True, False} else None
    if word == "no":
        apart = {_is_apart(ours, claimed), _is_apart(theirs, recorded)}
        return Change.NEGATION if apart == {True, False} else None
    return None


def _ends(words: Sequence[Token], text: str) -> frozenset[int]:
    """Return the indices of the words that end a sentence, except for the last word."""
    pairs = enumerate(pairwise(words))
    return frozenset(n for n, (one, other) in pairs if _ENDS.match(text, one.end, other.start))


def _moved(ours: frozenset[int], theirs: frozenset[int]) -> tuple[int, ...]:
    """Return the indices of sentence ends in the claim that the article has a few words away.

    Joining a sentence to the next one, or splitting it off, does not change the meaning.
    """
    added, missing = ours - theirs, theirs - ours
    around = range(-_A_FEW, _A_FEW + 1)
    return tuple(sorted(n for n in added if any(n + step in missing for step in around)))


def _is_acronym(word: Token, text: str) -> bool | None:
    """Return True if a word is an acronym; None if everything around it is in capitals."""
    written = text[word.start : word.end].split("'")[0].split("’")[0]
    if not written.isupper():
        return False
    around = text[max(0, word.start - _BESIDE) : word.start], text[word.end : word.end + _BESIDE]
    beside = [found for side in around for found in _LETTERS.findall(side)]
    return None if beside and all(map(str.isupper, beside)) else True


def _is_apart(word: Token, text: str) -> bool | None:
    """Return True if a "no" is an answer rather than part of the phrase after it.

    Return None at the end of a text, and before a word that "no" cannot modify, where it makes no
    difference.
    """
    following = _NEXT.match(text, word.end)
    if following is None or following[1].lower() in PRONOUNS | {"that", "there", "this", "no"}:
        return None
    return _PAUSE.match(text, word.end) is not None
