"""NewsML-G2: news items from agencies, alone or several in a message."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sources.article import Page
from sources.cleaning.correction_notes import is_correcting
from sources.cleaning.publication_status import AGENCY_NOTES
from sources.errors import Refusal, Unreadable
from sources.formats import nitf
from sources.formats.records import RecordReader
from sources.formats.xml import child, first, local, parsed, root_name, text_at

_ROOTS = frozenset({"newsItem", "newsMessage"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXTUAL = ("text", "composite", "")


def is_newsml(head: bytes) -> bool:
    """Return True if XML that begins like this is NewsML-G2."""
    return root_name(head) in _ROOTS


def read_newsml(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the text items of a NewsML-G2 file; pictures, graphics and videos are skipped."""
    root = parsed(stream)
    reader = RecordReader(origin)
    if local(root) == "newsItem":
        yield reader.only(_record(root), "inlineXML or inlineData")
        return
    items = [item for item in root.iter("{*}newsItem") if _class(item) in _TEXTUAL]
    if not items:
        raise Unreadable("the message contains no text item", "choose a message with articles")
    for number, item in enumerate(items, start=1):
        yield reader.page(_record(item), number)


def _record(item: etree._Element) -> dict[str, object]:
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    notes = [text_at(one) for one in item.iter("{*}edNote")]
    language = child(content, "language")
    link = next((one for one in item.iter("{*}link") if "alternate" in one.get("rel", "")), None)
    return {
        "id": item.get("guid"),
        "title": text_at(content, "headline") or text_at(meta, "title"),
        "text": _body(child(item, "contentSet")),
        "published": text_at(content, "contentCreated")
        or text_at(meta, "firstCreated")
        or text_at(meta, "versionCreated"),
        "url": "" if link is None else link.get("href", ""),
        "authors": _authors(content),
        "outlet": _name(child(content, "infoSource")) or _name(child(meta, "provider")),
        "language": item.get(_LANGUAGE) if language is None else language.get("tag", ""),
        "status": _code(child(meta, "pubStatus")),
        "embargoed": text_at(meta, "embargoed"),
        AGENCY_NOTES: notes + [text_at(one) for one in item.iter("{*}usageTerms")],
        "corrections": [note for note in notes if is_correcting(note)],
    }


def _body(contents: etree._Element | None) -> str:
    for part in contents if contents is not None else ():
        if local(part) == "inlineXML" and len(part):
            inner = part[0]
            if local(inner) == "nitf":
                return str(nitf.record_of(inner)["text"])
            body = first(inner, "body")
            return _html(inner if body is None else body)
        if local(part) == "inlineData":
            text = "".join(part.itertext())
            is_html = "html" in part.get("contenttype", "")
            return text if is_html else html.escape(text, quote=False).replace("\n\n", "<p>")
    return ""


def _html(body: etree._Element) -> str:
    for element in body.iter(etree.Element):
        element.tag = local(element)
    body.tag, body.tail = "div", None
    return str(etree.tostring(body, encoding="unicode", method="html"))


def _authors(content: etree._Element | None) -> list[str] | str:
    by = text_at(content, "by")
    creators = (
        [_name(one) for one in content if local(one) == "creator"] if content is not None else []
    )
    return [name for name in creators if name] or by


def _class(item: etree._Element) -> str:
    return _code(child(item, "itemMeta", "itemClass"))


def _code(element: etree._Element | None) -> str:
    """Return the code of a concept: `usable` for `stat:usable`."""
    if element is None:
        return ""
    return (
        str(element.get("qcode") or element.get("uri") or "").rpartition(":")[2].rpartition("/")[2]
    )


def _name(element: etree._Element | None) -> str:
    return text_at(element, "name") or ("" if element is None else element.get("literal", ""))
