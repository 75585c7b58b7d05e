"""Boxes and pull quotes inside an article: kept where they say what the text does not."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from sources.cleaning.element_parts import Parts
from sources.formats.markup import text_lines
from sources.language.phrases import folded

_FEWEST_BLOCKS = 2
# Each is looked for in the whole page.
MOST_QUOTES = 50
_QUOTE = re.compile(r"\s*[\"“„«‹「『‘‚]")
_OUTSIDE = frozenset("nav footer header form".split())


def keep_asides(tree: HtmlElement, parts: Parts) -> None:
    """Turn the boxes between an article's paragraphs into plain elements.

    An extractor drops every aside. A box has several blocks, or is a quotation that is not in the
    text, and neither links nor controls.
    """
    page = ""
    for aside in tree.xpath("//aside[not(ancestor::aside)]")[:MOST_QUOTES]:
        part = parts.get(aside)
        if part is not None and part.prose * 2 > parts[tree].prose and not part.targets:
            aside.drop_tag()  # it is the article
            continue
        if part is None or part.targets or part.control or not part.length:
            continue
        beside = (aside.itersiblings(preceding=True), aside.itersiblings())
        inside = all(any(parts[one].prose for one in side if one in parts) for side in beside)
        if inside and _OUTSIDE.isdisjoint(one.tag for one in aside.iterancestors()):
            blocks = text_lines(aside).split("\n\n")
            quotes = len(blocks) == 1 and _QUOTE.match(blocks[0]) is not None
            page = page or folded(tree.text_content())
            if len(blocks) >= _FEWEST_BLOCKS or (quotes and not repeats(aside, page)):
                aside.tag = "div"
                for name in ("class", "id", "role"):
                    aside.attrib.pop(name, None)


def repeats(element: HtmlElement, page: str) -> bool:
    """Return True if the longest block of an element is twice in the folded text of the page."""
    longest = max(text_lines(element).split("\n\n"), key=len)
    return page.count(folded(longest)) > 1
