"""Markdown (.md) with YAML front matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sources.article import Metadata, Page
from sources.files import whole
from sources.formats.decoding import decode, scrub
from sources.formats.fields import metadata_of
from sources.formats.frontmatter import split
from sources.formats.markdown import lines_of
from sources.formats.plain_text import MAX_BYTES, SPLIT


def read_markdown(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the text of a Markdown file, with the file lines that it comes from."""
    text = scrub(decode(whole(stream, MAX_BYTES, SPLIT)))
    fields, body = split(text)
    found = lines_of(body)
    above = text.count("\n", 0, len(text) - len(body))
    yield Page(
        origin,
        found.words,
        metadata_of(fields, origin).filled_from(Metadata(title=found.title)),
        numbers=tuple(above + number for number in found.numbers),
        block_quotes=found.block_quotes,
    )
