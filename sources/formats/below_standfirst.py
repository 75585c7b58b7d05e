"""The lines below a headline without its standfirst, which may separate it from the byline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from sources.cleaning.date_lines import LINES_BELOW_HEADLINE
from sources.formats.markup import text_lines
from sources.language.phrases import ends_sentence, folded, is_prose

# The text begins with a sentence, and a byline may be a short one.
SHORTEST_TEXT = 60
# A standfirst above entries or boxes is known by the running text further down beside it.
_FEWEST_BELOW = 3
_BOUNDS = "h1 h2 h3 h4 h5 h6 figure aside nav footer".split()
_MOST_BOUNDS, _MOST_PIECES, _GLANCE = 20, 20, 20


def is_text(line: str) -> bool:
    """Return True if a line below a headline is running text rather than a byline or a label."""
    return is_prose(line) or (ends_sentence(line) and len(line) >= SHORTEST_TEXT)


def without_standfirst(
    lines: Sequence[str], within: HtmlElement, headings: Sequence[str]
) -> list[str]:
    """Return the lines of an element without its standfirst, up to the next heading or picture.

    No other running text on the page is in an element like that of a standfirst, and other text
    follows it. Without a standfirst, all the lines are returned.
    """
    wanted = {folded(heading) for heading in headings} - {""}
    at = next((index for index, line in enumerate(lines) if folded(line) in wanted), len(lines))
    below = range(at + 1, min(at + 1 + LINES_BELOW_HEADLINE, len(lines)))
    first = next((index for index in below if is_text(lines[index])), None)
    element = None if first is None else _element_of(lines[first], within)
    if first is None or element is None or not _is_alone(element, within):
        return [*lines]
    bounds = {*_bounds(element)}
    rest = [*takewhile(lambda line: folded(line) not in bounds, lines[first + 1 :])]
    if any(map(is_text, rest[:LINES_BELOW_HEADLINE])) or _introduces(element, wanted, within):
        return [*lines[:first], *rest]
    return [*lines]


def _element_of(line: str, within: HtmlElement) -> HtmlElement | None:
    """Return the smallest element that contains just this line."""
    start, key = folded(line[:_GLANCE]), folded(line)
    found = None
    for element in within.iter():
        text = folded(
            next(filter(str.strip, islice(element.itertext(), _MOST_PIECES)), "")[:_GLANCE]
        )
        if text and (text.startswith(start) or start.startswith(text)):
            if folded(element.text_content()) == key:
                found = element
            elif found is not None:
                break
    return found


def _is_alone(element: HtmlElement, within: HtmlElement) -> bool:
    """Return True if no other element of the same kind holds running text."""
    return not any(
        other is not element and _kind(other) == _kind(element) and is_text(_line(other))
        for other in within.iter(element.tag)
    )


def _kind(element: HtmlElement) -> tuple[str | None, ...]:
    above = element.getparent()
    around = (None, None) if above is None else (above.tag, above.get("class"))
    return (element.tag, element.get("class"), *around)


def _bounds(element: HtmlElement) -> Iterator[str]:
    """Yield the first lines of the headings, pictures and boxes below an element."""
    tags = " or ".join(f"self::{tag}" for tag in _BOUNDS)
    for bound in element.xpath(f"following::*[{tags}][position() <= {_MOST_BOUNDS}]"):
        yield folded(text_lines(bound).partition("\n")[0])


def _introduces(element: HtmlElement, wanted: set[str], within: HtmlElement) -> bool:
    """Return True if running text follows in the smallest part around the headline and it."""
    for around in element.iterancestors():
        if around is within or around.tag == "body":
            return False
        lines = text_lines(around).split("\n")
        if any(folded(line) in wanted for line in lines):
            return sum(map(is_text, lines)) > _FEWEST_BELOW
    return False


def _line(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
