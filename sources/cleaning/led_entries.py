"""Lists of entries that lead to other pages, on a page that may declare itself an article.

An archive of a day, a topic or a search may declare itself an article, and its summaries read like
the paragraphs of one. It has nothing but its entries: neighbours alike that each begin with a link
to a page of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from sources.cleaning.element_parts import Parts, is_running, target
from sources.cleaning.index_pages import (
    DATE,
    Listing,
    dated_entries,
    lines_above,
    listing,
    one_line,
    own_paths,
)
from sources.cleaning.web_address import MALFORMED, host_of, path_of, stated_addresses
from sources.language.phrases import ends_sentence

_FEWEST, _LONGEST_ENTRY, _LONGEST_LABEL = 3, 700, 60
_TAGS = frozenset("article dd div li p section td tr".split())


def listings(
    tree: HtmlElement, parts: Parts, *, is_declared: bool, is_dated: bool
) -> tuple[Listing, ...]:
    """Return the teasers of a page that may be a list, by each of the kinds of lists.

    A page is declared by its linked data, or dated by itself.
    """
    found = Listing() if is_declared else listing(tree, parts)
    usual = found if found.teasers or is_dated else dated_entries(tree)
    return usual, led_entries(tree)


def led_entries(tree: HtmlElement) -> Listing:
    """Return the entries of a page without running text between its headline and the first."""
    here, body = own_paths(tree), tree.find("body")
    for around in () if body is None else body.iter():
        for entries in _alike(around):
            leads = [_lead(one) for one in entries]
            own_pages = _are_pages(tree, leads, here)
            if own_pages and _are_teasers(entries, leads) and not _introduced(tree, entries):
                return Listing(tuple(map(one_line, entries)), most_own=0)
    return Listing()


def _alike(around: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the neighbours with one tag and class that begin with a link, and have running text."""
    groups: dict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
    for child in around:
        if child.tag in _TAGS:
            groups[child.tag, child.get("class", "")].append(child)
    for group in groups.values():
        if len(group) >= _FEWEST:
            entries = [
                one for one in group if _lead(one) and len(one.text_content()) <= _LONGEST_ENTRY
            ]
            told = sum(any(map(is_running, one.itertext())) for one in entries)
            if told >= max(_FEWEST, len(entries) / 2):
                yield entries


def _lead(entry: HtmlElement) -> str:
    """Return the address that the first words of an entry lead to, or ''."""
    for element in entry.iter():
        if (address := target(element)) and element.text_content().strip():
            return address.partition("#")[0]
        if (element.text or "").strip() or (element is not entry and (element.tail or "").strip()):
            return ""
    return ""


def _are_pages(tree: HtmlElement, leads: Sequence[str], here: frozenset[str]) -> bool:
    """Return True if each address is another page of the site."""
    hosts = {host_of(address) for address in leads} - {""}
    own = {host_of(address) for address in stated_addresses(tree)} - {""}
    paths = {path_of(address) for address in leads}
    others = not paths & (here | {MALFORMED})
    return len({*leads}) == len(leads) and others and len(hosts) <= 1 and hosts <= (own or hosts)


def _are_teasers(entries: Sequence[HtmlElement], leads: Sequence[str]) -> bool:
    """Return True if all end with a link to the same page, share a label, or have their days."""
    again = all(map(_leads_again, entries, leads))
    labels = Counter(label for one in entries for label in {*_labels(one)})
    shared = any(times == len(entries) for times in labels.values())
    return again or shared or all(any(map(DATE.search, _labels(one))) for one in entries)


def _leads_again(entry: HtmlElement, lead: str) -> bool:
    addresses = [found.partition("#")[0] for one in entry.iter("a") if (found := target(one))]
    return len(addresses) > 1 and addresses[-1] == lead


def _labels(entry: HtmlElement) -> list[str]:
    texts = (" ".join(text.split()) for text in entry.itertext())
    return [
        text for text in texts if 0 < len(text) <= _LONGEST_LABEL and any(map(str.isalpha, text))
    ]


def _introduced(tree: HtmlElement, entries: Sequence[HtmlElement]) -> bool:
    return any(is_running(text) and ends_sentence(text) for text in lines_above(tree, entries))
