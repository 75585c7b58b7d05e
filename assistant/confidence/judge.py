"""The judge: reads what was found, and says of each sentence how likely it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.confidence.combiner import Combiner
from assistant.confidence.signals import Signals, bounded_score, log_odds, rank_signal
from assistant.evidence import Evidence
from assistant.clipping import Clipping, clippings
from assistant.reading.reader import PassageReading, Reader, SentenceReading
from sources.article import Span

# So many clippings are read for each part of a question.
CLIPPINGS = 8
# The reader gives high probabilities to nonsense there.
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Judge:
    """Tell how likely sentences answer, by a reader and by what else is known of them."""

    reader: Reader
    combiner: Combiner

    def judged(self, question: str, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return evidence with its confidence, best first.

        What stands too far behind is not read, and comes last. A question in Korean is returned
        as it was.
        """
        if _HANGUL.search(question):
            return tuple(ranked)
        read = dict(self.signals(question, ranked))
        found = [evidence for evidence in ranked if evidence.sentence.span in read]
        likely = self.combiner.probabilities([read[e.sentence.span] for e in found])
        judged = [replace(e, confidence=float(p)) for e, p in zip(found, likely, strict=True)]
        judged += [replace(e, confidence=0.0) for e in ranked if e.sentence.span not in read]
        return tuple(sorted(judged, key=lambda evidence: -evidence.score))

    def signals(self, question: str, ranked: Sequence[Evidence]) -> Iterator[tuple[Span, Signals]]:
        """Yield for each sentence that is read where it stands, and what is known of it."""
        known = {evidence.sentence.span: evidence for evidence in ranked}
        chosen = list(clippings([evidence.sentence for evidence in ranked], CLIPPINGS))
        readings = self.reader.read(question, [clipping.passage for clipping in chosen])
        for clipping, reading in zip(chosen, readings, strict=True):
            for span, sentence in _each(clipping, reading):
                yield span, _signals(known[span], sentence, reading.unanswered)


def _each(clipping: Clipping, reading: PassageReading) -> Iterator[tuple[Span, SentenceReading]]:
    for sentence, found in zip(clipping.sentences, reading.sentences, strict=True):
        yield sentence.span, found


def _signals(evidence: Evidence, reading: SentenceReading, unanswered: float) -> Signals:
    return Signals(
        answers=log_odds(reading.probability),
        words=bounded_score(reading.words.score if reading.words else -100.0),
        unanswered=log_odds(unanswered),
        rank=rank_signal(evidence.sentence.rank),
        similarity=evidence.similarity,
        coverage=evidence.coverage,
        exact=evidence.exact,
        fits=float(evidence.fits),
        lacks=float(evidence.lacks is not None),
        sufficient=float(evidence.rules_suffice),
        asks=float(evidence.sentence.text.rstrip("\"”’')").endswith("?")),
    )
