"""The lines of a PDF page in reading order, column by column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sources.errors import Unreadable
from sources.language.phrases import ends_sentence, word_count
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
_MOST_BOXES = 8
# Lines of running text fill their column, more of them than cells of a table do.
_FULL_LINE, _HALF_FULL, _MOSTLY_FULL = 0.85, 0.5, 0.8
_HEADLINE_TIMES_BODY = 1.2
_MOST_OVERPRINTED = 0.2
_UNSPACED = f"{UNSPACED}\u3000-\u303f\uff00-\uffef"
_UNSPACED_PAIR = re.compile(f"[{_UNSPACED}][^{HANGUL}]|[^{HANGUL}][{_UNSPACED}]")
# First lines are indented by about one letter's height.
_LEAST_INDENT, _MOST_INDENT, _FEWEST_INDENTS = 0.5, 4.0, 2


# Separates lines of different sizes, which never belong to the same paragraph.
BREAK = "\f"
# Joins lines of the same paragraph on a page that indents the first line of each.
GOES_ON = "\v"


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


def laid_out(lines: Sequence[PrintedLine], body: float) -> list[str]:
    """Return ordered lines as text, with a headline of several lines as one.

    An empty line marks a gap, BREAK a change of size or an indented line, and GOES_ON a line that
    is not indented on a page that indents the first line of each paragraph.
    """
    found: list[str] = []
    indents = _indents(lines)
    before: PrintedLine | None = None
    spacing = _line_spacing(lines)
    for number, line in enumerate(lines):
        large = line.size >= _HEADLINE_TIMES_BODY * body
        alike = before is not None and abs(line.size - before.size) < _SLACK
        near = before is not None and _is_below(line, before)
        goes_on = near if large else _is_beside(line, before)
        if goes_on and alike:
            found[-1] += space_between(found[-1], line.text) + line.text
        else:
            near = near and before is not None and before.top - line.top < spacing
            found += _marks(alike, near, _is_column(line, before), indents.get(number))
            found.append(line.text)
        before = line
    if indents.get(0) is False and abs(lines[0].size - body) < _SLACK:
        return [GOES_ON, *found[1:]]  # from the page before
    return found if indents.get(0) else found[1:]


def _marks(alike: bool, near: bool, column: bool, indented: bool | None) -> list[str]:
    """Return the mark between two lines: of the same size, near, in another column, indented."""
    if not alike or indented:
        return [BREAK]
    if indented is False and (near or column):
        return [GOES_ON]
    return [] if near else [""]


def _is_column(line: PrintedLine, before: PrintedLine | None) -> bool:
    """Return True if a line is the first of the next column."""
    return before is not None and line.bottom > before.top


def _indents(lines: Sequence[PrintedLine]) -> dict[int, bool]:
    """Return which lines begin an indented paragraph; lines of other layouts are left out."""
    found: dict[int, bool] = {}
    for numbers in _runs(lines):
        edges = Counter(round(lines[number].left) for number in numbers)
        edge, flush = edges.most_common(1)[0]
        places = {n: lines[n].left - edge > _LEAST_INDENT * lines[n].size for n in numbers}
        ragged = any(lines[n].left < edge - _SLACK or _far(lines[n], edge) for n in numbers)
        if ragged or flush * 2 < len(numbers) or len(numbers) < _FEWEST_LINES:
            continue
        above = False
        for n in numbers:
            begins = places[n] and (not above or ends_sentence(lines[n - 1].text))
            found[n] = begins
            above = places[n]
    # Lines that are all flush tell nothing: such a page parts its paragraphs by gaps.
    return found if sum(found.values()) >= _FEWEST_INDENTS else {}


def _far(line: PrintedLine, edge: float) -> bool:
    return line.left - edge > _MOST_INDENT * line.size


def _runs(lines: Sequence[PrintedLine]) -> list[list[int]]:
    """Return the numbers of the lines in runs of one size, from the top of a column down."""
    runs: list[list[int]] = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        alike = above is not None and abs(line.size - above.size) < _SLACK
        if above is None or not alike or _is_column(line, above):
            runs.append([])
        runs[-1].append(number)
    return runs


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


def _line_spacing(lines: Sequence[PrintedLine]) -> float:
    """Return the largest distance between the lines of a paragraph."""
    steps = sorted(
        above.top - below.top
        for above, below in pairwise(lines)
        if abs(above.size - below.size) < _SLACK and _is_below(below, above)
    )
    return steps[len(steps) // 4] * _PARAGRAPH_GAP if steps else float("inf")


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
