"""WordPress exports (WXR): posts and pages, read one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sources.article import Page
from sources.cleaning.correction_notes import CORRECTION_FIELDS
from sources.errors import Refusal, Unreadable
from sources.formats.field_names import compact
from sources.formats.records import RecordReader
from sources.formats.wordpress_posts import post_status
from sources.formats.xml import elements, local, release, root_name, text_at

_EXPORT = re.compile(rb"xmlns:wp\s*=\s*[\"']https?://wordpress\.org/export/")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# Types of posts for WordPress's internal use.
_INTERNAL = frozenset(
    """attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request
    wp_block wp_template wp_template_part wp_global_styles wp_navigation wp_font_family
    wp_font_face""".split()
)
_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.DOTALL)
_SHORTCODE = re.compile(r"\[/?(?:gallery|embed|audio|video|playlist|caption)\b[^\]]*\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK = re.compile(
    r"\s*</?(?:p|div|h[1-6]|ul|ol|li|blockquote|figure|figcaption|table|pre|section)\b",
    re.IGNORECASE,
)


def is_wordpress(head: bytes) -> bool:
    """Return True if XML that begins like this is a WordPress export."""
    return root_name(head) == "rss" and bool(_EXPORT.search(head))


def read_wordpress(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the posts and pages of an export; memory does not grow with the file."""
    reader = RecordReader(origin)
    site: dict[str, str] = {}
    authors: dict[str, str] = {}
    number = 0
    for element in elements(
        stream, *(f"{{*}}{n}" for n in ("item", "title", "language", "author"))
    ):
        name, parent = local(element), element.getparent()
        if name == "item":
            number += 1
            record = _record(element, site, authors)
            release(element)
            if record is not None:
                yield reader.page(record, number)
        elif parent is not None and local(parent) == "channel":
            if name == "author":
                authors[text_at(element, "author_login")] = text_at(element, "author_display_name")
            else:
                site.setdefault(name, element.text or "")
    if not number:
        raise Unreadable("the export contains no posts", "export it again with “All content”")


def _record(
    item: etree._Element, site: dict[str, str], authors: dict[str, str]
) -> dict[str, object] | None:
    """Return a post as a record, or None for WordPress's internal types."""
    if text_at(item, "post_type") in _INTERNAL:
        return None
    login = text_at(item, "creator")
    content = item.find(_CONTENT)
    protected = bool(text_at(item, "post_password"))
    return {
        "id": text_at(item, "post_id") or text_at(item, "guid"),
        "title": text_at(item, "title"),
        "text": _paragraphs("" if content is None else content.text or ""),
        "published": text_at(item, "post_date"),
        "date": text_at(item, "pubDate"),
        "url": text_at(item, "link"),
        "authors": authors.get(login) or login,
        "outlet": site.get("title"),
        "language": _language(item),
        "site_language": site.get("language"),
        **post_status("private" if protected else text_at(item, "status")),
        **_corrections(item),
    }


def _corrections(item: etree._Element) -> dict[str, str]:
    """Return the custom fields of a post that are named after corrections."""
    found = (
        (compact(text_at(one, "meta_key")), text_at(one, "meta_value"))
        for one in item.iterfind("{*}postmeta")
    )
    return {name: value for name, value in found if name in CORRECTION_FIELDS}


def _language(item: etree._Element) -> str | None:
    """Return the language that the plugin Polylang states for a post, or None."""
    stated = (one for one in item.iterfind("category") if one.get("domain") == "language")
    return next((str(one.get("nicename", "")) for one in stated), None)


def _paragraphs(content: str) -> str:
    """Return a post's HTML, with blank lines turned into paragraph tags as WordPress does."""
    text = _CAPTION.sub(r"\n\n<figcaption>\1</figcaption>\n\n", content)
    text = _COMMENT.sub("", _SHORTCODE.sub("", text))
    if re.search(r"<p[\s>]", text, re.IGNORECASE):
        return text
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "\n".join(
        part if _BLOCK.match(part) else f"<p>{part.strip().replace(chr(10), '<br>')}</p>"
        for part in parts
    )
