"""The lines of a PDF page in reading order, column by column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sources.errors import Unreadable
from sources.language.phrases import word_count
from sources.language.scripts import HANGUL, UNSPACED

# Lines that cross a gutter are headlines or captions over several columns.
_MOST_CROSSING = 0.34
_FEWEST_LINES = 2
# Lines shorter than this on average are the cells of a table, which is read row by row.
_SHORTEST_COLUMN_LINE = 14
# Columns begin at few places, the lines of a list or a poem at many.
_MOST_EDGES = 60
_SLACK = 1.0
_BLANK_LINE = 1.9
# The lines of a paragraph are equally spaced, and many layouts set paragraphs only a little apart.
_PARAGRAPH_GAP = 1.3
_HEADLINE_TIMES_BODY = 1.2
_MOST_OVERPRINTED = 0.2
_UNSPACED = f"{UNSPACED}\u3000-\u303f\uff00-\uffef"
_UNSPACED_PAIR = re.compile(f"[{_UNSPACED}][^{HANGUL}]|[^{HANGUL}][{_UNSPACED}]")
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|- ?)?\d{1,4}(?: ?-| ?(?:/|of) ?\d{1,4})?", re.IGNORECASE)


# Separates lines of different sizes, which never belong to the same paragraph.
BREAK = "\f"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text, its position on the page (from the lower left corner), and its size."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def in_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of a page column by column; lines across columns stay in their place."""
    lines = sorted(lines, key=lambda line: (-line.top, line.left))
    gutter = _gutter(lines)
    if gutter is None:
        return lines
    ordered: list[PrintedLine] = []
    band: list[PrintedLine] = []
    for line in lines:
        if line.left < gutter - _SLACK and line.right > gutter + _SLACK:
            ordered += [*_beside(band, gutter), line]
            band = []
        else:
            band.append(line)
    return ordered + _beside(band, gutter)


def check_order(number: int, lines: Sequence[PrintedLine]) -> None:
    """Raise Unreadable if the order of a page's lines is ambiguous."""
    over = 0
    waiting: list[PrintedLine] = []
    for line in sorted(lines, key=lambda line: -line.top):
        waiting = [other for other in waiting if other.bottom < line.top][-_MOST_EDGES:]
        over += any(_is_printed_over(line, other) for other in waiting)
        waiting.append(line)
    if len(lines) > _FEWEST_LINES and over > _MOST_OVERPRINTED * len(lines):
        raise Unreadable(
            f"on page {number}, {over} of {len(lines)} lines overlap others, so the reading "
            "order is unknown",
            "save its text as .txt, or print it again with one text on each page",
        )


def laid_out(lines: Sequence[PrintedLine], body: float) -> list[str]:
    """Return ordered lines as text, with a headline of several lines as one.

    An empty line marks a gap, BREAK a change of size.
    """
    found: list[str] = []
    before: PrintedLine | None = None
    spacing = _line_spacing(lines)
    for line in lines:
        large = line.size >= _HEADLINE_TIMES_BODY * body
        alike = before is not None and abs(line.size - before.size) < _SLACK
        near = before is not None and _is_below(line, before)
        goes_on = near if large else _is_beside(line, before)
        if goes_on and alike:
            found[-1] += space_between(found[-1], line.text) + line.text
        else:
            near = near and before is not None and before.top - line.top < spacing
            if before is not None and not (alike and near):
                found.append("" if alike else BREAK)
            found.append(line.text)
        before = line
    return found


def body_size(lines: Iterable[PrintedLine]) -> float:
    """Return the type size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def headline(lines: Sequence[PrintedLine], body: float) -> str | None:
    """Return the first line in the largest type, if that is larger than the body's."""
    largest = max((line.size for line in lines), default=0.0)
    if largest < _HEADLINE_TIMES_BODY * body:
        return None
    texts = laid_out([line for line in lines if line.size > largest - _SLACK], body)
    return next((text for text in texts if word_count(text) > 1), None)


def space_between(before: str, after: str) -> str:
    """Return what joins two lines: a space, or nothing in a script without spaces."""
    return "" if _UNSPACED_PAIR.fullmatch(before[-1:] + after[:1]) else " "


def is_page_number(text: str) -> bool:
    """Return True if a line consists of a page number."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def without_page_numbers(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of a page without numbers at its top and bottom."""
    top = max((line.top for line in lines), default=0.0) - _SLACK
    bottom = min((line.bottom for line in lines), default=0.0) + _SLACK
    return [
        line
        for line in lines
        if (bottom < line.bottom and line.top < top) or not is_page_number(line.text)
    ]


def _line_spacing(lines: Sequence[PrintedLine]) -> float:
    """Return the largest distance between the lines of a paragraph."""
    steps = sorted(
        above.top - below.top
        for above, below in pairwise(lines)
        if abs(above.size - below.size) < _SLACK and _is_below(below, above)
    )
    return steps[len(steps) // 4] * _PARAGRAPH_GAP if steps else float("inf")


def _beside(band: Sequence[PrintedLine], gutter: float) -> list[PrintedLine]:
    left = [line for line in band if line.left < gutter - _SLACK]
    right = [line for line in band if line.left >= gutter - _SLACK]
    return (in_order(left) if left else []) + (in_order(right) if right else [])


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """Return the left edge of a column that is beside another, or None."""
    edges = Counter(round(line.left) for line in lines)
    found: list[tuple[int, int, float]] = []
    for edge, _ in edges.most_common(_MOST_EDGES):
        left = [line for line in lines if line.right <= edge + _SLACK]
        right = [line for line in lines if line.left >= edge - _SLACK]
        crossing = len(lines) - len(left) - len(right)
        if crossing <= _MOST_CROSSING * len(lines) and _stand_beside(left, right):
            found.append((crossing, -min(len(left), len(right)), float(edge)))
    return min(found)[2] if found else None


def _stand_beside(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    if min(_length(left), _length(right)) < _SHORTEST_COLUMN_LINE:
        return False
    top = min(left[0].top, right[0].top)
    bottom = max(min(x.bottom for x in left), min(x.bottom for x in right))
    return top - bottom > _FEWEST_LINES * median(x.top - x.bottom for x in left)


def _length(lines: Sequence[PrintedLine]) -> float:
    return sum(len(line.text) for line in lines) / len(lines)


def _is_below(line: PrintedLine, above: PrintedLine) -> bool:
    height = max(above.top - above.bottom, line.top - line.bottom)
    return 0 < above.top - line.top < _BLANK_LINE * height


def _is_beside(line: PrintedLine, before: PrintedLine | None) -> bool:
    """Return True for the rest of a line whose words are set far apart."""
    return before is not None and abs(before.top - line.top) < _SLACK and line.left > before.right


def _is_printed_over(line: PrintedLine, other: PrintedLine) -> bool:
    wide = min(line.right, other.right) - max(line.left, other.left)
    high = min(line.top, other.top) - max(line.bottom, other.bottom)
    least_wide = min(line.right - line.left, other.right - other.left)
    least_high = min(line.top - line.bottom, other.top - other.bottom)
    return wide > least_wide / 2 and high > least_high / 2
