"""Boxes that offer the rest of an article for money, and small print that asks for help."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from sources.cleaning.element_parts import Parts, drop
from sources.formats.markup import text_lines

_FEWEST_BLOCKS, _LONGEST_BLOCK, _LONGEST_OFFER, _LONGEST_LABEL = 2, 220, 900, 60
_NO_BOX = frozenset("body html main article table td tr".split())
_MOST_LINKS = 300
_LONGEST_QUESTION = 200
# The question comes first: "Spotted an error? Write to us." Readers of Russian press Ctrl+Enter.
_ASKS = re.compile(r"[^.!?？؟]{3,80}[?？؟]|.*\bctrl\s*\+\s*enter\b", re.IGNORECASE)


def remove_offers(tree: HtmlElement, parts: Parts) -> None:
    """Remove the boxes of a page for subscribers that lead to a subscription or a login."""
    for link in tree.xpath("//a[@href] | //button")[:_MOST_LINKS]:
        box = _box(link, parts)
        if box is not None and box.getparent() is not None and parts[box].prose < parts[tree].prose:
            drop(box, parts)


def _box(link: HtmlElement, parts: Parts) -> HtmlElement | None:
    """Return the innermost box of several short blocks around a link, or None."""
    if link not in parts or parts[link].length > _LONGEST_LABEL:
        return None
    for box in link.iterancestors():
        part = parts.get(box)
        if part is None or box.tag in _NO_BOX or part.length > _LONGEST_OFFER:
            return None
        blocks = text_lines(box).split("\n\n")
        if len(blocks) >= _FEWEST_BLOCKS:
            short = max(map(len, blocks)) <= _LONGEST_BLOCK
            return box if short and not part.fact else None
    return None


def remove_small_print(tree: HtmlElement, parts: Parts) -> None:
    """Remove the small print that asks readers a question. A correction asks none."""
    for small in [*tree.iter("small")]:
        block = small
        while (above := block.getparent()) is not None and _is_all(block, above, parts):
            block = above
        if block not in parts or parts[block].length > _LONGEST_QUESTION:
            continue
        if _ASKS.match(" ".join(block.text_content().split())):
            drop(block, parts)


def _is_all(element: HtmlElement, above: HtmlElement, parts: Parts) -> bool:
    """Return True if an element has all of the text of the one around it."""
    if above.tag in _NO_BOX or element not in parts or above not in parts:
        return False
    return parts[above].length == parts[element].length
