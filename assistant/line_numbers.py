"""Line numbers: on which line of a draft places of its joined text are.

Paragraphs are made of lines by taking out spaces and hyphens, so a place is found again by the
letters and figures before it, which stay.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from sources.characters import readable


def line_numbers(written: str, joined: str, places: Sequence[int]) -> Iterator[int]:
    """Yield the line of a draft, from 1, that each of some characters of its text is on.

    `written` is the draft as it was written and `joined` its text, of which the places are, in
    order.
    """
    ends = list(accumulate(map(_count, readable(written).split("\n"))))
    counted = since = 0
    for place in places:
        counted += _count(joined[since:place])
        since = place
        yield min(bisect_right(ends, counted) + 1, len(ends))


def _count(text: str) -> int:
    return sum(map(str.isalnum, text))
