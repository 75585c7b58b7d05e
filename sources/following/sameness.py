"""Sameness: whether two web pages are the same article."""

from __future__ import annotations

from lxml.html import HtmlElement

from sources.errors import Unreadable
from sources.formats.decoding import decode_page
from sources.formats.markup import parse, text_lines

# Shorter lines are navigation, which all pages of a site have.
_SHORTEST = 60
_HEADLINES = "//h1 | //title"


def are_two(page: bytes, other: bytes) -> bool:
    """Return True if two pages have different headlines and less than half their text in common."""
    try:
        trees = [parse(decode_page(each, "")) for each in (page, other)]
    except Unreadable:
        return False
    first, second = map(_headlines, trees)
    if not first or not second or first & second:
        return False
    lines, known = map(_lines, trees)
    return bool(lines and known) and 2 * len(lines & known) < min(len(lines), len(known))


def _headlines(tree: HtmlElement) -> set[str]:
    found = (" ".join(each.text_content().split()) for each in tree.xpath(_HEADLINES))
    return {each.casefold() for each in found if each}


def _lines(tree: HtmlElement) -> set[str]:
    return {line for line in text_lines(tree).split("\n") if len(line) >= _SHORTEST}
