"""Articles in JSON and JSONL, under the many field names of exports."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO, Protocol

from sources.article import Metadata, Page
from sources.cleaning.publication_status import Statuses
from sources.errors import Refusal, Unreadable
from sources.files import whole
from sources.formats.decoding import decode, scrub
from sources.formats.field_names import ID_NAMES, TEXT_NAMES
from sources.formats.json_exports import exported, plain
from sources.formats.markup import MarkedText
from sources.formats.metadata_fields import by_compact_name, line, metadata_of
from sources.formats.record_text import LEAD_ONLY, body_of, lead_of, text_in
from sources.language.detection import item_language

# A JSON file is parsed as a whole and takes several times its size in memory. JSONL is read line
# by line, so only the length of its lines, one per article, is limited.
MAX_JSON_BYTES = 100_000_000
MAX_LINE_BYTES = 32_000_000
# A longer line is not even skipped: a small compressed file can contain an endless one.
MAX_SKIPPED_BYTES = 1_000_000_000

_SITE_LANGUAGE = "sitelanguage"
# Nested objects that hold some of a record's fields (Elasticsearch, LangChain, the Guardian,
# JSON:API).
_PARTS = ("_source", "metadata", "meta", "fields", "attributes", "dates")
# The search depth for lists of records: {"response": {"hits": {"hits": [...]}}}.
_MAX_LEVELS = 4
_LONGEST_VALUE = 60
_BLANK, _OPENINGS = b"\xef\xbb\xbf \t\r\n", (b"{", b"[")
_MAX_KEY, _CHUNK, _SHOWN = 500, 1 << 20, 12


class Lines(Protocol):
    """A source of lines: a file, or one that is decompressed as it is read."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line, or its first `size` bytes."""
        ...


class RecordReader:
    """Turn the records of one file into pages with distinct origins.

    `total` is the number of records, if they were read at once.
    """

    def __init__(self, origin: str, total: int = 0) -> None:
        self._origin = origin
        self._total = total
        self._numbers: dict[str, int] = {}
        self._statuses = Statuses(origin)

    def note(self, records: Sequence[object]) -> None:
        """Note the statuses of records that will be read."""
        for record in records:
            if isinstance(record, Mapping):
                self._statuses.note(_flattened(record))

    def page(self, record: object, number: int) -> Page | Refusal:
        """Return the page of a record, or the refusal if it has none."""
        try:
            return self._page(record, number)
        except Unreadable as error:
            return error.refusal(f"{self._origin}#{number}")

    def only(self, record: Mapping[str, object], wanted: str) -> Page | Refusal:
        """Return the page of a file's only record; `wanted` describes where its text should be."""
        fields = by_compact_name(record)
        body = body_of(fields)
        if not body.text:
            return Refusal(self._origin, f"it has no text in {wanted}", "export it again")
        return _page_of(self._origin, body, _metadata(fields, body.text, self._origin))

    def _page(self, record: object, number: int) -> Page:
        record = plain(record)
        if not isinstance(record, Mapping):
            raise Unreadable(
                f"record {number} is {_shown(record)}, not an object",
                'write it as {"title": ..., "text": ...}',
            )
        fields = _flattened(record)
        body = body_of(fields)
        metadata = _metadata(fields, body.text, f"{self._origin}#{number}")
        if not body.text and (lead := lead_of(fields)):
            body, metadata = MarkedText(lead), replace(metadata, part=LEAD_ONLY)
        if status := self._statuses.why_withheld(fields):
            metadata = replace(metadata, unpublished=metadata.unpublished or status)
        if not body.text and not metadata.unpublished:  # deleted articles often have no text
            raise Unreadable(
                f"record {number} has no text; its fields are {_names(record)}",
                f"give that field one of these names: {', '.join(TEXT_NAMES[:3])}",
            )
        key = _key_of(fields) or metadata.url or str(number)
        first = self._numbers.setdefault(key, number)
        if first != number:
            raise Unreadable(
                f"record {number} has the same name as record {first}: {key!r}",
                "give each record an id of its own, or remove one of the two",
            )
        share = number / self._total if self._total else 0.0
        return replace(_page_of(f"{self._origin}#{key}", body, metadata), share=share)


def read_json(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Read a JSON file: one article, a list of them, or an object that contains such lists.

    An article that is the whole file has the file's path as its origin.
    """
    data = whole(stream, MAX_JSON_BYTES, "write one article per line and name the file .jsonl")
    value = plain(parsed_json(decode(data)))
    if isinstance(value, Mapping) and (body := body_of(fields := _flattened(value))).text:
        yield _page_of(origin, body, _metadata(fields, body.text, origin))
        return
    records = value if isinstance(value, list) else exported(value) or _in_lists(value, _has_text)
    if not records:
        raise _without_articles(value)
    reader = RecordReader(origin, len(records))
    reader.note(records)
    for number, record in enumerate(records, start=1):
        yield reader.page(record, number)


def read_jsonl(stream: Lines, origin: str) -> Iterator[Page | Refusal]:
    """Read a JSONL file of any length line by line. A bad line does not stop the others."""
    reader = RecordReader(origin)
    empty = True
    number = 0
    while start := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if number == 1 and start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise Unreadable(
                "it is in UTF-16, but JSONL must be in UTF-8",
                "convert it: iconv -f UTF-16 -t UTF-8",
            )
        if empty and start.strip(_BLANK) in _OPENINGS:
            raise Unreadable(
                "its records are spread over several lines, but JSONL has one on each line",
                "convert it: jq -c .; or, if it is one list or one object, name it .json",
            )
        if len(start) > MAX_LINE_BYTES:
            empty = False
            length = _length_of_line(stream, start, number)
            yield Refusal(
                f"{origin}#{number}",
                f"line {number} has {length:,} bytes, more than {MAX_LINE_BYTES:,}",
                "write one article per line",
            )
        elif start.strip(_BLANK):
            empty = False
            try:
                record = parsed_json(decode(start).rstrip("\r\n"), is_line=True)
            except Unreadable as error:
                reason = f"line {number}: {error.reason}"
                yield Refusal(f"{origin}#{number}", reason, error.next_step)
            else:
                yield reader.page(record, number)
    if empty:
        raise Unreadable("it is empty", "remove it, or export the articles again")


def _without_articles(value: object) -> Unreadable:
    """Return the exception for a JSON file in which no article was found."""
    if records := _in_lists(value, _is_record):
        return Unreadable(
            f"it has a list of records ({len(records):,}), none with a text; the fields of the "
            f"first are {_names(records[0])}",
            f"export them with a field with one of these names: {', '.join(TEXT_NAMES[:3])}",
        )
    if isinstance(value, Mapping) and value:
        return Unreadable(
            f"it contains no articles; its fields are {_names(value)}",
            f"give each article a field with one of these names: {', '.join(TEXT_NAMES[:3])}",
        )
    if isinstance(value, Mapping | list):
        kind = "object" if isinstance(value, Mapping) else "list"
        return Unreadable(f"it is an empty {kind}, without articles", "export the articles again")
    return Unreadable(
        f"it contains only the value {_shown(value)}, not an article",
        'write each article as {"title": ..., "text": ...}',
    )


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    text = scrub(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]} …"


def _names(record: object) -> str:
    names = list(record)[:_SHOWN] if isinstance(record, Mapping) else []
    return ", ".join(repr(name)[:_MAX_KEY] for name in names) or "none"


def _page_of(origin: str, body: MarkedText, metadata: Metadata) -> Page:
    return Page(origin, body.text, metadata, roles=body.roles, left_out=body.struck)


def _metadata(fields: Mapping[str, object], text: str, origin: str) -> Metadata:
    """Return a record's metadata, with its site's language if the record states none itself."""
    site = metadata_of({"language": fields.get(_SITE_LANGUAGE)}, origin).language
    own = metadata_of(fields, origin)
    return own if own.language else replace(own, language=item_language(text, site))


def _flattened(record: Mapping[str, object]) -> dict[str, object]:
    """Return the record's fields by compact name, filled in from its nested objects."""
    fields = by_compact_name(record)
    for name in _PARTS:
        if isinstance(part := record.get(name), Mapping):
            fields = by_compact_name(part) | fields
    return fields


def _key_of(fields: Mapping[str, object]) -> str | None:
    for name in ID_NAMES:
        value = fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = f"{value:d}"
        if (key := line(value)) and len(key) <= _MAX_KEY:
            return key
    return None


def _in_lists(value: object, check: Callable[[object], bool]) -> list[object]:
    return list(_nested(value, _MAX_LEVELS, check))


def _nested(value: object, levels: int, check: Callable[[object], bool]) -> Iterator[object]:
    """Yield the records in nested lists, if a list contains at least one that passes the check."""
    if not isinstance(value, Mapping) or not levels:
        return
    for inner in value.values():
        if isinstance(inner, list):
            if any(map(check, inner)):
                yield from inner
        else:
            yield from _nested(inner, levels - 1, check)


def _has_text(value: object) -> bool:
    record = plain(value)
    if not isinstance(record, Mapping):
        return False
    fields = _flattened(record)
    return bool(text_in(fields) or lead_of(fields))


def _is_record(value: object) -> bool:
    return isinstance(value, Mapping) and len(value) > 1


def parsed_json(text: str, is_line: bool = False) -> object:
    """Return the value of a JSON text, which may be a line whose number the caller states.

    Raise Unreadable if it is not JSON.
    """
    try:
        # NaN and Infinity are not JSON, so their values are unknown.
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("<"):
            next_step = "it looks like HTML or XML: name it .html or .xml"
        elif error.msg == "Extra data" and not is_line:
            next_step = "if it has one article per line, name it .jsonl"
        else:
            next_step = "fix it, or export it again: it may have been cut off"
        where = f"{'' if is_line else f'line {error.lineno}, '}column {error.colno}"
        raise Unreadable(
            f"it is not JSON: {error.msg.removesuffix(' at')} at {where}", next_step
        ) from error
    except RecursionError as error:
        raise Unreadable("it is nested too deeply", "export it as a flat list") from error
    except ValueError as error:  # Python refuses integers of more than 4,300 digits
        raise Unreadable(
            "it contains an integer of thousands of digits", "write that number as text"
        ) from error


def _length_of_line(stream: Lines, start: bytes, number: int) -> int:
    length = len(start)
    while not start.endswith(b"\n") and (start := stream.readline(_CHUNK)):
        length += len(start)
        if length > MAX_SKIPPED_BYTES:
            raise Unreadable(
                f"line {number} has more than {MAX_SKIPPED_BYTES:,} bytes; nothing after it "
                "was read",
                "write one article per line",
            )
    return length
