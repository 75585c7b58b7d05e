"""Captions: removed from their figures before a page is extracted, and restored afterwards.

An extractor drops figures. If captions are turned into paragraphs first, those of a page with a
gallery outweigh its text and are taken for the article. So each caption leaves a mark at the end of
the text above it and at the beginning of the text below it, and is restored where one of the two
was kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from sources.cleaning.asides import MOST_QUOTES, repeats
from sources.cleaning.element_parts import HEADINGS, is_running
from sources.cleaning.picture_boxes import make_figure, mark_captions
from sources.formats.markup import text_lines
from sources.language.phrases import ends_sentence, folded

Captions = list[list[str]]

# Shorter text in a figure is a credit or a button.
_SHORTEST_WRAPPED, _FEWEST_SECTIONS = 120, 3
# Shorter pieces are labels, which the extractor may drop by itself.
_SHORTEST_ANCHOR = 25
_BESIDE_TEXT = frozenset(
    "a nav footer aside script style noscript button form select title h1".split()
)
_PULL_QUOTE = re.compile(r"pull-?quote", re.IGNORECASE)
_PICTURE = ".//img | .//picture | .//video | .//audio | .//iframe | .//svg | .//canvas | .//object"
_MARK = re.compile(r"⟦caption (\d{1,5})⟧")


def lift_captions(tree: HtmlElement) -> Captions:
    """Remove the figures from the page and return their captions, adjacent ones grouped.

    A figure that wraps text, a table or a block quotation becomes a plain element.
    """
    pictures: dict[HtmlElement, list[str]] = {}
    _keep_quotes(tree)
    mark_captions(tree)
    for figure in tree.xpath("//figure[not(ancestor::figure)]"):
        for one in _unwrapped(figure):
            pictures[one] = _captions_of(one)
    groups, anchors = _anchored(tree, pictures)
    for (element, slot), (before, after) in anchors.items():
        text = getattr(element, slot)
        setattr(element, slot, f"{_marks(before)}{text}{_marks(after)}")
    for figure in pictures:
        tail = figure.tail
        figure.clear()
        figure.tail, figure.tag = tail, "div"
    return groups


def with_captions(text: str, groups: Captions) -> str:
    """Return the extracted text with each caption below the nearest text above it that was kept.

    If none was, it is above the text below it.
    """
    blocks: list[str] = []
    placed: set[int] = set()
    marked = [(block, *_marked(block, len(groups))) for block in text.split("\n\n")]
    lowest = {group: n for n, (_, _, after) in enumerate(marked) for group in after}
    for number, (block, before, after) in enumerate(marked):
        words = _MARK.sub("", block)
        before = [group for group in before if group not in lowest]
        after = [group for group in after if lowest[group] == number]
        blocks += _new(before, groups, placed)
        blocks += [words] if words.strip() else []
        blocks += _new(after, groups, placed)
    captions = [caption for group in groups for caption in group]
    if not placed and sum(map(len, captions)) > len(text):  # a page of pictures
        blocks += captions
    return "\n\n".join(blocks)


def _marked(block: str, groups: int) -> tuple[list[int], list[int]]:
    """Return the groups whose marks are at the beginning of a block, and the others in it."""
    marks = [mark for mark in _MARK.finditer(block) if int(mark[1]) < groups]
    before = [int(mark[1]) for mark in marks if not _MARK.sub("", block[: mark.start()])]
    return before, [int(mark[1]) for mark in marks if int(mark[1]) not in before]


def _new(numbers: Sequence[int], groups: Captions, placed: set[int]) -> list[str]:
    fresh = [number for number in dict.fromkeys(numbers) if number not in placed]
    placed.update(fresh)
    return [caption for number in fresh for caption in groups[number]]


def _keep_quotes(tree: HtmlElement) -> None:
    """Turn the quotations in figures that the text does not have into plain elements."""
    figures = tree.xpath("//figure[not(ancestor::figure)]")
    quotes = [one for one in figures if _is_quote(one)]
    page = folded(tree.text_content()) if quotes else ""
    for quote in quotes[:MOST_QUOTES]:
        if not repeats(quote, page):
            _make_plain(quote)


def open_sections(tree: HtmlElement) -> None:
    """Turn the figures of a list into plain elements: each has a heading, and a text below it."""
    figures = [one for one in tree.xpath("//figure[not(ancestor::figure)]") if _is_section(one)]
    for figure in figures if len(figures) >= _FEWEST_SECTIONS else ():
        figure.tag = "section"
        for caption in figure.iter("figcaption"):
            caption.tag = "p"


def _is_section(figure: HtmlElement) -> bool:
    headed = any(heading.text_content().strip() for heading in figure.iterchildren(*HEADINGS))
    return headed and any(is_running(one.text_content()) for one in figure.iter("figcaption"))


def _make_plain(figure: HtmlElement) -> None:
    """Turn a figure into a plain element; below a quotation or a table its caption is text."""
    figure.tag = "div"
    pictured = bool(figure.xpath(_PICTURE)) and not _is_quote(figure)
    for caption in figure.xpath("./figcaption"):
        if pictured:
            make_figure(caption, " ".join(text_lines(caption).split()))
        else:
            caption.tag = "p"


def _is_quote(figure: HtmlElement) -> bool:
    named = _PULL_QUOTE.search(figure.get("class", "")) is not None
    return named or figure.find(".//blockquote") is not None


def _is_text(figure: HtmlElement) -> bool:
    """Return True if a figure without a picture holds a table or running text."""
    if figure.xpath(_PICTURE):
        return False
    texts = (paragraph.text_content() for paragraph in figure.iter("p"))
    return figure.find(".//table") is not None or any(map(is_running, texts))


def _unwrapped(figure: HtmlElement) -> list[HtmlElement]:
    """Return the pictures of a figure; a figure that wraps text becomes a plain element."""
    captions = sum(len(text_lines(caption)) for caption in figure.iter("figcaption"))
    wraps = len(text_lines(figure)) - captions >= _SHORTEST_WRAPPED or _is_text(figure)
    if not wraps or _is_quote(figure):
        return [figure]
    _make_plain(figure)
    inner = figure.xpath(".//figure[not(ancestor::figure)]")
    return [one for nested in inner for one in _unwrapped(nested)]


def _captions_of(figure: HtmlElement) -> list[str]:
    """Return the captions, except those that are only a link to another article."""
    found: list[str] = []
    for caption in figure.iter("figcaption"):
        text = " ".join(text_lines(caption).split())
        linked = " ".join(" ".join(text_lines(link).split()) for link in caption.iter("a"))
        if text and text != linked and text not in found:
            found.append(text)
    return found


_Anchors = dict[tuple[HtmlElement, str], tuple[list[int], list[int]]]


def _anchored(
    tree: HtmlElement, pictures: dict[HtmlElement, list[str]]
) -> tuple[Captions, _Anchors]:
    """Return the captions in groups, and the marked text above and below each group."""
    groups: Captions = []
    anchors: _Anchors = {}
    # The last text above, and the short sentences after it, which the extractor may drop.
    last: tuple[HtmlElement, str] | None = None
    near: tuple[HtmlElement, str] | None = None
    seen: set[str] = set()
    is_open, beside = False, 0
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element in pictures:
            new = [text for text in pictures[element] if text not in seen]
            seen.update(new)
            if new and not is_open:
                groups.append([])
                is_open = True
                for anchor in filter(None, (last, near)):
                    anchors.setdefault(anchor, ([], []))[1].append(len(groups) - 1)
            if new:
                groups[-1] += new
            walk.skip_subtree()
            continue
        if event == "start":
            beside += element.tag in _BESIDE_TEXT
        elif element not in pictures:
            beside -= element.tag in _BESIDE_TEXT
        slot = (element, "text" if event == "start" else "tail")
        text = (getattr(*slot) or "").strip()
        if not beside and len(text) < _SHORTEST_ANCHOR and ends_sentence(text):
            near = slot
        elif not beside and len(text) >= _SHORTEST_ANCHOR:
            last, near = slot, None
            if is_open:
                anchors.setdefault(last, ([], []))[0].append(len(groups) - 1)
                is_open = False
    return groups, anchors


def _marks(numbers: Sequence[Any]) -> str:
    return "".join(f"⟦caption {number}⟧" for number in numbers)
