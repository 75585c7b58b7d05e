"""NITF: articles from news agencies."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sources.article import Page
from sources.cleaning.publication_status import AGENCY_NOTES
from sources.errors import Refusal, Unreadable
from sources.formats.records import RecordReader
from sources.formats.xml import child, first, local, parsed, root_name, text_at

# Elements that an article shows outside its text, or not at all.
_LEFT_OUT = frozenset({"media-metadata", "media-reference", "media-producer", "media-object"})
_DASHES = ("—", "–", "-")
# Other notes are copyright lines.
_NOTES = ("", "editorsnote")
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
        "text": _text(body, content, _attribute(docdata, "ed-msg", "info")),
        "correction": _attribute(docdata, "correction", "info"),
        AGENCY_NOTES: [_attribute(docdata, "ed-msg", "info")],
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


def _text(body: etree._Element | None, content: etree._Element, message: str) -> str:
    """Return the text of a NITF body as HTML, with what its head and its end add to the content.

    Superdesk repeats its message to editors as the tagline.
    """
    head, end = child(body, "body.head"), child(body, "body.end")
    subhead = child(head, "hedline", "hl2")
    notes = [] if head is None else [*head.iterchildren("{*}note")]
    notes = [one for one in notes if one.get("noteclass", "") in _NOTES]
    below = [*notes, *([] if end is None or text_at(end) == message else [end])]
    text = html_of(content, _dateline(child(head, "dateline")))
    return "".join(["" if subhead is None else html_of(subhead), text, *map(html_of, below)])


def _dateline(element: etree._Element | None) -> str:
    """Return the place and the day of a dateline, with a dash, or ''."""
    pieces = [] if element is None else [" ".join(one.split()) for one in element.itertext()]
    text = " ".join(filter(None, pieces)).replace(" ,", ",")
    return f"{text} —" if text and not text.endswith(_DASHES) else text


def html_of(content: etree._Element, dateline: str = "") -> str:
    """Return an element of a NITF body as HTML, with the dateline before its first paragraph."""
    tree = copy.deepcopy(content)
    tree.tail = None
    paragraph = child(tree, "p")
    if paragraph is not None and dateline:
        place, first = dateline.split()[0].strip(",").lower(), text_at(paragraph).lower()
        if not first.startswith(place):  # many agencies repeat it in the text
            paragraph.text = f"{dateline} {paragraph.text or ''}"
    for element in list(tree.iter(etree.Element)):
        name = local(element)
        if name in _LEFT_OUT and element.getparent() is not None:
            _drop(element)
        else:
            element.tag = _AS_HTML.get(name, "span")
            element.attrib.clear()
    tree.tag = _AS_HTML.get(local(content), "div")
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
