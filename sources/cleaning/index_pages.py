"""Pages that list articles: a home page, a section, a monthly archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from sources.formats.markup import text_lines

_FEWEST_TEASERS = 3
_LINKED = (
    "//*[self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a[@href]]"
    "[not(ancestor::nav or ancestor::footer or ancestor::aside)]"
)
# A list has at most an introduction.
_MOST_OWN_SHARE, _MOST_OWN = 0.4, 600
_SHORTEST_PARAGRAPH = 80


def teasers(tree: HtmlElement) -> tuple[str, ...]:
    """Return linked headings with their text, from a page not declared to be an article."""
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
        found.append(" ".join(text_lines(whole).split()))
    return tuple(found)


def is_list(text: str, found: Sequence[str]) -> bool:
    """Return True if hardly any of a page's text is outside its teasers."""
    if len(found) < _FEWEST_TEASERS:
        return False
    teased = "\n".join(found)
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    own = sum(len(b) for b in blocks if len(b) >= _SHORTEST_PARAGRAPH and b not in teased)
    return own <= min(_MOST_OWN, _MOST_OWN_SHARE * max(len(text), len(teased)))
