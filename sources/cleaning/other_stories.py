"""Pages with several `<article>` elements: parts of one story, and other stories.

A part continues the story, and has no headline of its own that leads elsewhere, nor its own author
or time. Anything else as long is another story.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from lxml.etree import SubElement
from lxml.html import Element, HtmlElement

from sources.cleaning.element_parts import HEADINGS, Parts, parts_of
from sources.cleaning.index_pages import leads, own_paths
from sources.cleaning.web_address import MALFORMED, path_of
from sources.formats.markup import text_lines
from sources.language.phrases import folded

_STORIES = (
    "//article[not(ancestor::article or ancestor::nav or ancestor::aside or ancestor::footer)]"
)
_ADDRESSES = ("data-url", "data-permalink", "data-href", "data-canonical", "data-path", "itemid")
_BEFORE_OUTLET = re.compile(r"\s[|–—-]\s")
# A shorter one is a teaser, a box or a biography, which other rules remove.
_SHORTEST, _LEAST_SHARE = 300, 0.3
_OF_AUTHORS = ".//*[@rel='author' or @itemprop='author' or @itemprop='headline'] | .//time"
_LONGEST_HEADING = 120
# A shorter box is a paragraph, an entry or a comment.
_SHORTEST_CHUNK = 200


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
    following = _following(tree, found, parts, here)
    found = [one for one in found if one not in following]
    return (*_removed(following), *_settled(found, parts, here))


def join_briefs(tree: HtmlElement) -> None:
    """Make stories without links, on a page without a headline, sections of one: its title's.

    A page of briefs has no page of its own for each of them, and each keeps its heading.
    """
    found = [] if tree.xpath("//h1") else tree.xpath(_STORIES)
    title = _BEFORE_OUTLET.split(" ".join((tree.findtext(".//title") or "").split()))[0]
    if len(found) < 2 or not title or len({one.getparent() for one in found}) != 1:
        return
    parts = parts_of(tree)
    if not all(one in parts and _is_brief(one, parts) for one in found):
        return
    if folded(title) in {folded(one[0].text_content()) for one in found}:
        return
    around = Element("article")
    headline = SubElement(around, "h1")
    headline.text = title
    found[0].addprevious(around)
    for one in found:
        around.append(one)
        one.drop_tag()


def _is_brief(story: HtmlElement, parts: Parts) -> bool:
    """Return True if a story is a heading and running text, without links."""
    part = parts[story]
    headed = len(story) > 1 and story[0].tag in HEADINGS and parts[story[0]].length > 0
    return headed and part.prose > 0 and not part.targets


def _following(
    tree: HtmlElement, found: Sequence[HtmlElement], parts: Parts, here: frozenset[str]
) -> list[HtmlElement]:
    """Return the stories with headlines that a page has loaded beside its own.

    Its own has the page's title or its address, or is the first. Headlines that lead to other
    pages are those of a list.
    """
    headed = [one for one in found if next(one.iter("h1"), None) is not None]
    title = folded(tree.findtext(".//title") or "")
    titled = [one for one in headed if folded(_heading(one)) and folded(_heading(one)) in title]
    addressed = [one for one in headed if _address(one) and _address(one) in here]
    own = next(iter([*addressed, *titled, *headed]), None)
    if own is None or (leads(next(own.iter("h1"))) - here) - {MALFORMED}:
        return []
    return [one for one in headed if one is not own and parts[one].prose]


def _address(story: HtmlElement) -> str:
    """Return the path that the attributes of a story state for it, or ''."""
    return next((path_of(value) for name in _ADDRESSES if (value := story.get(name))), "")


def _removed(stories: Sequence[HtmlElement]) -> tuple[str, ...]:
    """Remove stories from the page, and return their headings."""
    headings = tuple(map(_heading, stories))
    for one in stories:
        one.drop_tree()
    return headings


def _settled(found: Sequence[HtmlElement], parts: Parts, here: frozenset[str]) -> tuple[str, ...]:
    """Join the parts of the first story, remove the others, and return their headings."""
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
    headings = _removed(others)
    _join(main, continued)
    return headings


def join_chunks(tree: HtmlElement) -> None:
    """Join boxes alike that hold most of the page's text: it is one story.

    An extractor takes one of them. What is between neighbours, such as a picture, stays there.
    """
    body = tree.find("body")
    if body is None:
        return
    parts, here = parts_of(tree), own_paths(tree)
    groups: dict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
    for box in body.iter("div", "section"):
        if (name := box.get("class")) and parts[box].prose >= _SHORTEST_CHUNK:
            groups[box.tag, name].append(box)
    for chunks in groups.values():
        told = sum(parts[chunk].prose for chunk in chunks)
        if len(chunks) < 2 or told * 2 < parts[body].prose or _are_nested(chunks):
            continue
        _, *others = _within_common(chunks)
        paragraphs = (chunk.xpath("(.//p)[position() < 3]") for chunk in chunks)
        if all(len(few) > 1 for few in paragraphs) and not any(_is_own(o, here) for o in others):
            _join(chunks[0], chunks[1:])


def _are_nested(boxes: Sequence[HtmlElement]) -> bool:
    return any(above in boxes for box in boxes for above in box.iterancestors())


def _within_common(boxes: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the largest element around each box that has none of the others."""
    held = Counter(above for box in boxes for above in (box, *box.iterancestors()))
    return [[one for one in (box, *box.iterancestors()) if held[one] == 1][-1] for box in boxes]


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
