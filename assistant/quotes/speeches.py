"""Speeches: split the words of a claim by the speech they were taken from."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.quotes.alignment import Alignment
from assistant.quotes.words import Token
from sources.quotations.quotation import Quotation


def by_speech(alignment: Alignment) -> tuple[Alignment, ...]:
    """Split an alignment into the speeches that its words are taken from, in order.

    A quotation of another speaker begins a new speech. So does one that the article does not
    attribute to the same speaker. Words that are not all quoted are not split.
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
    """Yield the numbers of the claimed words that the article has, with the article's words."""
    numbers, words = alignment.stream.numbers, alignment.recorded.tokens
    for step in alignment.steps:
        if step.equal:
            for shift in range(step.end - step.start):
                yield step.start + shift, words[numbers[step.first + shift]]
