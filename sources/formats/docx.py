"""Word documents (.docx): paragraphs and tables with all tracked changes accepted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sources.article import Page
from sources.errors import Unreadable
from sources.formats.document import Paragraph, page_of, row_of
from sources.formats.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OFFICE_DOCUMENT = "/officeDocument"
# Deleted and moved text, fallbacks for content already read, and field codes.
_LEFT_OUT = frozenset({"del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr"})
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_HIDDEN = ("vanish", "webHidden")


def read_docx(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the page of a Word document; raise Unreadable if it is locked or damaged."""
    package = Package.of(stream)
    main = _main_part(package)
    root = package.required(main)
    if not root.tag.startswith((_W, _STRICT_W)):
        raise Unreadable("it is not a Word document", "save it as .docx")
    folder = posixpath.dirname(main)
    notes: list[str] = []
    for name in ("footnotes", "endnotes"):
        notes += _notes(package.root(posixpath.join(folder, f"{name}.xml")))
    yield page_of(origin, list(_paragraphs(root)), notes, _properties(package))


def _main_part(package: Package) -> str:
    relations = package.root("_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
            return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
    return "word/document.xml"


def _paragraphs(root: etree._Element) -> Iterator[Paragraph]:
    """Yield the paragraphs in order. Those of a text box come before the one that holds it."""
    for child in root:
        name = _name(child)
        if name in _LEFT_OUT:
            continue
        if name == "tr":
            yield from row_of(list(_cells(child)))
        elif name == "p":
            parts: list[str] = []
            yield from _read(child, parts)
            yield Paragraph("".join(parts), _style(child))
        else:
            yield from _paragraphs(child)


def _cells(row: etree._Element) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs of each cell of a table row."""
    for child in row:
        if _name(child) == "tc":
            yield list(_paragraphs(child))
        elif _name(child) not in _LEFT_OUT:
            yield from _cells(child)


def _read(element: etree._Element, parts: list[str]) -> Iterator[Paragraph]:
    """Collect the text of a paragraph, and yield the paragraphs of text boxes inside it."""
    for child in element:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif name == "txbxContent":
            yield from _paragraphs(child)
        elif name not in _LEFT_OUT and not (name == "r" and _is_hidden(child)):
            yield from _read(child, parts)


def _notes(root: etree._Element | None) -> Iterator[str]:
    for note in root if root is not None else ():
        if not any(_name_of(key) == "type" for key in note.attrib):  # not a separator
            yield " ".join(one.text.strip() for one in _paragraphs(note))


def _style(paragraph: etree._Element) -> str:
    for properties in paragraph:
        if _name(properties) == "pPr":
            for one in properties:
                if _name(one) == "pStyle":
                    value = next((v for k, v in one.attrib.items() if _name_of(k) == "val"), "")
                    return str(value)
    return ""


def _is_hidden(run: etree._Element) -> bool:
    return any(
        _name(one) in _HIDDEN
        for properties in run
        if _name(properties) == "rPr"
        for one in properties
    )


def _properties(package: Package) -> dict[str, object]:
    root = package.root("docProps/core.xml")
    known = {_name(one): one.text for one in root} if root is not None else {}
    return {
        "title": known.get("title"),
        "author": known.get("creator"),
        "published": known.get("created"),
        "language": known.get("language"),
    }


def _name(element: etree._Element) -> str:
    return _name_of(element.tag) if isinstance(element.tag, str) else ""


def _name_of(tag: str) -> str:
    return tag.rpartition("}")[2]
