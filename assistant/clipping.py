"""Clippings: sentences of an article in a row, which the reader reads at once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.evidence import Sentence
from assistant.reading.reader import Passage
from sources.article import Span

# In characters, about eighty word pieces: what the reader was mostly trained on. A pronoun is read
# beside the name that it stands for, and the time that reading takes does not depend on how long
# the passages of the search are.
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


def clippings(ranked: Sequence[Sentence], most: int) -> Iterator[Clipping]:
    """Yield clippings around the first of some sentences, best first; each sentence is in one."""
    rows = _rows(ranked)
    places = {sentence.span: (row, n) for row in rows for n, sentence in enumerate(row)}
    taken: set[Span] = set()
    for sentence in ranked:
        if most <= 0:
            return
        if sentence.span in taken:
            continue
        row, place = places[sentence.span]
        clipping = Clipping(tuple(_around(row, place, taken)))
        taken.update(each.span for each in clipping.sentences)
        most -= 1
        yield clipping


def _around(row: Sequence[Sentence], place: int, taken: Container[Span]) -> Sequence[Sentence]:
    """Take neighbours along, one before and one behind by turns, while there is room for them."""
    first = last = place
    before = behind = True
    while before or behind:
        before = before and first > 0 and _fits(row, first - 1, last, first - 1, taken)
        first -= before
        behind = behind and last + 1 < len(row) and _fits(row, first, last + 1, last + 1, taken)
        last += behind
    return row[first : last + 1]


def _fits(
    row: Sequence[Sentence], first: int, last: int, further: int, taken: Container[Span]
) -> bool:
    length = row[last].span.end - row[first].span.start
    return row[further].span not in taken and length <= LONGEST


def _rows(found: Iterable[Sentence]) -> list[list[Sentence]]:
    rows: list[list[Sentence]] = []
    for sentence in sorted(found, key=lambda s: (s.span.content_hash, s.span.start)):
        if not rows or not _follows(rows[-1][-1].span, sentence.span):
            rows.append([])
        rows[-1].append(sentence)
    return rows


def _follows(one: Span, other: Span) -> bool:
    return one.content_hash == other.content_hash and 0 <= other.start - one.end <= _GAP
