"""Running heads and feet of PDF pages: the outlet, the date, the page's number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sources.formats.dates import find_published
from sources.formats.pdf_columns import PrintedLine
from sources.language.phrases import ends_sentence, word_count

# They are in the outer part of a page, with a gap to its text.
_OUTER, _GAP = 0.09, 0.6
# They are in smaller type, or beside the page's number.
_SMALLER = 0.95
_SAME_ROW = 3.0
_MOST_WORDS = 14
_PRINTED = re.compile(r"\b\d{1,2}[:.]\d\d\b(?![./]\d)|://|\bfile:|\bprinted\b", re.IGNORECASE)
_OUTERMOST_LINES, _FEWEST_PAGES = 2, 3
_NUMBER = re.compile(r"\d+")
# The rows of a table are nearer than this to one another, and feet of pages further from the text.
_TABLE_ROW = 2.2
_SLACK = 1.0
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|- ?)?\d{1,4}(?: ?-| ?(?:/|of) ?\d{1,4})?", re.IGNORECASE)


def is_page_number(text: str) -> bool:
    """Return True if a line is only the number of its page."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def without_margins(lines: Sequence[PrintedLine], height: float, body: float) -> list[PrintedLine]:
    """Return the lines of a page without those in its margins."""
    kept = sorted(lines, key=lambda line: -line.top)
    for outer in (kept, kept[::-1]):
        row = [line for line in outer if abs(line.top - outer[0].top) < _SAME_ROW] if outer else []
        rest = [line for line in outer if line not in row]
        if rest and _is_margin(row, rest, height, body):
            kept = [line for line in kept if line not in row]
    return kept


def _is_margin(
    row: Sequence[PrintedLine], rest: Sequence[PrintedLine], height: float, body: float
) -> bool:
    outside = row[0].bottom > (1 - _OUTER) * height or row[0].top < _OUTER * height
    gap = min(max(row[0].bottom - other.top, other.bottom - row[0].top) for other in rest)
    small = all(line.size < _SMALLER * body for line in row)
    numbered = any(is_page_number(line.text) for line in row)
    return (
        outside
        and gap > _GAP * body
        and (small or numbered)
        and not any(ends_sentence(line.text) or _is_in_table(line, [*row, *rest]) for line in row)
        and sum(word_count(line.text) for line in row) <= _MOST_WORDS
    )


def day_in_margins(texts: Iterable[str]) -> date | None:
    """Return the day that the margins of a newspaper's pages state, or None if they state several.

    A browser prints the day of printing there, with the time or the page's address.
    """
    texts = tuple(texts)
    if any(_PRINTED.search(text) for text in texts):
        return None
    days = {day for text in texts if (day := find_published(text))}
    return days.pop() if len(days) == 1 else None


def without_page_numbers(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of a page without numbers at its top and bottom, except in tables."""
    top = max((line.top for line in lines), default=0.0) - _SLACK
    bottom = min((line.bottom for line in lines), default=0.0) + _SLACK
    return [
        line
        for line in lines
        if (bottom < line.bottom and line.top < top)
        or not is_page_number(line.text)
        or _is_in_table(line, lines)
    ]


def _is_in_table(line: PrintedLine, lines: Sequence[PrintedLine]) -> bool:
    """Return True if a line has others beside it, and one of the next row above or below it."""
    height = line.top - line.bottom
    beside = near = False
    for other in lines:
        level = abs(other.bottom - line.bottom) < _SLACK
        beside = beside or (level and other is not line)
        covers = min(line.right, other.right) > max(line.left, other.left)
        near = near or (covers and not level and abs(other.top - line.top) < _TABLE_ROW * height)
    return beside and near


def running_titles(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines that are among the outermost of several pages but for their numbers."""
    if len(pages) < _FEWEST_PAGES:  # two pages may begin alike by chance
        return set()
    outer = [
        {*texts[:_OUTERMOST_LINES], *texts[-_OUTERMOST_LINES:]}
        for page in pages
        if (texts := [text for text in page if text.strip()])
    ]
    times = Counter(key for texts in outer for key in {_key(text) for text in texts})
    # The left and the right pages of a book have different ones.
    least = max(_FEWEST_PAGES, len(pages) // 3)
    often = {key for key, count in times.items() if count * 2 > len(pages) or count >= least}
    return {text for texts in outer for text in texts if _key(text) in often}


def _key(text: str) -> str:
    return _NUMBER.sub("#", text)
