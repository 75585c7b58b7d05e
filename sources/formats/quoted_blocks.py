"""The block quotations of a web page, found again in the text that an extractor returns."""

from __future__ import annotations

from lxml.html import HtmlElement

from sources.formats.markup import is_quotation, marked_lines, text_lines


def keep_signatures(tree: HtmlElement) -> None:
    """Turn the footers of block quotations, which an extractor drops, into plain elements."""
    for footer in tree.xpath("//blockquote//footer"):
        footer.tag = "div"


class Quoted:
    """The texts of a page's block quotations, whole and block by block."""

    def __init__(self, tree: HtmlElement) -> None:
        text, quotes = marked_lines(tree)
        inside: set[str] = set()
        outside: set[str] = set()
        first = 0
        for block in text.split("\n\n"):
            (inside if first in quotes else outside).add(_letters(block))
            first += block.count("\n") + 2
        # An extractor may join the paragraphs of a quotation.
        whole = filter(is_quotation, tree.xpath("//blockquote[not(ancestor::blockquote)]"))
        self._texts = (inside - outside) | {_letters(text_lines(one)) for one in whole}

    def lines_of(self, text: str) -> frozenset[int]:
        """Return the numbers of the lines that are in block quotations."""
        found: set[int] = set()
        first = 0
        for block in text.split("\n\n"):
            lines = block.count("\n") + 1
            if _letters(block) in self._texts:
                found.update(range(first, first + lines))
            first += lines + 1
        return frozenset(found)


def _letters(text: str) -> str:
    """Return a text without its spaces, which an extractor may change."""
    return "".join(text.split())
