"""The lines of a PDF page, in reading order, as text: gaps, headlines and indented paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sources.formats.pdf_columns import PrintedLine, space_between
from sources.language.phrases import ends_sentence, word_count

_SLACK = 1.0
_BLANK_LINE = 1.9
# The lines of a paragraph are equally spaced, and many layouts set paragraphs only a little apart.
_PARAGRAPH_GAP = 1.3
_HEADLINE_TIMES_BODY = 1.2
# First lines are indented by about one letter's height.
_LEAST_INDENT, _MOST_INDENT, _FEWEST_INDENTS, _FEWEST_LINES = 0.5, 4.0, 2, 2
# As many lines show how wide their column is.
_FEWEST_OF_COLUMN = 4

# Separates lines of different sizes, which never belong to the same paragraph.
BREAK = "\f"
# Joins lines of the same paragraph on a page that indents the first line of each.
GOES_ON = "\v"


def laid_out(lines: Sequence[PrintedLine], body: float) -> list[str]:
    """Return ordered lines as text, with a headline of several lines as one.

    An empty line marks a gap, BREAK a change of size or an indented line, and GOES_ON a line that
    is not indented on a page that indents the first line of each paragraph.
    """
    found: list[str] = []
    indents = _indents(lines)
    edges = _right_edges(lines)
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
            column = _is_column(line, before)
            marks = _marks(alike, near, column, indents.get(number))
            runs_on = alike and (near or column) and not indents.get(number)
            if runs_on and before and _has_no_room(before, line, edges[number - 1]):
                marks = [GOES_ON]
            found += [*marks, line.text]
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


def _right_edges(lines: Sequence[PrintedLine]) -> list[float | None]:
    """Return where the other lines of each line's column end, or None if they are few."""
    found: list[float | None] = []
    for numbers in _runs(lines):
        *_, second, last = sorted([0.0, *(lines[number].right for number in numbers)])
        wide = len(numbers) >= _FEWEST_OF_COLUMN
        found += [
            (second if lines[number].right == last else last) if wide else None
            for number in numbers
        ]
    return found


def _has_no_room(line: PrintedLine, below: PrintedLine, edge: float | None) -> bool:
    """Return True if a line that ends no sentence is full: the next word would not fit behind it.

    A heading ends where it likes.
    """
    if edge is None or line.right > edge or ends_sentence(line.text):
        return False
    first = len(below.text.split(" ", 1)[0]) + 1
    width = (below.right - below.left) / len(below.text)
    return line.right + first * width > edge + _SLACK


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


def headlines(lines: Sequence[PrintedLine], body: float, largest: float = 0.0) -> list[str]:
    """Return the lines in the largest type, if that is larger than the body's.

    `largest` is the largest type of the document if it is more than these lines.
    """
    largest = max([largest, *(line.size for line in lines)])
    if largest < _HEADLINE_TIMES_BODY * body:
        return []
    texts = laid_out([line for line in lines if line.size > largest - _SLACK], body)
    return [text for text in texts if word_count(text) > 1]


def _line_spacing(lines: Sequence[PrintedLine]) -> float:
    """Return the largest distance between the lines of a paragraph."""
    steps = sorted(
        above.top - below.top
        for above, below in pairwise(lines)
        if abs(above.size - below.size) < _SLACK and _is_below(below, above)
    )
    return steps[len(steps) // 4] * _PARAGRAPH_GAP if steps else float("inf")


def _is_below(line: PrintedLine, above: PrintedLine) -> bool:
    height = max(above.top - above.bottom, line.top - line.bottom)
    return 0 < above.top - line.top < _BLANK_LINE * height


def _is_beside(line: PrintedLine, before: PrintedLine | None) -> bool:
    """Return True for the rest of a line whose words are set far apart."""
    return before is not None and abs(before.top - line.top) < _SLACK and line.left > before.right
