"""NITF: articles from news agencies."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sources.article import Page
from sources.errors import Refusal, Unreadable
from sources.formats.records import RecordReader
from sources.formats.xml import child, first, local, parsed, root_name, text_at

# Elements that an article shows outside its text, or not at all.
_LEFT_OUT = frozenset({"media-metadata", "media-reference", "media-producer", "media-object"})
_AS_HTML = {
    "hl1": "h2",
    "hl2": "h2",
    "bq": "blockquote",
    "media": "figure",
    "note": "aside",
    "media-caption": "figcaption",
    "credit": "footer",
    "tagline": "p",
    "ol": "ol",
    "ul": "ul",
    **{name: name for name in ("p", "li", "table", "tr", "td", "th", "pre", "br", "dl", "dt")},
}


def is_nitf(head: bytes) -> bool:
    """Return True if XML that begins like this is NITF."""
    return root_name(head) == "nitf"


def read_nitf(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the article of a NITF file."""
    root = parsed(stream)
    yield RecordReader(origin).only(record_of(root), "body.content")


def record_of(root: etree._Element) -> dict[str, object]:
    """Return a NITF document as a record."""
    head, body = child(root, "head"), child(root, "body")
    content = child(body, "body.content")
    if content is None:
        raise Unreadable("it has no body.content element", "export it again")
    docdata = child(head, "docdata")
    publication = child(head, "pubdata")
    byline = child(body, "body.head", "byline")
    return {
        "title": text_at(body, "body.head", "hedline", "hl1") or text_at(head, "title"),
        "text": html_of(content),
        "published": _attribute(docdata, "date.issue", "norm")
        or _attribute(docdata, "date.release", "norm")
        or ("" if publication is None else publication.get("date.publication", "")),
        "url": "" if publication is None else publication.get("ex-ref", ""),
        "authors": _authors(byline),
        "outlet": ("" if publication is None else publication.get("name", ""))
        or text_at(body, "body.head", "distributor")
        or _attribute(docdata, "doc.copyright", "holder"),
        "language": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "status": "" if docdata is None else docdata.get("management-status", ""),
        "embargoed": _attribute(docdata, "date.release", "norm"),
    }


def html_of(content: etree._Element) -> str:
    """Return the content of a NITF body as HTML."""
    tree = copy.deepcopy(content)
    tree.tail = None
    for element in list(tree.iter(etree.Element)):
        name = local(element)
        if name in _LEFT_OUT and element.getparent() is not None:
            _drop(element)
        else:
            element.tag = _AS_HTML.get(name, "span")
            element.attrib.clear()
    tree.tag = "div"
    return str(etree.tostring(tree, encoding="unicode", method="html"))


def _drop(element: etree._Element) -> None:
    tail, before, parent = element.tail or "", element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _authors(byline: etree._Element | None) -> list[str] | str:
    if byline is None:
        return ""
    persons = [" ".join("".join(one.itertext()).split()) for one in byline.iter("{*}person")]
    title = first(byline, "byttl")
    whole = " ".join("".join(byline.itertext()).split())
    return persons or whole.removesuffix("" if title is None else text_at(title)).strip()


def _attribute(element: etree._Element | None, name: str, attribute: str) -> str:
    found = child(element, name)
    return "" if found is None else str(found.get(attribute, ""))
