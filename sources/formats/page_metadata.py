"""Metadata of a web page from its head, its linked data and its marked-up times."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lxml.html import HtmlElement

from sources.article import ADVERTISING, Metadata
from sources.cleaning.advertising import is_paid_for
from sources.cleaning.date_lines import day_beside, lines_beside, states_change
from sources.cleaning.notices import without_outlet, without_outlets
from sources.cleaning.previews import is_preview
from sources.cleaning.publication_status import embargo, general_robots
from sources.formats.dates import parse_published
from sources.formats.markup import text_lines
from sources.formats.metadata_fields import line, metadata_of
from sources.formats.page_title import shown_title
from sources.language.phrases import folded

# Meta names for the day of publication. A day in the page's address, in its copyright line or of
# its last change does not count, because it is not the day of publication.
_DATE_NAMES = (
    *("article:published_time", "og:article:published_time", "datepublished", "publishdate"),
    *("publish-date", "publish_date", "publication_date", "pubdate", "parsely-pub-date"),
    *("sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "date"),
)
# How themes of blogs mark the time of publication (hAtom and h-entry).
_MICROFORMAT = (
    "//article//*[contains(concat(' ', @class, ' '), ' published ')"
    " or contains(concat(' ', @class, ' '), ' dt-published ')][@datetime or @title]"
)
# WordPress's classes of a post: `post-9 post type-post status-draft`.
_POST = "(//*[contains(@class, 'type-') and contains(@class, 'status-')])[1]/@class"
_POST_STATUS = re.compile(r"(?<!\S)status-(\S+)")
_AROUND_HEADLINE = "ancestor::*[self::article or self::main][1]"
_MARKED = "//time | //*[(@class or @itemprop or @id) and not(*) and string-length() < 80]"
_CHANGED_NAME = re.compile(r"modif|updat|edited|changed", re.IGNORECASE)


def imprint(tree: HtmlElement, linked: Mapping[str, object], origin: str) -> Metadata:
    """Return the metadata of the page and its linked data; uncertain fields stay unknown."""
    metas = _metas(tree)
    head = {
        "title": metas.get("og:title"),
        "outlet": metas.get("og:site_name"),
        "url": next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
        or metas.get("og:url"),
        "language": tree.get("lang"),
        "published": _stated_day(tree, metas, linked),
        "robots": general_robots(metas.get("robots", "")),
        "poststatus": _post_status(tree),
    }
    stated = metadata_of(head, origin)
    linked = {**linked, "datePublished": None, "date": None}
    stated = stated.filled_from(metadata_of(linked, origin))
    if stated.title is None:
        stated = replace(stated, title=shown_title(tree))
    headings = [*(h1.text_content() for h1 in tree.xpath("//h1")), stated.title or ""]
    if stated.published in (None, _day_of_change(metas)):
        day = _shown_day(tree, headings, replace(stated, published=None))
        stated = replace(stated, published=day or stated.published)
    shown = _shown(tree)
    held = embargo(lines_beside(headings, shown), published=stated.published)
    if not held and is_preview(tree, headings, shown):
        held = "preview"
    paid = ADVERTISING if is_paid_for(tree) else None
    return stated.filled_from(Metadata(unpublished=held or paid))


def _post_status(tree: HtmlElement) -> str | None:
    """Return the status of the page's first post, as WordPress gives it, or None."""
    found = _POST_STATUS.search(" ".join(tree.xpath(_POST)))
    return found[1] if found else None


def _day_of_change(metas: Mapping[str, str]) -> date | None:
    """Return the day of the last change. Some pages give it as their date too."""
    return parse_published(metas.get("article:modified_time") or metas.get("og:updated_time"))


def _shown_day(tree: HtmlElement, headings: Sequence[str], stated: Metadata) -> date | None:
    """Return the day of publication that the page shows near its headline."""
    around = [part for h1 in tree.xpath("//h1")[:1] for part in h1.xpath(_AROUND_HEADLINE)]
    changes = {folded(one.text_content()) for one in tree.xpath(_MARKED) if _is_change(one)}
    page = [each for each in _shown(around[0] if around else tree) if folded(each) not in changes]
    return day_beside(headings, page, stated, masthead=not around)


def _shown(part: HtmlElement) -> list[str]:
    """Return the lines of a page's body, or of a part of it."""
    within = part if part.tag != "html" else part.find("body")
    return [] if within is None else [one for one in text_lines(within).split("\n") if one.strip()]


def without_masthead(found: Metadata, headings: Sequence[HtmlElement]) -> Metadata:
    """Return the metadata without the outlet in the headline and among the authors."""
    shown = [heading for h1 in headings if (heading := line(h1.text_content()))]
    return replace(
        found,
        title=without_outlet(found.title, found.outlet, found.url, shown),
        authors=without_outlets(found.authors, found.outlet, found.url),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and (content := meta.get("content", "").strip()):
            metas.setdefault(name.lower(), content)
    return metas


def _stated_day(
    tree: HtmlElement, metas: dict[str, str], linked: Mapping[str, object]
) -> object | None:
    """Return the first unambiguous date, otherwise the first statement, to report it."""
    statements: list[object] = [metas[name] for name in _DATE_NAMES[:2] if name in metas]
    statements += [linked["datePublished"]] if linked.get("datePublished") else []
    statements += tree.xpath("//*[@itemprop='datePublished']/@datetime")
    statements += tree.xpath("//time[@pubdate]/@datetime")
    statements += [metas[name] for name in _DATE_NAMES[2:] if name in metas]
    statements += _only_day(
        [time for time in tree.xpath("//article//time[@datetime]") if not _is_change(time)]
    ) or _only_day(tree.xpath(_MICROFORMAT))
    certain = (statement for statement in statements if parse_published(statement))
    return next(certain, statements[0] if statements else None)


def _only_day(marked: Sequence[HtmlElement]) -> list[object]:
    """Return the first of the marked-up times if they give only one day."""
    times = [time.get("datetime") or time.get("title") for time in marked]
    days = {parse_published(time) for time in times}
    return times[:1] if len(days) == 1 else []


def _is_change(time: HtmlElement) -> bool:
    names = f"{time.get('itemprop', '')} {time.get('class', '')} {time.get('id', '')}"
    above = time.getparent()
    text = f"{above.text or ''} {time.text_content()}" if above is not None else ""
    return bool(_CHANGED_NAME.search(names) or states_change(text.strip()))
