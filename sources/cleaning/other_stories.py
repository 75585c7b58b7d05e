"""Pages with several `<article>` elements: parts of one story, and other stories.

A part continues the story, and has no headline of its own that leads elsewhere, nor its own author
or time. Anything else as long is another story.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from sources.cleaning.element_parts import HEADINGS, parts_of
from sources.cleaning.index_pages import leads, own_paths
from sources.formats.markup import text_lines

_STORIES = (
    "//article[not(ancestor::article or ancestor::nav or ancestor::aside or ancestor::footer)]"
)
# A shorter one is a teaser, a box or a biography, which other rules remove.
_SHORTEST, _LEAST_SHARE = 300, 0.3
_OF_AUTHORS = ".//*[@rel='author' or @itemprop='author' or @itemprop='headline'] | .//time"
_LONGEST_HEADING = 120


def settle_stories(tree: HtmlElement) -> tuple[str, ...]:
    """Join the parts of the page's story, and remove other stories; return their headings.

    The first with a headline (`<h1>`) is the page's story. If the headline is above them all, that
    is the first of some length.
    """
    shown, found = tree.xpath("//h1"), tree.xpath(_STORIES)
    if len(found) < 2 or not shown:
        return ()
    parts, here = parts_of(tree), own_paths(tree)
    found = [one for one in found if one in parts]  # the others are in templates
    headed = [one for one in found if next(one.iter("h1"), None) is not None]
    long = [one for one in found if parts[one].prose >= _SHORTEST]
    main = next(iter(headed or long), None)
    if main is None or parts[main].prose < _SHORTEST:
        return ()
    least = max(_SHORTEST, _LEAST_SHARE * parts[main].prose)
    beside = [one for one in long if one is not main and parts[one].prose >= least]
    own = {one: _is_own(one, here) for one in beside}
    others = [one for one in beside if own[one]]
    continued = [one for one in beside if not own[one]]
    if headed and continued and found.index(continued[0]) < found.index(main):
        continued = []
    if not headed and others and _is_own(main, here):  # posts of a list, or entries
        return ()
    headings = tuple(map(_heading, others))
    for one in others:
        one.drop_tree()
    _join(main, continued)
    return headings


def _is_own(story: HtmlElement, here: frozenset[str]) -> bool:
    """Return True if a story has an address, an author or a time of its own."""
    if next(story.iter("h1"), None) is not None:
        return True
    heading = next(story.iter(*HEADINGS), None)
    linked = heading is not None and heading.xpath(".//a[@href] | ancestor::a[@href]")
    if heading is not None and linked and not leads(heading) <= here:
        return True
    return bool(story.xpath(_OF_AUTHORS))


def _heading(story: HtmlElement) -> str:
    heading = next(story.iter("h1", *HEADINGS), story)
    return " ".join(text_lines(heading).split())[:_LONGEST_HEADING]


def _join(main: HtmlElement, continued: Sequence[HtmlElement]) -> None:
    """Move the parts of a story into its first, with what is between them."""
    for one in continued:
        beside = one.getparent() is main.getparent()
        while beside and (between := main.getnext()) is not one:
            main.append(between)
        one.tail, one.tag = None, "div"
        main.append(one)
