"""Entries of live blogs that nothing declares, recognised by their repetition.

Each begins with its time, shown in the same way in all of them, and together they are most of the
page's running text. They are boxes of their own, or follow one another without any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.etree import _Element, iterwalk
from lxml.html import Element, HtmlElement

from sources.cleaning.element_parts import HEADINGS, is_running
from sources.formats.dates import parse_published
from sources.formats.entry_times import Stamp, leading_stamp, moment_of, stamp_of
from sources.formats.markup import text_lines
from sources.language.phrases import ends_sentence

FEWEST_POSTS = 3
_MOST_STAMPS = 5_000
_MOST_GROUPS, _MOST_INSIDE, _LONGEST_LABEL = 12, 3, 25
_LEAST_OF_PAGE, _LEAST_RUNNING = 0.6, 0.6
_NUMBER = re.compile(r"\d+")
_TIMED_NAME = re.compile(r"time|date|stamp|created|published")
_OUTSIDE = frozenset("nav footer aside script style".split())
_UNREAD = frozenset("script style button noscript svg template".split())
_HEADS = frozenset("b strong summary".split()) | HEADINGS
_PLAIN = frozenset("p blockquote ol ul".split()) | HEADINGS
_NO_POST = frozenset("body main html".split())


@dataclass(frozen=True, slots=True)
class TimedPost:
    """One entry: its element, the time that it shows, and that of its markup or ''.

    `place` is where it is on the page. The element is a copy if nothing is around its parts alone.
    """

    place: HtmlElement
    element: HtmlElement
    stamp: Stamp | None
    moment: str


def timed_posts(tree: HtmlElement, fewest: int = FEWEST_POSTS) -> list[TimedPost]:
    """Return the entries of the page in its order, or [] if they are not most of its text."""
    body = next(tree.iter("body"), tree)
    found = [group for group in _marks(body).values() if len(group) >= fewest]
    best: list[TimedPost] = []
    whole = _running(body) if found else 0
    most = _LEAST_OF_PAGE * whole
    for marks in sorted(found, key=len, reverse=True)[:_MOST_GROUPS]:
        told = _last_of_each(body, marks)
        for some in (told, marks[:_MOST_STAMPS])[: 1 + (len(told) < len(marks))]:
            # Times below the text leave the last text without one, unless they are in boxes.
            posts = _posts(some, in_boxes=told[-1:] != marks[-1:])
            sizes = [_running(post.element) for post in posts]
            if len(posts) < fewest or sum(map(bool, sizes)) < _LEAST_RUNNING * len(posts):
                continue
            if whole and sum(sizes) > most:
                best, most = posts, sum(sizes)
    return best


def with_untimed(posts: Sequence[TimedPost]) -> list[TimedPost]:
    """Return the entries, with the untimed ones between them and the text below them."""
    found: list[TimedPost] = []
    for number, post in enumerate(posts):
        found.append(post)
        box = post.element
        if box.getparent() is None:
            continue
        ends = (
            number + 1 == len(posts) or posts[number + 1].element.getparent() is not box.getparent()
        )
        after = None if ends else posts[number + 1].element
        for one in box.itersiblings():
            plain = one.tag in _PLAIN
            if one is after or (ends and not plain):
                break
            if one.tag in HEADINGS or ((plain or _kind(one) == _kind(box)) and _running(one)):
                found.append(TimedPost(one, one, None, ""))
    return found


def _running(element: HtmlElement) -> int:
    outside = element.xpath(".//nav | .//footer | .//aside")
    left_out = {block for one in outside for block in text_lines(one).split("\n\n")}
    blocks = (" ".join(block.split()) for block in text_lines(element).split("\n\n"))
    return sum(len(block) for block in blocks if block not in left_out and is_running(block))


def _marks(body: HtmlElement) -> dict[tuple[str, str], list[TimedPost]]:
    """Return the elements that hold a time, by their kind."""
    found: dict[tuple[str, str], list[TimedPost]] = {}
    for element in islice(body.iter(), 50 * _MOST_STAMPS):
        if not isinstance(element.tag, str) or element.tag in _OUTSIDE:
            continue
        stated = _stated(element)
        stamp = _shown(element)
        if stated or stamp:
            kind = (element.tag, _NUMBER.sub("", element.get("class", "")))
            found.setdefault(kind, []).append(TimedPost(element, element, stamp, stated))
    return found


def _stated(element: HtmlElement) -> str:
    """Return the time in an element's attributes, or ''."""
    if element.tag == "time" or element.get("itemprop") == "datePublished":
        value = element.get("datetime") or element.get("content") or ""
        return value if parse_published(value) else ""
    return ""


def _shown(element: HtmlElement) -> Stamp | None:
    if len(element) > _MOST_INSIDE or not (element.text or len(element)):
        return None
    text = " ".join(" ".join(element.itertext()).split())
    if any(stamp_of(" ".join(one.itertext()).strip()) for one in element):
        return None
    if element.tag in _HEADS and (stamp := leading_stamp(text)):
        return stamp
    return stamp_of(text)


def _last_of_each(body: HtmlElement, marks: Sequence[TimedPost]) -> list[TimedPost]:
    """Return the marks with text before the next one, which a table of contents only links."""
    places = {mark.element: mark for mark in marks}
    kept: list[TimedPost] = []
    last: TimedPost | None = None
    for element, slot, linked in _pieces(body):
        if slot == "text" and element in places:
            last = places[element]
        elif last and not linked and _tells(getattr(element, slot) or ""):
            kept.append(last)
            last = None
    return kept[:_MOST_STAMPS]


def _pieces(body: HtmlElement) -> Iterator[tuple[_Element, str, bool]]:
    """Yield each text of the page: an element, a slot of it, and whether it is inside a link."""
    links = 0
    walk = iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            links -= element.tag == "a"
            yield element, "tail", links > 0
            continue
        links += element.tag == "a"
        yield element, "text", links > 0
        if element.tag in _UNREAD:
            walk.skip_subtree()


def _tells(text: str) -> bool:
    """Return True unless a text is only a label or a time."""
    return stamp_of(text) is None and (
        len(text.strip()) > _LONGEST_LABEL or ends_sentence(text.strip())
    )


def _posts(marks: Sequence[TimedPost], *, in_boxes: bool) -> list[TimedPost]:
    around: dict[_Element, int] = {}
    for mark in marks:
        for above in (mark.element, *mark.element.iterancestors()):
            around[above] = around.get(above, 0) + 1
    boxes = [_box(mark.element, around) for mark in marks]
    if sum(bool(_running(box)) for box in boxes) < _LEAST_RUNNING * len(boxes):
        boxes = [] if in_boxes else _without_boxes(boxes)
    if not boxes:
        return []
    counted = [_counted(mark, box) for mark, box in zip(marks, boxes, strict=True)]
    if not all(counted):  # one that agrees by chance is an identifier
        counted = [""] * len(boxes)
    return [
        TimedPost(
            mark.place if box.getparent() is None else box,
            *(box, mark.stamp, mark.moment or moment),
        )
        for mark, box, moment in zip(marks, boxes, counted, strict=True)
    ]


def _box(element: HtmlElement, around: dict[_Element, int]) -> HtmlElement:
    """Return the largest element with one time."""
    box = element
    while (above := box.getparent()) is not None and around[above] == 1:
        if above.tag in _NO_POST or above.xpath(".//h1"):
            break
        box = above
    return box


def _without_boxes(heads: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return copies of what follows each head, up to the next one, or [] if they are apart."""
    if len({head.getparent() for head in heads}) != 1:
        return []
    befores = [head.getprevious() for head in heads]
    if all(one is not None and one.tag in HEADINGS for one in befores):
        heads = [one for one in befores if one is not None]
    found: list[HtmlElement] = []
    starts = {*heads}
    known: set[tuple[object, str | None]] = set()
    for number, head in enumerate(heads, 1):
        is_last = number == len(heads)
        below = takewhile(lambda one: one not in starts, head.itersiblings())
        parts = [head, *(one for one in below if not is_last or _kind(one) in known)]
        known.update(map(_kind, parts))
        box = Element("div")
        box.extend(map(deepcopy, parts))
        found.append(box)
    return found


def _kind(element: _Element) -> tuple[object, str | None]:
    return element.tag, element.get("class")


def _counted(mark: TimedPost, box: HtmlElement) -> str:
    """Return the time of an entry from an attribute that counts it since 1970, or ''."""
    for element in (mark.element, *mark.element.iterancestors()):
        if moment := counted_moment(element, mark.stamp):
            return moment
        if element is box:
            break
    return ""


def counted_moment(element: HtmlElement, shown: Stamp | None = None) -> str:
    """Return the time in an attribute such as `data-timestamp`, or ''."""
    named = (value for name, value in element.attrib.items() if _TIMED_NAME.search(name))
    return next(filter(None, (moment_of(value.strip(), shown) for value in named)), "")
