"""Draft text: the lines of a draft, and the passages in quotation marks that are not checked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from sources.article import Article, BlockKind, Metadata, Page
from sources.cleaning.characters import readable
from sources.cleaning.lines import Line, lines, rejoined
from sources.formats.labelled_text import with_turns
from sources.formats.labels import QUESTIONING, bare
from sources.language.scripts import UNSPACED_LETTER
from sources.language.words import holds_word, tokens
from sources.quotations.block_quotations import (
    DASHES,
    has_own_marks,
    is_signature,
    words_and_signature,
)
from sources.quotations.quotation import Quotation, QuotationKind
from sources.quotations.quotation_kind import brackets, is_name, is_nickname, lone, nested
from sources.quotations.quote_marks import Quoted, quoted

# Quotation marks to put around block quotations. The first kind that the text does not use is
# taken.
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))
_QUOTED_LINE = re.compile(r" {0,3}>[ >]*")
# The maximum gap between two letters, where the file has a mark, a time or a hyphen between them.
_NEAR = 200


@dataclass(frozen=True)
class DraftText:
    """A draft as an article, and the line of its file that each part comes from.

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

        Drafts are not cleaned of advertisements, because a quotation mistaken for one would be
        printed unchecked. Block quotations get quotation marks.
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
            signs = number > 0 and is_signature(line.text)
            yield _as_quotation(line.text) if is_quote and not signs else line.text


def _as_quotation(text: str) -> str:
    """Put a paragraph of a block quotation in quotation marks, without its signature."""
    if has_own_marks(text) or text.startswith(DASHES):
        return text
    words, by = words_and_signature(text)
    opening, closing = next(
        (pair for pair in _PAIRS if not any(mark in text for mark in pair)), _PAIRS[0]
    )
    return f"{opening}{words}{closing} {by}".rstrip()


def _places(article: Article, raw: Sequence[str], paragraphs: int) -> Iterator[tuple[int, int]]:
    """Yield where each remaining line begins in the article, with the line's index in `raw`.

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
    """Return where the punctuation before the first letter of a line starts."""
    while start and not (text[start - 1].isalnum() or text[start - 1].isspace()):
        start -= 1
    return start


LONGEST_SHOWN = 200
_MOST_SCARE_WORDS = 2


class Reason(StrEnum):
    """The reason why a passage in quotation marks or brackets is not checked."""

    UNCLOSED = "no closing mark"
    UNOPENED = "no opening mark"
    NESTED = "part of a quotation that is checked"
    TITLE = "a title or a name"
    NICKNAME = "a nickname"
    SCARE = "at most two words, given to nobody"
    QUESTION = "an interviewer's question"
    BRACKETS = "brackets outside of quotations"
    EMPTY = "no words"

    @property
    def is_open(self) -> bool:
        """True if words that the draft may attribute to someone were left unchecked."""
        return self in (Reason.UNCLOSED, Reason.UNOPENED)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Words of a draft that were not checked, with their line and first character."""

    words: str
    line: int
    reason: Reason
    start: int


def sorted_out(
    text: DraftText, found: Sequence[Quotation]
) -> tuple[list[Quotation], list[Unchecked]]:
    """Return the quotations of a draft to check, and all passages not checked, in order."""
    article = text.article
    paragraphs = [(block.start, block.end) for block in article.blocks]
    parts = quoted(article.text, paragraphs)
    by_end = {part.end: part for part in parts}
    checked: list[Quotation] = []
    left: dict[tuple[int, int], Reason] = {}
    reached = -1
    for quotation in found:
        reason = _reason(text, quotation, by_end.get(quotation.end))
        if quotation.end <= reached:
            reason = Reason.NESTED
        if reason is None:
            checked.append(quotation)
            reached = max(reached, quotation.end)
        else:
            left[quotation.start, quotation.end] = reason
    known = {(one.start, one.end) for one in checked}
    for place, reason in _left_over(article.text, paragraphs, parts):
        if place not in known:
            left.setdefault(place, reason)
    return checked, [_unchecked(text, place, reason) for place, reason in sorted(left.items())]


def _left_over(
    text: str, paragraphs: Sequence[tuple[int, int]], parts: Sequence[Quoted]
) -> Iterator[tuple[tuple[int, int], Reason]]:
    for part in parts:
        if is_nickname(text, part):
            yield (part.start, part.end), Reason.NICKNAME
    for place in nested(text, parts):
        yield place, Reason.NESTED
    for place, opens in lone(text, paragraphs, parts):
        yield place, Reason.UNCLOSED if opens else Reason.UNOPENED
    for place in brackets(text, parts):
        yield place, Reason.BRACKETS


def _reason(text: DraftText, quotation: Quotation, part: Quoted | None) -> Reason | None:
    words, speaker = text.article.text, quotation.speaker
    said = words[quotation.start : quotation.end]
    if not holds_word(said):
        return Reason.EMPTY
    if part is None:  # a speech in an interview
        label = bare(words[speaker.mention.start : speaker.mention.end]) if speaker else ""
        return Reason.QUESTION if label.upper() in QUESTIONING else None
    if quotation.kind is not QuotationKind.PARTIAL or speaker is not None:
        return None
    if is_name(words, part):
        return Reason.TITLE
    few = len(tokens(said)) <= _MOST_SCARE_WORDS and not UNSPACED_LETTER.search(said)
    return Reason.SCARE if few else None


def _unchecked(text: DraftText, place: tuple[int, int], reason: Reason) -> Unchecked:
    words = " ".join(text.article.text[slice(*place)].split())
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
    return Unchecked(shown, text.line(place[0]), reason, place[0])
