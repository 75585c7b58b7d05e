"""Reading of files into pages, where every failure becomes a refusal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from sources.article import Metadata, Page
from sources.cleaning.partial import without_notice
from sources.cleaning.publication_status import embargo
from sources.errors import Refusal, Unreadable
from sources.files import READER_VERSION, SourceFile, discover, open_regular
from sources.formats.decoding import scrub
from sources.formats.double_encoding import twice_encoded
from sources.formats.forms import read_as
from sources.formats.labelled_text import with_turns
from sources.formats.plain_text import MAX_BYTES as MAX_TEXT_BYTES
from sources.formats.sidecar import NOTHING_KNOWN, Sidecar, read_sidecar
from sources.system_error import unreadable

LOGGER = logging.getLogger(__name__)

# The first lines of a text are within this many characters.
_TOP = 2_000

__all__ = [
    "MAX_TEXT_BYTES",
    "NOTHING_KNOWN",
    "READER_VERSION",
    "Refusal",
    "SourceFile",
    "discover",
    "read",
]


def read(
    file: SourceFile,
    metadata: Metadata = NOTHING_KNOWN,
    opened: Callable[[BinaryIO], None] = lambda _: None,
) -> Iterator[Page | Refusal]:
    """Yield the pages of a file, and a refusal for the file or each record that cannot be read.

    The metadata given here takes precedence over the sidecar's, which takes precedence over the
    file's own. The title is in the metadata, and is in the text only if the file's own text
    contains it. `opened` is called with the open file, whose position shows how much has been read.
    """
    origin = str(file.path)
    try:
        sidecar = _sidecar_of(file)
        stated = metadata.filled_from(sidecar.metadata)
        with open_regular(file.path) as stream:
            opened(stream)
            for found in read_as(file.path.name, stream, origin, sidecar.columns):
                if isinstance(found, Page):
                    known = found.metadata.filled_from(sidecar.otherwise)
                    yield _finished(replace(found, metadata=known), stated)
                else:
                    yield found
    except Unreadable as error:
        yield error.refusal(origin)
    except OSError as error:
        yield unreadable(error).refusal(origin)


def _finished(page: Page, stated: Metadata) -> Page | Refusal:
    top = (line.strip() for line in (page.metadata.title or "", *page.text[:_TOP].split("\n")))
    published = stated.published or page.metadata.published
    status = Metadata(unpublished=embargo([line for line in top if line], published=published))
    page = with_turns(replace(page, text=scrub(page.text)))
    if twice := twice_encoded(page.text):
        LOGGER.warning(
            "%s: its text seems to be encoded twice (“%s” for “%s”); export it again",
            page.origin,
            *twice,
        )
    before = len(page.text) - len(page.text.lstrip("\n"))
    text, missing = without_notice(page.text.strip("\n")) if not page.turns else (page.text, None)
    text = text.strip("\n")
    if not (text.strip() or page.turns or page.metadata.unpublished):
        return Refusal(page.origin, "it contains no text", "remove it, or save the article again")
    return replace(
        page,
        text=text,
        metadata=stated.filled_from(page.metadata).filled_from(replace(status, part=missing)),
        numbers=page.numbers[before:],
        roles={number - before: role for number, role in page.roles.items()},
    )


def _sidecar_of(file: SourceFile) -> Sidecar:
    if file.sidecar is None:
        return Sidecar()
    try:
        with open_regular(file.sidecar) as stream:
            return read_sidecar(file.sidecar.name, stream)
    except Unreadable as error:
        if file.sidecar.name in error.reason:
            raise
        reason = f"its sidecar {file.sidecar.name}: {error.reason}"
        raise Unreadable(reason, error.next_step) from error
