"""The list of file formats, and the choice of the one that reads a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, BinaryIO, cast

from sources.article import Metadata, Page
from sources.errors import Damaged, Refusal, Unreadable
from sources.file_ending import COMPRESSED, SIDECAR_ENDING, ending_of, full_suffix, unsupported
from sources.formats.docx import read_docx
from sources.formats.epub import read_epub
from sources.formats.feed import is_feed, read_feed
from sources.formats.form import HEAD_BYTES, Form, Found
from sources.formats.json_feed import is_json_feed, read_json_feed
from sources.formats.mail import read_mail, read_saved_page
from sources.formats.markdown_text import read_markdown
from sources.formats.newsml import is_newsml, read_newsml
from sources.formats.nitf import is_nitf, read_nitf
from sources.formats.odt import read_odt
from sources.formats.parquet import PYARROW, read_mapped_parquet, read_parquet
from sources.formats.pdf import read_pdf
from sources.formats.plain_text import read_text
from sources.formats.records import read_json, read_jsonl
from sources.formats.rtf import read_rtf
from sources.formats.sidecar import Sidecar, read_sidecar
from sources.formats.subrip import read_subrip
from sources.formats.table import read_mapped_table, read_table
from sources.formats.unpacking import Allowance, Unpacked
from sources.formats.warc import read_wacz, read_warc
from sources.formats.webpages import read_webpage
from sources.formats.webvtt import read_webvtt
from sources.formats.wordpress import is_wordpress, read_wordpress
from sources.formats.xml import root_name
from sources.formats.zip import Member, members, seekable

NO_COLUMNS: Mapping[str, str] = {}
# The size of a packed file that must be held in memory to be read.
MAX_MEMBER_BYTES = 128_000_000
_ZIP = ".zip"
_CUT = Metadata(part="its file was cut short")
_FILE, _LINK = "the file", "the article's link"

FORMS = (
    Form("plain text", (".txt",), _FILE, read_text),
    Form("Markdown", (".md", ".markdown"), _FILE, read_markdown),
    Form("web page", (".html", ".htm", ".xhtml", ".shtml"), "the page's own address", read_webpage),
    Form("JSON Feed", (".json",), _LINK, read_json_feed, is_json_feed),
    Form("JSON: articles, ninjs, Ghost, Drupal, Fundus, Aleph", (".json",), _LINK, read_json),
    Form("JSON lines", (".jsonl", ".ndjson"), _LINK, read_jsonl, streams=True),
    Form("PDF", (".pdf",), _FILE, read_pdf, seeks=True),
    Form("SubRip captions", (".srt",), _FILE, read_subrip),
    Form("WebVTT captions", (".vtt",), _FILE, read_webvtt),
    Form("Word document", (".docx",), _FILE, read_docx, seeks=True),
    Form("OpenDocument text", (".odt",), _FILE, read_odt, seeks=True),
    Form("Rich Text Format", (".rtf",), _FILE, read_rtf),
    Form("EPUB", (".epub",), "the book", read_epub, seeks=True),
    Form("mail", (".eml",), "its Archived-At address, or the file", read_mail),
    Form("saved page", (".mht", ".mhtml"), "the page's own address", read_saved_page),
    Form(
        "WordPress export (WXR)",
        (".xml", ".rss"),
        _LINK,
        read_wordpress,
        is_wordpress,
        streams=True,
    ),
    Form("RSS or Atom feed", (".rss", ".atom", ".rdf", ".xml"), _LINK, read_feed, is_feed),
    Form("NITF", (".xml", ".nitf"), _FILE, read_nitf, is_nitf),
    Form("NewsML-G2", (".xml", ".newsml"), _LINK, read_newsml, is_newsml),
    Form("table", (".csv", ".tsv"), _LINK, read_table, columns=read_mapped_table, streams=True),
    Form(
        "Parquet",
        (".parquet",),
        _LINK,
        read_parquet,
        seeks=True,
        columns=read_mapped_parquet,
        extra=PYARROW,
    ),
    Form("web archive (WARC)", (".warc",), "the address that was crawled", read_warc, streams=True),
    Form("web archive (WACZ)", (".wacz",), "the address that was crawled", read_wacz, seeks=True),
)


def read_as(
    name: str, stream: BinaryIO, origin: str, columns: Mapping[str, str] = NO_COLUMNS
) -> Found:
    """Read a file in the format given by its ending and its first bytes.

    Yields pages and refusals. Raises Unreadable if the file cannot be read any further.
    """
    return _Opened(Allowance.of(stream), columns).read(name, stream, origin)


class _Opened:
    """A file being read, with everything packed in it."""

    def __init__(self, allowance: Allowance, columns: Mapping[str, str]) -> None:
        self._allowance = allowance
        self._columns = columns

    def read(self, name: str, stream: BinaryIO, origin: str) -> Found:
        ending = ending_of(name)
        if not ending:
            raise Unreadable(*unsupported(name))
        if ending == _ZIP:
            yield from self._zip(stream, origin)
        elif ending.endswith(COMPRESSED):
            yield from self._compressed(name[: -len(COMPRESSED)], stream, origin)
        else:
            yield from self._form(ending, stream, origin)

    def _form(self, ending: str, stream: BinaryIO, origin: str) -> Found:
        form = _form_of(ending, stream)
        form.require()
        if self._columns and form.columns is None:
            raise Unreadable(
                f"its sidecar lists columns, but {form.name} has none", 'remove "columns" from it'
            )
        if form.columns and self._columns:
            found = form.columns(stream, origin, self._columns)
        else:
            found = form.read(stream, origin)
        for each in found:
            yield each if isinstance(each, Refusal) else replace(each, form=form.name)

    def _compressed(self, name: str, stream: BinaryIO, origin: str) -> Found:
        self._allowance.enter()
        packed = Unpacked(stream, self._allowance)
        pages = 0
        try:
            for found in self._unpacked(name, packed, origin):
                if isinstance(found, Page) and packed.damage and _is_whole(found):
                    # It may be cut off, or contain altered words.
                    if not packed.damage.is_intact:
                        break
                    if packed.damage.start < packed.produced:
                        found = replace(found, metadata=_CUT.filled_from(found.metadata))
                pages += isinstance(found, Page)
                yield found
        except Unreadable as error:
            if packed.damage is None:
                raise
            raise packed.damage.after(pages) from error
        finally:
            self._allowance.leave()
        if packed.damage:
            raise packed.damage.after(pages)

    def _unpacked(self, name: str, packed: Unpacked, origin: str) -> Found:
        plain = cast("BinaryIO", packed)
        if _seeks(ending_of(name)):
            plain = seekable(plain, MAX_MEMBER_BYTES)
        yield from self.read(name, plain, origin)

    def _zip(self, stream: BinaryIO, origin: str) -> Found:
        """Read the members with a supported ending. An error in one does not stop the others."""
        self._allowance.enter()
        others: Counter[str] = Counter()
        empty = True
        try:
            packed = {member.name: member for member in members(stream, self._allowance)}
            for name, member in packed.items():
                if name.endswith(SIDECAR_ENDING):
                    continue
                if ending_of(name):
                    empty = False
                    yield from self._member(member, packed, f"{origin}#{name}")
                else:
                    others[full_suffix(name) or "no ending"] += 1
        finally:
            self._allowance.leave()
        if empty:
            held = ", ".join(f"{ending} ({count})" for ending, count in others.most_common(8))
            raise Unreadable(
                f"it contains no files that can be read, only: {held}"
                if held
                else "it contains no files",
                "`onrecord formats` lists the supported formats"
                if held
                else "check that you packed the right folder",
            )

    def _member(self, member: Member, packed: Mapping[str, Member], origin: str) -> Found:
        pages = 0
        try:
            sidecar = _sidecar_of(member.name, packed)
            inner = _Opened(self._allowance, sidecar.columns or self._columns)
            with member.open() as opened:
                seeks = _seeks(ending_of(member.name))
                stream = seekable(opened, MAX_MEMBER_BYTES) if seeks else opened
                for found in inner.read(member.name, stream, origin):
                    if isinstance(found, Page):
                        pages += 1
                        found = replace(
                            found, metadata=sidecar.metadata.filled_from(found.metadata)
                        )
                    yield found
        except Damaged as error:
            yield error.after(pages).refusal(origin)
        except Unreadable as error:
            yield error.refusal(origin)


def _sidecar_of(name: str, packed: Mapping[str, Member]) -> Sidecar:
    """Return the sidecar of a member from the same zip."""
    stem = name[: -len(ending_of(name))]
    for candidate in (name + SIDECAR_ENDING, stem + SIDECAR_ENDING):
        if candidate in packed:
            with packed[candidate].open() as stream:
                return read_sidecar(candidate, stream)
    return Sidecar()


def _is_whole(page: Page) -> bool:
    """Return True if the page's file was read as a whole, not record by record."""
    return not any(form.streams for form in FORMS if form.name == page.form)


def _seeks(ending: str) -> bool:
    return ending == _ZIP or any(form.seeks for form in FORMS if ending in form.endings)


def _form_of(ending: str, stream: BinaryIO) -> Form:
    """Return the format of a file. If several have its ending, the first bytes decide."""
    forms = [form for form in FORMS if ending in form.endings]
    if len(forms) == 1:
        return forms[0]
    head = _head(stream)
    found = next((form for form in forms if form.recognises(head)), None)
    if found is None:
        names = ", ".join(form.name for form in forms)
        root = root_name(head)
        raise Unreadable(
            f"it is not in any of these formats: {names}"
            + (f"; its root element is {root!r}" if root else ""),
            "export it in one of these formats, or save its text as .txt",
        )
    return found


def _head(stream: Any) -> bytes:
    if stream.seekable():
        head: bytes = stream.read(HEAD_BYTES)
        stream.seek(0)
        return head
    peeked: bytes = stream.peek(HEAD_BYTES)
    return peeked
