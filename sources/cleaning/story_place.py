"""Where on its page an article is, and the boxes beside it that are not part of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import takewhile

from lxml.html import HtmlElement

from sources.cleaning.element_parts import HEADINGS, Parts, is_named_after_authors
from sources.formats.markup import text_lines
from sources.language.phrases import ends_sentence, folded

_BOXES = frozenset("aside div section".split())
_OUTSIDE = frozenset("footer nav".split())
_LONGEST_BOX, _LONGEST_SENTENCES, _LONGEST_BUTTON = 450, 250, 40
_LONGEST_NOTICE, _SHORTEST_PARAGRAPH = 600, 80
# A row with a shorter text is one of a table of facts.
_SHORTEST_STORY, _FEWEST_LINES, _TIMES_BESIDE = 250, 4, 5
_SCRIPTED = ("#", "javascript:")


def story(body: HtmlElement, parts: Parts, prose: int) -> HtmlElement:
    """Return the smallest element with the headline and half of `prose`, or the body."""
    shown = body.xpath(".//h1")
    if len(shown) == 1:
        for above in shown[0].iterancestors():
            if above in parts and parts[above].prose * 2 >= prose:
                return above
    return body


def above_story(body: HtmlElement, parts: Parts) -> Iterator[HtmlElement]:
    """Yield the short boxes with controls above the story, which ask for consent."""
    around = story(body, parts, parts[body].prose)
    for above in (around, *around.iterancestors()):
        if above is body:
            return
        for element in above.itersiblings(preceding=True):
            if element.tag in _BOXES and _is_notice(element, parts):
                yield element


def _is_notice(element: HtmlElement, parts: Parts) -> bool:
    part = parts.get(element)
    if part is None or not part.prose or part.length > _LONGEST_NOTICE or part.fact:
        return False
    if part.entry or part.targets:
        return False
    return part.control or any(
        link.get("href", "").strip().lower().startswith(_SCRIPTED) for link in element.iter("a")
    )


def side_cells(body: HtmlElement, parts: Parts) -> Iterator[HtmlElement]:
    """Yield the cells beside the story on a page that is laid out with a table."""
    for row in body.iter("tr"):
        cells = [cell for cell in row.iterchildren("td", "th") if cell in parts]
        main = max(cells, key=lambda cell: parts[cell].prose, default=None)
        if main is None or not _is_story(main, parts[main].prose, parts[body].prose):
            continue
        for cell in cells:
            part = parts[cell]
            if part.length and part.prose * _TIMES_BESIDE <= parts[main].prose and not part.title:
                yield cell


def _is_story(cell: HtmlElement, prose: int, of_page: int) -> bool:
    """Return True for a cell with several lines and most of the page's running text."""
    if prose < _SHORTEST_STORY or prose * 2 < of_page:
        return False
    return len([*filter(str.strip, text_lines(cell).split("\n"))]) >= _FEWEST_LINES


def below_teasers(group: list[HtmlElement], within: HtmlElement, parts: Parts) -> list[HtmlElement]:
    """Return the short boxes with a heading that follow teasers outside the story."""
    inside = {within, *within.iterancestors()}
    found: list[HtmlElement] = []
    for above in (group[-1], *group[-1].iterancestors()):
        if above in inside:
            break
        found += [one for one in above.itersiblings() if _is_headed_note(one, parts)]
    return found


def _is_headed_note(element: HtmlElement, parts: Parts) -> bool:
    """Return True if a box is a heading and a sentence or two."""
    part = parts.get(element)
    if part is None or element.tag not in _BOXES or not len(element) or part.title or part.fact:
        return False
    headed = element[0].tag in HEADINGS
    return headed and part.length <= _LONGEST_BOX and part.prose <= _LONGEST_SENTENCES


def calls(body: HtmlElement, parts: Parts) -> Iterator[HtmlElement]:
    """Yield the boxes below the story's text that are a heading, a sentence or two, and buttons.

    A line with a link may follow the buttons, and a box of short lines needs no heading.
    """
    around = story(body, parts, parts[body].prose)
    for button in body.iter("button"):
        box = button.getparent()
        unfolds = button.get("aria-expanded") or button.get("aria-controls")
        ends = all(one.tag == "button" or one.find(".//a") is not None for one in _after(button))
        if unfolds or not ends or not 0 < parts[button].length <= _LONGEST_BUTTON:
            continue
        below = around if around in box.iterancestors() else None
        noted = _is_headed_note(box, parts) or (below is not None and _is_wall(box, parts))
        if noted and not _has_prose_beside(box, parts, within=below):
            yield box


def _after(element: HtmlElement) -> list[HtmlElement]:
    return [one for one in element.itersiblings() if (one.text_content() or "").strip()]


def _is_wall(box: HtmlElement, parts: Parts) -> bool:
    """Return True if a box is a label above short lines, below running text."""
    part = parts.get(box)
    if part is None or box.tag not in _BOXES or part.title or part.fact:
        return False
    lines = text_lines(box).split("\n\n")
    short = part.length <= _LONGEST_BOX and max(map(len, lines)) < _SHORTEST_PARAGRAPH
    labelled = len(lines) > 1 and not ends_sentence(lines[0])
    return short and labelled and _has_prose_beside(box, parts, above=True)


def biographies(body: HtmlElement, parts: Parts, authors: Collection[str]) -> Iterator[HtmlElement]:
    """Yield the boxes below text that are named after authors and begin with the name of one."""
    names = {*map(folded, authors)}
    for element in body.iter(*_BOXES) if names else ():
        part = parts.get(element)
        if part is None or not 0 < part.prose <= part.length <= _LONGEST_BOX or part.title:
            continue
        if not is_named_after_authors(element) or not _has_prose_beside(element, parts, above=True):
            continue
        if folded(text_lines(element).split("\n\n")[0]) in names:
            yield element


def _has_prose_beside(
    element: HtmlElement,
    parts: Parts,
    above: bool = False,
    within: HtmlElement | None = None,
) -> bool:
    """Return True if running text is below an element, or above it, within another if given."""
    inside = takewhile(lambda one: one is not within, element.iterancestors())
    return any(
        one in parts and parts[one].prose > 0 and one.tag not in _OUTSIDE
        for around in (element, *inside)
        for one in around.itersiblings(preceding=above)
    )
