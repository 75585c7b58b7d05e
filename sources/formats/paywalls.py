"""Pages of articles for subscribers: whether a saved page has the whole article."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from lxml.html import HtmlElement

from sources.cleaning.partial import FOR_SUBSCRIBERS, LONGEST_TEASER, is_notice, without_notice
from sources.formats.linked_data import is_free, limited_names
from sources.formats.markup import text_lines, without_markup
from sources.language.phrases import ends_sentence, is_dense

# Shorter text in the subscribers' element is the offer of a subscription.
_SHORTEST_PAID = 300
# Captions and standfirsts are counted by some sites and not by others.
_LEAST_COUNTED = 0.8
# What linked data has of an article for subscribers is often its first paragraphs only.
# A teaser without a notice has few paragraphs, or breaks off.
_MOST_OF_TEASER, _LONGEST_LABEL = 2, 80
_BREAKS = ("…", "...", "[…]", "[...]")
_SHORTEST_STATED, _LEAST_STATED = 1_000, 0.95


class Limit(Enum):
    """Whether the rest of a page's article may be for subscribers."""

    NONE = "none"
    DECLARED = "declared"
    """Only its linked data states it, which may be true of the whole article."""
    SHOWN = "shown"
    """It has a notice, or the element that is declared to be for subscribers is missing."""


def stated_limit(tree: HtmlElement, linked: Mapping[str, object]) -> Limit:
    """Return what a page states about the rest of its article.

    The part declared to be for subscribers is present if one of them saved the page.
    """
    notice = _has_notice(tree)
    if not notice and is_free(linked):
        return Limit.NONE
    classes, ids = limited_names(linked)
    paid = [one for name in classes for one in tree.find_class(name)]
    paid += [one for name in ids for one in tree.xpath("//*[@id=$name]", name=name)]
    if any(len(element.text_content()) >= _SHORTEST_PAID for element in paid):
        return Limit.NONE
    return Limit.SHOWN if notice or classes or ids else Limit.DECLARED


def _has_notice(tree: HtmlElement) -> bool:
    """Return True for a notice in the page's text, not in its menus."""
    around = tree.xpath("//nav | //footer | //header[not(ancestor::article)]")
    menus = {line for menu in around for line in text_lines(menu).split("\n")}
    return any(is_notice(line) for line in text_lines(tree).split("\n") if line not in menus)


def what_is_missing(
    text: str, linked: Mapping[str, object], limited: Limit
) -> tuple[str, str | None]:
    """Return the text of a page, and a description of what is missing or None.

    If it is whole, a notice that the rest is for subscribers is not part of it.
    """
    if _is_part(text, linked, limited):
        return text, FOR_SUBSCRIBERS
    return (text if is_free(linked) else without_notice(text)[0]), None


def _is_part(text: str, linked: Mapping[str, object], limited: Limit) -> bool:
    """Return True if a text lacks the part for subscribers, by the stated word count if any."""
    words = _stated_words(linked)
    if words and not is_dense(text) and (limited is not Limit.NONE or not is_free(linked)):
        return len(text.split()) < _LEAST_COUNTED * words
    if len(text) > LONGEST_TEASER or _is_stated(text, linked):
        return False
    return limited is Limit.SHOWN or (limited is Limit.DECLARED and _seems_cut(text))


def _seems_cut(text: str) -> bool:
    """Return True for a text of one or two paragraphs, and for one that breaks off."""
    blocks = [block.rstrip() for block in text.split("\n\n") if block.strip()]
    few = sum(map(ends_sentence, blocks)) <= _MOST_OF_TEASER
    breaks_off = len(blocks[-1]) >= _LONGEST_LABEL and not ends_sentence(blocks[-1])
    return few or blocks[-1].endswith(_BREAKS) or breaks_off


def _stated_words(linked: Mapping[str, object]) -> int:
    count = str(linked.get("wordCount", "")).replace(",", "").strip()
    return int(count) if count.isascii() and count.isdigit() and len(count) < 7 else 0


def _is_stated(text: str, linked: Mapping[str, object]) -> bool:
    """Return True if a text has the whole body of the linked data, which is not a teaser."""
    body = linked.get("articleBody")
    length = len(without_markup(body).strip()) if isinstance(body, str) else 0
    return length >= _SHORTEST_STATED and len(text) >= _LEAST_STATED * length
