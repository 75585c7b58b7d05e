"""Markdown as the lines of a page: its words without its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

# A page is not nested deeper; what is, stays as it was written.
_DEEPEST = 20


def lines_of(text: str) -> tuple[str, str | None]:
    """Return the words of a Markdown page, a blank line between blocks, and its first heading.

    Emphasis and links leave their words, images and rules nothing. HTML is not interpreted: it
    stays text, as it was written.
    """
    # Costs 30 ms, which only archives with Markdown should pay.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    tokens = parser.parse(text)
    title = next(
        (_words(inline) for opening, inline in _pairs(tokens) if opening.tag == "h1"), None
    )
    blocks = [_block(token) for token in tokens]
    return "\n\n".join(block for block in blocks if block.strip()), title


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return pairwise(tokens)


def _block(token: Token) -> str:
    if token.type == "inline":
        return _words(token)
    return token.content if token.type in ("code_block", "fence") else ""


def _words(inline: Token) -> str:
    """Join the words of a block, with its line breaks."""
    found = []
    for child in inline.children or []:
        if child.type in ("softbreak", "hardbreak"):
            found.append("\n")
        elif child.type in ("text", "code_inline"):
            found.append(child.content)
    return "".join(found)
