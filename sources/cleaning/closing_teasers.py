"""Teasers for pages of the same site, at the end of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from sources.cleaning.element_parts import HEADINGS, Parts
from sources.cleaning.teaser_cards import begins_with_link, is_headed
from sources.cleaning.web_address import host_of, stated_addresses

_FEWEST = 3
# A longer list below a heading is the article, which the text above it introduces.
_MOST_TEASED = 4
_SHORTEST_STORY, _MOST_BELOW, _LONGEST_LABEL = 80, 300, 60
_LABELS = frozenset("div p span strong header".split()) | HEADINGS
_LISTS = frozenset("div ol section ul".split())


def are_closing(body: HtmlElement, group: Sequence[HtmlElement], parts: Parts) -> bool:
    """Return True if cards lead to pages of the same site, and follow the page's story.

    They are outside the element of the story, are such elements themselves, or have a heading. A
    list of works with links to them, which an article consists of, has none of that.
    """
    teased = sum(parts[card].prose for card in group)
    below = _prose_below(group[-1], parts)
    above = parts[body].prose - teased - below
    if len(group) < _FEWEST or above < _SHORTEST_STORY or below > min(_MOST_BELOW, above):
        return False
    if not all(is_headed(card, parts) or begins_with_link(card, parts) for card in group):
        return False
    own = _own_host(body)
    hosts = {host_of(target) for card in group for target in parts[card].targets}
    if not hosts <= {"", own}:
        return False
    stories = body.xpath(".//article[.//h1]")
    outside = bool(stories) and stories[-1] not in group[0].iterancestors()
    if outside or group[0].tag == "article":
        return True
    return teased <= _MOST_TEASED * above and _is_labelled(group[0], parts)


def _prose_below(element: HtmlElement, parts: Parts) -> int:
    """Return how much running text follows an element, except in footers and boxes beside it."""
    return sum(
        parts[one].prose
        for around in (element, *element.iterancestors())
        for one in around.itersiblings()
        if one in parts and one.tag not in {"aside", "footer", "nav"}
    )


def _is_labelled(first: HtmlElement, parts: Parts) -> bool:
    """Return True if a short line without a link is directly above the first card."""
    for around in (first, *islice(first.iterancestors(), 2)):
        label = around.getprevious()
        if label is None:
            if around.getparent() is None or around.getparent().tag not in _LISTS:
                return False
            continue
        part = parts.get(label)
        if part is None or label.tag not in _LABELS or part.title:
            return False
        return 0 < part.length <= _LONGEST_LABEL and not part.prose and not part.linked
    return False


def _own_host(body: HtmlElement) -> str:
    """Return the host that the page states, or that most of its links outside the text lead to."""
    for address in stated_addresses(body):
        if host := host_of(address):
            return host
    around = body.xpath(".//nav//a/@href | .//header//a/@href | .//footer//a/@href")
    hosts = Counter(filter(None, map(host_of, around)))
    return hosts.most_common(1)[0][0] if hosts else ""
