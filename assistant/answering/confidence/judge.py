"""The judge, which reads the sentences found and returns how likely each one answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.answering.clipping import Clipping, clippings
from assistant.answering.confidence.combiner import Combiner, shipped_combiner
from assistant.answering.confidence.form import form_of
from assistant.answering.confidence.signals import Signals
from assistant.answering.coverage import Topic
from assistant.answering.evidence import Evidence
from assistant.answering.sentence import Sentence
from assistant.facts.same_fact import figures
from assistant.question import Kind, Part
from assistant.reading.reader import PassageReading, Reader, SentenceReading, ShortAnswer
from assistant.reading.trained import shipped_reader
from sources.article import Span

CAUTION = 0.9
# At most this many clippings are read for each part of a question: usually all of ten passages.
CLIPPINGS = 40
# A short answer is shown if it is more likely than no answer, and shorter than this share of the
# sentence.
_SHORT = 0.6
# The answer to these is a number, in digits or in words.
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b")
_COUNTS = frozenset({Kind.HOW_MUCH, Kind.SHARE, Kind.HOW_MANY, Kind.HOW_LONG})


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that was read, with its signals and the words that answer best."""

    sentence: Sentence
    signals: Signals
    short_answer: Span | None


@dataclass(frozen=True, slots=True)
class Judge:
    """Estimate how likely sentences answer, from the reader and their position in the results.

    A sentence answers if its confidence is at least `caution`, 0.5 to 0.99: that share of such
    answers was correct. A sentence without a number does not answer "how many". A sentence whose
    article contains none of the question's names answers nothing. The reader supports only English,
    so neither the question nor the sentences may be Korean.
    """

    reader: Reader
    combiner: Combiner
    caution: float = CAUTION

    def judged(
        self, part: Part, sentences: Sequence[Sentence], topic: Topic
    ) -> tuple[Evidence, ...]:
        """Return the sentences as evidence, best first."""
        read = list(self.read(part, sentences, topic))
        signals = [each.signals for each in read]
        likely = self.combiner.probability(form_of(part.text), signals).tolist()
        found = [
            Evidence(each.sentence, part, p, self._refusal(part, each, p), each.short_answer)
            for each, p in zip(read, likely, strict=True)
        ]
        return tuple(sorted(found, key=lambda evidence: -evidence.score))

    def read(self, part: Part, sentences: Sequence[Sentence], topic: Topic) -> Iterator[Read]:
        """Read sentences together with their neighbours, up to `CLIPPINGS` clippings."""
        chosen = list(islice(clippings(sentences), CLIPPINGS))
        wording = part.wording or part.text
        readings = self.reader.read(wording, [clipping.passage for clipping in chosen])
        for clipping, reading in zip(chosen, readings, strict=True):
            yield from _each(clipping, reading, topic)

    def _refusal(self, part: Part, read: Read, probability: float) -> str:
        if part.kind in _COUNTS and not figures(_ORDINAL.sub("", read.sentence.text)):
            return "it states no number"
        if read.signals.absent == 1:
            return f"its article does not name {', '.join(part.names)}"
        confidence = self.combiner.confidence(probability)
        if confidence >= self.caution:
            return ""
        return f"of answers like it {confidence:.0%} are right, and {self.caution:.0%} must be"


def shipped_judge(caution: float = CAUTION) -> Judge:
    """Return a judge with the shipped reader, which is loaded on first use."""
    return Judge(shipped_reader(), shipped_combiner(), caution)


def _each(clipping: Clipping, reading: PassageReading, topic: Topic) -> Iterator[Read]:
    for sentence, found in zip(clipping.sentences, reading.sentences, strict=True):
        signals = Signals.of(sentence, found, reading.unanswered, topic)
        yield Read(sentence, signals, _short_answer(clipping, sentence, found))


def _short_answer(clipping: Clipping, sentence: Sentence, reading: SentenceReading) -> Span | None:
    words: ShortAnswer | None = reading.words
    if words is None or words.score < 0:
        return None
    first = clipping.sentences[0].span.start
    start, end = first + words.start, first + words.end
    length = sentence.span.end - sentence.span.start
    if not sentence.span.start <= start < end <= sentence.span.end or end - start > _SHORT * length:
        return None
    return sentence.article.span(start, end)
