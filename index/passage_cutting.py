"""Cutting an article into passages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from index.passage import Passage
from sources.article import PROSE, Article, Block, BlockKind
from sources.language.sentences import sentences
from sources.span import Span

# Long enough to hold a fact with what it refers to, short enough for the embedding model's window.
TARGET_CHARACTERS = 1000
LONGEST_CHARACTERS = 1200


def passages(article: Article) -> tuple[Passage, ...]:
    """Cut an article into passages that cover all of its text except the section headings.

    The headline is a passage of its own. Paragraphs are joined up to `TARGET_CHARACTERS`, but never
    across a heading. A longer paragraph is cut between sentences. Each caption is a passage of its
    own. Each passage keeps the heading above it.
    """
    found: list[Passage] = []
    heading: str | None = None
    for kind, group in groupby(article.blocks, key=_packed_as):
        blocks = list(group)
        if kind is BlockKind.HEADING:
            heading = article.text[blocks[-1].start : blocks[-1].end]
            continue
        if kind in (BlockKind.HEADLINE, BlockKind.CAPTION):
            runs = [run for block in blocks for run in _pack(_pieces(article, [block]))]
        else:
            runs = list(_pack(_pieces(article, blocks)))
        found += [passage_of(article, start, end, heading) for start, end in runs]
    if not found and article.blocks:
        found = [passage_of(article, block.start, block.end, None) for block in article.blocks]
    return tuple(found)


def _packed_as(block: Block) -> BlockKind:
    return BlockKind.PARAGRAPH if block.kind in PROSE else block.kind


def passage_of(article: Article, start: int, end: int, heading: str | None) -> Passage:
    """Return the passage of an article between two offsets, with the facts of its article."""
    span = article.span(start, end)
    about = article.metadata
    facts = about.outlet, about.published, about.language
    return Passage(span, article.words(span), article.headline, heading, *facts)


def _pieces(article: Article, blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """Yield the pieces to pack into passages: short paragraphs, or sentences of long ones."""
    for block in blocks:
        if block.end - block.start <= TARGET_CHARACTERS:
            yield block.start, block.end
            continue
        for sentence in sentences(article, block):
            yield from _cut(article.text, sentence)


def _cut(text: str, sentence: Span) -> Iterator[tuple[int, int]]:
    """Cut a sentence that is too long for any model's window, between words if it has any."""
    start = sentence.start
    while sentence.end - start > LONGEST_CHARACTERS:
        limit = start + LONGEST_CHARACTERS
        space = text.rfind(" ", start + 1, limit)
        end = space if space > 0 else limit
        yield start, end
        start = end + 1 if space > 0 else end
    yield start, sentence.end


def _pack(pieces: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join adjacent pieces up to the target length."""
    current: tuple[int, int] | None = None
    for start, end in pieces:
        if current is None:
            current = (start, end)
        elif end - current[0] <= TARGET_CHARACTERS:
            current = (current[0], end)
        else:
            yield current
            current = (start, end)
    if current is not None:
        yield current
