"""Untrusted XML, parsed without entities, document types or network access."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO, cast

from lxml import etree

from sources.errors import Unreadable
from sources.files import whole

MAX_BYTES = 32_000_000
_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
_AGAIN = "export it again, or remove the damaged part"
# WordPress exports and wires contain control characters, which XML forbids.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
_BEFORE_ROOT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_SKIPPED_WITHIN = 8_192


def root_name(head: bytes) -> str:
    """Return the local name of the root element of XML that begins like this, or ''."""
    text = head[:_SKIPPED_WITHIN].decode("utf-16" if head.startswith(_WIDE[:2]) else "latin-1")
    found = _ROOT.search(_BEFORE_ROOT.sub("", text))
    return found[1] if found else ""


def parsed(stream: BinaryIO) -> etree._Element:
    """Return the root of an XML file; raise Unreadable if it is damaged or hostile."""
    data = whole(stream, MAX_BYTES, "split it into one file per article")
    if not data.strip():
        raise Unreadable("it is empty", "remove it, or export the articles again")
    try:
        root = etree.fromstring(_without_controls(data), etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise damaged(error) from error
    _refuse_entities(root)
    for node in list(root.iter(etree.Entity)):
        _replace(node)
    return root


def elements(stream: BinaryIO, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements with these tags as they end. The caller releases them after reading.

    Memory does not grow with the file. If the file is damaged, raises Unreadable after yielding the
    elements before the damage.
    """
    source = cast("BinaryIO", _Clean(stream))
    try:
        walk = etree.iterparse(source, events=("end",), tag=tags, huge_tree=False, **_SAFE)
        checked = False
        for _, element in walk:
            if not checked:
                checked = True
                _refuse_entities(element)
            yield element
    except etree.XMLSyntaxError as error:
        raise damaged(error) from error


def release(element: etree._Element) -> None:
    """Free an element that was read, and everything before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def damaged(error: etree.XMLSyntaxError) -> Unreadable:
    """Return the refusal for XML that is truncated or not well-formed."""
    return Unreadable(f"its XML is damaged: {str(error)[:200]}", _AGAIN)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, or '' for other nodes."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def text_at(element: etree._Element | None, *path: str) -> str:
    """Return the text of the first descendant along a path, with single spaces, or ''."""
    found = child(element, *path)
    return "" if found is None else " ".join("".join(found.itertext(etree.Element)).split())


def first(root: etree._Element, name: str) -> etree._Element | None:
    """Return the first element with a local name anywhere below the root."""
    return next(root.iter(f"{{*}}{name}"), None)


def _refuse_entities(element: etree._Element) -> None:
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise Unreadable("it declares entities, which are not expanded", _AGAIN)


def _replace(node: etree._Element) -> None:
    """Replace an HTML reference such as `&nbsp;` with its character."""
    character = html5.get(f"{node.name};", node.text or "")
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    text = character + (node.tail or "")
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    node.tail = None
    parent.remove(node)


def _without_controls(data: bytes) -> bytes:
    return data if data.startswith(_WIDE) else data.translate(None, _CONTROLS)


class _Clean(io.RawIOBase):
    """A stream without the control characters that XML forbids."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._wide: bool | None = None

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes; fewer than the size only if some were left out."""
        while data := self._stream.read(size):
            if self._wide is None:
                self._wide = data.startswith(_WIDE)
            kept = data if self._wide else data.translate(None, _CONTROLS)
            if kept:
                return kept
        return b""
