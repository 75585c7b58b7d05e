"""Pages that list articles: a home page, a section, a monthly archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from sources.cleaning.element_parts import Parts, is_running
from sources.cleaning.teaser_cards import cards
from sources.formats.markup import text_lines
from sources.language.phrases import is_dense

_FEWEST_TEASERS, _FEWEST_FLAT, _LONGEST_SUMMARY = 3, 5, 400
_LINKED = (
    "//*[self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a[@href]]"
    "[not(ancestor::nav or ancestor::footer or ancestor::aside)]"
)
# https://schema.org/Blog and https://schema.org/ItemList, of articles with pages of their own
_LISTED = (
    "//*[@itemprop='blogPost' or @itemprop='blogPosts' or @itemprop='itemListElement']"
    "[contains(@itemtype, 'Article') or contains(@itemtype, 'Posting')][.//a[@href]]"
)
# A list has at most an introduction.
_MOST_OWN_SHARE, _MOST_OWN = 0.4, 600
_SHORTEST_PARAGRAPH = 80
# An old site declares nothing, and a short article on it has no more text than this.
_FEWEST_PARAGRAPHS, _SHORTEST_ARTICLE = 2, 120


def teasers(tree: HtmlElement, parts: Parts) -> tuple[str, ...]:
    """Return the teasers of a page that is not declared to be an article.

    They are linked headings with their text, adjacent cards, and elements that are declared to be
    the articles of a list.
    """
    if len(listed := tree.xpath(_LISTED)) >= _FEWEST_TEASERS:
        return tuple(map(_line, listed))
    stated = {
        (meta.get("property") or meta.get("name") or "").lower(): meta.get("content", "").lower()
        for meta in tree.iter("meta")
    }
    if stated.get("og:type", "website") != "website" or "article:published_time" in stated:
        return ()
    headings = tree.xpath(_LINKED)
    within = Counter(above for heading in headings for above in heading.iterancestors())
    found: list[str] = []
    for heading in headings:
        whole = heading
        while (above := whole.getparent()) is not None and within[above] == 1:
            whole = above
        found.append(_line(whole))
    found += _flat(tree)
    groups = (group for group in cards(tree, parts) if any(parts[card].prose for card in group))
    return tuple(dict.fromkeys([*found, *(_line(card) for group in groups for card in group)]))


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
            summary.append(_line(one))
        if sum(map(len, summary)) <= _LONGEST_SUMMARY:
            found += [_line(head), *filter(None, summary)]
    return found


def _line(element: HtmlElement) -> str:
    return " ".join(text_lines(element).split())


def is_list(text: str, found: Sequence[str]) -> bool:
    """Return True if hardly any of a page's text is outside its teasers."""
    if len(found) < _FEWEST_TEASERS:
        return False
    teased = "\n".join(found)
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    own = [len(b) * (1 + is_dense(b)) for b in blocks if is_running(b) and b not in teased]
    if len(own) >= _FEWEST_PARAGRAPHS and sum(own) >= _SHORTEST_ARTICLE:
        return False
    long = sum(size for size in own if size >= _SHORTEST_PARAGRAPH)
    return long <= min(_MOST_OWN, _MOST_OWN_SHARE * max(len(text), len(teased)))
