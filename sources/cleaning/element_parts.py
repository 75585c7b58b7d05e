"""What the elements of a page consist of: text, links, controls."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

# A card has one target, or two with its author's or its section's.
MOST_TARGETS = 3
_SHORTEST_PROSE = 40
_DENSE_TIMES = 2
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)|[。！？]")
_UNREAD = frozenset("script style noscript template svg iframe object select option".split())
_PARAGRAPHS = frozenset("p h1 h2 blockquote".split())
_CONTROLS = frozenset("button input textarea select form".split())
_NO_ENTRY = frozenset("hidden submit button checkbox radio image search".split())
_MOST_PIECES = 8
_NO_TARGET = ("#", "javascript:", "mailto:", "tel:")
# The extractor looks for the authors in elements with such names.
_OF_AUTHORS = re.compile(r"author|byline|autor|auteur|writer|contributor", re.IGNORECASE)
HEADINGS = frozenset("h2 h3 h4 h5 h6".split())


@dataclass(slots=True)
class Part:
    """What one element consists of, including everything inside it.

    `length` counts the characters of its text, `linked` those inside links to other pages, whose
    addresses are `targets`. `prose` counts the characters of running text outside links. A fact
    is a headline, a time, an author or a marked-up property, a control is a button or a form, and
    an entry is a field that is typed into.
    """

    length: int = 0
    linked: int = 0
    prose: int = 0
    targets: set[str] = field(default_factory=set)
    heading: bool = False
    title: bool = False
    fact: bool = False
    paragraph: bool = False
    control: bool = False
    entry: bool = False

    def add(self, other: Part) -> None:
        """Add what an element inside consists of."""
        self.length += other.length
        self.linked += other.linked
        self.prose += other.prose
        if len(self.targets) <= MOST_TARGETS:
            self.targets |= other.targets
        self.heading |= other.heading
        self.title |= other.title
        self.fact |= other.fact
        self.paragraph |= other.paragraph
        self.control |= other.control
        self.entry |= other.entry


Parts = dict[HtmlElement, Part]


def parts_of(tree: HtmlElement) -> Parts:
    """Return what each element of the page's body consists of."""
    found: Parts = {}
    open_parts: list[tuple[HtmlElement, Part, bool]] = []
    linked = False
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            part = _alone(element)
            open_parts.append((element, part, linked))
            linked = linked or bool(part.targets)
            if tag in _UNREAD:
                walk.skip_subtree()
            else:
                _add_text(part, element.text, linked)
            continue
        _, part, linked = open_parts.pop()
        found[element] = part
        if open_parts:
            above = open_parts[-1][1]
            above.add(part)
            _add_text(above, element.tail, linked)
    return found


def outermost(tree: HtmlElement, tags: Collection[str]) -> Iterator[HtmlElement]:
    """Yield the elements with these tags that are not inside one another."""
    walk = iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag in tags:
            yield element
            walk.skip_subtree()


def drop(element: HtmlElement, parts: Parts) -> None:
    """Drop an element, and subtract its text from the elements around it."""
    part = parts.get(element, Part())
    for above in element.iterancestors():
        if (around := parts.get(above)) is not None:
            around.length -= part.length
            around.linked -= part.linked
            around.prose -= part.prose
    if element.getparent() is not None:
        element.drop_tree()


def target(element: HtmlElement) -> str | None:
    """Return the address of another page that a link has, or None.

    A link without an address is followed by a script, or lost it when the page was saved. Its text
    is returned, unless the link is an anchor that others lead to.
    """
    if element.tag != "a":
        return None
    address = element.get("href")
    if address is None and not (element.get("name") or element.get("id")):
        address = " ".join(islice(element.itertext(), _MOST_PIECES))
    given = (address or "").strip()
    return None if not given or given.lower().startswith(_NO_TARGET) else given


def is_of_authors(element: HtmlElement) -> bool:
    """Return True if an element, or one of the two around it, is a byline by its name."""
    around = [element, *islice(element.iterancestors(), 2)]
    return any(is_named_after_authors(one) for one in around if one.tag != "body")


def is_named_after_authors(element: HtmlElement) -> bool:
    """Return True if the class or the relation of an element itself says that it is of authors."""
    return _OF_AUTHORS.search(f"{element.get('class', '')} {element.get('rel', '')}") is not None


def _alone(element: HtmlElement) -> Part:
    tag = element.tag
    fact = tag in {"h1", "time"} or element.get("itemprop") or element.get("rel") == "author"
    part = Part(
        heading=tag in HEADINGS, title=tag == "h1", fact=bool(fact), paragraph=tag in _PARAGRAPHS
    )
    if address := target(element):
        part.targets.add(address)
    if tag in _CONTROLS:
        typed = tag == "textarea" or (tag == "input" and element.get("type") not in _NO_ENTRY)
        part.control, part.entry = True, typed
    return part


def _add_text(part: Part, text: str | None, linked: bool) -> None:
    if not text or text.isspace():
        return
    length = len(text.strip())
    part.length += length
    if linked:
        part.linked += length
    elif is_running(text):
        part.prose += length


def is_running(text: str) -> bool:
    """Return True if a piece of text is long enough for a sentence and ends one."""
    dense = not text.isascii() and text.strip().count(" ") * 20 < len(text)
    least = _SHORTEST_PROSE // _DENSE_TIMES if dense else _SHORTEST_PROSE
    return len(text) >= least and _SENTENCE_END.search(text) is not None
