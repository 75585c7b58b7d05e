"""Support: whether the exact words that a written sentence cites bear it out. No model is asked.

Rules come first and are hard: a number that was invented, a negation that was flipped, a name that
stands nowhere. What they let pass is judged by the words and the sense that both sides share, and
by an entailment model where there is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Citation
from assistant.answering.vector_cache import SentenceMemory
from assistant.ledger.doubts import (
    days,
    direction,
    figures,
    hedging,
    names,
    occurrence,
    opposed,
    overlap,
    polarity,
    quantities,
    roles,
    strays,
)
from assistant.ledger.doubts.assertion import claims
from assistant.ledger.doubts.days import Dated
from assistant.ledger.doubts.likelihood import Signs
from assistant.ledger.doubts.reading import Reading, Word
from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from assistant.quotes.words import tokens
from index.embedding.embedder import Embedder
from index.embedding.entailment import Entailment

_GRAVITY = tuple(DoubtKind)
# So likely a sentence has to be by its words and sense; what is less likely than the other is
# about something else.
_LIKELY, _UNLIKELY = 0.5, 0.25
# Korean sentences are judged by their words alone.
_MOST_KOREAN = 0.85
_LEAST_ENTAILED, _ENTAILED = 0.5, 0.9
# What lies further from a sentence is no source of it.
_NEAR = 0.45
_MOST_SHOWN = 4
# What the rules compare grows with both sides, so neither may be as long as a model or an article
# makes it. Sentences of answers are far shorter, and so is what one of them cites.
LONGEST = 1_200
"""Characters of a sentence that is judged."""
_MOST_OF_EVIDENCE = 4_000
_MOST_AROUND = 5_000
_SAID_WHEN = re.compile(r"\((?:as )?(?:said|reported|published|written|of)\b[^()]*\)")


@dataclass(frozen=True, slots=True)
class _Finding:
    """A doubt, and whether it alone makes a sentence unsupported."""

    doubt: Doubt
    grave: bool


@dataclass(frozen=True, slots=True)
class _Case:
    """A sentence with its evidence, what the rules found, and the signs for and against it."""

    sentence: Reading
    evidence: tuple[Reading, ...]
    around: tuple[Reading, ...]
    found: tuple[_Finding, ...]
    signs: Signs


class SupportCheck:
    """Judge sentences of a written answer against the words that they cite."""

    def __init__(self, embedder: Embedder, entailment: Entailment | None = None) -> None:
        self._memory = SentenceMemory(embedder)
        self._words = SentenceMemory(embedder)
        self._entailment = entailment

    def cited(self, sentence: str, citations: Sequence[Citation]) -> Entry:
        """Judge a sentence by its citations: their words, their place, outlet and date."""
        return self.entry(
            sentence,
            [citation.words for citation in citations],
            said_on=[citation.published for citation in citations],
            around=[
                text
                for citation in citations
                for text in (_context(citation), citation.headline, citation.outlet)
                if text
            ],
        )

    def entry(
        self,
        sentence: str,
        evidence: Sequence[str],
        *,
        said_on: date | Sequence[date | None] | None = None,
        around: Sequence[str] = (),
    ) -> Entry:
        """Judge a sentence by the exact words that it cites.

        `said_on` is when they were published: one day for all, or one for each. `around` is text
        near them, a headline or a paragraph, which can tell who "he" is but supports nothing.
        A sentence of more than `LONGEST` characters is not judged, and so not supported.
        """
        if len(sentence) > LONGEST:
            return Entry(Support.UNSUPPORTED, (Doubt(DoubtKind.LENGTH, f"{len(sentence):,}"),))
        if not claims(sentence):
            return Entry(Support.NO_CLAIM)
        evidence = [words[:_MOST_OF_EVIDENCE] for words in evidence]
        cited = [words for words in evidence if words.strip()]
        if not cited:
            return Entry(Support.UNSUPPORTED, (Doubt(DoubtKind.UNCITED, sentence.strip()),))
        if any(_plain(sentence) == _plain(words) for words in cited):
            return Entry(Support.SUPPORTED)
        case = self._case(sentence, evidence, said_on, around)
        return _entry([*case.found, *self._weighed(case)])

    def signs(
        self,
        sentence: str,
        evidence: Sequence[str],
        *,
        said_on: date | Sequence[date | None] | None = None,
        around: Sequence[str] = (),
    ) -> Signs:
        """Return the signs for and against a sentence; no entailment model has a part in them."""
        return self._case(sentence, evidence, said_on, around).signs

    def closest(self, sentence: str, candidates: Sequence[str]) -> int | None:
        """Return the number of the best single source for a sentence; None where none is near."""
        ranked = self.ranked(sentence, candidates)
        return ranked[0][0] if ranked and ranked[0][1] >= _NEAR else None

    def ranked(self, sentence: str, candidates: Sequence[str]) -> list[tuple[int, float]]:
        """Return the numbers of the candidates and how near each is, the nearest first."""
        if not candidates or len(sentence) > LONGEST:
            return []
        candidates = [words[:_MOST_OF_EVIDENCE] for words in candidates]
        read = _read(sentence)
        vectors = self._memory.vectors([sentence, *candidates])
        cosines = (vectors[1:] @ vectors[0]).tolist()
        nearness = [
            (number, (cosine + overlap.coverage(read, [_read(candidate)], ())) / 2)
            for number, (cosine, candidate) in enumerate(zip(cosines, candidates, strict=True))
        ]
        return sorted(nearness, key=lambda pair: -pair[1])

    def _case(
        self,
        sentence: str,
        evidence: Sequence[str],
        said_on: date | Sequence[date | None] | None,
        around: Sequence[str],
    ) -> _Case:
        cited = [one for one in _dated(evidence, said_on) if one.text.strip()]
        read, readings = _read(sentence), [_read(one.text) for one in cited]
        context = [_read(text) for text in around]
        found = tuple(_ruled(read, readings, context, cited))
        kinds = Counter(finding.doubt.kind for finding in found)
        signs = Signs(
            overlap.coverage(_unjudged(read), readings, context),
            self._sense(sentence, [one.text for one in cited]),
            *(kinds[kind] for kind in (DoubtKind.NUMBER, DoubtKind.DATE, DoubtKind.NAME)),
        )
        return _Case(read, tuple(readings), tuple(context), found, signs)

    def _weighed(self, case: _Case) -> Iterator[_Finding]:
        """Yield what words, sense and an entailment model say against a sentence."""
        signs, sentence = case.signs.undoubted, case.sentence
        # The default model does not know Korean: it finds all Korean texts alike.
        korean = any(word.korean for word in sentence.words)
        enough = signs.likelihood >= _LIKELY and not (korean and signs.coverage < _MOST_KOREAN)
        entailed = False
        if self._entailment is not None:
            premise = "\n".join(reading.text for reading in (*case.around, *case.evidence))
            likely = self._entailment.entails([(premise, sentence.text)])[0]
            entailed = likely >= _ENTAILED
            if likely < _LEAST_ENTAILED:
                yield _Finding(Doubt(DoubtKind.ENTAILMENT, sentence.text.strip()), grave=False)
        if entailed:
            return
        if enough:
            yield from self._strange(case)
        else:
            missing = overlap.missing(_unjudged(sentence), case.evidence, case.around)
            listed = _listed(missing) or sentence.text.strip()
            yield _Finding(Doubt(DoubtKind.WORDS, listed), signs.likelihood < _UNLIKELY)

    def _strange(self, case: _Case) -> Iterator[_Finding]:
        """Yield the words, and the clauses, that nothing bears out and no rule has told of."""
        sentence = case.sentence
        told = {word for finding in case.found for word in finding.doubt.words.split()}
        strange = strays.strays(_unjudged(sentence), case.evidence, case.around, self._likeness)
        for words in strays.of_nothing(sentence, strange):
            yield _Finding(Doubt(DoubtKind.WORDS, words), grave=True)
            told.update(words.split())
        if further := [word for word in strange if word.written not in told]:
            yield _Finding(Doubt(DoubtKind.WORDS, _listed(further)), grave=False)

    def _likeness(self, some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Return how near in sense words are to others."""
        return self._words.vectors(some) @ self._words.vectors(others).T

    def _sense(self, sentence: str, evidence: Sequence[str]) -> float:
        """Return how near in sense the evidence comes, each alone or all together."""
        if not evidence:
            return 0.0
        vectors = self._memory.vectors([sentence, *evidence, " ".join(evidence)])
        return float((vectors[1:] @ vectors[0]).max())


@lru_cache(maxsize=64)
def _read(text: str) -> Reading:
    """Take a text apart; each sentence of an answer is held against the same ones."""
    return Reading.of(text)


def _context(citation: Citation) -> str:
    """Return the paragraph around cited words, or of a very long one what is near them."""
    start = citation.span.start - citation.context.start
    end = citation.span.end - citation.context.start
    return citation.context_words[max(0, start - _MOST_AROUND) : max(0, end) + _MOST_AROUND]


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(list(dict.fromkeys(word.written for word in words))[:_MOST_SHOWN])


def _dated(evidence: Sequence[str], said_on: date | Sequence[date | None] | None) -> list[Dated]:
    dates = [said_on] * len(evidence) if said_on is None or isinstance(said_on, date) else said_on
    return [Dated(words, day) for words, day in zip(evidence, dates, strict=True)]


def _unjudged(sentence: Reading) -> Reading:
    """Leave out dates and numbers, which are judged by value, and "(said in June 2024)"."""
    remarks = [match.span() for match in _SAID_WHEN.finditer(sentence.text)]
    given = [(m.start, m.end) for m in days.moments(sentence.text)]
    counted = [(f.start, f.end) for f in figures.figures(sentence)]
    opening = [(w.start, w.end) for w in sentence.words[:1] if names.leads_in(sentence.text, w)]
    return sentence.without([*remarks, *given, *counted, *opening])


def _ruled(
    sentence: Reading,
    evidence: Sequence[Reading],
    around: Sequence[Reading],
    dated: Sequence[Dated],
) -> Iterator[_Finding]:
    """Yield what the rules find."""
    given = days.moments(sentence.text)
    for words, other in days.unborne(sentence.text, dated):
        yield _Finding(Doubt(DoubtKind.DATE, words), grave=other)
    for words in figures.invented(sentence, evidence, [(m.start, m.end) for m in given]):
        yield _Finding(Doubt(DoubtKind.NUMBER, words), grave=True)
    for words in figures.exchanged(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NUMBER, words), grave=True)
    for words in figures.misplaced(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NUMBER, words), grave=False)
    yield from _named(sentence, evidence, around)
    for name in names.mixed(sentence, [*evidence, *around]):
        yield _Finding(Doubt(DoubtKind.NAME, name.text), grave=False)
    for words in roles.swapped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NAME, words), grave=True)
    for words, there in polarity.flipped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NEGATION, words), grave=there)
    for words, grave in opposed.opposed(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.OPPOSITE, words), grave=grave)
    for words in opposed.unlike(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.WORDS, words), grave=False)
    for words in direction.exchanged(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.WORDS, words), grave=False)
    for words in quantities.widened(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.WORDS, words), grave=False)
    for words in occurrence.foretold(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.HEDGE, words), grave=False)
    for words in hedging.dropped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.HEDGE, words), grave=False)


def _named(
    sentence: Reading, evidence: Sequence[Reading], around: Sequence[Reading]
) -> Iterator[_Finding]:
    """Yield names that stand nowhere, and those that stand where the evidence has another."""
    told: set[Word] = set()
    there = names.others(sentence, evidence)
    for name in names.unknown(sentence, [*evidence, *around]):
        instead = names.replaced(name, sentence, there)
        kind = DoubtKind.WORDS if name.opens and not instead else DoubtKind.NAME
        yield _Finding(Doubt(kind, name.text), grave=instead)
        told.update(name.words)
    for name in names.unknown(sentence, evidence):
        if told.isdisjoint(name.words) and names.replaced(name, sentence, there):
            yield _Finding(Doubt(DoubtKind.NAME, name.text), grave=True)


def _entry(found: Sequence[_Finding]) -> Entry:
    ordered = sorted(found, key=lambda f: (not f.grave, _GRAVITY.index(f.doubt.kind)))
    doubts = tuple(dict.fromkeys(finding.doubt for finding in ordered))
    if not doubts:
        return Entry(Support.SUPPORTED)
    grave = any(finding.grave for finding in found)
    return Entry(Support.UNSUPPORTED if grave else Support.PARTLY, doubts)


def _plain(text: str) -> list[str]:
    return [word.folded for word in tokens(text)]
