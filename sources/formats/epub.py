"""EPUB books and magazines: each document in the reading order is an article."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from sources.article import Page
from sources.errors import Refusal, Unreadable
from sources.formats.decoding import declared_charset, decode
from sources.formats.markup import marked_lines, parse, text_lines
from sources.formats.metadata_fields import metadata_of
from sources.formats.package import Package
from sources.formats.struck_out import drop_struck_out
from sources.formats.xml import child, local
from sources.language.detection import item_language

_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_HEADINGS = ("h1", "h2", "h3")
# Documents of a book that are not part of its text.
_LEFT_OUT = frozenset({"nav", "toc", "cover", "titlepage", "title-page", "copyright-page"})


def read_epub(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the documents of a book in order, without covers and tables of contents."""
    package = Package.of(stream)
    place = _place_of_contents(package)
    contents = package.required(place)
    metadata = metadata_of(_properties(contents), origin)
    empty = True
    for path in _order(contents, posixpath.dirname(place)):
        name = f"{origin}#{path}"
        try:
            page = _page(package, path, name)
        except Unreadable as error:
            empty = False
            yield error.refusal(name)
            continue
        if page is not None:
            empty = False
            known = page.metadata.filled_from(metadata)
            if known.language == metadata.language:  # tools write the book's into each document
                known = replace(known, language=item_language(page.text, known.language))
            yield replace(page, metadata=known)
    if empty:
        raise Unreadable("the book contains no text", "check that the book has text in it")


def _page(package: Package, path: str, name: str) -> Page | None:
    data = package.data(path)
    if not data.strip():
        return None
    tree = parse(decode(data, declared_charset(data)))
    body = tree.find("body")
    if body is None or _kinds(tree) & _LEFT_OUT:
        return None
    struck = drop_struck_out(body)
    text, roles, _ = marked_lines(body)
    heading = next((text_lines(one) for tag in _HEADINGS for one in body.iter(tag)), "")
    known = {
        "title": heading.replace("\n", " "),
        "language": tree.get("lang") or tree.get("xml:lang"),
    }
    metadata = metadata_of(known, name)
    return Page(name, text, metadata, roles=roles, left_out=struck) if text else None


def _kinds(tree: HtmlElement) -> set[str]:
    """Return a document's declared kinds: the `epub:type` of its body or its only section."""
    body = tree.find("body")
    marked = [body, *(one for one in body if isinstance(one.tag, str))][:2]
    return {kind for one in marked for kind in one.get("epub:type", "").split()}


def _place_of_contents(package: Package) -> str:
    container = package.root("META-INF/container.xml")
    if container is None:
        raise Unreadable("it is not an EPUB: it has no META-INF/container.xml", "download it again")
    for file in container.iter("{*}rootfile"):
        return posixpath.normpath(str(file.get("full-path", "")))
    raise Unreadable("it does not list its documents", "save it again as EPUB")


def _order(contents: etree._Element, folder: str) -> Iterator[str]:
    """Yield the paths of the documents in reading order."""
    manifest, spine = child(contents, "manifest"), child(contents, "spine")
    items = {one.get("id"): one for one in manifest} if manifest is not None else {}
    seen: set[str] = set()
    for reference in spine if spine is not None else ():
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href", "")))))
        if "nav" not in str(item.get("properties", "")).split() and path not in seen:
            seen.add(path)
            yield path


def _properties(contents: etree._Element) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    metadata = child(contents, "metadata")
    for one in metadata if metadata is not None else ():
        if local(one) and (text := " ".join((one.text or "").split())):
            found.setdefault(local(one), []).append(text)
    # An issue of a newspaper has the newspaper's name as its title, and a book has an author.
    issue = () if found.get("creator") else found.get("title", ())
    return {
        "outlet": next(iter(found.get("publisher") or issue), None),
        "authors": found.get("creator"),
        "published": next(iter(found.get("date", ())), None),
        "language": next(iter(found.get("language", ())), None),
        "url": next((one for one in found.get("source", ()) if "://" in one), None),
    }
