"""Captions that a page does not mark as such: turned into figures, so that they are labelled.

A caption is short text that is alone with a picture in the smallest box around both, and that is
named, styled, boxed or repeated as captions are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement, fromstring

from sources.cleaning.element_parts import HEADINGS, is_running
from sources.formats.markup import text_lines
from sources.language.phrases import ends_sentence

PICTURES = frozenset("img picture amp-img video".split())
_LONGEST_CAPTION, _SHORTEST_CAPTION, _LONGEST_BESIDE = 500, 8, 300
# Classes are named in English on sites of most languages.
_NAMED = re.compile(
    r"caption|legend|slide|galler|photo|img|image|picture|bildunter|bildtext|desc_?photo",
    re.IGNORECASE,
)
_SMALL_TYPE = frozenset("small em i font center cite".split())
_STYLED = re.compile(r"text-align\s*:\s*center|font-(?:size|style)|color\s*:", re.IGNORECASE)
_AROUND = frozenset("a nav aside header footer button figure blockquote form".split())
_WHOLE = frozenset("body html main article".split())
_UNREAD = frozenset({"script", "style", "noscript"})
_FEWEST_REPEATED, _MOST_BESIDE, _LONGEST_CREDIT = 3, 50, 80
# If the boxes hold more of the running text than this many times the rest, they are the article.
_MOST_OF_REST = 2
_COUNTER = re.compile(r"[\W\d_]*")


def mark_captions(tree: HtmlElement) -> None:
    """Turn each box of a picture and its caption into a figure."""
    found = (_box(picture) for picture in tree.iter(*PICTURES))
    boxes = [*dict.fromkeys(box for box in found if box is not None)]
    whole = _prose(tree)
    boxes = [box for box in boxes if _prose(box) * 2 <= whole and not _is_slide_of_text(box)]
    repeated = Counter(_kind(box) for box in boxes)
    captioned = [
        box for box in boxes if repeated[_kind(box)] >= _FEWEST_REPEATED or _is_caption(box)
    ]
    told, story = sum(map(_prose, captioned)), _story(tree, captioned)
    if told <= _MOST_OF_REST * (_prose(story) - told):
        for box in captioned:
            make_figure(box, _caption(box))
    else:
        for box in captioned:
            _make_text(box, story)
    for picture in tree.xpath("//p[.//img and not(normalize-space())]"):
        below = picture.getnext()
        if below is not None and _continues(picture, below):
            make_figure(below, _caption(below))


def _box(picture: HtmlElement) -> HtmlElement | None:
    """Return the smallest box with a picture and text, if that is short and all its own."""
    box = picture
    for above in picture.iterancestors():
        alone = above.tag == "a" and not above.text_content().strip()
        if above.tag in _WHOLE or (above.tag in _AROUND and not alone):
            return None
        box = above
        if text := "".join(above.itertext()).strip():
            break
    else:
        return None
    if not _SHORTEST_CAPTION <= len(text) <= _LONGEST_CAPTION:
        return None
    if any(one.tag in HEADINGS or one.tag in {"h1", "button", "input"} for one in box.iter()):
        return None
    linked = sum(len("".join(link.itertext()).strip()) for link in box.iter("a"))
    return box if linked * 2 < len(text) else None


def _is_slide_of_text(box: HtmlElement) -> bool:
    """Return True if the neighbours of a box have texts as its own, most of them without pictures.

    Pictures are loaded when their slides are shown, and the saved page has the first ones only.
    """
    sides = box.itersiblings(preceding=True), box.itersiblings()
    beside = [one for side in sides for one in islice(side, _MOST_BESIDE)]
    held = _holders(box)
    alike = [one for one in beside if held and _holders(one) == held]
    bare = sum(next(one.iter(*PICTURES), None) is None for one in alike)
    return bare >= max(1, _FEWEST_REPEATED - 1) and bare * 2 >= len(alike)


def _holders(box: HtmlElement) -> set[tuple[str | None, ...]]:
    """Return what the elements with the running text of a box look like."""
    held = (one for one in box.iter() if is_running(one.text or "") and one.tag not in _UNREAD)
    return {(str(one.tag), *map(one.get, ("class", "style", "align"))) for one in held}


def _story(tree: HtmlElement, boxes: Sequence[HtmlElement]) -> HtmlElement:
    """Return the smallest element around the headline and the boxes, or the page."""
    shown = tree.xpath("//h1")
    if len(shown) != 1 or not boxes:
        return tree
    around = (one for one in shown[0].iterancestors() if one in {*boxes[0].iterancestors()})
    return next((one for one in around if one in {*boxes[-1].iterancestors()}), tree)


def _make_text(box: HtmlElement, story: HtmlElement) -> None:
    """Make a slide part of the story, without its number, its credit and its names.

    An extractor drops what is named after a gallery.
    """
    told = False
    for one in [*box.iterdescendants()]:
        text = (one.text or "").strip()
        if not len(one) and (_COUNTER.fullmatch(text) or (told and _is_credit(one, text))):
            one.text = None
        told = told or is_running(text)
    for one in (*box.iter(), *takewhile(lambda above: above is not story, box.iterancestors())):
        for name in ("class", "id"):
            one.attrib.pop(name, None)


def _is_credit(element: HtmlElement, text: str) -> bool:
    """Return True if a short text below that of a slide is neither a sentence nor part of one."""
    above, before = element.getparent(), element.getprevious()
    around = (above.text, element.tail, None if before is None else before.tail)
    alone = not any(map(str.strip, filter(None, around)))
    return alone and len(text) <= _LONGEST_CREDIT and not ends_sentence(text)


def _kind(box: HtmlElement) -> tuple[HtmlElement | None, str, str]:
    """Return what the boxes of one gallery have in common."""
    return box.getparent(), str(box.tag), box.get("class", "")


def _is_caption(box: HtmlElement) -> bool:
    """Return True if a single box is named or styled as a caption, or a table of its own."""
    if box.tag in {"table", "tbody"}:
        return True
    holders = [one for one in box.iter() if one.tag not in PICTURES and (one.text or "").strip()]
    named = any(_NAMED.search(f"{one.get('class', '')} {one.get('id', '')}") for one in holders)
    return named or (bool(holders) and all(_is_small(one, box) for one in holders))


def _is_small(holder: HtmlElement, box: HtmlElement) -> bool:
    around = [holder]
    if holder is not box:
        for one in holder.iterancestors():
            around.append(one)
            if one is box:
                break
    return (
        any(
            one.tag in _SMALL_TYPE
            or one.get("align") == "center"
            or _STYLED.search(one.get("style", ""))
            for one in around
        )
        and not (box.text or "").strip()
    )


def _continues(picture: HtmlElement, below: HtmlElement) -> bool:
    """Return True if the short text below a lone picture is set like it, unlike the text."""
    style = picture.get("style"), picture.get("align"), picture.get("class")
    text = "".join(below.itertext()).strip()
    return (
        any(style)
        and style == (below.get("style"), below.get("align"), below.get("class"))
        and below.tag == picture.tag
        and _SHORTEST_CAPTION <= len(text) <= _LONGEST_BESIDE
        and _rarely_set(below, style)
    )


def _rarely_set(below: HtmlElement, style: tuple[str | None, ...]) -> bool:
    siblings = [*below.itersiblings(preceding=True), *below.itersiblings()]
    texts = [one for one in siblings if "".join(one.itertext()).strip()]
    alike = [
        one for one in texts if (one.get("style"), one.get("align"), one.get("class")) == style
    ]
    return len(alike) * 2 <= len(texts)


def _caption(box: HtmlElement) -> str:
    """Return the text of a box on one line, without the numbers of slides."""
    rows = (line.strip() for line in text_lines(box).split("\n"))
    return " ".join(row for row in rows if not _COUNTER.fullmatch(row))


def make_figure(box: HtmlElement, caption: str) -> None:
    """Replace what is in a box with a figure that has the caption."""
    figure = fromstring("<figure><figcaption></figcaption></figure>")
    figure[0].text = caption
    box.text = None
    for one in [*box]:
        box.remove(one)
    if box.tag in {"p", "span", "table", "tbody", "figcaption"}:
        box.tag = "div"
    box.append(figure)


def _prose(within: HtmlElement) -> int:
    return sum(len(text) for text in _texts(within) if is_running(text))


def _texts(within: HtmlElement) -> Iterator[str]:
    for one in within.iter():
        if one.tag in _UNREAD:
            continue
        yield from filter(None, (one.text, one.tail if one is not within else None))
