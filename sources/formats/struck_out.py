"""Struck-out text, which its author withdrew. It is left out of articles and listed as removed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree, html

from sources.article import STRUCK_OUT
from sources.formats.decoding import scrub

_TAGS = frozenset({"s", "del", "strike"})
_LINE_THROUGH = re.compile(r"text-decoration[^;]*:[^;]*\bline-through\b", re.IGNORECASE)
# If more than this share of a page is struck out, a tag was probably not closed.
_MOST_STRUCK = 0.5


def struck_out(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return struck-out texts as text that is left out of a page."""
    plain = (" ".join(scrub(text).split()) for text in texts)
    return tuple((STRUCK_OUT, text) for text in plain if text)


def drop_struck_out(tree: html.HtmlElement) -> tuple[tuple[str, str], ...]:
    """Remove the struck-out text of a page, and return it as text that is left out."""
    found: list[html.HtmlElement] = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element is not tree and _is_struck(element):
            found.append(element)
            walk.skip_subtree()
    texts = ["".join(element.itertext()) for element in found]
    if not found or sum(map(len, texts)) > _MOST_STRUCK * len("".join(tree.itertext())):
        return ()
    for element in found:
        element.drop_tree()
    return struck_out(texts)


def _is_struck(element: html.HtmlElement) -> bool:
    return element.tag in _TAGS or bool(_LINE_THROUGH.search(element.get("style", "")))
