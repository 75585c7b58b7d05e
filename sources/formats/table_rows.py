"""The rows of a table in text, each with its line. A faulty row does not stop the others."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sources.errors import Unreadable

MOST_CHARACTERS = 16_000_000  # of one cell
# Rows after an unclosed quotation mark are read again. In a file full of such marks that would
# take quadratic time.
_MOST_READ_AGAIN = 8 * MOST_CHARACTERS
# Tables with these delimiters are often written without quoting.
_UNQUOTED = "\t|"
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table and the line on which it begins; `fault` is the reason it cannot be used."""

    line: int
    cells: tuple[str, ...] = ()
    fault: str = ""

    @property
    def is_blank(self) -> bool:
        """True if it contains no text."""
        return not self.fault and not any(cell.strip("\0 \t\r\n") for cell in self.cells)


class Rows:
    """Reads the rows of a table. `width` is the number of columns, 0 if it is not known yet."""

    def __init__(self, lines: Iterable[str], delimiter: str, escape: str | None) -> None:
        self.width = 0
        self.line = 0
        self._lines = iter(lines)
        self._delimiter, self._escape = delimiter, escape
        self._waiting: deque[str] = deque()
        self._read_again = 0
        csv.field_size_limit(MOST_CHARACTERS)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows. After one with a fault in its quotes, read on at its next line."""
        while True:
            taken: list[str] = []
            first = self.line + 1
            parser = csv.reader(
                self._taking(taken),
                delimiter=self._delimiter,
                escapechar=self._escape,
                doublequote=self._escape is None,
                skipinitialspace=True,
                strict=True,
            )
            try:
                cells = next(parser, None)
            except csv.Error:
                yield self._misquoted(taken, first)
            else:
                if cells is None:
                    return
                yield self._fitted(cells, first)

    def _taking(self, taken: list[str]) -> Iterator[str]:
        while (line := self._waiting.popleft() if self._waiting else next(self._lines, "")) != "":
            self.line += 1
            taken.append(line)
            yield line

    def _misquoted(self, taken: list[str], first: int) -> Row:
        self._waiting.extendleft(reversed(taken[1:]))
        self.line = first
        self._read_again += sum(map(len, taken[1:]))
        if self._read_again > _MOST_READ_AGAIN:
            raise Unreadable(
                f"too many of its quotation marks are not closed, up to line {first:,}",
                "export it again",
            )
        cells = taken[0].rstrip("\r\n").split(self._delimiter)
        unquoted = self._delimiter in _UNQUOTED and len(cells) == self.width
        if unquoted and not any(cell.count(_QUOTE) % 2 for cell in cells):
            return Row(first, tuple(cells))
        return Row(
            first, fault="it has a quotation mark that is not closed, or not doubled inside a cell"
        )

    def _fitted(self, cells: list[str], line: int) -> Row:
        """Return a row of the table's width, without the empty cells that Excel appends."""
        while self.width and len(cells) > self.width and not cells[-1].strip():
            cells.pop()
        row = Row(line, tuple(cells))
        if row.is_blank or not self.width or len(cells) == self.width:
            return row
        return Row(line, row.cells, f"it has {len(cells)} cells, and the header has {self.width}")
