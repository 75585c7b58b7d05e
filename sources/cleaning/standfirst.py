"""The standfirst of a page: the sentence or two between its headline and its text.

It is often outside the element that holds the text, and an extractor drops it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from sources.cleaning.element_parts import HEADINGS, is_running
from sources.formats.markup import BLOCKS, text_lines
from sources.language.phrases import ends_sentence, folded

_SHORTEST, _LONGEST, _MOST_BETWEEN = 40, 500, 200
_PICTURES = frozenset("audio figure iframe img picture video".split())
_BESIDE = frozenset(
    "aside button dl footer form nav noscript ol script select style svg table ul".split()
)
# https://schema.org/alternativeHeadline and https://schema.org/description
_STATED = frozenset({"alternativeHeadline", "description"})


@dataclass(frozen=True, slots=True)
class Standfirst:
    """The headline of a page and its standfirst, each '' if the page has none."""

    headline: str = ""
    text: str = ""

    @classmethod
    def of(cls, tree: HtmlElement, before: HtmlElement | None = None) -> Standfirst:
        """Return the standfirst of a page with one headline, above an element if one is given.

        It is the first running text below the headline, with nothing but labels in between. A
        heading directly below the headline is one, and so is what the page declares to be one.
        """
        shown = [h1 for h1 in tree.iter("h1") if h1.text_content().strip()]
        if len(shown) != 1:
            return cls()
        between = 0
        for block in _blocks_below(shown[0], before):
            text = " ".join(text_lines(block).split())
            ends = is_running(text) and ends_sentence(text)
            if ends or _is_heading(block, text, between):
                linked = next(block.iter("a"), None) is not None
                fits = _SHORTEST <= len(text) <= _LONGEST and not linked
                return cls(_text(shown[0]), text) if fits else cls()
            between += len(text)
            if between > _MOST_BETWEEN:
                break
        return cls()

    def added_to(self, text: str) -> str:
        """Return the text of the page with the standfirst below its headline if it lacks it."""
        if not self.text or not text or folded(self.text) in folded(text):
            return text
        first, _, rest = text.partition("\n\n")
        if folded(first) == folded(self.headline):
            return f"{first}\n\n{self.text}\n\n{rest}"
        return f"{self.text}\n\n{text}"


def _text(element: HtmlElement) -> str:
    return " ".join(text_lines(element).split())


def _is_heading(block: HtmlElement, text: str, between: int) -> bool:
    if block.get("itemprop") in _STATED:
        return True
    return block.tag in HEADINGS and bool(text) and not between


def _blocks_below(headline: HtmlElement, before: HtmlElement | None) -> Iterator[HtmlElement]:
    """Yield the blocks without others inside, from the headline to the first picture or text.

    A text below a picture may be its caption, and text between blocks is that of the article. A
    notice of the site is in a box of its own on the page.
    """
    skipped: set[HtmlElement] = set()
    box = next(iter(headline.xpath("ancestor::*[parent::body]")), None)
    end = None if box is None else box.getnext()
    for element in headline.xpath("following::*"):
        if element is end or element is before:
            return
        if element.getparent() in skipped:
            skipped.add(element)
        elif element.tag in _PICTURES or is_running(element.tail or ""):
            return
        elif element.tag in _BESIDE:
            skipped.add(element)
        elif element.tag in BLOCKS and not any(one.tag in BLOCKS for one in element[:]):
            if any(one is before or one.tag == "br" for one in element.iter()):
                return
            skipped.add(element)
            yield element
        elif is_running(element.text or ""):
            return
