"""Draft text: lay out a draft for checking, and map it back to the lines of its file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from sources.article import Article, BlockKind, Metadata, Page
from sources.cleaning.characters import readable
from sources.cleaning.lines import Line, lines, rejoined
from sources.formats.labelled_text import with_turns
from sources.people.given_names import given_gender
from sources.quotations.quote_marks import quoted

# Quotation marks for block quotations: the first kind that the text does not contain is used.
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))
_QUOTED_LINE = re.compile(r" {0,3}>[ >]*")
_SIGNED = re.compile(r"(?P<words>.*\S)\s+(?P<by>(?:[—–―]|--?)\s?[A-Z][\w .,'’-]{1,80})$", re.DOTALL)
# "Erik Lund, mayor of Pellan", below the words
_NAME_ALONE = re.compile(r"(?=.{3,60}$)(?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]*(?:, [^.!?:;]*)?")
_MOSTLY = 0.7
# The maximum gap that a mark, a time or a hyphen in the file leaves between two letters.
_NEAR = 200


@dataclass(frozen=True)
class DraftText:
    """A draft as an article, and the position in its file of each part.

    `starts` are the characters at which a line (or other `unit`) of the file begins, and `numbers`
    are those lines.
    """

    article: Article
    unit: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, page: Page) -> DraftText:
        """Lay out a draft: join its lines into paragraphs, without removing any.

        A draft has no advertisements. If cleaning mistook a quotation for one, it would be printed
        unchecked. Block quotations get quotation marks.
        """
        page = with_turns(page)
        raw = readable(page.text).split("\n") if page.text else []
        paragraphs = [(BlockKind.PARAGRAPH, text) for text in _paragraphs(raw, page.block_quotes)]
        article = Article.from_blocks(page.origin, paragraphs, Metadata(), page.turns)
        numbers = page.numbers or tuple(range(1, len(raw) + 1))
        places = [*_places(article, raw, len(paragraphs))]
        turns = article.blocks[len(paragraphs) :]
        places += zip((block.start for block in turns), range(len(raw), len(numbers)), strict=False)
        return cls(
            article,
            page.unit,
            tuple(start for start, _ in places),
            tuple(numbers[row] if row < len(numbers) else row + 1 for _, row in places),
        )

    def line(self, position: int) -> int:
        """Return the line (or paragraph) of the file that a character comes from."""
        number = bisect_right(self.starts, position) - 1
        return self.numbers[number] if number >= 0 else 1


def _paragraphs(raw: Sequence[str], block_quotes: frozenset[int]) -> Iterator[str]:
    marked = [
        n in block_quotes or _QUOTED_LINE.match(line) is not None for n, line in enumerate(raw)
    ]
    for above, below in pairwise([n for n, line in enumerate(raw) if line.strip()]):
        if marked[above] and marked[below]:  # paragraphs of one block quotation
            marked[above:below] = [True] * (below - above)
    for is_quote, group in groupby(range(len(raw)), key=lambda n: marked[n]):
        stretch = [_QUOTED_LINE.sub("", raw[n]) if is_quote else raw[n] for n in group]
        found: list[Line] = rejoined(lines("\n".join(stretch)))
        for number, line in enumerate(found):
            signs = number > 0 and _is_name(line.text)
            yield _as_quotation(line.text) if is_quote and not signs else line.text


def _is_name(text: str) -> bool:
    """Return True for a person's name, with or without a role after it."""
    found = _NAME_ALONE.fullmatch(text)
    return found is not None and given_gender(text.partition(" ")[0]) is not None


def _as_quotation(text: str) -> str:
    """Put a paragraph of a block quotation in quotation marks, without its signature."""
    inside = sum(part.end - part.start for part in quoted(text, [(0, len(text))]))
    if inside >= _MOSTLY * len(text):
        return text
    signed = _SIGNED.fullmatch(text)
    words, by = (signed["words"], f" {signed['by']}") if signed else (text, "")
    if text.startswith(("—", "–", "―")):
        return text
    opening, closing = next(
        (pair for pair in _PAIRS if not any(mark in text for mark in pair)), _PAIRS[0]
    )
    return f"{opening}{words}{closing}{by}"


def _places(article: Article, raw: Sequence[str], paragraphs: int) -> Iterator[tuple[int, int]]:
    """Yield the character of the article at which each remaining line begins, with its row.

    Both texts are read side by side. They differ only in spaces, hyphens and marks.
    """
    if not paragraphs:
        return
    text = article.text[: article.blocks[paragraphs - 1].end]
    position = 0
    for row, line in enumerate(raw):
        first = True
        for letter in line:
            if not letter.isalnum():
                continue
            found = text.find(letter, position, position + _NEAR)
            if found < 0:
                continue
            if first:
                yield _with_marks(text, found), row
                first = False
            position = found + 1


def _with_marks(text: str, start: int) -> int:
    """Return the start of the marks before the first letter of a line."""
    while start and not (text[start - 1].isalnum() or text[start - 1].isspace()):
        start -= 1
    return start
