"""Whether a host returned the page that a source lists, or another one with status 200."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from sources.errors import NotFetched, Unreadable
from sources.following.address import canonical, key_of
from sources.following.fetching import Fetched
from sources.following.source import Item
from sources.following.spool import ending_for
from sources.following.wall import redirected_to, wall_of
from sources.formats.decoding import decode_page, unescaped

_WORD = re.compile(r"\w{2,}")
# A headline in a script without spaces is one word, and is not checked.
_FEWEST_WORDS = 3


def require_listed(item: Item, fetched: Fetched) -> None:
    """Raise NotFetched for a front page, a wall, or another article than the one listed."""
    final, asked = canonical(fetched.address), canonical(item.address)
    if urlsplit(final).path in ("", "/") and urlsplit(asked).path not in ("", "/"):
        raise NotFetched("it redirects to a front page", lasting=True)
    page = fetched.data or b""
    is_web = ending_for(fetched.kind) == ".html"
    wall = redirected_to(final) if key_of(final) != key_of(asked) else None
    if wall := wall or (wall_of(page, item.address) if is_web else None):
        raise NotFetched(wall.reason, lasting=True, gone=wall.is_gone)
    if is_web and not _holds_headline(page, item):
        raise NotFetched("the page does not contain the headline in its feed", lasting=True)


def _holds_headline(page: bytes, item: Item) -> bool:
    """Return True if a page has most words of its feed's headline, or if the feed has none."""
    title = json.loads(item.text).get("title") if item.text else None
    words = set(_WORD.findall(unescaped(title).lower())) if isinstance(title, str) else set()
    if len(words) < _FEWEST_WORDS:
        return True
    try:
        shown = unescaped(decode_page(page, item.address)).lower()
    except Unreadable:
        return True  # refused later, when it is read
    return 2 * sum(word in shown for word in words) >= len(words)
