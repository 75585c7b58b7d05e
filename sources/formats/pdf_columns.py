"""The lines of a PDF page in reading order, column by column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sources.errors import Unreadable
from sources.language.scripts import HANGUL, UNSPACED

# Lines that cross a gutter are headlines or captions over several columns.
_MOST_CROSSING = 0.34
_FEWEST_LINES = 2
# Lines shorter than this on average are the cells of a table, which is read row by row.
_SHORTEST_COLUMN_LINE = 14
# Columns begin at few places, the lines of a list or a poem at many.
_MOST_EDGES = 60
_SLACK = 1.0
_MOST_BOXES = 8
# Lines of running text fill their column, more of them than cells of a table do.
_FULL_LINE, _HALF_FULL, _MOSTLY_FULL = 0.85, 0.5, 0.8
_MOST_OVERPRINTED = 0.2
_UNSPACED = f"{UNSPACED}\u3000-\u303f\uff00-\uffef"
_UNSPACED_PAIR = re.compile(f"[{_UNSPACED}][^{HANGUL}]|[^{HANGUL}][{_UNSPACED}]")


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
        return _around_boxes(lines)
    ordered: list[PrintedLine] = []
    band: list[PrintedLine] = []
    for line in lines:
        if _crosses(line, gutter):
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


def space_between(before: str, after: str) -> str:
    """Return what joins two lines: a space, or nothing in a script without spaces."""
    return "" if _UNSPACED_PAIR.fullmatch(before[-1:] + after[:1]) else " "


def _around_boxes(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines from the top down, with each floated box after the text beside it."""
    ordered: list[PrintedLine] = []
    for _ in range(_MOST_BOXES):
        found = _box(lines)
        if found is None:
            break
        start, end, gutter = found
        ordered += [*lines[:start], *_beside(lines[start:end], gutter)]
        lines = lines[end:]
    return [*ordered, *lines]


def _box(lines: Sequence[PrintedLine]) -> tuple[int, int, float] | None:
    """Return the first lines with a box beside running text, and the left edge of the right one."""
    found: list[tuple[int, int, int, float]] = []
    edges = Counter(round(line.left) for line in lines)
    for edge, _ in edges.most_common(_MOST_EDGES):
        start = 0
        crossing = (n for n, line in enumerate(lines) if _crosses(line, edge))
        for end in (*crossing, len(lines)):
            left = [line for line in lines[start:end] if line.right <= edge + _SLACK]
            right = [line for line in lines[start:end] if line.left >= edge - _SLACK]
            if _stand_beside(left, right) and (
                _is_running(left, right) or _is_running(right, left)
            ):
                found.append((start, -min(len(left), len(right)), end, float(edge)))
                break
            start = end + 1
    if not found:
        return None
    start, _, end, gutter = min(found)
    return start, end, gutter


def _crosses(line: PrintedLine, gutter: float) -> bool:
    return line.left < gutter - _SLACK and line.right > gutter + _SLACK


def _is_running(side: Sequence[PrintedLine], other: Sequence[PrintedLine]) -> bool:
    """Return True if the lines beside the other ones fill their column, unlike cells of a table."""
    top, bottom = max(line.top for line in other), min(line.bottom for line in other)
    level = [line for line in side if line.bottom < top and line.top > bottom]
    if len(level) <= _FEWEST_LINES:
        return False
    full = _FULL_LINE * max(line.right - line.left for line in level)
    least = _MOSTLY_FULL if _in_rows(side, other) else _HALF_FULL
    return sum(line.right - line.left >= full for line in level) >= least * len(level)


def _is_table(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    """Return True if the lines on the right are short cells beside those on the left."""
    short = len(right) >= _FEWEST_LINES and _length(right) < _SHORTEST_COLUMN_LINE
    return short and _in_rows(left, right)


def _in_rows(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    """Return True if every line on one side has one of the other side at its height."""
    few, many = sorted((left, right), key=len)
    rows = {round(line.top) + near for line in many for near in (-1, 0, 1)}
    return all(round(line.top) in rows for line in few)


def _beside(band: Sequence[PrintedLine], gutter: float) -> list[PrintedLine]:
    left = [line for line in band if line.left < gutter - _SLACK]
    right = [line for line in band if line.left >= gutter - _SLACK]
    if _is_table(left, right):
        return list(band)
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


def _is_printed_over(line: PrintedLine, other: PrintedLine) -> bool:
    wide = min(line.right, other.right) - max(line.left, other.left)
    high = min(line.top, other.top) - max(line.bottom, other.bottom)
    least_wide = min(line.right - line.left, other.right - other.left)
    least_high = min(line.top - line.bottom, other.top - other.bottom)
    return wide > least_wide / 2 and high > least_high / 2
