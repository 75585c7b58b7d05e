"""Occurrence: events that a sentence reports as done and its evidence only plans or predicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from assistant.ledger.doubts.kin import substitutes
from assistant.ledger.doubts.reading import Reading, Word, alike, is_irregular, stem


class _Status(Enum):
    """Whether a verb reports a fact, a plan or possibility, or a scheduled date."""

    SO = "so"
    AHEAD = "ahead"
    TIMED = "timed"


_FORETELLS = frozenset("will would shall 'll won't wouldn't may might should must".split())
_BEING = frozenset("is are was were am be been being 's 're".split())
_HAVING = frozenset("has have had having 've".split())
_CHAIN = _FORETELLS | _BEING | _HAVING | frozenset("to did".split())
# Words allowed between "to be" and its complement.
_SMALL = frozenset("in on at a an the of under".split())
_ADVERBS = frozenset("not also now already soon then still first only just all both".split())
# After these, "to do" is not yet done.
_MEANS = frozenset(
    stem(word)
    for word in "plan want hope intend expect aim due set schedule agree promise propose ask order "
    "decide prepare going ready need seek wish vow pledge refuse threaten offer consider invite "
    "allow urge call demand request require decline likely commit supposed tell persuade "
    "permit recommend vote designed meant unable".split()
)
# Verbs whose present tense refers to the future: "the licence expires in 2026".
_TIMED = frozenset(
    stem(word) for word in "expire end begin start open close launch retire resume depart".split()
)
_PAST = re.compile(r"[a-z]{2,}ed")
_NEAR = 6


def foretold(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[str]:
    """Yield verbs reported as done, with the words of the evidence that only predict them.

    There is no doubt if any evidence also reports it as done.
    """
    for number, word in enumerate(sentence.words):
        if not word.is_content or word.korean or _status(sentence, number) is not _Status.SO:
            continue
        there = [
            (_status(reading, place), reading, place)
            for reading in evidence
            for place in _told(word, number, sentence, reading)
        ]
        found = {status for status, _, _ in there}
        ahead = [(r, p) for s, r, p in there if s is _Status.AHEAD or _has_ended(s, word)]
        if ahead and _Status.SO not in found and None not in found:
            reading, place = ahead[0]
            start = _begins(reading, place)
            yield reading.text[reading.words[start].start : reading.words[place].end]


def _has_ended(status: _Status | None, word: Word) -> bool:
    """Return True if a sentence reports as over what the evidence schedules for a date.

    An event that ends every May "ended" in one of those years, so only a past form counts as over.
    """
    return status is _Status.TIMED and bool(_PAST.fullmatch(word.folded))


def _told(word: Word, number: int, sentence: Reading, reading: Reading) -> list[int]:
    """Return the positions in the evidence of the word, or its synonym, about the same things."""
    beside = sentence.beside(number, _NEAR, _NEAR)
    same = [n for n, w in enumerate(reading.words) if w.is_content and alike(w.stem, word.stem)]
    if not same:
        others = {phrase[0] for phrase in substitutes(word.stem) if len(phrase) == 1}
        same = [n for n, w in enumerate(reading.words) if w.is_content and w.stem in others]
    return [
        n
        for n in same
        if any(alike(a.stem, b.stem) for a in beside for b in reading.beside(n, _NEAR, _NEAR))
    ]


def _status(reading: Reading, number: int) -> _Status | None:
    """Return the status of a word from its auxiliaries and ending; None if unclear."""
    word = reading.words[number]
    start = _begins(reading, number)
    chain = [w.folded for w in reading.words[start:number]]
    if _FORETELLS.intersection(chain):
        return _Status.AHEAD
    if "to" in chain:
        return _status_behind_to(reading, start, chain)
    if _BEING.intersection(chain):
        return None if word.folded.endswith("ing") else _Status.SO
    past = bool(_PAST.fullmatch(word.folded)) or is_irregular(word.folded)
    if _HAVING.intersection(chain) or "did" in chain:
        return _Status.SO if past or "did" in chain else None
    if past:
        return _Status.SO
    timed = word.stem in _TIMED and word.folded.endswith("s")
    return _Status.TIMED if timed else None


def _status_behind_to(reading: Reading, start: int, chain: Sequence[str]) -> _Status | None:
    if chain[0] in _BEING:  # "are to be in service"
        return _Status.AHEAD
    before = reading.words[max(0, start - 1) : start]
    near = reading.words[max(0, start - 4) : start]
    if any(w.stem in _MEANS or w.folded in _MEANS for w in (*before, *near)):
        return _Status.AHEAD
    return None


def _begins(reading: Reading, number: int) -> int:
    """Return where the auxiliaries of a word begin: at "are" of "are to be in service"."""
    clause, start = reading.words[number].clause, number
    counted = _CHAIN
    for place in range(number - 1, -1, -1):
        word = reading.words[place]
        if word.clause != clause:
            break
        if word.folded in counted:
            start, counted = place, _CHAIN
        elif start == number and word.folded in _SMALL:
            counted = _BEING  # only "be" takes a phrase with "in" as its complement
        elif word.folded not in _ADVERBS and not word.folded.endswith("ly"):
            break
    return start
