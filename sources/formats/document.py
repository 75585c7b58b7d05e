"""Documents: paragraphs, footnotes and properties, and the zip of XML parts that holds them."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import BinaryIO

from lxml import etree

from sources.article import BlockKind, Metadata, Page
from sources.cleaning.characters import readable
from sources.errors import Unreadable
from sources.formats.dates import find_published
from sources.formats.decoding import scrub
from sources.formats.document_head import MOST_LINES, Head, head_of
from sources.formats.metadata_fields import metadata_of
from sources.language.phrases import folded

_NO_TITLE = re.compile(r"untitled|document\d*$|microsoft |.*\.(?:docx?|odt|rtf)$", re.IGNORECASE)
_NO_AUTHOR = frozenset({"python-docx", "administrator", "admin", "user", "author", "unknown"})
# Accounts of computers, which word processors take for people: "cms-user", "Newsroom PC 4".
_NO_PERSON = re.compile(
    r"\d|\b(?:users?|admin|administrator|pc|laptop|desktop|workstation|newsroom|cms|guest|owner)\b"
)
# When the template of python-docx was made, which many programs copy.
_TEMPLATE_MADE = "2013-12-23T23:15"
# The styles of block quotations, in Word, LibreOffice, pandoc and Pages.
_QUOTES = frozenset(
    {"quote", "intensequote", "blocktext", "blockquote", "blockquotation", "quotations"}
)
_CAPTIONS = frozenset({"caption", "imagecaption", "tablecaption", "illustration", "figure"})
_HEADING = re.compile(r"heading[1-9]")
_LIST = re.compile(r"list(?:bullet|number|continue|paragraph|contents)?[1-9]?|numbering[1-9]")
_TITLE, _SUBTITLE, _DATE = "title", "subtitle", "date"
# A cell with several paragraphs is longer than this only if the table lays out running text.
_LONGEST_CELL = 200
# A headline is among the first paragraphs.
_HIGHEST = 10
_CELL = "|"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document: its text, and the name of its style.

    `is_item` is True for list items and table rows.
    """

    text: str
    style: str = ""
    is_item: bool = False

    @property
    def role(self) -> BlockKind | None:
        """The role of the paragraph that its style or its list states."""
        style = _compact(self.style)
        if style in _QUOTES:
            return BlockKind.QUOTATION
        if style in _CAPTIONS:
            return BlockKind.CAPTION
        if style in (_TITLE, _SUBTITLE) or _HEADING.fullmatch(style):  # headings may be numbered
            return BlockKind.HEADING
        return BlockKind.PARAGRAPH if self.is_item else None

    def on_one_line(self) -> Paragraph:
        """Return the paragraph without the line breaks that only lay out a heading."""
        is_head = self.role is BlockKind.HEADING
        return replace(self, text=" ".join(self.text.split())) if is_head else self

    @property
    def is_title(self) -> bool:
        """True if the style is that of the document's title."""
        return _compact(self.style) == _TITLE

    @property
    def is_top_heading(self) -> bool:
        """True if the style is that of headings of the first level."""
        return _compact(self.style) == "heading1"

    @property
    def is_date(self) -> bool:
        """True if the style is that of the document's date."""
        return _compact(self.style) == _DATE


def style_among(names: Iterable[str]) -> str:
    """Return the first of a style's names and those of its parents that has a role, or ''."""
    return next((n for n in names if Paragraph("", n).role or _compact(n) == _DATE), "")


def is_list_style(name: str) -> bool:
    """Return True for the name of a style of list items."""
    return _LIST.fullmatch(_compact(name)) is not None


def row_of(cells: Sequence[Sequence[Paragraph]], columns: int = 0) -> list[Paragraph]:
    """Return a table row as one paragraph, with its cells separated as on web pages.

    If the table only lays out running text, return the paragraphs of its cells. `columns` is the
    number of columns if it is larger than that of the cells, of which some are merged.
    """
    found = [[one for one in cell if one.text.strip()] for cell in cells]
    texts = [" ".join(" ".join(one.text.split()) for one in cell) for cell in found]
    is_layout = any(
        len(cell) > 1 and len(text) > _LONGEST_CELL for cell, text in zip(found, texts, strict=True)
    )
    if is_layout or max(len(cells), columns) < 2:
        return [one for cell in found for one in cell]
    if sum(map(bool, texts)) < 2:
        return [
            replace(one, is_item=one.is_item or len(one.text) <= _LONGEST_CELL)
            for one in chain(*found)
        ]
    return [Paragraph(" ".join(f" {_CELL} ".join(texts).strip(f" {_CELL}").split()), is_item=True)]


def page_of(
    origin: str, found: Sequence[Paragraph], notes: Sequence[str], properties: dict[str, object]
) -> Page:
    """Return a document as a page, one line per paragraph, with footnotes below its text."""
    kept = [one.on_one_line() for one in found if one.text.strip()]
    head = _head(kept)
    below = [f"[{number}] {text}" for number, text in enumerate(notes, 1) if text.strip()]
    lines: list[str] = []
    numbers: list[int] = []
    roles: dict[int, BlockKind] = {}
    listed = (Paragraph(text, is_item=True) for text in below)
    for number, one in enumerate([*kept, *listed], start=1):
        if number - 1 in head.removed:
            continue
        text, role = head.deks.get(number - 1, one.text), one.role
        if number - 1 in head.deks:
            role = BlockKind.SUBHEADLINE
        for line in [*scrub(text).split("\n"), ""]:
            if role and line:
                roles[len(lines)] = role
            lines.append(line)
            numbers.append(number)
    properties = _plausible(properties)
    title = _title(kept, str(properties.get("title", "")), head.title)
    dated = (find_published(one.text) for one in kept if one.is_date)
    # What the text states is newer than what a template left in the properties.
    stated = Metadata(
        title=title,
        published=next(filter(None, dated), head.published),
        authors=tuple(dict.fromkeys(head.authors)),
    )
    metadata = stated.filled_from(metadata_of(properties, origin))
    return Page(
        origin,
        "\n".join(lines[:-1]),
        metadata,
        numbers=tuple(numbers[:-1]),
        roles=roles,
        unit="paragraph",
        left_out=tuple((rule, kept[number].text) for number, rule in head.removed.items()),
    )


def _head(kept: Sequence[Paragraph]) -> Head:
    """Return what the paragraphs above the text state. List items and captions end them."""
    plain = (BlockKind.HEADING, None)
    top = takewhile(lambda one: one.role in plain, kept[: MOST_LINES + 1])
    return head_of([" ".join(one.text.split()) for one in top])


def _title(kept: Sequence[Paragraph], stated: str, shown: str | None) -> str | None:
    """Return the title in the text, or None if it is the one in the properties.

    `shown` is the line above the text that looks like a headline.
    """
    titles = (one.text for one in kept if one.is_title)
    is_shown = any(folded(one.text) == folded(stated) for one in kept[:_HIGHEST])
    heading = kept[0].text if kept and kept[0].is_top_heading else shown
    return next(titles, None if is_shown else heading)


def _compact(name: str) -> str:
    return name.replace(" ", "").replace("-", "").lower()


def _plausible(properties: dict[str, object]) -> dict[str, object]:
    """Return the properties without the defaults that word processors fill in."""
    kept = {name: readable(str(value)).strip() for name, value in properties.items() if value}
    if _NO_TITLE.match(kept.get("title", "")):
        del kept["title"]
    if kept.get("published", "").startswith(_TEMPLATE_MADE):
        del kept["published"]
    author = kept.get("author", "").lower()
    if author in _NO_AUTHOR:
        # From a template, and so is its date.
        return {name: value for name, value in kept.items() if name not in ("author", "published")}
    if _NO_PERSON.search(author):
        del kept["author"]
    return dict(kept)


# A book without its pictures has several megabytes of XML. Pictures are never unpacked.
MAX_BYTES, MAX_PART_BYTES = 128_000_000, 32_000_000
MAX_ENTRIES = 20_000
# XML compresses to a tenth or a twentieth. A higher ratio is meant to fill the memory.
MAX_RATIO, FREE_BYTES = 200, 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_AGAIN = "open it in a word processor and save it again, or save its text as .txt"
_DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError),
    *(ValueError, RuntimeError, NotImplementedError),
)


@dataclass(frozen=True, slots=True)
class Package:
    """A document's zip. Reading a part raises Unreadable if it is damaged or too large."""

    archive: zipfile.ZipFile

    @classmethod
    def of(cls, stream: BinaryIO) -> Package:
        """Open a package; raise Unreadable if it is not one, is locked, or is too large."""
        start = stream.read(len(_OLE))
        if start == _OLE:
            if _ENCRYPTED in stream.read(MAX_BYTES):
                raise Unreadable("it is protected by a password", "save a copy without a password")
            raise Unreadable(
                "it is in the Word format from before 2007, whatever its name says",
                "save it as .docx in a word processor",
            )
        if (size := stream.seek(0, os.SEEK_END)) > MAX_BYTES:
            raise Unreadable(f"it has {size:,} bytes, more than {MAX_BYTES:,}", "split it")
        try:
            archive = zipfile.ZipFile(stream)
        except _DAMAGE as error:
            raise Unreadable(f"it is not a document, or it is damaged ({error})", _AGAIN) from error
        if len(archive.filelist) > MAX_ENTRIES:
            raise Unreadable(
                f"it has {len(archive.filelist):,} parts, more than {MAX_ENTRIES:,}", _AGAIN
            )
        return cls(archive)

    def root(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, or None if there is no such part."""
        if name not in self.archive.NameToInfo:
            return None
        data = self.data(name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"its part {name} is damaged ({error})", _AGAIN) from error
        # No word processor writes a document type, which is where entities are declared.
        if root.getroottree().docinfo.doctype:
            raise Unreadable(f"its part {name} declares a document type", _AGAIN)
        return root

    def required(self, name: str) -> etree._Element:
        """Return the root of an XML part; raise Unreadable if there is no such part."""
        root = self.root(name)
        if root is None:
            raise Unreadable(f"it has no part {name}", _AGAIN)
        return root

    def data(self, name: str) -> bytes:
        """Return the bytes of a part; raise Unreadable if there is no such part."""
        info = self.archive.NameToInfo.get(name)
        if info is None:
            raise Unreadable(f"it has no part {name}", _AGAIN)
        if info.flag_bits & 1:
            raise Unreadable("it is protected by a password", "save a copy without a password")
        most = min(MAX_PART_BYTES, max(FREE_BYTES, MAX_RATIO * info.compress_size))
        try:
            with closing(self.archive.open(info)) as part:
                data = part.read(most + 1)
        except _DAMAGE as error:
            raise Unreadable(f"its part {name} is damaged ({error})", _AGAIN) from error
        if len(data) > most:
            raise Unreadable(
                f"its part {name} unpacks from {info.compress_size:,} bytes to more than {most:,}",
                "check what it contains, and save its text as .txt",
            )
        return data
