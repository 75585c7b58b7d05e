"""Drop caps: the first letter of a paragraph, hidden from screen readers, belongs to its word."""

from __future__ import annotations

from lxml.html import HtmlElement

_MOST_LETTERS = 2


def keep_drop_caps(tree: HtmlElement) -> None:
    """Show hidden letters that the text continues, because an extractor drops hidden elements."""
    for span in tree.xpath("//*[@aria-hidden='true']"):
        letters = "".join(span.itertext())
        if letters.isalpha() and len(letters) <= _MOST_LETTERS and _next(span)[:1].islower():
            del span.attrib["aria-hidden"]


def _next(span: HtmlElement) -> str:
    """Return the text directly after an element, or after an element that it ends."""
    while not span.tail and span.getnext() is None and span.getparent() is not None:
        span = span.getparent()
    return span.tail or ""
