"""Sameness: whether two web pages are the same article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Set as AbstractSet

from lxml.html import HtmlElement

from sources.errors import Unreadable
from sources.formats.decoding import decode_page
from sources.formats.markup import parse, text_lines

# Shorter lines are navigation, which all pages of a site have.
_SHORTEST = 60
_HEADLINES = "//h1 | //title"
OF_HEADLINE = "headline "
_WORD = re.compile(r"\w+")


def are_two(page: bytes, other: bytes) -> bool:
    """Return True if two pages have different headlines and less than half their text in common."""
    trees = _trees(page, other)
    if trees is None:
        return False
    first, second = map(_headlines, trees)
    if not first or not second or first & second:
        return False
    lines, known = map(_lines, trees)
    return bool(lines and known) and 2 * len(lines & known) < min(len(lines), len(known))


def are_one(page: bytes, other: bytes, most_missing: float) -> bool:
    """Return True if two pages have the same headline and the shorter text is in the longer one.

    One headline may have further words, such as AMP. `most_missing` is the share of the sequences
    of words of the shorter text that the longer one may lack.
    """
    trees = _trees(page, other)
    if trees is None:
        return False
    words, others = ({w for h in _headlines(tree) for w in _WORD.findall(h)} for tree in trees)
    texts, known = map(_sequences, trees)
    return _share_missing(words, others) == 0 and _share_missing(texts, known) <= most_missing


def headline_digests(page: bytes) -> tuple[str, ...]:
    """Return a digest of each headline of a web page, to find other pages that may be the same."""
    trees = _trees(page)
    found = sorted(_headlines(trees[0])) if trees else []
    return tuple(OF_HEADLINE + hashlib.sha256(each.encode()).hexdigest() for each in found)


def headline_of(page: bytes) -> str:
    """Return the top heading of a web page, or else its title, or ''."""
    trees = _trees(page)
    found = trees[0].xpath("//h1") or trees[0].xpath("//title") if trees else []
    return " ".join(found[0].text_content().split()) if found else ""


def _share_missing(first: AbstractSet[object], second: AbstractSet[object]) -> float:
    """Return the share of the smaller set that the larger one lacks."""
    smaller, larger = sorted((first, second), key=len)
    return len(smaller - larger) / len(smaller) if smaller else 1.0


def _trees(*pages: bytes) -> list[HtmlElement] | None:
    try:
        return [parse(decode_page(each, "")) for each in pages]
    except Unreadable:
        return None


def _headlines(tree: HtmlElement) -> set[str]:
    found = (" ".join(each.text_content().split()) for each in tree.xpath(_HEADLINES))
    return {each.casefold() for each in found if each}


def _lines(tree: HtmlElement) -> set[str]:
    return {line for line in text_lines(tree).split("\n") if len(line) >= _SHORTEST}


def _sequences(tree: HtmlElement) -> set[tuple[str, ...]]:
    """Return all sequences of three words in the text, without its headlines."""
    headlines = _headlines(tree)
    lines = (line for line in text_lines(tree).casefold().split("\n") if line not in headlines)
    words = _WORD.findall("\n".join(lines))
    return set(zip(words, words[1:], words[2:], strict=False))
