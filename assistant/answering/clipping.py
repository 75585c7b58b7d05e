"""Clippings: sentences of an article in a row, which the reader reads at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.sentence import Sentence
from assistant.reading.reader import Passage

# In characters, about eighty word pieces: what the reader was mostly trained on. A pronoun is read
# beside the name that it stands for.
LONGEST = 400
# What may stand between two sentences that are read in a row: a space, or the end of a paragraph.
_GAP = 3


@dataclass(frozen=True)
class Clipping:
    """Some sentences of one article, in its order."""

    sentences: tuple[Sentence, ...]

    @cached_property
    def passage(self) -> Passage:
        """What the reader is given: the words, where their sentences stand, and the headline."""
        article, start = self.sentences[0].article, self.sentences[0].span.start
        words = article.text[start : self.sentences[-1].span.end]
        spans = tuple((s.span.start - start, s.span.end - start) for s in self.sentences)
        return Passage(words, spans, article.headline)


def clippings(sentences: Sequence[Sentence]) -> Iterator[Clipping]:
    """Yield clippings that hold all sentences in their order, each as long as `LONGEST` allows."""
    row: list[Sentence] = []
    for sentence in sentences:
        if row and not _fits(row, sentence):
            yield Clipping(tuple(row))
            row = []
        row.append(sentence)
    if row:
        yield Clipping(tuple(row))


def _fits(row: Sequence[Sentence], further: Sentence) -> bool:
    one, other = row[-1].span, further.span
    follows = one.content_hash == other.content_hash and 0 <= other.start - one.end <= _GAP
    return follows and other.end - row[0].span.start <= LONGEST
