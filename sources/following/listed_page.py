"""Whether a host returned the page that a source lists, or another one with status 200."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from sources.errors import NotFetched, Unreadable
from sources.following.address import canonical, key_of
from sources.following.fetching import Fetched
from sources.following.source import Item
from sources.following.spool import ending_for
from sources.following.wall import parsed_page, redirected_to
from sources.formats.decoding import decode_page, unescaped
from sources.formats.markup import text_lines
from sources.formats.page_walls import is_dated, wall_in
from sources.language.phrases import is_dense

_WORD = re.compile(r"\w{2,}")
# A shorter headline in a feed may be a label that its page does not repeat.
_FEWEST_WORDS = 3
# A note that there is no such page has a line or two.
_LONGEST_NOTE = 600


def require_listed(item: Item, fetched: Fetched, headline: str) -> None:
    """Raise NotFetched for a front page, a wall, or another article than the one listed.

    `headline` is that of the stored version, or of the listing if the source states none.
    """
    final, asked = canonical(fetched.address), canonical(item.address)
    if urlsplit(final).path in ("", "/") and urlsplit(asked).path not in ("", "/"):
        raise NotFetched("it redirects to a front page", lasting=True)
    wall = redirected_to(final) if key_of(final) != key_of(asked) else None
    page = fetched.data or b""
    is_web = ending_for(fetched.kind) == ".html"
    tree = parsed_page(page, item.address) if is_web else None
    if wall := wall or (wall_in(tree) if tree is not None else None):
        raise NotFetched(wall.reason, lasting=True, gone=wall.is_gone)
    if is_web and not _holds_most(page, item, headline_in_feed(item), _FEWEST_WORDS):
        raise NotFetched("the page does not contain the headline in its feed", lasting=True)
    if tree is not None and _is_note(tree) and not _holds_most(page, item, headline, 1):
        raise NotFetched("the page is a short text without the article's headline", lasting=True)


def headline_in_feed(item: Item) -> str:
    """Return the headline that a feed states of a page, or ''."""
    title = json.loads(item.text).get("title") if item.text else None
    return title if isinstance(title, str) else ""


def _is_note(tree: HtmlElement) -> bool:
    """Return True if a page has a line or two and no date, unlike an article."""
    text = text_lines(tree)
    return len(text) <= _LONGEST_NOTE / (1 + is_dense(text)) and not is_dated(tree)


def _holds_most(page: bytes, item: Item, headline: str, fewest: int) -> bool:
    """Return True if a page has most words of a headline, or if that has too few of them."""
    words = _words(unescaped(headline).lower())
    if len(words) < fewest:
        return True
    try:
        shown = unescaped(decode_page(page, item.address)).lower()
    except Unreadable:
        return True  # refused later, when it is read
    return 2 * sum(word in shown for word in words) >= len(words)


def _words(headline: str) -> set[str]:
    """Return the words of a headline, or its pairs of characters in a script without spaces."""
    words = set(_WORD.findall(headline))
    if not is_dense(headline):
        return words
    return {word[start : start + 2] for word in words for start in range(len(word) - 1)}
