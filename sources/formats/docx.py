"""Word documents (.docx): paragraphs and tables with all tracked changes accepted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from sources.article import Page
from sources.cleaning.publication_status import marked, withheld
from sources.errors import Unreadable
from sources.formats.document import (
    WITHHELD,
    Paragraph,
    is_list_style,
    page_of,
    row_of,
    style_among,
)
from sources.formats.metadata_fields import by_compact_name
from sources.formats.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OFFICE_DOCUMENT = "/officeDocument"
# Deleted and moved text, fallbacks for content already read, and field codes.
_LEFT_OUT = frozenset({"del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "rt"})
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_MOST_PARENTS = 10
_LONGEST_SPAN = 3
_HIDDEN, _STRUCK = ("vanish", "webHidden"), ("strike", "dstrike")
_OFF = ("0", "false", "off")


def read_docx(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield a Word document as one page; raise Unreadable if it has a password or is damaged."""
    package = Package.of(stream)
    main = _main_part(package)
    root = package.required(main)
    if not root.tag.startswith((_W, _STRICT_W)):
        raise Unreadable("it is not a Word document", "save it as .docx")
    folder = posixpath.dirname(main)
    reader = _Reader(*_styles(package.root(posixpath.join(folder, "styles.xml"))))
    notes: list[str] = []
    for name in ("footnotes", "endnotes"):
        notes += reader.notes(package.root(posixpath.join(folder, f"{name}.xml")))
    found = list(reader.paragraphs(root))
    yield page_of(origin, found, notes, _properties(package, folder), reader.struck)


def _main_part(package: Package) -> str:
    relations = package.root("_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
            return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
    return "word/document.xml"


@dataclass(frozen=True, slots=True)
class _Text:
    """The pieces of a paragraph's text, and those that its author struck out."""

    kept: list[str]
    struck: list[str] = field(default_factory=list)


class _Reader:
    """Reads paragraphs, with the names of their styles. `lists` are the styles of list items.

    `struck` collects the struck-out text.
    """

    def __init__(self, styles: Mapping[str, str], lists: frozenset[str]) -> None:
        self._styles, self._lists = styles, lists
        self.struck: list[str] = []
        # The text of a paragraph whose mark was deleted: the next one continues it.
        self._open: list[str] = []

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """Yield the paragraphs in order. Those of a text box come before the one that holds it."""
        for child in root:
            name = _name(child)
            if name in _LEFT_OUT or (name == "tr" and _is_changed(child, "trPr")):
                continue
            if name == "tr":
                yield from row_of(list(self._cells(child)), _columns(child))
            elif name == "p":
                yield from self._paragraph(child)
            else:
                yield from self.paragraphs(child)
        if self._open:
            yield Paragraph("".join(self._open))
            self._open = []

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph]:
        text = _Text(self._open)
        self._open = []
        yield from self._read(element, text)
        self.struck.append("".join(text.struck))
        if _is_joined_to_next(element):
            self._open = text.kept
            return
        style = _property(element, "pStyle")
        is_item = style in self._lists or _is_numbered(element)
        yield Paragraph("".join(text.kept), self._styles.get(style, style), is_item)

    def notes(self, root: etree._Element | None) -> Iterator[str]:
        """Yield the text of each footnote."""
        for note in root if root is not None else ():
            if not any(_name_of(key) == "type" for key in note.attrib):  # not a separator
                yield " ".join(one.text.strip() for one in self.paragraphs(note))

    def _cells(self, row: etree._Element) -> Iterator[list[Paragraph]]:
        """Yield the paragraphs of each cell of a table row."""
        for child in row:
            if _name(child) == "tc":
                if not _goes_on(child):
                    yield list(self.paragraphs(child))
            elif _name(child) not in _LEFT_OUT:
                yield from self._cells(child)

    def _read(
        self, element: etree._Element, text: _Text, struck: bool = False
    ) -> Iterator[Paragraph]:
        """Collect the text of a paragraph, and yield the paragraphs of text boxes inside it."""
        parts = text.struck if struck else text.kept
        for child in element:
            name = _name(child)
            if name == "t":
                parts.append(child.text or "")
            elif name in _SIGNS:
                parts.append(_SIGNS[name])
            elif name == "txbxContent":
                yield from self.paragraphs(child)
            elif name not in _LEFT_OUT and not (name == "r" and _has(child, _HIDDEN)):
                yield from self._read(child, text, struck or (name == "r" and _has(child, _STRUCK)))


def _styles(root: etree._Element | None) -> tuple[dict[str, str], frozenset[str]]:
    """Return the names of the paragraph styles by their ids, and the ids of those of lists.

    Word translates the ids. A custom style without a role has the name of the style that it is
    based on.
    """
    named: dict[str, str] = {}
    based: dict[str, str] = {}
    lists: set[str] = set()
    for style in root if root is not None else ():
        if _name(style) == "style":
            own = {_name(one): _attribute(one, "val") for one in style}
            known = _attribute(style, "styleId")
            named[known] = own.get("name", "")
            if _attribute(style, "customStyle") in ("1", "true", "on"):
                based[known] = own.get("basedOn", "")
            if is_list_style(named[known]) or _is_numbered(style):
                lists.add(known)
    lines = {known: [*_lineage(known, named, based)] for known in named}
    lists |= {known for known, line in lines.items() if any(map(is_list_style, line))}
    return {known: style_among(line) for known, line in lines.items()}, frozenset(lists)


def _lineage(known: str, named: Mapping[str, str], based: Mapping[str, str]) -> Iterator[str]:
    """Yield the name of a style, and of those that it is based on."""
    for _ in range(_MOST_PARENTS):
        yield named.get(known, known)
        if known not in based:
            return
        known = based[known]


def _property(element: etree._Element, name: str) -> str:
    """Return the value of a property of a paragraph, style or cell, or ''.

    One without a value has its name. Former properties, in a tracked change, are left out.
    """
    found = (
        one
        for properties in element
        if _name(properties) in ("pPr", "tcPr")
        for current in properties
        if not _name(current).endswith("Change")
        for one in current.iter()
        if _name(one) == name
    )
    one = next(found, None)
    return "" if one is None else _attribute(one, "val") or name


def _is_numbered(element: etree._Element) -> bool:
    """Return True for a paragraph or a style with bullets or numbers. Number 0 removes them."""
    return _property(element, "numId") not in ("", "0")


def _goes_on(cell: etree._Element) -> bool:
    """Return True if a cell is merged with the one above it."""
    return _property(cell, "vMerge") in ("vMerge", "continue")


def _columns(row: etree._Element) -> int:
    spans = (_property(cell, "gridSpan") for cell in row if _name(cell) == "tc")
    return sum(
        int(span) if span.isdecimal() and len(span) <= _LONGEST_SPAN else 1 for span in spans
    )


def _has(run: etree._Element, names: tuple[str, ...]) -> bool:
    """Return True if a run has one of these properties, and it is not switched off."""
    return any(
        _name(one) in names and _attribute(one, "val") not in _OFF
        for properties in run
        if _name(properties) == "rPr"
        for one in properties
    )


def _is_joined_to_next(paragraph: etree._Element) -> bool:
    """Return True if the mark at the end of a paragraph was deleted or moved away."""
    return any(_is_changed(one, "rPr") for one in paragraph if _name(one) == "pPr")


def _is_changed(element: etree._Element, properties: str) -> bool:
    """Return True if properties of an element state that it was deleted or moved away."""
    return any(
        _name(change) in ("del", "moveFrom")
        for one in element
        if _name(one) == properties
        for change in one
    )


def _headers(package: Package, folder: str) -> Iterator[str]:
    """Yield the lines and the watermarks of the page headers."""
    for name in package.archive.NameToInfo:
        if name.startswith(posixpath.join(folder, "header")) and name.endswith(".xml"):
            root = package.required(name)
            yield from (one.text.strip() for one in _Reader({}, frozenset()).paragraphs(root))
            yield from (str(one.get("string", "")) for one in root.iter("{*}textpath"))


def _properties(package: Package, folder: str) -> dict[str, object]:
    root = package.root("docProps/core.xml")
    known = {_name(one): one.text for one in root} if root is not None else {}
    custom = package.root("docProps/custom.xml")
    added = {
        str(one.get("name", "")): "".join(one.itertext(etree.Element))
        for one in (custom if custom is not None else ())
    }
    return {
        "contentstatus": known.get("contentStatus"),
        WITHHELD: withheld(by_compact_name(added)) or marked(list(_headers(package, folder))),
        "title": known.get("title"),
        "author": known.get("creator"),
        "published": known.get("created"),
        "language": known.get("language"),
    }


def _attribute(element: etree._Element, name: str) -> str:
    """Return an attribute of an element in either of the two namespaces, or ''."""
    return next((str(v) for k, v in element.attrib.items() if _name_of(k) == name), "")


def _name(element: etree._Element) -> str:
    return _name_of(element.tag) if isinstance(element.tag, str) else ""


def _name_of(tag: str) -> str:
    return tag.rpartition("}")[2]
