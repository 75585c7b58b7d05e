"""What surrounds an article on its page and is removed before extraction.

The rules look at the page's structure (hidden elements, roles, controls, links that repeat), never
at the words. Nothing is removed if the page's running text would be lost with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from sources.cleaning.advertising import advertisements
from sources.cleaning.closing_teasers import are_closing
from sources.cleaning.element_parts import HEADINGS, Parts, drop
from sources.cleaning.story_place import (
    above_story,
    below_teasers,
    biographies,
    calls,
    side_cells,
    story,
)
from sources.cleaning.teaser_cards import cards, is_headed
from sources.language.phrases import ends_sentence

_ROLES = "dialog alertdialog alert status log tooltip search menu menubar toolbar".split()
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_SCREEN_READERS = frozenset("sr-only visually-hidden visuallyhidden screen-reader-text".split())
# Boxes are named in English on sites of every language.
_SIGN_UP = re.compile(
    r"newsletter|sign-?up|mailing-?list|push-?(?:prompt|notification)|donat(?:e|ion)"
)
# A notice in a dialog or a region that changes is shorter, a live blog in one is longer.
_LONGEST_NOTICE = 600
# A larger share of the running text is the rest of an article that a button unfolds.
_MOST_HIDDEN = 0.3
_LONGEST_OFFER, _LONGEST_SENTENCE, _LONGEST_BUTTONS, _LONGEST_LABEL = 450, 250, 140, 100
# A longer list below a heading is the article, which the text above it introduces.
_MOST_TEASED = 3
_BOXES = frozenset("aside div fieldset footer form header label li section span ul".split())
_KEPT_TAGS = frozenset("body html main article h1 figure table tbody tr td".split())


def remove_surroundings(tree: HtmlElement, parts: Parts, authors: Collection[str] = ()) -> None:
    """Remove what is hidden, interactive, about the authors, or a teaser of another article."""
    body = tree.find("body")
    if body is None:
        return
    for element in [*_unseen(body, parts), *advertisements(body, parts), *_sign_ups(body, parts)]:
        drop(element, parts)
    for element in [*above_story(body, parts), *biographies(body, parts, authors)]:
        drop(element, parts)
    for element in [*side_cells(body, parts)]:
        drop(element, parts)
    for group in [*cards(body, parts)]:
        if _may_go(body, group, parts):
            below = _below(body, group, parts)
            _drop_with_heading(group, parts)
            for element in below:
                drop(element, parts)
    for element in [*calls(body, parts)]:
        if parts[element].prose < parts[body].prose:
            drop(element, parts)
    for element in _interactive(body, parts):
        drop(element, parts)


def _unseen(body: HtmlElement, parts: Parts) -> Iterator[HtmlElement]:
    """Yield the elements that readers of the page do not see, or see over it."""
    for element in body.iter():
        certain = (
            element.tag in {"dialog", "template"}
            or element.get("role") in _ROLES
            or not _FOR_SCREEN_READERS.isdisjoint(element.get("class", "").split())
        )
        hidden = (
            element.get("hidden") is not None
            or _UNSEEN_STYLE.search(element.get("style", "")) is not None
        )
        if not (certain or hidden):
            continue
        part = parts.get(element)
        if part is None or part.title:
            continue
        if certain:
            goes = part.length <= _LONGEST_NOTICE
        else:
            unfolds = part.prose and not part.control and _is_in_article(element)
            goes = not unfolds and part.prose <= _MOST_HIDDEN * parts[body].prose
            if not goes:  # the extractor would drop it
                for name in ("hidden", "style"):
                    element.attrib.pop(name, None)
        if goes:
            yield element


def _sign_ups(body: HtmlElement, parts: Parts) -> Iterator[HtmlElement]:
    """Yield the short boxes that are named after a newsletter or a donation."""
    for element in body.xpath(".//*[@class or @id]"):
        names = f"{element.get('class', '')} {element.get('id', '')}".lower()
        if element in parts and element.tag not in _KEPT_TAGS and _SIGN_UP.search(names):
            part = parts[element]
            if part.length <= _LONGEST_OFFER and not part.fact:
                yield element


def _is_in_article(element: HtmlElement) -> bool:
    return any(
        above.tag in {"article", "main"} or above.get("itemprop") == "articleBody"
        for above in element.iterancestors()
    )


def _may_go(body: HtmlElement, group: list[HtmlElement], parts: Parts) -> bool:
    """Return True if the cards are not the page's text: a list, or an article of short entries."""
    teased = sum(parts[card].prose for card in group)
    if not teased or are_closing(body, group, parts):
        return True
    rest = parts[body].prose - teased
    if not is_headed(group[0], parts):
        outside = story(body, parts, rest) not in group[0].iterancestors()
        return outside and _is_headed_box(group, parts, rest)
    stated = body.xpath("//*[@itemprop='articleBody'] | //article[.//h1]")
    beside = bool(stated) and not any(one in stated for one in group[0].iterancestors())
    tells = any(ends_sentence(p.text_content().strip()) for one in stated for p in one.iter("p"))
    return rest >= teased or (tells and beside) or _is_headed_box(group, parts, rest)


def _below(body: HtmlElement, group: list[HtmlElement], parts: Parts) -> list[HtmlElement]:
    """Return the boxes below the teasers that go with them."""
    teased = sum(parts[card].prose for card in group)
    around = story(body, parts, parts[body].prose - teased)
    return below_teasers(group, around, parts) if teased and around is not body else []


def _is_headed_box(group: list[HtmlElement], parts: Parts, rest: int) -> bool:
    """Return True if the cards are all of a box that begins with a heading."""
    box = group[0].getparent()
    if box is not None and box.tag in {"ol", "ul"}:
        box = box.getparent()
    first = box[0] if box is not None and len(box) else None
    if first is None or first.tag not in HEADINGS or box.tag in _KEPT_TAGS:
        return False
    teased = sum(parts[card].prose for card in group)
    return parts[box].prose <= teased <= _MOST_TEASED * rest


def _drop_with_heading(group: list[HtmlElement], parts: Parts) -> None:
    """Drop the cards with the heading above them, and the boxes that only hold a label then."""
    while group:
        heading, below, above = group[0].getprevious(), group[-1].getnext(), group[0].getparent()
        for element in group:
            drop(element, parts)
        # A heading with text below it may be that text's.
        alone = below is None or below not in parts or not parts[below].prose
        if alone and heading is not None and heading.tag in HEADINGS:
            drop(heading, parts)
        group = [above] if above is not None and _is_label(above, parts) else []


def _is_label(element: HtmlElement, parts: Parts) -> bool:
    """Return True if an element has no more text than a label."""
    part = parts.get(element)
    if part is None or element.tag in _KEPT_TAGS or part.length > _LONGEST_LABEL:
        return False
    return part.prose <= 0 and not part.fact


def _interactive(body: HtmlElement, parts: Parts) -> list[HtmlElement]:
    """Return the boxes that offer something to do: forms, rows of buttons."""
    found: list[HtmlElement] = []
    seen: set[HtmlElement] = set()
    for control in body.iter("button", "form", "input", "textarea"):
        if control in seen or control not in parts:
            continue
        box = control
        while (above := box.getparent()) is not None and _is_box(above, box, parts):
            box = above
        if box is not control or (box.tag == "form" and parts[box].length <= _LONGEST_OFFER):
            seen.update(box.iter())
            found.append(box)
    removed = sum(parts[box].prose for box in found)
    return found if removed < parts[body].prose else []


def _is_box(element: HtmlElement, inside: HtmlElement, parts: Parts) -> bool:
    """Return True if an element around a control, or around its box, is only there for it."""
    part = parts.get(element)
    if part is None or element.tag not in _BOXES or part.title or element.get("itemprop"):
        return False
    if not part.entry:
        short = part.length <= _LONGEST_BUTTONS and not part.prose
        return short and not part.paragraph
    # A box that has its sentence is complete. More text around it is the article's.
    added = part.prose - parts[inside].prose
    offers = not added or (not parts[inside].prose and added <= _LONGEST_SENTENCE)
    return offers and part.length <= _LONGEST_OFFER and not part.fact
