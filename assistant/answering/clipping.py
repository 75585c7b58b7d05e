"""Clippings: consecutive sentences of an article that the reader model scores together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.sentence import Sentence
from assistant.reading.reader import Passage

# In characters: about eighty word pieces, the usual length in the reader's training data. A pronoun
# is read together with the name it refers to.
LONGEST = 400
# The longest gap between two consecutive sentences: a space, or the end of a paragraph.
_GAP = 3


@dataclass(frozen=True)
class Clipping:
    """Consecutive sentences of an article that the reader scores in one pass."""

    sentences: tuple[Sentence, ...]

    @cached_property
    def passage(self) -> Passage:
        """The input of the reader model: the text, its sentence positions and the headline."""
        article, start = self.sentences[0].article, self.sentences[0].span.start
        words = article.text[start : self.sentences[-1].span.end]
        spans = tuple((s.span.start - start, s.span.end - start) for s in self.sentences)
        return Passage(words, spans, article.headline)


def clippings(sentences: Sequence[Sentence]) -> Iterator[Clipping]:
    """Yield clippings that cover all sentences in order, each as long as `LONGEST` allows."""
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
