"""Plain text (.txt), as scraped or typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sources.article import Page
from sources.errors import Unreadable
from sources.files import whole
from sources.formats.decoding import decode

# The longest novels have 5 million letters. A longer text is a dump, not an article.
MAX_BYTES = 16_000_000
SPLIT = "split it into one file per article"


def read_text(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield a text with its lines unchanged."""
    text = decode(whole(stream, MAX_BYTES, SPLIT))
    if text.lstrip().lower().startswith(("<!doctype html", "<html")):
        raise Unreadable("it is a web page, not plain text", "rename it to end in .html")
    yield Page(origin, text)
