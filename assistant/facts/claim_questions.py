"""Questions about the values of a claim, and the archive's answers to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.facts.conflicting_values import Extent, Value, absent, instead, values
from assistant.facts.fact_evidence import Source
from assistant.ledger.ledger import DoubtKind
from assistant.reading.reader import Passage, Reader
from sources.language.analysis import Analysis
from sources.language.currencies import units_named
from sources.language.moments import Moment

_SCALED = re.compile(r"\s*(?:percent|per cent|%|million|billion|trillion)", re.IGNORECASE)
_AT_TIME = re.compile(r"\b(?:on|in|at|during)\s+\Z", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|near|from|to|outside|across|of)\s+\Z", re.IGNORECASE)
_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_ENDING = re.compile(r"[.!\s]+\Z")


def question(claim: str, value: Value) -> str:
    """Return a claim as a question about one of its values, with that value left out."""
    start, end = value.extent
    if value.kind is DoubtKind.DATE:
        asked = _time(value)
        if asked == "when" and (before := _AT_TIME.search(claim[:start])):
            start = before.start()
    elif value.kind is DoubtKind.NUMBER:
        asked = _amount(value.within(claim), claim[end:])
    else:
        asked = "who or what"
    return f"{claim[:start]}{asked}{_ENDING.sub('', claim[end:])}?"


def _time(value: Value) -> str:
    moment = value.of
    if not isinstance(moment, Moment):
        return "when"
    only_year = (moment.month, moment.season, moment.weekday) == (None, (), None)
    return "what year" if only_year else "when"


def _amount(words: str, behind: str) -> str:
    if words.lower().endswith(("st", "nd", "rd", "th")) or words.lower() in _RANKS:
        return "which"
    return "how much" if units_named(words) or _SCALED.match(behind) else "how many"


# The number of characters read in all, and of each sentence.
_MOST_READ, _LONGEST = 1_000, 500
# The log-odds of an answer that was not found.
UNANSWERED = -16.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A value from the archive that may replace a claim's value, with its log-odds."""

    source: Source
    extent: Extent
    score: float


@dataclass(frozen=True, slots=True)
class Answers:
    """The archive's likeliest value in place of a claim's value, if it differs.

    `agreeing` is the log-odds of the likeliest answer that equals the claim's value.
    """

    agreeing: float = UNANSWERED
    rival: Answer | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A value in a sentence, and whether it equals the claim's value."""

    source: Source
    extent: Extent
    agrees: bool


def answers(claim: Analysis, value: Value, there: Sequence[Source], reader: Reader) -> Answers:
    """Ask the reader which value the archive has in place of a claim's value.

    `there` are sentences from the archive, best first. The reader scores the values in them.
    """
    chosen = _chosen(there)
    text, found, places = "", [], []
    for source in chosen:
        start = len(text)
        text += source.text[:_LONGEST] + " "
        for candidate in _candidates(claim, value, source):
            found.append(candidate)
            places.append((start + candidate.extent[0], start + candidate.extent[1]))
    if not found:
        return Answers()
    passage = Passage(text, tuple(places), chosen[0].article.headline)
    [read] = reader.read(question(claim.text, value), [passage])
    agreeing, rival = UNANSWERED, None
    for candidate, judged in zip(found, read.sentences, strict=True):
        score = max(judged.words.score, UNANSWERED) if judged.words else UNANSWERED
        if candidate.agrees:
            agreeing = max(agreeing, score)
        elif rival is None or score > rival.score:
            rival = Answer(candidate.source, candidate.extent, score)
    return Answers(agreeing, rival)


def _candidates(claim: Analysis, value: Value, source: Source) -> Iterator[_Candidate]:
    told = source.told
    others = list(instead(value, claim, told))
    for extent in others:
        if extent[1] <= _LONGEST:
            yield _Candidate(source, extent, agrees=False)
    if any(each.extent == value.extent for each in absent(claim, [told])):
        return
    same = [v.extent for v in values(told.reading) if v.kind is value.kind]
    for extent in same:
        if extent[1] <= _LONGEST and not any(a < extent[1] and extent[0] < b for a, b in others):
            yield _Candidate(source, extent, agrees=True)


def _chosen(there: Sequence[Source]) -> list[Source]:
    chosen: list[Source] = []
    length = 0
    for source in there:
        length += min(len(source.text), _LONGEST)
        if chosen and length > _MOST_READ:
            break
        chosen.append(source)
    order = {source.article.id: n for n, source in reversed(list(enumerate(chosen)))}
    return sorted(chosen, key=lambda s: (order[s.article.id], s.span.start))
