"""Pages that list articles: a home page, a section, a monthly archive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml.html import HtmlElement

from sources.cleaning.element_parts import HEADINGS, Parts, is_running
from sources.cleaning.teaser_cards import begins_with_link, cards, is_linked
from sources.cleaning.web_address import MALFORMED, path_of, stated_addresses
from sources.formats.markup import text_lines
from sources.language.phrases import ends_sentence, folded, is_dense

_FEWEST_TEASERS, _FEWEST_FLAT, _LONGEST_SUMMARY, _FEWEST_OF_ARCHIVE = 3, 5, 400, 5
_ENTRY_TAGS = frozenset("div li article section tr".split())
_LONGEST_ENTRY, _LONGEST_DATE = 600, 24
_LINK = "a[@href or (not(@id or @name) and normalize-space())]"
_LINKED = (
    f"//*[self::h2 or self::h3 or self::h4][.//{_LINK} or ancestor::{_LINK}]"
    "[not(ancestor::nav or ancestor::footer or ancestor::aside)]"
)
# https://schema.org/Blog and https://schema.org/ItemList, of articles with pages of their own
_LISTED = (
    "//*[@itemprop='blogPost' or @itemprop='blogPosts' or @itemprop='itemListElement']"
    "[contains(@itemtype, 'Article') or contains(@itemtype, 'Posting')][.//a[@href]]"
)
# https://schema.org/LiveBlogPosting, whose entries may link to pages of their own
_LIVE_BLOG = "//*[contains(@itemtype, 'LiveBlogPosting')]"
# https://ogp.me/#types: a page about an author lists the author's articles.
# Blog software declares an archive to be an article too.
_SITE, _PERSON, _ARTICLE = "website", "profile", "article"
DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\b"
    r"|\d{4}[年년] ?\d{1,2}[月월]|\b\d{1,2}(?:\. ?| )[^\W\d]{3,10}\.?,? \d{4}\b"
    r"|\b[^\W\d]{3,10}\.? \d{1,2}, \d{4}\b"
)
# A list has at most an introduction.
_MOST_OWN_SHARE, _MOST_OWN = 0.4, 600
_SHORTEST_PARAGRAPH = 80
# An old site declares nothing, and a short article on it has no more text than this.
_FEWEST_PARAGRAPHS, _SHORTEST_ARTICLE = 2, 120


@dataclass(frozen=True, slots=True)
class Listing:
    """The teasers of a page, and how much other text a list has, None if that is by its share."""

    teasers: tuple[str, ...] = ()
    most_own: int | None = None


def listing(tree: HtmlElement, parts: Parts) -> Listing:
    """Return the teasers of a page that is not declared to be an article.

    They are linked headings with their text, adjacent cards, and elements that are declared to be
    the articles of a list. Where there are none, they are adjacent links with their dates.
    """
    if tree.xpath(_LIVE_BLOG):
        return Listing()
    if len(listed := tree.xpath(_LISTED)) >= _FEWEST_TEASERS:
        return Listing(tuple(map(one_line, listed)))
    stated = {
        (meta.get("property") or meta.get("name") or "").lower(): meta.get("content", "").lower()
        for meta in tree.iter("meta")
    }
    kind = stated.get("og:type", _SITE)
    if kind not in {_SITE, _PERSON, _ARTICLE} or "article:published_time" in stated:
        return Listing()
    here = own_paths(tree)
    groups = [*cards(tree, parts)]
    summarised = [
        card
        for group in groups
        if any(parts[one].prose for one in group)
        for card in group
        if (is_linked(card, parts) or begins_with_link(card, parts)) and not leads(card) <= here
    ]
    wholes = [*_headed(tree, here), *summarised]
    beside = _above(tree, {*wholes})
    if _is_story(tree, beside, wholes):
        return Listing()
    if kind == _ARTICLE:
        enough = len(wholes) >= _FEWEST_OF_ARCHIVE
        return Listing(tuple(map(one_line, wholes)), most_own=0) if enough else Listing()
    found = tuple(dict.fromkeys([*map(one_line, wholes), *_flat(tree)]))
    if not found:
        return Listing(_dated(tree, groups, parts), most_own=0)
    introduced = "og:type" in stated and _introduces(tree, beside, summarised)
    return Listing(found, _MOST_OWN if kind == _PERSON or introduced else None)


def dated_entries(tree: HtmlElement) -> Listing:
    """Return the entries of a list whose page has no day of its own: an author's, a topic's.

    They are boxes beside each other, each with a link, a summary and a short text with a number,
    which is a date or an age in any language. Such a list may have an introduction of half its
    length. Its headline, if there is one, is the author or the section that the entries name.
    """
    body = tree.find("body")
    if body is None:
        return Listing()
    found: list[str] = []
    for around in body.iter("div", "ol", "ul", "main", "section", "tbody", "article"):
        boxes = [one for one in around if one.tag in _ENTRY_TAGS]
        if len(boxes) >= _FEWEST_FLAT:
            entries = [one_line(one) for one in boxes if _is_entry(one)]
            if len(entries) >= _FEWEST_FLAT and len(entries) * 2 > len(boxes):
                found += entries
    headlines = [folded(h1.text_content()) for h1 in body.iter("h1") if h1.find(".//a") is None]
    named = sum(any(one in folded(entry) for one in headlines) for entry in found)
    if any(headlines) and named * 4 < len(found) * 3:
        return Listing()
    return Listing(tuple(dict.fromkeys(found)), sum(map(len, found)) // 2)


def _is_entry(box: HtmlElement) -> bool:
    links = [link for link in box.iter("a") if (link.text_content() or "").strip()]
    if not links or len(box.text_content()) > _LONGEST_ENTRY or box.find(".//p/a") is not None:
        return False
    leaves = [text for text in map(str.strip, box.itertext()) if text]
    dated = any(len(text) <= _LONGEST_DATE and any(map(str.isdigit, text)) for text in leaves)
    return dated and any(map(is_running, leaves))


def _headed(tree: HtmlElement, here: frozenset[str]) -> list[HtmlElement]:
    """Return the linked headings, each with the text that no other has."""
    headings = [each for each in tree.xpath(_LINKED) if not leads(each) <= here]
    within = Counter(above for heading in headings for above in heading.iterancestors())
    found: list[HtmlElement] = []
    for heading in headings:
        whole = heading
        while (above := whole.getparent()) is not None and within[above] == 1:
            whole = above
        found.append(whole)
    return found


def own_paths(tree: HtmlElement) -> frozenset[str]:
    """Return the paths of the page itself. The entries of a live blog link to their own places."""
    return frozenset({"", *map(path_of, stated_addresses(tree))})


def leads(element: HtmlElement) -> frozenset[str]:
    """Return the paths of the links in an element, or around it."""
    links = element.xpath(f".//{_LINK}/@href | ancestor::{_LINK}/@href")
    return frozenset(map(path_of, links)) or frozenset({MALFORMED})


def _above(tree: HtmlElement, found: Collection[HtmlElement]) -> list[HtmlElement]:
    """Return the elements between the headline and the first teaser below it."""
    shown = tree.xpath("//h1")
    below = shown[0].xpath("following::*") if len(shown) == 1 else ()
    above = [*takewhile(lambda element: element not in found, below)]
    return above if len(above) < len(below) else []


def _is_story(
    tree: HtmlElement, beside: Sequence[HtmlElement], teasers: Sequence[HtmlElement]
) -> bool:
    """Return True for a paragraph between the headline and the teasers, if it is an article's.

    The headline is in an `<article>` that has none of the teasers. Or a date is there as well, and
    either the teasers have a heading of their own, or the headline is in an `<article>` with them.
    """
    texts = _texts(beside)
    told = [len(one) * (1 + is_dense(one)) for one in texts if is_running(one)]
    if max(told, default=0) < _SHORTEST_PARAGRAPH:
        return False
    stories = tree.xpath("//article[.//h1]")
    if stories and not any(stories[-1] in one.iterancestors() for one in teasers):
        return True
    dated = any(map(DATE.search, texts)) or any(element.tag == "time" for element in beside)
    headed = any(element.tag in HEADINGS for element in beside)
    return dated and (headed or bool(stories))


def lines_above(tree: HtmlElement, found: Collection[HtmlElement]) -> list[str]:
    """Return the texts between the headline and the first of the elements below it."""
    return _texts(_above(tree, found))


def _introduces(
    tree: HtmlElement, beside: Sequence[HtmlElement], found: Sequence[HtmlElement]
) -> bool:
    """Return True if only the teasers are dated, and follow the headline and running text alone."""
    dates = [DATE.findall(one_line(one)) for one in found]
    texts, body = _texts(beside), tree.find("body")
    if body is None or len(dates) < _FEWEST_TEASERS or not all(dates):
        return False
    if not texts or not all(map(is_running, texts)):
        return False
    return len(DATE.findall(one_line(body))) == sum(map(len, dates))


def _texts(elements: Sequence[HtmlElement]) -> list[str]:
    """Return the paragraphs, and the texts of the elements without any inside."""
    found = [one for one in elements if one.tag == "p" or not len(one)]
    return [text for one in found if (text := " ".join(one.text_content().split()))]


def _dated(
    tree: HtmlElement, groups: Sequence[Sequence[HtmlElement]], parts: Parts
) -> tuple[str, ...]:
    """Return the links with dates that are most of a page's text, of a table or a plain list."""
    lists = [[one_line(card) for card in group] for group in groups if len(group) >= _FEWEST_FLAT]
    found = [one for lines in lists if all(map(DATE.search, lines)) for one in lines]
    body = parts.get(tree.find("body"))
    return tuple(found) if body and sum(map(len, found)) * 2 >= body.length else ()


def _flat(tree: HtmlElement) -> list[str]:
    """Return the summaries between linked headings, or terms, that have no boxes around them."""
    heads = tree.xpath(f"{_LINKED} | //dt[.//a[@href]]")
    siblings = Counter(head.getparent() for head in heads)
    lists = {parent for parent, times in siblings.items() if times >= _FEWEST_FLAT}
    found: list[str] = []
    for head in heads:
        if head.getparent() not in lists:
            continue
        summary: list[str] = []
        for one in head.itersiblings():
            if one.tag == head.tag:
                break
            summary.append(one_line(one))
        if sum(map(len, summary)) <= _LONGEST_SUMMARY:
            found += [one_line(head), *filter(None, summary)]
    return found


def one_line(element: HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(text_lines(element).split())


def _is_told(block: str) -> bool:
    """Return True for running text, not for a short line such as "212 results. Sort by date"."""
    return is_running(block) and (len(block) >= _SHORTEST_PARAGRAPH or ends_sentence(block))


def is_list(text: str, listed: Listing) -> bool:
    """Return True if hardly any of a page's text is outside its teasers."""
    if len(listed.teasers) < _FEWEST_TEASERS:
        return False
    teased = "\n".join(listed.teasers)
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    own = [len(b) * (1 + is_dense(b)) for b in blocks if _is_told(b) and b not in teased]
    if listed.most_own is not None:
        return sum(own) <= listed.most_own
    if len(own) >= _FEWEST_PARAGRAPHS and sum(own) >= _SHORTEST_ARTICLE:
        return False
    long = sum(size for size in own if size >= _SHORTEST_PARAGRAPH)
    return long <= min(_MOST_OWN, _MOST_OWN_SHARE * max(len(text), len(teased)))
