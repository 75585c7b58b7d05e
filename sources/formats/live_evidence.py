"""Evidence that timed posts are a live blog, and not a list, comments or a timeline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from lxml.html import HtmlElement

from sources.cleaning.element_parts import HEADINGS
from sources.cleaning.index_pages import leads, own_paths
from sources.cleaning.web_address import stated_addresses
from sources.formats.dates import parse_published
from sources.formats.entry_times import leading_stamp, stamp_of
from sources.formats.linked_data import kinds
from sources.formats.timed_posts import TimedPost

_LIVE = re.compile(
    r"\b(?:live(?:[-_ ]?(?:blog|ticker|updates?))?|news-?ticker|minute[ -]by[ -]minute"
    r"|as it happened|(?:en|le|in|il) (?:direct|diretta)|(?:en|el) (?:vivo|directo)"
    r"|minuto a minuto|ao vivo|na żywo|canlı)(?:\b|_)"
    r"|실시간|속보|생중계|ライブ|速報|直播|онлайн|прямая трансляция",
    re.IGNORECASE,
)
_DECLARED = "//*[contains(@itemtype, 'LiveBlogPosting')][.//*[@itemprop='liveBlogUpdate']]"
_OWN_TYPE = "//*[contains(@itemtype, 'LiveBlogPosting')]"
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_NUMBER = re.compile(r"\d+")
_LEAST = 0.8
_MOST_DAYS = timedelta(days=2)


def is_titled_live(tree: HtmlElement, linked: Mapping[str, object]) -> bool:
    """Return True if the page describes itself as a live blog."""
    if tree.xpath(_DECLARED):
        return True
    about = f"{tree.findtext('.//title') or ''} {linked.get('headline', '')}"
    names = " ".join(tree.xpath("//body/@class | //main/@class | //article/@class"))
    shown = " ".join(heading.text_content() for heading in tree.xpath("//h1")[:2])
    address = " ".join(stated_addresses(tree))
    return any(map(_LIVE.search, (about, names, shown, address)))


def is_live(tree: HtmlElement, posts: Sequence[TimedPost], linked: Mapping[str, object]) -> bool:
    """Return True if timed posts are the entries of a live blog.

    Headings that lead to other pages are those of a list, unless all of their addresses follow one
    pattern, on a page that is declared to be an article or calls itself live.
    """
    if not posts:
        return False
    if tree.xpath(_OWN_TYPE):
        return True
    titled = is_titled_live(tree, linked)
    here = own_paths(tree)
    away = [found for post in posts if (found := _heading_leads(post.element) - here)]
    if len(away) * 2 > len(posts) and not all(_is_below(found, here) for found in away):
        alike = len({_NUMBER.sub("", path) for found in away for path in found}) == 1
        return alike and (titled or _is_article(tree, linked))
    return titled or (_are_permanent(posts, here) and _are_of_one_event(posts))


def _is_article(tree: HtmlElement, linked: Mapping[str, object]) -> bool:
    stated = tree.xpath("//meta[@property='og:type']/@content")
    return "article" in stated or any(map(_ARTICLE.search, kinds(linked)))


def _heading_leads(element: HtmlElement) -> frozenset[str]:
    """Return the paths of the links in or around the headings of an entry."""
    found = [
        leads(heading)
        for heading in element.iter(*HEADINGS)
        if heading.xpath(".//a[@href] | ancestor::a[@href]")
    ]
    return frozenset().union(*found)


def _is_below(paths: frozenset[str], here: frozenset[str]) -> bool:
    """Return True if all paths are below one of the page's own."""
    return all(any(own and path.startswith(f"{own}/") for own in here) for path in paths)


def _are_permanent(posts: Sequence[TimedPost], here: frozenset[str]) -> bool:
    """Return True if most entries begin with their time or heading, and have their own address."""
    found = sum(
        _begins_with_time(post.element)
        and (
            bool(post.moment)
            or any(
                path in here or _is_below(frozenset({path}), here) for path in leads(post.element)
            )
        )
        for post in posts
    )
    return found >= _LEAST * len(posts)


def _begins_with_time(element: HtmlElement) -> bool:
    """Return True unless a name or another short text precedes the time, as in a comment."""
    heading = next(element.iter(*HEADINGS), None)
    headline = "" if heading is None else " ".join(heading.text_content().split())
    first = next((text for one in element.itertext() if (text := " ".join(one.split()))), "")
    headed = bool(headline) and headline.startswith(first)
    return headed or leading_stamp(headline) is not None or stamp_of(first) is not None


def _are_of_one_event(posts: Sequence[TimedPost]) -> bool:
    """Return True if the entries are in the order of their times, and at most two days apart."""
    days = [day for post in posts if (day := _day(post))]
    if days and max(days) - min(days) > _MOST_DAYS:
        return False
    times = [post.moment for post in posts if post.moment]
    if len(set(times)) != len(times):
        return False
    ups = sum(one < other for one, other in pairwise(times))
    return not times or min(ups, len(times) - 1 - ups) <= len(times) // 10


def _day(post: TimedPost) -> date | None:
    return parse_published(post.moment) or (post.stamp.day if post.stamp else None)
