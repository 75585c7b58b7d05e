"""Marks that outermost quotations leave over: nested quotations, unpaired marks, and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sources.quotations.quote_marks import Quoted, opens_single, quoted

_MARK = re.compile('["“”„«»‹›「」『』‘]')
_BRACKET = re.compile(r"\[[^\[\]\n]{1,500}\](?!\()")
# "[3]" refers to a note, and "[x]" ticks a box.
_REFERENCE = re.compile(r"\[\W*(?:\d+|\w)?\W*\]")
_INCHES = re.compile(r"\d[\d.,/]*$")
_LONGEST, _LONGEST_FIGURE = 300, 12

Stretch = tuple[int, int]


def nested(text: str, found: Sequence[Quoted]) -> tuple[Stretch, ...]:
    """Return the text between marks inside quotations."""
    inner = quoted(text, [(part.start, part.end) for part in found])
    return tuple((one.start, one.end) for one in inner if not (one.open or one.continues))


def lone(
    text: str, paragraphs: Sequence[Stretch], found: Sequence[Quoted]
) -> Iterator[tuple[Stretch, bool]]:
    """Yield the text next to each unpaired mark, and whether the mark opens."""
    inside = iter(found)
    part = next(inside, None)
    for start, end in paragraphs:
        for mark in _MARK.finditer(text, start, end):
            place = mark.start()
            while part is not None and part.outer_end <= place:
                part = next(inside, None)
            if part is not None and part.outer_start <= place:
                continue
            before = text[max(start, place - _LONGEST_FIGURE) : place]
            after = text[place + 1 : min(place + 2, end)]
            if mark[0] == "‘" and not opens_single(text, place, start, end):
                continue
            if mark[0] == '"' and _INCHES.search(before):
                continue
            opens = mark[0] in "“„«‹「『‘" or (
                mark[0] in '"”' and not before[-1:].strip() and bool(after.strip())
            )
            if opens:
                stop = _MARK.search(text, place + 1, end)
                words = place + 1, stop.start() if stop else end
            else:
                words = max(start, place - _LONGEST), place
            yield (words[0], min(words[1], words[0] + _LONGEST)), opens


def brackets(text: str, found: Sequence[Quoted]) -> Iterator[Stretch]:
    """Yield the text in square brackets outside quotations, except references."""
    inside = iter(found)
    part = next(inside, None)
    for bracket in _BRACKET.finditer(text):
        while part is not None and part.outer_end <= bracket.start():
            part = next(inside, None)
        if part is not None and part.outer_start < bracket.end():
            continue
        if not _REFERENCE.fullmatch(bracket[0]):
            yield bracket.span()
