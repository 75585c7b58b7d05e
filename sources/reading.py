"""Files into pages: whatever is asked for is read or refused with a reason, and nothing raises."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from sources.article import Metadata, Page
from sources.decoding import decode, scrub
from sources.errors import Refusal, Unreadable
from sources.fields import metadata_of, stated_metadata
from sources.files import (
    READER_VERSION,
    SourceFile,
    discover,
    open_regular,
    unreadable,
    unsupported,
    whole,
)
from sources.formats.docx import read_docx
from sources.formats.labelled_text import with_turns
from sources.formats.odt import read_odt
from sources.formats.subrip import read_subrip
from sources.formats.webvtt import read_webvtt
from sources.frontmatter import split
from sources.markdown import lines_of
from sources.partial import without_notice
from sources.pdf import read_pdf
from sources.records import read_json, read_jsonl, read_packed_jsonl
from sources.webpages import read_webpage

__all__ = ["READER_VERSION", "Refusal", "SourceFile", "discover", "read"]

# The longest novels have 5 million letters; a longer text is no article but a dump.
MAX_TEXT_BYTES = 16_000_000
# Six fields fill some lines.
MAX_SIDECAR_BYTES = 64_000
NOTHING_KNOWN = Metadata()


def read(
    file: SourceFile,
    metadata: Metadata = NOTHING_KNOWN,
    opened: Callable[[BinaryIO], None] = lambda _: None,
) -> Iterator[Page | Refusal]:
    """Read the pages of a file, and say which of them, or that the file itself, cannot be taken.

    The metadata given here goes before the sidecar's, that before the file's own. The title is in
    the metadata; a text holds it only where the file's own text does. `opened` is called with the
    file, whose position tells how much of it has been read.
    """
    origin = str(file.path)
    try:
        stated = metadata.filled_from(_sidecar_metadata(file))
        with open_regular(file.path) as stream:
            opened(stream)
            for found in _reader_of(file)(stream, origin):
                yield _finished(found, stated) if isinstance(found, Page) else found
    except Unreadable as error:
        yield error.refusal(origin)
    except OSError as error:
        yield unreadable(error).refusal(origin)


def _reader_of(file: SourceFile) -> Callable[[BinaryIO, str], Iterator[Page | Refusal]]:
    reader = _READERS.get(file.ending)
    if reader is None:
        raise Unreadable(*unsupported(file.path.name))
    return reader


def _finished(page: Page, stated: Metadata) -> Page | Refusal:
    page = with_turns(replace(page, text=scrub(page.text)))
    before = len(page.text) - len(page.text.lstrip("\n"))
    text, missing = without_notice(page.text.strip("\n")) if not page.turns else (page.text, None)
    text = text.strip("\n")
    if not text.strip() and not page.turns:
        return Refusal(page.origin, "it holds no text", "remove it, or save the article again")
    return replace(
        page,
        text=text,
        metadata=stated.filled_from(page.metadata).filled_from(Metadata(part=missing)),
        numbers=page.numbers[before:],
        block_quotes=frozenset(number - before for number in page.block_quotes),
    )


def _sidecar_metadata(file: SourceFile) -> Metadata:
    sidecar = file.sidecar
    if sidecar is None:
        return NOTHING_KNOWN
    try:
        with open_regular(sidecar) as stream:
            text = decode(whole(stream, MAX_SIDECAR_BYTES, "keep to the six fields"))
        fields = json.loads(text)
        if not isinstance(fields, dict):
            raise Unreadable("it is not a JSON object", 'write it as {"outlet": "..."}')
        return stated_metadata(fields)
    except Unreadable as error:
        raise Unreadable(f"its sidecar {sidecar.name}: {error.reason}", error.next_step) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"its sidecar {sidecar.name} is not JSON: {error}", "mend it or remove it"
        ) from error


def _read_text(stream: BinaryIO, origin: str) -> Iterator[Page]:
    text = decode(whole(stream, MAX_TEXT_BYTES, "split it into its articles"))
    if text.lstrip().lower().startswith(("<!doctype html", "<html")):
        raise Unreadable("it is a web page, not plain text", "name it .html")
    yield Page(origin, text)


def _read_markdown(stream: BinaryIO, origin: str) -> Iterator[Page]:
    text = scrub(decode(whole(stream, MAX_TEXT_BYTES, "split it into its articles")))
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


_READERS: dict[str, Callable[[BinaryIO, str], Iterator[Page | Refusal]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": read_webpage,
    ".htm": read_webpage,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_packed_jsonl,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".odt": read_odt,
    ".srt": read_subrip,
    ".vtt": read_webvtt,
}
