"""Teaser cards: links to other articles, each with its headline, summary or date.

They are recognised by their repetition: adjacent elements of the same kind, each linking to a page
of its own, with little text beside the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from sources.cleaning.element_parts import HEADINGS, MOST_TARGETS, Parts, is_of_authors, target

_FEWEST = 3
_FEWEST_HEADED = 2
_LONGEST = 450
_LEAST_LINKED = 0.3
_SHORTEST_LINK = 4
_TAGS = frozenset("a article div li p section dd td tr".split())
_LINK_AND_SUMMARY = ("a", "p")
_NUMBER = re.compile(r"\d+")


def cards(tree: HtmlElement, parts: Parts) -> Iterator[list[HtmlElement]]:
    """Yield the groups of adjacent cards on a page."""
    done: set[HtmlElement] = set()
    for parent in tree.iter():
        if parent in done or parent not in parts or len(parent) < _FEWEST_HEADED:
            continue
        for group in _alike(parent, parts):
            targets = {min(parts[card].targets) for card in group}
            headed = all(is_headed(one, parts) or begins_with_link(one, parts) for one in group)
            if len(targets) >= (_FEWEST_HEADED if headed else _FEWEST):
                yield group
                done.update(one for card in group for one in card.iter())


def _alike(parent: HtmlElement, parts: Parts) -> list[list[HtmlElement]]:
    groups: dict[tuple[object, str], list[HtmlElement]] = {}
    for child in parent:
        if child.tag in _TAGS and child in parts and _is_card(child, parts):
            name = _NUMBER.sub("", child.get("class", ""))
            groups.setdefault((child.tag, name), []).append(child)
    return [*groups.values()]


def is_headed(element: HtmlElement, parts: Parts) -> bool:
    """Return True if the element has a heading that is a link."""
    return parts[element].heading and any(
        parts[heading].linked * 2 > parts[heading].length
        for heading in element.iter(*HEADINGS)
        if heading in parts
    )


def is_linked(element: HtmlElement, parts: Parts) -> bool:
    """Return True if much of the text is links, or the element is headed."""
    part = parts[element]
    return part.linked >= _LEAST_LINKED * part.length or is_headed(element, parts)


def begins_with_link(element: HtmlElement, parts: Parts) -> bool:
    """Return True if the element is a link and a paragraph below it."""
    if len(element) < len(_LINK_AND_SUMMARY) or (element.text or "").strip():
        return False
    link, summary = element[0], element[1]
    if (link.tag, summary.tag) != _LINK_AND_SUMMARY or (link.tail or "").strip():
        return False
    return target(link) is not None and bool(parts[summary].prose)


def _is_card(element: HtmlElement, parts: Parts) -> bool:
    part = parts[element]
    if not 0 < len(part.targets) < MOST_TARGETS or part.length > _LONGEST or part.title:
        return False
    if part.linked < _SHORTEST_LINK or part.entry:
        return False
    leads = is_linked(element, parts) or begins_with_link(element, parts)
    return leads and not is_of_authors(element)
