"""JSON Feed, versions 1 and 1.1: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from sources.article import Page
from sources.errors import Refusal, Unreadable
from sources.files import whole
from sources.formats.decoding import decode
from sources.formats.feed import marked_as_summary, outlet_of
from sources.formats.records import RecordReader, parsed_json

MAX_BYTES = 100_000_000
_HEAD = re.compile(
    rb'\A[^{]{0,8}\{.*"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org', re.DOTALL
)
_PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")
_AGAIN = "save the feed again"


def is_json_feed(head: bytes) -> bool:
    """Return True if JSON that begins like this is a JSON Feed."""
    return _HEAD.match(head) is not None


def read_json_feed(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the items of a JSON Feed."""
    feed = _parsed(whole(stream, MAX_BYTES, "split it into shorter feeds"))
    items = _items(feed)
    if not items:
        raise Unreadable("the feed has no items", _AGAIN)
    reader = RecordReader(origin, len(items))
    for number, item in enumerate(items, start=1):
        page = reader.page(_record(item, feed), number)
        yield page if isinstance(page, Refusal) or _contents(item) else marked_as_summary(page)


def json_feed_records(data: bytes) -> Iterator[dict[str, object]]:
    """Yield the fields of each item in a JSON Feed; raise Unreadable if it is damaged."""
    feed = _parsed(data)
    yield from (_record(item, feed) for item in _items(feed))


def _parsed(data: bytes) -> Mapping[str, object]:
    feed = parsed_json(decode(data))
    if not isinstance(feed, Mapping):
        raise Unreadable("it is not a JSON Feed", _AGAIN)
    return feed


def _items(feed: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    items = feed.get("items")
    return [each for each in items if isinstance(each, Mapping)] if isinstance(items, list) else []


def _contents(item: Mapping[str, object]) -> str:
    """Return the full text of an item as HTML, or ''."""
    marked, plain = item.get("content_html"), item.get("content_text")
    if isinstance(marked, str) and marked.strip():
        return marked
    if not isinstance(plain, str) or not plain.strip():
        return ""
    paragraphs = _PARAGRAPHS.split(plain.strip())
    return "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)


def _record(item: Mapping[str, object], feed: Mapping[str, object]) -> dict[str, object]:
    title = feed.get("title")
    return {
        "id": item.get("id") or item.get("url"),
        "title": item.get("title"),
        "text": _contents(item) or item.get("summary") or "",
        "published": item.get("date_published"),
        "url": item.get("url") or _address_in(item.get("id")),
        "authors": _authors(item) or _authors(feed),
        "outlet": outlet_of(title) if isinstance(title, str) else None,
        "language": item.get("language"),
        "site_language": feed.get("language"),
    }


def _authors(stated: Mapping[str, object]) -> object:
    """Return the authors of an item or of its feed. Version 1 has only one."""
    return stated.get("authors") or stated.get("author")


def _address_in(name: object) -> str | None:
    """Return an item's identifier if it is the address of its page."""
    return name if isinstance(name, str) and name.startswith(("https://", "http://")) else None
