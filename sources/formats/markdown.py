"""Markdown as the lines of a page: the text without its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sources.article import BlockKind
from sources.formats.markup import CELL_SEPARATOR

if TYPE_CHECKING:
    from markdown_it.token import Token

# The maximum nesting of a page. Deeper content stays as written.
_DEEPEST = 20
# Footnotes, as GitHub, pandoc and Obsidian write them.
_NOTE_MARK = re.compile(r"\[\^\w{1,20}\]")
# The line below the head of a table.
_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?")
_ROLES = {
    "blockquote": BlockKind.QUOTATION,
    "list_item": BlockKind.PARAGRAPH,
    "heading": BlockKind.HEADING,
}
# Comments, and the shortcodes of Hugo and Jekyll, which are not text outside code.
_NO_TEXT = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>```|~~~).*?(?:^ {0,3}(?P=fence)|\Z)|`[^`\n]+`)"
    r"|<!--(?:(?!<!--).)*?-->"
    r"|\{%-? *comment *-?%\}(?:(?!\{%-? *comment).)*?\{%-? *endcomment *-?%\}"
    r"|\{\{[<%](?:(?!\{\{).)*?[>%]\}\}|\{%(?:(?!\{%).)*?%\}",
    re.DOTALL | re.MULTILINE,
)
_NOTE = re.compile(r"\A\[\^(\w{1,20})\]: ?")


class MarkdownText(NamedTuple):
    """The text of a Markdown page, and its first heading.

    `numbers` holds the page line of each text line. `roles` holds the roles of lines in block
    quotations, lists, tables and headings. `struck` is the struck-out text, which is left out.
    """

    words: str
    title: str | None
    numbers: tuple[int, ...]
    roles: Mapping[int, BlockKind]
    struck: tuple[str, ...] = ()


def lines_of(text: str) -> MarkdownText:
    """Return the text of a Markdown page, with a blank line between blocks.

    Emphasis and links become their words, and images their titles, which are their captions.
    Rules, footnote marks, comments and shortcodes are removed. A table becomes one block for each
    row. HTML is not interpreted and stays as written.
    """
    tokens = _tokens(_NO_TEXT.sub(_blank, text))
    title = next(
        (_words(inline) for opening, inline in _pairs(tokens) if opening.tag == "h1"), None
    )
    lines: list[str] = []
    numbers: list[int] = []
    roles: dict[int, BlockKind] = {}
    inside: list[BlockKind] = []
    for token, first, block, is_row in _blocks(tokens):
        if role := _ROLES.get(token.type.removesuffix("_open").removesuffix("_close")):
            inside = [*inside, role] if token.nesting > 0 else inside[:-1]
        if not block.strip():
            continue
        for number, line in enumerate([*block.split("\n"), ""]):
            if role := _role(inside, is_row):
                roles[len(lines)] = role
            lines.append(line)
            numbers.append(first + number)
    struck = tuple(text for token in tokens for text in _struck(token))
    return MarkdownText("\n".join(lines[:-1]), title, tuple(numbers[:-1]), roles, struck)


def _blank(found: re.Match[str]) -> str:
    """Return code as it is, and only the line breaks of a comment or a shortcode."""
    return found["code"] or "\n" * found[0].count("\n")


def _role(inside: Sequence[BlockKind], is_row: bool) -> BlockKind | None:
    if BlockKind.QUOTATION in inside:
        return BlockKind.QUOTATION
    return BlockKind.PARAGRAPH if is_row else next(iter(inside[-1:]), None)


def _tokens(text: str) -> list[Token]:
    # Costs 30 ms, which only archives with Markdown should pay.
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from markdown_it.rules_block import StateBlock, reference  # noqa: PLC0415

    def read_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """Read a link definition, except a footnote such as `[^1]: https://a.example`."""
        place = state.bMarks[start] + state.tShift[start]
        return not state.src.startswith("[^", place) and reference(state, start, end, silent)

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    parser.enable("strikethrough")
    parser.block.ruler.at("reference", read_reference)
    return parser.parse(text)


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return pairwise(tokens)


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[Token, int, str, bool]]:
    """Yield each token, the page line where its text begins, the text, and whether it is a row."""
    for token in tokens:
        first = (token.map or [0])[0] + 1
        if token.type == "inline":
            for number, text, is_row in _rows(_words(token).split("\n")):
                yield token, first + number, text, is_row
            for number, caption in _captions(token):
                yield token, first + number, caption, False
        elif token.type in ("code_block", "fence"):
            yield token, first + (token.type == "fence"), token.content, False
        else:
            yield token, first, "", False


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield the text above a table and the rows of the table, with the numbers of their lines.

    The parser's own tables are not used: they have 65,536 cells for a few lines.
    """
    rules = (n for n, line in enumerate(lines) if n and _RULE.fullmatch(line.strip()))
    rule = next(rules, len(lines) + 1)
    if above := lines[: rule - 1]:
        yield 0, "\n".join(above), False
    for number, line in enumerate(lines):
        if number >= rule - 1 and number != rule:
            cells = line.strip().removeprefix("|").removesuffix("|").split("|")
            yield number, CELL_SEPARATOR.join(cell.strip() for cell in cells), True


def _captions(inline: Token) -> Iterator[tuple[int, str]]:
    """Yield the titles of the images in a block, with their lines."""
    number = 0
    for child in inline.children or []:
        number += child.type in ("softbreak", "hardbreak")
        if child.type == "image" and (title := child.attrGet("title")):
            yield number, " ".join(str(title).split())


def _words(inline: Token) -> str:
    """Return the text of a block, with its line breaks."""
    found: list[str] = []
    for child in _children(inline, struck=False):
        if child.type in ("softbreak", "hardbreak"):
            found.append("\n")
        elif child.type == "code_inline":
            found.append(child.content)
        elif child.type == "text":
            is_start = found[-1:] in ([], ["\n"])
            text = _NOTE.sub(r"[\1] ", child.content, count=1) if is_start else child.content
            found.append(_NOTE_MARK.sub("", text))
    return "".join(found)


def _struck(inline: Token) -> Iterator[str]:
    """Yield the struck-out text of a block."""
    text = "".join(child.content or " " for child in _children(inline, struck=True)).strip()
    if text:
        yield text


def _children(inline: Token, *, struck: bool) -> Iterator[Token]:
    """Yield the tokens of a block that are struck out, or those that are not."""
    depth = 0
    for child in inline.children or []:
        depth += child.nesting if child.type in ("s_open", "s_close") else 0
        if bool(depth) is struck and child.type != "s_close":
            yield child
