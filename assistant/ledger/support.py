"""Support: whether the exact words that a sentence cites support it, decided without a chat model.

Strict rules come first: they find invented numbers, reversed negations and names that are not in
the evidence. What passes them is judged by shared words and by similarity in meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Citation
from assistant.answering.vector_cache import SentenceMemory
from assistant.ledger.doubts import (
    certainty,
    changed_days,
    changed_names,
    figures,
    negation,
    relations,
    unsupported_words,
)
from assistant.ledger.doubts.assertion import claims
from assistant.ledger.doubts.changed_days import Dated
from assistant.ledger.doubts.support_likelihood import Signs
from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from index.embedding.embedder import Embedder
from sources.language.analysis import Analysis, analysed
from sources.language.moments import Moment
from sources.language.proper_names import leads_in
from sources.language.quantities import Figure
from sources.language.words import Word

_GRAVITY = tuple(DoubtKind)
# The probability from words and sense that a supported sentence needs. Below the second value, the
# sentence is about something else.
_LIKELY, _UNLIKELY = 0.5, 0.25
# Korean sentences are judged by their words alone.
_MOST_KOREAN = 0.85
# A text less similar than this is not a source of a sentence.
_NEAR = 0.45
_MOST_SHOWN = 4
# The cost of the rules grows with the lengths of the sentence and its evidence, so both are
# limited. Real sentences and citations are far shorter.
LONGEST = 1_200
"""The maximum length of a sentence that is judged, in characters."""
_MOST_OF_EVIDENCE = 4_000
_MOST_AROUND = 5_000
_SAID_WHEN = re.compile(r"\((?:as )?(?:said|reported|published|written|of)\b[^()]*\)")


@dataclass(frozen=True, slots=True)
class _Finding:
    """A doubt, and whether it makes a sentence unsupported on its own."""

    doubt: Doubt
    grave: bool


@dataclass(frozen=True, slots=True)
class _Case:
    """A sentence with its evidence, the results of the rules, and the signs for and against it.

    `unjudged` is the sentence without the numbers, dates and names that the rules compare by value.
    """

    sentence: Analysis
    unjudged: Analysis
    evidence: tuple[Analysis, ...]
    around: tuple[Analysis, ...]
    found: tuple[_Finding, ...]
    signs: Signs


class SupportCheck:
    """Judge the sentences of a written answer by the words that they cite."""

    def __init__(self, embedder: Embedder) -> None:
        self._memory = SentenceMemory(embedder)
        self._words = SentenceMemory(embedder)

    def cited(self, sentence: str, citations: Sequence[Citation]) -> Entry:
        """Judge a sentence by its citations: their words, context, outlet and date."""
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

        `said_on` is their day of publication: one for all, or one for each. `around` is nearby
        text, a headline or a paragraph, which can resolve "he" but supports nothing. A sentence of
        more than `LONGEST` characters is not judged, and so not supported.
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
        """Return the features of a sentence and its evidence."""
        return self._case(sentence, evidence, said_on, around).signs

    def closest(self, sentence: str, candidates: Sequence[str]) -> int | None:
        """Return the index of the best single source for a sentence, or None if none is close."""
        ranked = self.ranked(sentence, candidates)
        return ranked[0][0] if ranked and ranked[0][1] >= _NEAR else None

    def ranked(self, sentence: str, candidates: Sequence[str]) -> list[tuple[int, float]]:
        """Return the indices of the candidates and their similarities, closest first."""
        if not candidates or len(sentence) > LONGEST:
            return []
        candidates = [words[:_MOST_OF_EVIDENCE] for words in candidates]
        read = analysed(sentence)
        vectors = self._memory.vectors([sentence, *candidates])
        cosines = (vectors[1:] @ vectors[0]).tolist()
        nearness = [
            (number, (cosine + unsupported_words.coverage(read, [analysed(candidate)], ())) / 2)
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
        cited = [one for one in _dated(evidence, said_on) if one.reading.text.strip()]
        read, readings = analysed(sentence), [one.reading for one in cited]
        context = [analysed(text) for text in around]
        unjudged = _unjudged(read)
        found = tuple(_ruled(read, readings, context, cited))
        kinds = Counter(finding.doubt.kind for finding in found)
        signs = Signs(
            unsupported_words.coverage(unjudged, readings, context),
            self._sense(sentence, [reading.text for reading in readings]),
            *(kinds[kind] for kind in (DoubtKind.NUMBER, DoubtKind.DATE, DoubtKind.NAME)),
        )
        return _Case(read, unjudged, tuple(readings), tuple(context), found, signs)

    def _weighed(self, case: _Case) -> Iterator[_Finding]:
        """Yield the doubts from words in common and similarity."""
        signs, sentence = case.signs.undoubted, case.sentence
        # The default model does not support Korean: all Korean texts look alike to it.
        korean = any(word.korean for word in sentence.words)
        enough = signs.likelihood >= _LIKELY and not (korean and signs.coverage < _MOST_KOREAN)
        if enough:
            yield from self._strange(case)
        else:
            missing = unsupported_words.missing(case.unjudged, case.evidence, case.around)
            listed = _listed(missing) or sentence.text.strip()
            yield _Finding(Doubt(DoubtKind.WORDS, listed), signs.likelihood < _UNLIKELY)

    def _strange(self, case: _Case) -> Iterator[_Finding]:
        """Yield the unsupported words and clauses that no rule has reported."""
        sentence = case.sentence
        told = {word for finding in case.found for word in finding.doubt.words.split()}
        strange = unsupported_words.strays(
            case.unjudged, case.evidence, case.around, self._likeness
        )
        for words in unsupported_words.of_nothing(sentence, strange):
            yield _Finding(Doubt(DoubtKind.WORDS, words), grave=True)
            told.update(words.split())
        if further := [word for word in strange if word.written not in told]:
            yield _Finding(Doubt(DoubtKind.WORDS, _listed(further)), grave=False)

    def _likeness(self, some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Return the similarities in sense between two lists of words."""
        return self._words.vectors(some) @ self._words.vectors(others).T

    def _sense(self, sentence: str, evidence: Sequence[str]) -> float:
        """Return the highest similarity to a piece of evidence, or to all of it together."""
        if not evidence:
            return 0.0
        vectors = self._memory.vectors([sentence, *evidence, " ".join(evidence)])
        return float((vectors[1:] @ vectors[0]).max())


def _context(citation: Citation) -> str:
    """Return the paragraph around cited words, or the nearby part of a very long one."""
    start = citation.span.start - citation.context.start
    end = citation.span.end - citation.context.start
    return citation.context_words[max(0, start - _MOST_AROUND) : max(0, end) + _MOST_AROUND]


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(list(dict.fromkeys(word.written for word in words))[:_MOST_SHOWN])


def _dated(evidence: Sequence[str], said_on: date | Sequence[date | None] | None) -> list[Dated]:
    dates = [said_on] * len(evidence) if said_on is None or isinstance(said_on, date) else said_on
    return [Dated(analysed(words), day) for words, day in zip(evidence, dates, strict=True)]


def _unjudged(sentence: Analysis) -> Analysis:
    """Remove dates and numbers, which are judged by value, and "(said in June 2024)"."""
    remarks = [match.span() for match in _SAID_WHEN.finditer(sentence.text)]
    opening = [word for word in sentence.words[:1] if leads_in(sentence.text, word)]
    judged: tuple[Moment | Figure | Word, ...] = (*sentence.moments, *sentence.figures, *opening)
    return sentence.without([*remarks, *((each.start, each.end) for each in judged)])


def _ruled(
    sentence: Analysis,
    evidence: Sequence[Analysis],
    around: Sequence[Analysis],
    dated: Sequence[Dated],
) -> Iterator[_Finding]:
    """Yield the findings of the rules."""
    for words, other in changed_days.unborne(sentence, dated):
        yield _Finding(Doubt(DoubtKind.DATE, words), grave=other)
    for words in figures.invented(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NUMBER, words), grave=True)
    for words in figures.exchanged(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NUMBER, words), grave=True)
    for words in figures.misplaced(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NUMBER, words), grave=False)
    yield from _named(sentence, evidence, around)
    for name in changed_names.mixed(sentence, [*evidence, *around]):
        yield _Finding(Doubt(DoubtKind.NAME, name.text), grave=False)
    for words in relations.swapped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NAME, words), grave=True)
    for words, there in negation.flipped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NEGATION, words), grave=there)
    for words, grave in negation.opposed(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.OPPOSITE, words), grave=grave)
    for words in negation.unlike(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.WORDS, words), grave=False)
    for words in relations.exchanged(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.WORDS, words), grave=False)
    for words in figures.widened(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.WORDS, words), grave=False)
    for words in certainty.foretold(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.HEDGE, words), grave=False)
    for words in certainty.dropped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.HEDGE, words), grave=False)


def _named(
    sentence: Analysis, evidence: Sequence[Analysis], around: Sequence[Analysis]
) -> Iterator[_Finding]:
    """Yield names missing from the evidence, and those that replace another name there."""
    told: set[Word] = set()
    there = changed_names.others(sentence, evidence)
    for name in changed_names.unknown(sentence, [*evidence, *around]):
        instead = changed_names.replaced(name, sentence, there)
        kind = DoubtKind.WORDS if name.opens and not instead else DoubtKind.NAME
        yield _Finding(Doubt(kind, name.text), grave=instead)
        told.update(name.words)
    for name in changed_names.unknown(sentence, evidence):
        if told.isdisjoint(name.words) and changed_names.replaced(name, sentence, there):
            yield _Finding(Doubt(DoubtKind.NAME, name.text), grave=True)


def _entry(found: Sequence[_Finding]) -> Entry:
    ordered = sorted(found, key=lambda f: (not f.grave, _GRAVITY.index(f.doubt.kind)))
    doubts = tuple(dict.fromkeys(finding.doubt for finding in ordered))
    if not doubts:
        return Entry(Support.SUPPORTED)
    grave = any(finding.grave for finding in found)
    return Entry(Support.UNSUPPORTED if grave else Support.PARTLY, doubts)


def _plain(text: str) -> list[str]:
    return [word.folded for word in analysed(text).tokens]
