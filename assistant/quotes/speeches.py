"""Speeches: which of the words of a claim were said in one go by one speaker."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.quotes.alignment import Alignment
from assistant.quotes.words import Token
from sources.quotations.quotation import Quotation


def by_speech(alignment: Alignment) -> tuple[Alignment, ...]:
    """Part an alignment into the speeches that its words are taken from, in their order.

    A quotation of another speaker begins another speech, and so does one of which the article does
    not say that it is the same speaker's. Words that are not all quoted are not parted.
    """
    starts = [0]
    before: Quotation | None = None
    for number, word in _pairs(alignment):
        quotation = alignment.recorded.quotation_at(word)
        if quotation is None:
            return (alignment,)
        if before is not None and quotation != before:
            same = alignment.recorded.is_same_speech(before, quotation)
            starts += [] if same else [number]
        before = quotation
    ends = [*starts[1:], len(alignment.claimed.words)]
    return tuple(alignment.part(start, end) for start, end in zip(starts, ends, strict=True))


def _pairs(alignment: Alignment) -> Iterator[tuple[int, Token]]:
    """Yield the claimed words that the record has, by number, with the recorded ones."""
    numbers, words = alignment.stream.numbers, alignment.recorded.tokens
    for step in alignment.steps:
        if step.equal:
            for shift in range(step.end - step.start):
                yield step.start + shift, words[numbers[step.first + shift]]
