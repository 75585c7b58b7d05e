"""Markdown as the lines of a page: the text without its markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

# The maximum nesting of a page. Deeper content stays as written.
_DEEPEST = 20


class MarkdownText(NamedTuple):
    """The text of a Markdown page, and its first heading.

    `numbers` holds the page line of each text line. `block_quotes` are the lines inside block
    quotations.
    """

    words: str
    title: str | None
    numbers: tuple[int, ...]
    block_quotes: frozenset[int]


def lines_of(text: str) -> MarkdownText:
    """Return the text of a Markdown page, with a blank line between blocks.

    Emphasis and links leave their words. Images and rules leave nothing. HTML is not interpreted
    and stays as written.
    """
    # Costs 30 ms, which only archives with Markdown should pay.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    tokens = parser.parse(text)
    title = next(
        (_words(inline) for opening, inline in _pairs(tokens) if opening.tag == "h1"), None
    )
    lines: list[str] = []
    numbers: list[int] = []
    quotes: set[int] = set()
    depth = 0
    for token in tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        block = _block(token)
        if not block.strip():
            continue
        first = (token.map or [0])[0] + (2 if token.type == "fence" else 1)
        for number, line in enumerate([*block.split("\n"), ""]):
            if depth:
                quotes.add(len(lines))
            lines.append(line)
            numbers.append(first + number)
    return MarkdownText("\n".join(lines[:-1]), title, tuple(numbers[:-1]), frozenset(quotes))


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return pairwise(tokens)


def _block(token: Token) -> str:
    if token.type == "inline":
        return _words(token)
    return token.content if token.type in ("code_block", "fence") else ""


def _words(inline: Token) -> str:
    """Return the text of a block, with its line breaks."""
    found = []
    for child in inline.children or []:
        if child.type in ("softbreak", "hardbreak"):
            found.append("\n")
        elif child.type in ("text", "code_inline"):
            found.append(child.content)
    return "".join(found)
