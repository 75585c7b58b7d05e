"""Entries of a ticker that an extractor dropped, restored from the page.

An extractor weighs each block of a page. It loses entries at the end, and short lists inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from sources.cleaning.element_parts import is_running
from sources.formats.markup import text_lines

_TAGS = frozenset("article div li section".split())
_FEWEST, _MOST, _PIECES_OF_HEAD = 3, 500, 2
_MOST_AHEAD = 100
# Where less is kept of the entries, they are not the article.
_LEAST_KEPT = 0.6
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")


def with_dropped_entries(text: str, tree: HtmlElement) -> str:
    """Return the extracted text with the running text of entries that it lacks."""
    blocks = text.split("\n\n")
    held = {*blocks}
    for entries in _tickers(tree):
        page = [block for one in entries for block in text_lines(one).split("\n\n")]
        running = [block for block in page if is_running(block)]
        whole, kept = sum(map(len, running)), sum(len(one) for one in running if one in held)
        if _LEAST_KEPT * whole <= kept < whole:
            blocks = _merged(blocks, page)
            held.update(running)
    return "\n\n".join(blocks)


def _merged(blocks: Sequence[str], page: Sequence[str]) -> list[str]:
    """Return the blocks with the running ones of the page that are missing, in its order."""
    found, at, held = [*blocks], -1, {*blocks}
    for block in page:
        if block in held:
            ahead = found[at + 1 : at + 1 + _MOST_AHEAD]
            at += ahead.index(block) + 1 if block in ahead else 0
        elif is_running(block) and at >= 0:
            at += 1
            found.insert(at, block)
            held.add(block)
    return found


def _tickers(tree: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the adjacent elements of one kind that begin with a time each."""
    for parent in tree.iter("article", "div", "main", "ol", "section", "ul"):
        if not _FEWEST <= len(parent) <= _MOST:
            continue
        kinds: dict[tuple[str, str], list[HtmlElement]] = {}
        for child in parent:
            if child.tag in _TAGS and child.get("class"):
                kinds.setdefault((child.tag, child.get("class")), []).append(child)
        for entries in kinds.values():
            if len(entries) >= _FEWEST and all(map(_is_timed, entries)):
                yield entries


def _is_timed(element: HtmlElement) -> bool:
    pieces = (text for piece in element.itertext() if (text := piece.strip()))
    return any(map(_TIME.search, islice(pieces, _PIECES_OF_HEAD)))
