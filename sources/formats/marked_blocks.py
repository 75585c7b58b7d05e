"""The roles of a web page's blocks, matched with the text that an extractor returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml.html import HtmlElement

from sources.article import BlockKind
from sources.formats.markup import is_quotation, marked_lines, text_lines


def keep_signatures(tree: HtmlElement) -> None:
    """Turn the footers of block quotations, which an extractor drops, into plain elements."""
    for footer in tree.xpath("//blockquote//footer"):
        footer.tag = "div"


class MarkedBlocks:
    """The texts of a page's blocks with their roles, and its block quotations as a whole."""

    def __init__(self, tree: HtmlElement) -> None:
        text, roles, _ = marked_lines(tree)
        found: dict[str, set[BlockKind | None]] = {}
        first = 0
        for block in text.split("\n\n"):
            found.setdefault(_letters(block), set()).add(roles.get(first))
            first += block.count("\n") + 2
        # A text that occurs in several roles has none.
        self._roles = {text: role for text, (role, *more) in found.items() if role and not more}
        # An extractor may join the paragraphs of a quotation.
        for whole in filter(is_quotation, tree.xpath("//blockquote[not(ancestor::blockquote)]")):
            self._roles[_letters(text_lines(whole))] = BlockKind.QUOTATION

    def label(self, texts: Iterable[str], role: BlockKind) -> None:
        """Give these texts a role that another rule found."""
        self._roles.update((_letters(text), role) for text in texts)

    def roles_of(self, text: str) -> Mapping[int, BlockKind]:
        """Return the roles of the lines of an extracted text."""
        found: dict[int, BlockKind] = {}
        first = 0
        for block in text.split("\n\n"):
            lines = block.count("\n") + 1
            if role := self._roles.get(_letters(block)):
                found.update(dict.fromkeys(range(first, first + lines), role))
            first += lines + 1
        return found


def _letters(text: str) -> str:
    """Return a text without its spaces, which an extractor may change."""
    return "".join(text.split())
