"""Metadata of a web page from its head, its linked data and its marked-up times."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from lxml.html import HtmlElement

from sources.article import ADVERTISING, Metadata
from sources.cleaning.advertising import is_paid_for
from sources.cleaning.date_lines import (
    LINES_ABOVE_HEADLINE,
    day_beside,
    lines_beside,
    states_change,
)
from sources.cleaning.notices import without_outlet, without_outlets
from sources.cleaning.previews import is_preview
from sources.cleaning.publication_status import embargo
from sources.formats.below_standfirst import is_text, without_standfirst
from sources.formats.dates import parse_published
from sources.formats.markup import text_lines
from sources.formats.metadata_fields import line, metadata_of
from sources.formats.page_head import Metas, first_days, metas_of, other_days
from sources.formats.page_title import headline_of
from sources.formats.robots_directives import directives
from sources.language.day_order import puts_day_first, with_dots
from sources.language.detection import language
from sources.language.phrases import folded

# How themes of blogs mark the time of publication (hAtom and h-entry).
_MICROFORMAT = (
    "//article//*[contains(concat(' ', @class, ' '), ' published ')"
    " or contains(concat(' ', @class, ' '), ' dt-published ')][@datetime or @title]"
)
# WordPress's classes of a post: `post-9 post type-post status-draft`.
_POST = "(//*[contains(@class, 'type-') and contains(@class, 'status-')])[1]/@class"
_POST_STATUS = re.compile(r"(?<!\S)status-(\S+)")
_AROUND_HEADLINE = "ancestor::*[self::article or self::main][1]"
# Above the headline, a box of its article has a kicker and a date, and one of the site a menu.
_FEWEST_SENTENCES = 3
_MARKED = "//time | //*[(@class or @itemprop or @id) and not(*) and string-length() < 80]"
_CHANGED_NAME = re.compile(r"modif|updat|edited|changed", re.IGNORECASE)


def imprint(tree: HtmlElement, linked: Mapping[str, object], origin: str) -> Metadata:
    """Return the metadata of the page and its linked data; uncertain fields stay unknown."""
    metas = metas_of(tree)
    head = {
        "title": metas.get("og title"),
        "outlet": metas.get("og site name"),
        "url": next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
        or metas.get("og url"),
        "language": tree.get("lang"),
        "published": _stated_day(tree, metas, linked),
        "robots": directives(metas.get("robots", "")),
        "poststatus": _post_status(tree),
    }
    stated = metadata_of(head, origin)
    linked = {**linked, "datePublished": None, "date": None}
    stated = stated.filled_from(metadata_of(linked, origin))
    stated = replace(stated, title=headline_of(tree, stated.title))
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


def _day_of_change(metas: Metas) -> date | None:
    """Return the day of the last change. Some pages give it as their date too."""
    return parse_published(metas.get("article modified time") or metas.get("og updated time"))


def _shown_day(tree: HtmlElement, headings: Sequence[str], stated: Metadata) -> date | None:
    """Return the day of publication that the page shows near its headline."""
    title = folded(stated.title or "")
    named = [one for one in tree.iter("h1", "h2", "h3") if folded(one.text_content()) == title]
    # The main heading of some sites is their name.
    headings = [stated.title or ""] if named else headings
    around = next(map(_around, named or tree.xpath("//h1")), None)
    changes = {folded(one.text_content()) for one in tree.xpath(_MARKED) if _is_change(one)}
    part = tree if around is None else around
    shown = without_standfirst(_shown(part), part, headings)
    page = [each for each in shown if folded(each) not in changes]
    if _puts_day_first(tree, part):
        page = [*map(with_dots, page)]
    return day_beside(headings, page, stated, masthead=around is None)


def _puts_day_first(tree: HtmlElement, part: HtmlElement) -> bool:
    """Return True if the page declares a language that puts the day first, and is written in it.

    The declaration alone may be that of a template.
    """
    declared = tree.get("lang", "").replace("_", "-")
    text = "\n".join(filter(is_text, _shown(part))) if puts_day_first(declared) else ""
    return bool(text) and language(text) == declared.partition("-")[0].lower()


def _around(heading: HtmlElement) -> HtmlElement | None:
    """Return the element around a headline and its text, without the masthead, or None."""
    if declared := heading.xpath(_AROUND_HEADLINE):
        return declared[0]
    wanted = folded(heading.text_content())
    for box in takewhile(lambda above: above.tag != "body", heading.iterancestors()):
        lines = _shown(box)
        if sum(map(is_text, lines)) >= _FEWEST_SENTENCES:
            above = [*takewhile(lambda line: folded(line) != wanted, lines)]
            return box if len(above) <= LINES_ABOVE_HEADLINE else None
    return None


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


def _stated_day(tree: HtmlElement, metas: Metas, linked: Mapping[str, object]) -> object | None:
    """Return the first unambiguous date, otherwise the first statement, to report it."""
    statements: list[object] = [*first_days(metas)]
    statements += [linked["datePublished"]] if linked.get("datePublished") else []
    statements += tree.xpath("//*[@itemprop='datePublished']/@datetime")
    statements += tree.xpath("//time[@pubdate]/@datetime")
    statements += other_days(metas)
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
