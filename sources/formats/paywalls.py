"""Pages of articles for subscribers: whether a saved page has the whole article."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from sources.cleaning.partial import FOR_SUBSCRIBERS, LONGEST_TEASER, is_notice, without_notice
from sources.formats.linked_data import is_free, limited_names
from sources.formats.markup import text_lines, without_markup
from sources.language.phrases import is_dense

# Shorter text in the subscribers' element is the offer of a subscription.
_SHORTEST_PAID = 300
# Captions and standfirsts are counted by some sites and not by others.
_LEAST_COUNTED = 0.8
# What linked data has of an article for subscribers is often its first paragraphs only.
_SHORTEST_STATED, _LEAST_STATED = 1_000, 0.95


def is_limited(tree: HtmlElement, linked: Mapping[str, object]) -> bool:
    """Return True if the page states that the rest of the article is for subscribers.

    The part declared to be for them is present if a subscriber saved the page.
    """
    if not _has_notice(tree) and is_free(linked):
        return False
    classes, ids = limited_names(linked)
    paid = [one for name in classes for one in tree.find_class(name)]
    paid += [one for name in ids for one in tree.xpath("//*[@id=$name]", name=name)]
    return not any(len(element.text_content()) >= _SHORTEST_PAID for element in paid)


def _has_notice(tree: HtmlElement) -> bool:
    """Return True for a notice in the page's text, not in its menus."""
    around = tree.xpath("//nav | //footer | //header[not(ancestor::article)]")
    menus = {line for menu in around for line in text_lines(menu).split("\n")}
    return any(is_notice(line) for line in text_lines(tree).split("\n") if line not in menus)


def what_is_missing(
    text: str, linked: Mapping[str, object], limited: bool
) -> tuple[str, str | None]:
    """Return the text of a page, and a description of what is missing or None.

    If it is whole, a notice that the rest is for subscribers is not part of it.
    """
    if _is_part(text, linked, limited):
        return text, FOR_SUBSCRIBERS
    return (text if is_free(linked) else without_notice(text)[0]), None


def _is_part(text: str, linked: Mapping[str, object], limited: bool) -> bool:
    """Return True if a text lacks the part for subscribers, by the stated word count if any."""
    words = _stated_words(linked)
    if words and not is_dense(text) and (limited or not is_free(linked)):
        return len(text.split()) < _LEAST_COUNTED * words
    return limited and len(text) <= LONGEST_TEASER and not _is_stated(text, linked)


def _stated_words(linked: Mapping[str, object]) -> int:
    count = str(linked.get("wordCount", "")).replace(",", "").strip()
    return int(count) if count.isascii() and count.isdigit() and len(count) < 7 else 0


def _is_stated(text: str, linked: Mapping[str, object]) -> bool:
    """Return True if a text has the whole body of the linked data, which is not a teaser."""
    body = linked.get("articleBody")
    length = len(without_markup(body).strip()) if isinstance(body, str) else 0
    return length >= _SHORTEST_STATED and len(text) >= _LEAST_STATED * length
