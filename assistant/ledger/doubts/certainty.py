"""Certainty: sentences that are more certain than their evidence, or report plans as done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import islice

from assistant.ledger.doubts.news_synonyms import substitutes
from sources.language.analysis import Analysis
from sources.language.meaning_words import hedges
from sources.language.stems import is_irregular, stem
from sources.language.words import Word

# Hedges by kind. A sentence with any hedge of the same kind is as careful as its evidence.
_KINDS = {
    "guess": frozenset(
        "may might could can possibly perhaps maybe potentially likely probably unlikely "
        "conceivably presumably apparently seem seems seemed appear appears appeared suggest "
        "suggests suggested believe believes believed think thinks thought hope hopes hoped expect "
        "expects expected plan plans planned aim aims aimed intend intends intended propose "
        "proposes proposed consider considers considering would should risk risks chance "
        "possible possibility possibilities estimate estimates estimated potential".split()
    ),
    "degree": frozenset(
        "about around approximately nearly almost roughly over under than least some up "
        "estimated estimate close circa".split()
    ),
    "report": frozenset(
        "reportedly allegedly alleged alleges allege claim claims claimed accuse accused accuses "
        "according apparently suspected supposedly said says say told".split()
    ),
    "part": frozenset(
        "some many most often sometimes usually partly largely mainly mostly part partially "
        "half several few majority only".split()
    ),
    "condition": frozenset(
        "if unless until provided providing once when assuming whether depends depending".split()
    ),
}
_STRONG = {
    "guess": frozenset(
        "may might could possibly perhaps maybe potentially likely probably unlikely presumably "
        "apparently seem seems seemed appear appears appeared suggest suggests believe believes "
        "think thinks hope hopes expect expects expected plan plans planned aim aims intend "
        "intends propose proposed proposes considering".split()
    ),
    "degree": frozenset("about around approximately nearly almost roughly".split()),
    "report": frozenset(
        "reportedly allegedly alleged alleges claim claims claimed suspected supposedly".split()
    ),
    "part": frozenset(
        "some many most often sometimes usually partly largely mainly mostly partially".split()
    ),
    "condition": frozenset("if unless provided assuming".split()),
}
_AHEAD, _NEAR = 3, 4
_KOREAN_AHEAD = frozenset("약 아마 아마도 만약 거의 대략".split())


def dropped(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
    """Yield "hedge word" for each word that the evidence has only with a hedge.

    A hedge counts if the word that it modifies is in the sentence, unless other evidence has the
    same words without a hedge.
    """
    for reading in evidence:
        for number, word in enumerate(reading.words):
            kinds = [kind for kind, strong in _STRONG.items() if word.folded in strong]
            korean = not kinds and hedges(word.folded) and not word.folded.isascii()
            if not kinds and not korean:
                continue
            if word.folded == "may" and word.capital and number:
                continue  # the month
            scope = _scope(reading, number, korean=korean)
            if not scope or not all(sentence.holds(w) for w in scope[:1]):
                continue
            if sum(sentence.holds(w) for w in scope) * 2 <= len(scope) - 1:
                continue
            if not _is_kept(kinds, word, scope[0], sentence) and not _is_firm(
                scope, reading, evidence
            ):
                yield f"{word.written} {scope[0].written}"


def _scope(reading: Analysis, number: int, *, korean: bool) -> tuple[Word, ...]:
    """Return the words a hedge modifies: those after it, or in Korean those before it."""
    if korean and reading.words[number].folded not in _KOREAN_AHEAD:
        return (reading.words[number], *reading.near(number, 1, 0)[::-1])
    content = (w for w in reading.ahead(number) if w.is_content and not hedges(w.folded))
    return tuple(islice(content, _AHEAD)) or tuple(islice(reading.ahead(number), 1))


def _is_kept(kinds: Sequence[str], word: Word, head: Word, sentence: Analysis) -> bool:
    """Return True if a sentence is as careful as the hedge before the word `head`."""
    if not kinds:
        return any(hedges(w.folded) and not w.folded.isascii() for w in sentence.words)
    if kinds == ["degree"]:
        places = [n for n, w in enumerate(sentence.words) if w.stem == head.stem]
        before = {w.folded for n in places for w in sentence.words[max(0, n - _NEAR) : n]}
        return bool(_KINDS["degree"] & before)
    return word.folded in sentence.folded or any(_KINDS[kind] & sentence.folded for kind in kinds)


def _is_firm(scope: Sequence[Word], hedged: Analysis, evidence: Sequence[Analysis]) -> bool:
    for other in evidence:
        if other is hedged:
            continue
        if all(other.holds(w) for w in scope) and not any(hedges(w.folded) for w in other.words):
            return True
    return False


class _Status(Enum):
    """Whether a verb reports a fact, a plan or possibility, or a scheduled date."""

    SO = "so"
    AHEAD = "ahead"
    TIMED = "timed"


_FORETELLS = frozenset("will would shall 'll won't wouldn't may might should must".split())
_BEING = frozenset("is are was were am be been being 's 're".split())
_HAVING = frozenset("has have had having 've".split())
_CHAIN = _FORETELLS | _BEING | _HAVING | frozenset("to did".split())
# Words allowed between "be" and its complement, as in "to be in service".
_SMALL = frozenset("in on at a an the of under".split())
_ADVERBS = frozenset("not also now already soon then still first only just all both".split())
# Words after which an infinitive is not yet done: "plans to build".
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
_WORDS_APART = 6


def foretold(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
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
    """Return True if a sentence says in the past tense that a scheduled event took place.

    "Ends in May" in the evidence is only a schedule, and "ended in May" says that it happened.
    """
    return status is _Status.TIMED and bool(_PAST.fullmatch(word.folded))


def _told(word: Word, number: int, sentence: Analysis, reading: Analysis) -> list[int]:
    """Return where the evidence uses a word, or its synonym, about the same things."""
    beside = sentence.beside(number, _WORDS_APART, _WORDS_APART)
    same = [n for n, w in enumerate(reading.words) if w.is_content and w.is_form_of(word)]
    if not same:
        others = {phrase[0] for phrase in substitutes(word.stem) if len(phrase) == 1}
        same = [n for n, w in enumerate(reading.words) if w.is_content and w.stem in others]
    return [
        n
        for n in same
        if any(w.is_among(beside) for w in reading.beside(n, _WORDS_APART, _WORDS_APART))
    ]


def _status(reading: Analysis, number: int) -> _Status | None:
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


def _status_behind_to(reading: Analysis, start: int, chain: Sequence[str]) -> _Status | None:
    if chain[0] in _BEING:  # "are to be in service"
        return _Status.AHEAD
    before = reading.words[max(0, start - 1) : start]
    near = reading.words[max(0, start - 4) : start]
    if any(w.stem in _MEANS or w.folded in _MEANS for w in (*before, *near)):
        return _Status.AHEAD
    return None


def _begins(reading: Analysis, number: int) -> int:
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
