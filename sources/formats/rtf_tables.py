"""The tables of RTF files: paragraphs collected into cells and rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from sources.formats.document import Paragraph, row_of

ENDS_OF_CELLS, ENDS_OF_ROWS = ("cell", "nestcell"), ("row", "nestrow")


@dataclass
class _Row:
    """A row in progress: its complete cells, and the paragraphs of the current one."""

    cells: list[list[Paragraph]] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)

    def end_cell(self) -> None:
        self.cells.append(self.cell)
        self.cell = []

    def end(self) -> list[Paragraph]:
        self.end_cell()
        found = row_of(self.cells)
        self.cells = []
        return found


@dataclass
class Rows:
    """Collects paragraphs, and joins those of a table row.

    `depth` is the number of tables around the current paragraph. Deeper than two they count as two.
    """

    depth: int = 0
    _found: list[Paragraph] = field(default_factory=list)
    _row: _Row = field(default_factory=_Row)
    _nested: _Row = field(default_factory=_Row)

    def add(self, paragraph: Paragraph, mark: str) -> None:
        """Add a paragraph, and process the mark that ends it: of a cell, a row or neither."""
        if not self.depth and mark not in (*ENDS_OF_CELLS, *ENDS_OF_ROWS):
            self._found += [*self._row.end(), paragraph]  # a row may lack its end
        elif mark == "nestcell" or (self.depth > 1 and mark not in ("cell", *ENDS_OF_ROWS)):
            self._nested.cell.append(paragraph)
        else:
            self._row.cell.append(paragraph)
        if mark == "nestcell":
            self._nested.end_cell()
        elif mark == "nestrow":
            self._row.cell += self._nested.end()
        elif mark == "cell":
            self._row.cell += self._nested.end()
            self._row.end_cell()
        elif mark == "row":
            self._found += self._row.end()

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs so far, with an unfinished row."""
        self.depth = 0
        self.add(Paragraph(""), "row")
        return self._found
