"""The lines of a PDF page, with the pieces that a program drew font by font put together.

A line in two fonts may be drawn in another order than it is read in: first the letters of one font,
then those of the other. Two columns close to each other may be drawn as one line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from sources.formats.decoding import scrub
from sources.formats.pdf_columns import PrintedLine, space_between

# Pieces of a line are nearer than this, in sizes of its type.
_NEAR = 0.6
# Letters further apart than this have a space between them, as a share of their size. It is
# pdfminer's value.
_SPACE = 0.1
# Letters that cover more than this share of one another are text printed over text.
_COVERED = 0.4
# More pieces than this are no article, and not put together.
_MOST_PIECES, _MOST_GLYPHS, _MOST_OPEN, _ROW = 2_000, 500, 8, 4.0
# A gap wider than this, in sizes of the type, parts columns if lines begin behind it: this many, or
# this share of the page's lines have such a gap at the same place.
_GUTTER, _FEWEST_BEGINNING, _FEWEST_GAPS, _SHARE_OF_GAPS = 0.45, 2, 3, 1 / 3
# Footnotes are numbered in type of less than this share of the line's, behind punctuation.
_NOTE_MARK_SIZE, _BEFORE_NOTE_MARK = 0.75, frozenset(".,;:!?…”’»)]")


def printed_lines(pieces: Sequence[Any]) -> list[PrintedLine]:
    """Return the lines of a page from the text lines that pdfminer found."""
    groups = [[one] for one in pieces] if len(pieces) > _MOST_PIECES else _groups(pieces)
    rows = [_glyphs(group) for group in groups]
    begins = _column_edges(rows)
    return [
        line for group, row in zip(groups, rows, strict=True) for line in _lines(group, row, begins)
    ]


def _lines(
    group: Sequence[Any], row: Sequence[Any], begins: frozenset[int]
) -> Iterator[PrintedLine]:
    """Yield the line that the pieces make, or one for each column that they cross."""
    left, bottom, right, top = zip(*(one.bbox for one in group), strict=True)
    parts = _parts(row, begins)
    for number, glyphs in enumerate(parts):
        sizes = [size for one in glyphs if (size := getattr(one, "size", None))]
        text = " ".join(scrub(_without_note_marks(glyphs, sizes)).split())
        if text and sizes:
            start = _visible(glyphs)[0].x0 if number else min(left)
            end = max(right) if number == len(parts) - 1 else _visible(glyphs)[-1].x1
            yield PrintedLine(text, start, min(bottom), end, max(top), median(sizes))


def _visible(glyphs: Sequence[Any]) -> list[Any]:
    return [one for one in glyphs if getattr(one, "size", None) and not one.get_text().isspace()]


def _gaps(glyphs: Sequence[Any]) -> list[Any]:
    """Return the letters behind gaps as wide as one between columns."""
    return [
        after
        for before, after in pairwise(_visible(glyphs))
        if after.x0 - before.x1 > _GUTTER * after.size
    ]


def _column_edges(rows: Sequence[Sequence[Any]]) -> frozenset[int]:
    """Return where columns begin: at these places, a gap within a line is a gutter."""
    starts = Counter(round(seen[0].x0) for row in rows if (seen := _visible(row)))
    behind = Counter(round(one.x0) for row in rows for one in _gaps(row))
    often = max(_FEWEST_GAPS, _SHARE_OF_GAPS * len(rows))
    return frozenset(
        edge
        for edge in behind
        for near in [(edge - 1, edge, edge + 1)]
        if sum(starts[one] for one in near) >= _FEWEST_BEGINNING
        or sum(behind[one] for one in near) >= often
    )


def _parts(glyphs: Sequence[Any], begins: frozenset[int]) -> list[Sequence[Any]]:
    """Return the letters of a line, parted where it crosses from one column to the next."""
    cuts = {id(one) for one in _gaps(glyphs) if round(one.x0) in begins}
    places = [number for number, one in enumerate(glyphs) if id(one) in cuts]
    return [glyphs[start:end] for start, end in pairwise([0, *places, len(glyphs)])]


def _groups(pieces: Sequence[Any]) -> list[list[Any]]:
    """Return the pieces in groups, each of which is a line."""
    rows: dict[int, list[list[Any]]] = defaultdict(list)
    groups: list[list[Any]] = []
    for piece in sorted(pieces, key=lambda one: one.x0):
        row = int((piece.y0 + piece.y1) / 2 / _ROW)
        waiting = [group for near in (row, row - 1, row + 1) for group in rows[near][-_MOST_OPEN:]]
        group = next((one for one in waiting if _continues(piece, one)), None)
        if group is None:
            group = []
            groups.append(group)
            rows[row].append(group)
        group.append(piece)
    return groups


def _continues(piece: Any, group: Sequence[Any]) -> bool:
    """Return True if a piece is on the line of the others and not printed over them."""
    first = group[0]
    height = min(piece.y1 - piece.y0, first.y1 - first.y0)
    overlap = min(piece.y1, first.y1) - max(piece.y0, first.y0)
    if overlap < height / 2 or _gap(group, piece) > _NEAR * height:
        return False
    glyphs = _visible(_glyphs([*group, piece]))
    return len(glyphs) <= _MOST_GLYPHS and not any(
        before.x1 - after.x0 > _COVERED * min(before.width, after.width)
        for before, after in pairwise(glyphs)
    )


def _gap(group: Sequence[Any], piece: Any) -> float:
    """Return the distance of a piece from the others, without the spaces at their ends."""
    before = max((one.x1 for part in group for one in _visible([*part])), default=group[-1].x1)
    return float(min((one.x0 for one in _visible([*piece])), default=piece.x0) - before)


def _glyphs(group: Sequence[Any]) -> list[Any]:
    """Return the letters of a line from left to right, or as they are if it has one piece."""
    if len(group) == 1:
        return [*group[0]]
    found = [one for piece in group for one in piece if getattr(one, "size", None)]
    return sorted(found, key=lambda one: one.x0)


def _without_note_marks(glyphs: Sequence[Any], sizes: Sequence[float]) -> str:
    """Return the text of a line without the small numbers behind punctuation."""
    small = _NOTE_MARK_SIZE * median(sizes) if sizes else 0.0
    kept = [""]
    before: Any = None
    for one in glyphs:
        size, text = getattr(one, "size", None), one.get_text()
        if size is None:  # a space that pdfminer added
            continue
        is_apart = before is not None and one.x0 - before.x1 > _SPACE * max(one.width, one.height)
        if is_apart:
            kept.append(space_between(kept[-1], text))
        before = one
        if not (size < small and text.isdigit() and kept[-1][-1:] in _BEFORE_NOTE_MARK):
            kept.append(text)
    return "".join(kept)
