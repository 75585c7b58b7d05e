"""Web archives (WARC, WACZ): saved pages of a crawler, read one at a time."""

from __future__ import annotations

import hashlib
import io
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, cast

from sources.article import Metadata, Page
from sources.errors import PARSER_FAULTS, Damaged, Refusal, Unreadable
from sources.formats.decoding import declared_charset, decode
from sources.formats.metadata_fields import metadata_of
from sources.formats.pdf import read_pdf
from sources.formats.plain_text import read_text
from sources.formats.robots_directives import directives
from sources.formats.unpacking import Allowance, Unpacked
from sources.formats.webpages import read_webpage
from sources.formats.zip import members

# Per response. A longer one is not a page.
MAX_BYTES = 32_000_000
_PIECE = 1 << 16
_OPENING = b"WARC/"
_MOST_HELD = 8
_UNDATED = "0"  # before every date
_LONGEST_LINE = 1 << 16
_AGAIN = "download it again, or save its pages as .html"
_Reader = Callable[[BinaryIO, str], Iterator[Page | Refusal]]
# By the digest of each address: when it was last saved, and the digest of its content.
_Seen = dict[bytes, tuple[str, bytes]]


def read_warc(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the pages and PDFs of a WARC, and the texts of a WET; other records are skipped.

    If a page was saved again with different content, the newer capture follows as its next version,
    and an older one is skipped.
    """
    yield from _read(stream, origin, {})


def _read(stream: BinaryIO, origin: str, seen: _Seen) -> Iterator[Page | Refusal]:
    # Its import is slow, which a command that reads no WARC should not pay.
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
    from warcio.statusandheaders import StatusAndHeadersParserException  # noqa: PLC0415

    captures = _Captures(origin, seen)
    while True:
        try:
            records = ArchiveIterator(stream, arc2warc=True)
            _bound_lines(records.reader)
            records.INC_RECORD = ""  # its warnings go to the standard error
            for capture in captures.among(records, stream):
                yield from capture.pages()
        except Damaged as error:
            # Each record is usually a gzip member of its own.
            if not (isinstance(stream, Unpacked) and stream.resume(_OPENING)):
                raise
            yield _lost(origin, captures.last, error)
            continue
        except (ArchiveLoadFailed, StatusAndHeadersParserException) as error:
            raise Unreadable(
                f"it is not a WARC, or it is damaged: {str(error)[:60]}", _AGAIN
            ) from error
        except PARSER_FAULTS as error:
            raise Unreadable(
                f"it is damaged ({type(error).__name__}: {str(error)[:100]}); everything before "
                "the damage was read",
                _AGAIN,
            ) from error
        break
    if not captures.last:
        raise Unreadable("it is empty", _AGAIN)
    if records.err_count:
        yield _cut_off(origin, records.err_count)


def _cut_off(origin: str, records: int) -> Refusal:
    reason = f"records that state a wrong length: {records:,}; a page may be cut off"
    return Refusal(origin, reason, _AGAIN)


def _lost(origin: str, last: str, error: Damaged) -> Refusal:
    return Refusal(
        origin,
        f"{error.reason} in or after the record of {last or 'its start'}; the damaged record was "
        "left out, and the records after it were read",
        error.next_step,
    )


def read_wacz(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the pages of all WARC files in a WACZ."""
    empty, seen = True, _Seen()
    allowance = Allowance.of(stream)
    for member in members(stream, allowance):
        name = member.name.lower()
        if not name.startswith("archive/") or not name.endswith((".warc", ".warc.gz")):
            continue
        empty, pages = False, 0
        try:
            with member.open() as packed:
                is_packed = name.endswith(".gz")
                plain = cast("BinaryIO", Unpacked(packed, allowance)) if is_packed else packed
                for found in _read(plain, origin, seen):
                    pages += isinstance(found, Page)
                    yield found
        except Damaged as error:
            yield error.after(pages).refusal(f"{origin}#{member.name}")
        except Unreadable as error:
            yield error.refusal(f"{origin}#{member.name}")
    if empty:
        raise Unreadable("it contains no WARC file in archive/", "save the pages again as WACZ")


def _bound_lines(reader: Any) -> None:
    """Limit the lines that warcio reads, because its time is quadratic in their length."""
    readline = reader.readline

    def bounded(length: int | None = None) -> bytes:
        line: bytes = readline(min(length or _LONGEST_LINE, _LONGEST_LINE))
        return line

    reader.readline = bounded


class _Capture:
    """A record of a WARC that may be an article."""

    def __init__(
        self, data: bytes, kind: tuple[str, str | None], where: Mapping[str, str], name: str
    ) -> None:
        self._data, (self._kind, self._charset), self._name = data, kind, name
        self._where = metadata_of({name: where[name] for name in ("url", "robots")}, name)
        self._captured = where["captured"]

    def pages(self) -> Iterator[Page | Refusal]:
        """Yield the article, or the refusal if it cannot be read."""
        try:
            for page in _READERS[self._kind](self._body(), self._name):
                yield _at(page, self._where, self._captured)
        except Unreadable as error:
            yield error.refusal(self._name)

    def _body(self) -> BinaryIO:
        if len(self._data) > MAX_BYTES:
            raise Unreadable(
                f"it has more than {MAX_BYTES:,} bytes, the limit", "save it as a file of its own"
            )
        if self._kind == "application/pdf":
            return io.BytesIO(self._data)
        charset = self._charset or declared_charset(self._data)
        return io.BytesIO(decode(self._data, charset).encode())


class _Captures:
    """Select the articles from the records; an address counts again if newer content differs.

    `last` is the address of the last record, or its type.
    """

    def __init__(self, origin: str, seen: _Seen) -> None:
        self.last = ""
        self._origin = origin
        self._seen = seen

    def among(self, records: Any, stream: BinaryIO) -> Iterator[_Capture]:
        """Yield the captures among the records of a stream.

        Each is held back until its compressed data has been checked, because damaged data may
        unpack to altered words. Few are held where a whole archive was compressed at once.
        """
        packed = stream if isinstance(stream, Unpacked) else None
        start = packed.produced if packed else 0
        held: deque[tuple[int, _Capture]] = deque()
        try:
            for record in records:
                while held and (
                    packed is None or held[0][0] < packed.checked or len(held) >= _MOST_HELD
                ):
                    yield held.popleft()[1]
                begun = start + records.offset
                self.last = record.rec_headers.get_header("WARC-Target-URI") or record.rec_type
                if capture := self.of(record):
                    held.append((begun, capture))
        except Damaged as error:
            yield from (one for begun, one in held if error.is_intact or begun < error.start)
            raise
        yield from (one for _, one in held)

    def of(self, record: Any) -> _Capture | None:
        """Return the capture of a record, or None if it is not an article, or not a newer one."""
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        kind = _kind_of(record)
        if kind[0] not in _READERS or not address:
            return None
        data = _content(record)
        key, digest = _digest(address.encode("utf-8", "replace")), _digest(data)
        saved = record.rec_headers.get_header("WARC-Date") or _UNDATED
        last, known = self._seen.get(key, ("", b""))
        is_copy = record.rec_type == "conversion" and known  # the text of a page that was read
        if saved < last or is_copy:
            return None
        self._seen[key] = saved, digest
        name = f"{self._origin}#{address}"
        where = {"url": address, "captured": saved, "robots": _robots(record)}
        return None if digest == known else _Capture(data, kind, where, name)


def _robots(record: Any) -> str:
    """Return the directives in the headers of a response, or ''."""
    headers = record.http_headers.headers if record.http_headers is not None else ()
    stated = (value for name, value in headers if name.lower() == "x-robots-tag")
    return directives("\n".join(stated))


def _at(found: Page | Refusal, where: Metadata, captured: str) -> Page | Refusal:
    if isinstance(found, Refusal):
        return found
    return replace(found, metadata=found.metadata.filled_from(where), captured=captured)


def _kind_of(record: Any) -> tuple[str, str | None]:
    """Return the media type and charset of a record that may be a page, or '' for any other."""
    kind = record.rec_type
    if kind == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return "", None
        stated = record.http_headers.get_header("Content-Type") or ""
    elif kind == "resource":
        stated = record.rec_headers.get_header("Content-Type") or ""
    elif kind == "conversion":
        stated = record.rec_headers.get_header("Content-Type") or ""
        return ("text/plain" if stated.startswith("text/plain") else ""), None
    else:
        return "", None
    media, _, rest = stated.lower().partition(";")
    charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'")
    return (media.strip() if media.strip() != "text/plain" else ""), charset or None


def _content(record: Any) -> bytes:
    stream, parts, length = record.content_stream(), [], 0
    while length <= MAX_BYTES and (piece := stream.read(_PIECE)):
        parts.append(piece)
        length += len(piece)
    return b"".join(parts)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).digest()


_READERS: dict[str, _Reader] = {
    "text/html": read_webpage,
    "application/xhtml+xml": read_webpage,
    "application/pdf": read_pdf,
    "text/plain": read_text,
}
