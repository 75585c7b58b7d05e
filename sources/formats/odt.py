"""OpenDocument texts (.odt): paragraphs and tables with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from sources.article import Page
from sources.errors import Unreadable
from sources.formats.document import (
    Package,
    Paragraph,
    is_list_style,
    page_of,
    row_of,
    style_among,
)

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
# Tracked deletions, comments, and note numbers.
_LEFT_OUT = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation"})
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_MOST_PARENTS = 10
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}


def read_odt(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the page of an OpenDocument text; raise Unreadable if it is locked or damaged."""
    package = Package.of(stream)
    manifest = package.root("META-INF/manifest.xml")
    if manifest is not None and any(
        isinstance(e.tag, str) and e.tag.endswith("}encryption-data") for e in manifest.iter()
    ):
        raise Unreadable("it is protected by a password", "save a copy without a password")
    root = package.required("content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("it is an OpenDocument file, but not a text document", "save it as .odt")
    reader = _Reader(_parents(package.root("styles.xml"), root), _hidden(root))
    found = list(reader.paragraphs(body))
    yield page_of(origin, found, reader.notes, _properties(package))


class _Reader:
    """Reads paragraphs, and keeps the notes inside them apart."""

    def __init__(self, parents: dict[str, str], hidden: frozenset[str]) -> None:
        self.notes: list[str] = []
        self._parents, self._hidden = parents, hidden

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """Yield the paragraphs in order. Those of a text box come before the one that holds it."""
        for child in root:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == f"{_TABLE}table-row":
                cells = child.iterchildren(f"{_TABLE}table-cell")
                covered = child.iterchildren(f"{_TABLE}covered-table-cell")
                read = [list(self.paragraphs(cell)) for cell in cells]
                yield from row_of(read, len(read) + len([*covered]))
            elif child.tag == f"{_TEXT}list-item":
                yield from (replace(one, is_item=True) for one in self.paragraphs(child))
            elif child.tag in _PARAGRAPHS:
                parts = [child.text or ""]
                yield from self._read(child, parts)
                yield self._paragraph("".join(parts), child)
            else:
                yield from self.paragraphs(child)

    def _read(self, element: etree._Element, parts: list[str]) -> Iterator[Paragraph]:
        for child in element:
            if child.tag in _SIGNS:
                parts.append(_SIGNS[child.tag])
            elif child.tag == f"{_TEXT}note":
                self.notes.append(" ".join(one.text.strip() for one in self.paragraphs(child)))
            elif child.tag in _PARAGRAPHS:  # in a text box
                inner = [child.text or ""]
                yield from self._read(child, inner)
                yield Paragraph("".join(inner))
            elif (
                child.tag not in _LEFT_OUT
                and isinstance(child.tag, str)
                and child.get(f"{_TEXT}style-name") not in self._hidden
            ):
                parts.append(child.text or "")
                yield from self._read(child, parts)
            parts.append(child.tail or "")

    def _paragraph(self, text: str, element: etree._Element) -> Paragraph:
        name = str(element.get(f"{_TEXT}style-name", ""))
        names = [one.replace("_20_", " ") for one in self._lineage(name)]
        style = style_among(names)
        if element.tag == f"{_TEXT}h" and not style:
            style = f"heading {element.get(f'{_TEXT}outline-level', '1')}"
        return Paragraph(text, style, any(map(is_list_style, names)))

    def _lineage(self, name: str) -> Iterator[str]:
        """Yield the name of a style, and of those that it is based on."""
        for _ in range(_MOST_PARENTS):
            yield name
            name = self._parents.get(name, "")


def _parents(*roots: etree._Element | None) -> dict[str, str]:
    """Return the parent style of each style in the parts of a document."""
    return {
        str(style.get(f"{_STYLE}name")): str(style.get(f"{_STYLE}parent-style-name"))
        for root in roots
        if root is not None
        for styles in ("automatic-styles", "styles")
        for style in root.iterfind(f"{_OFFICE}{styles}/{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name")
    }


def _hidden(root: etree._Element) -> frozenset[str]:
    """Return the automatic styles of hidden text."""
    shown = root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style/{_STYLE}text-properties")
    return frozenset(
        str(one.getparent().get(f"{_STYLE}name"))
        for one in shown
        if one.get(f"{_TEXT}display") == "none"
    )


def _properties(package: Package) -> dict[str, object]:
    root = package.root("meta.xml")
    known = {one.tag: one.text for one in root.iter()} if root is not None else {}
    return {
        "title": known.get(f"{_DC}title"),
        "author": known.get(f"{_META}initial-creator") or known.get(f"{_DC}creator"),
        "published": known.get(f"{_META}creation-date") or known.get(f"{_DC}date"),
        "language": known.get(f"{_DC}language"),
    }
