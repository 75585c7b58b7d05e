"""OpenDocument texts (.odt): paragraphs and tables with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from sources.article import Page
from sources.errors import Unreadable
from sources.formats.document import (
    Paragraph,
    is_list_style,
    page_of,
    row_of,
    style_among,
)
from sources.formats.package import Package

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
# Tracked deletions, comments, and note numbers.
_LEFT_OUT = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation"})
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
# Properties of text, with the values that do not hide it or strike it out.
_HIDDEN = ((f"{_TEXT}display", frozenset({"true", "condition"})),)
_STRUCK = tuple(
    (f"{_STYLE}text-line-through-{name}", frozenset({"none"})) for name in ("style", "type")
)
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
    styles = package.root("styles.xml")
    hidden, struck = _styles_with(_HIDDEN, styles, root), _styles_with(_STRUCK, styles, root)
    reader = _Reader(_parents(styles, root), hidden, struck)
    found = list(reader.paragraphs(body))
    yield page_of(origin, found, reader.notes, _properties(package), reader.struck)


class _Reader:
    """Reads paragraphs, and keeps the notes and the struck-out text inside them apart."""

    def __init__(
        self, parents: dict[str, str], hidden: frozenset[str], struck: frozenset[str]
    ) -> None:
        self.notes: list[str] = []
        self.struck: list[str] = []
        self._parents, self._hidden, self._struck = parents, hidden, struck

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """Yield the paragraphs in order. Those of a text box come before the one that holds it."""
        for child in root:
            if child.tag in _LEFT_OUT or self._is_hidden(child):
                continue
            if child.tag == f"{_TABLE}table-row":
                cells = child.iterchildren(f"{_TABLE}table-cell")
                covered = child.iterchildren(f"{_TABLE}covered-table-cell")
                read = [list(self.paragraphs(cell)) for cell in cells]
                yield from row_of(read, len(read) + len([*covered]))
            elif child.tag == f"{_TEXT}list-item":
                yield from (replace(one, is_item=True) for one in self.paragraphs(child))
            elif child.tag in _PARAGRAPHS:
                inside = [child.text or ""]
                yield from self._read(child, inside)
                parts: list[str] = []
                self._keep(inside, child, parts)
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
                if not self._is_hidden(child):
                    inner = [child.text or ""]
                    yield from self._read(child, inner)
                    yield Paragraph("".join(inner))
            elif (
                child.tag not in _LEFT_OUT
                and isinstance(child.tag, str)
                and not self._is_hidden(child)
            ):
                inside: list[str] = [child.text or ""]
                yield from self._read(child, inside)
                self._keep(inside, child, parts)
            parts.append(child.tail or "")

    def _keep(self, text: list[str], element: etree._Element, parts: list[str]) -> None:
        """Add the text of an element to the parts, unless its style strikes it out."""
        lineage = self._lineage(str(element.get(f"{_TEXT}style-name", "")))
        if self._struck.isdisjoint(lineage):
            parts += text
        else:
            self.struck.append("".join(text))

    def _is_hidden(self, element: etree._Element) -> bool:
        """Return True for hidden text, paragraphs and sections. A condition has its last value."""
        name = str(element.get(f"{_TEXT}style-name", ""))
        stated = element.get(f"{_TEXT}is-hidden")
        mark = element.find(f"{_TEXT}hidden-paragraph")
        return (
            stated == "true"
            or (element.tag == f"{_TEXT}hidden-text" and stated is None)
            or element.get(f"{_TEXT}display") == "none"
            or (mark is not None and mark.get(f"{_TEXT}is-hidden") == "true")
            or not self._hidden.isdisjoint(self._lineage(name))
        )

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


def _styles_with(
    off: tuple[tuple[str, frozenset[str]], ...], *roots: etree._Element | None
) -> frozenset[str]:
    """Return the styles of text with one of these properties, which the values switch off."""
    return frozenset(
        str(style.get(f"{_STYLE}name"))
        for root in roots
        if root is not None
        for style in root.iterfind(f"*/{_STYLE}style")
        for one in style.iterfind(f"{_STYLE}text-properties")
        if any(one.get(name) and one.get(name) not in values for name, values in off)
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
