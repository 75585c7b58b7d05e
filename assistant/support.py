"""Support: whether the exact words that a written sentence cites bear it out. No model is asked.

Rules come first and are hard: a number that was invented, a negation that was flipped, a name that
stands nowhere. What they let pass is judged by the words and the sense that both sides share, and
by an entailment model where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Citation
from assistant.doubts import days, figures, hedging, names, overlap, polarity, roles
from assistant.doubts.assertion import claims
from assistant.doubts.days import Dated
from assistant.doubts.reading import Reading
from assistant.ledger import Doubt, DoubtKind, Entry, Support
from assistant.memory import SentenceMemory
from index.embedding import Embedder
from index.entailment import Entailment

_GRAVITY = tuple(DoubtKind)
# A sentence of which less is borne out is about something else.
_LEAST_COVERAGE = 0.35
_LEAST_SENSE = 0.5
_ENOUGH_COVERAGE = 0.75
_SAME_SENSE = 0.7
_LEAST_ENTAILED, _ENTAILED = 0.5, 0.9
# What lies further from a sentence is no source of it.
_NEAR = 0.45
_MOST_SHOWN = 4
_SAID_WHEN = re.compile(r"\((?:as )?(?:said|reported|published|written|of)\b[^()]*\)")


@dataclass(frozen=True, slots=True)
class _Finding:
    """A doubt, and whether it alone makes a sentence unsupported."""

    doubt: Doubt
    grave: bool


class SupportCheck:
    """Judge sentences of a written answer against the words that they cite."""

    def __init__(self, embedder: Embedder, entailment: Entailment | None = None) -> None:
        self._memory = SentenceMemory(embedder)
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
                for text in (citation.context_words, citation.headline, citation.outlet)
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
        """
        if not claims(sentence):
            return Entry(Support.NO_CLAIM)
        cited = [words for words in evidence if words.strip()]
        if not cited:
            return Entry(Support.UNSUPPORTED, (Doubt(DoubtKind.UNCITED, sentence.strip()),))
        if any(_plain(sentence) in _plain(words) for words in cited):
            return Entry(Support.SUPPORTED)
        read, readings = Reading.of(sentence), [Reading.of(words) for words in cited]
        context = [Reading.of(text) for text in around]
        found = [
            *_ruled(read, readings, context, _dated(evidence, said_on)),
            *self._weighed(_undated(read), readings, context),
        ]
        return _entry(found)

    def closest(self, sentence: str, candidates: Sequence[str]) -> int | None:
        """Return the number of the best single source for a sentence; None where none is near."""
        if not candidates:
            return None
        read = Reading.of(sentence)
        vectors = self._memory.vectors([sentence, *candidates])
        cosines = (vectors[1:] @ vectors[0]).tolist()
        scores = [
            (cosine + overlap.coverage(read, [Reading.of(candidate)], ())) / 2
            for cosine, candidate in zip(cosines, candidates, strict=True)
        ]
        best = max(range(len(scores)), key=scores.__getitem__)
        return best if scores[best] >= _NEAR else None

    def _weighed(
        self, sentence: Reading, evidence: Sequence[Reading], around: Sequence[Reading]
    ) -> Iterator[_Finding]:
        """Yield what words, sense and an entailment model say against a sentence."""
        covered = overlap.coverage(sentence, evidence, around)
        sense = self._sense(sentence.text, [reading.text for reading in evidence])
        enough = covered >= _ENOUGH_COVERAGE or (covered >= 0.5 and sense >= _SAME_SENSE)
        if self._entailment is not None:
            premise = "\n".join(reading.text for reading in (*around, *evidence))
            likely = self._entailment.entails([(premise, sentence.text)])[0]
            enough = enough or likely >= _ENTAILED
            if likely < _LEAST_ENTAILED:
                yield _Finding(Doubt(DoubtKind.ENTAILMENT, sentence.text.strip()), grave=False)
        if not enough:
            words = [w.written for w in overlap.missing(sentence, evidence, around)]
            told = ", ".join(dict.fromkeys(words[:_MOST_SHOWN])) or sentence.text.strip()
            grave = covered < _LEAST_COVERAGE or (covered < 0.5 and sense < _LEAST_SENSE)
            yield _Finding(Doubt(DoubtKind.WORDS, told), grave)

    def _sense(self, sentence: str, evidence: Sequence[str]) -> float:
        """Return how near in sense the evidence comes, each alone or all together."""
        vectors = self._memory.vectors([sentence, *evidence, " ".join(evidence)])
        return float((vectors[1:] @ vectors[0]).max())


def _dated(evidence: Sequence[str], said_on: date | Sequence[date | None] | None) -> list[Dated]:
    dates = [said_on] * len(evidence) if said_on is None or isinstance(said_on, date) else said_on
    return [Dated(words, day) for words, day in zip(evidence, dates, strict=True)]


def _undated(sentence: Reading) -> Reading:
    """Leave out dates, which have been judged, and remarks such as "(said in June 2024)"."""
    remarks = [match.span() for match in _SAID_WHEN.finditer(sentence.text)]
    return sentence.without([*remarks, *((m.start, m.end) for m in days.moments(sentence.text))])


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
    for words in figures.misplaced(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NUMBER, words), grave=False)
    for name in names.unknown(sentence, [*evidence, *around]):
        instead = names.replaced(name, sentence, evidence)
        kind = DoubtKind.WORDS if name.opens and not instead else DoubtKind.NAME
        yield _Finding(Doubt(kind, name.text), grave=instead)
    for name in names.mixed(sentence, [*evidence, *around]):
        yield _Finding(Doubt(DoubtKind.NAME, name.text), grave=False)
    for words in roles.swapped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NAME, words), grave=True)
    for words, there in polarity.flipped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.NEGATION, words), grave=there)
    for words in hedging.dropped(sentence, evidence):
        yield _Finding(Doubt(DoubtKind.HEDGE, words), grave=False)


def _entry(found: Sequence[_Finding]) -> Entry:
    ordered = sorted(found, key=lambda f: (not f.grave, _GRAVITY.index(f.doubt.kind)))
    doubts = tuple(dict.fromkeys(finding.doubt for finding in ordered))
    if not doubts:
        return Entry(Support.SUPPORTED)
    grave = any(finding.grave for finding in found)
    return Entry(Support.UNSUPPORTED if grave else Support.PARTLY, doubts)


def _plain(text: str) -> str:
    """Return the words of a text as they are compared, set apart so that no half word matches."""
    return f" {' '.join(word.folded for word in Reading.of(text).words)} "
