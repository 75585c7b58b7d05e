"""Lines of a page that are only a link to another article: "Read also: …", "Back to headlines"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from sources.cleaning.element_parts import is_of_authors, target
from sources.formats.markup import BLOCKS

_KEPT = frozenset("h1 h2 h3 h4 h5 h6 figure figcaption blockquote table li dt dd pre".split())
_UNREAD = frozenset("script style noscript template svg iframe".split())
_LONGEST = 220
_MOST_LABEL_WORDS = 4
_LABEL_END = re.compile(r"[:：|»›>–—→▶]\s*$")
_MARKS = re.compile(r"[\W_]*")
# A line that ends like a statement is a sentence of the article that happens to be a link.
_STATEMENT = re.compile(r"[.。][\"'”’»)\]]*\s*$")


@dataclass(slots=True)
class _Line:
    """A line: its slots of text, the text outside links, and the text inside them."""

    slots: list[tuple[HtmlElement, str]] = field(default_factory=list)
    plain: str = ""
    linked: str = ""

    def is_link(self) -> bool:
        """Return True if the line is a link to another page, maybe after a label."""
        linked = self.linked.strip()
        if not linked or len(self.plain) + len(linked) > _LONGEST or _STATEMENT.search(linked):
            return False
        if _MARKS.fullmatch(self.plain):
            return True
        labelled = _LABEL_END.search(self.plain) and len(linked) > len(self.plain)
        return bool(labelled) and len(self.plain.split()) <= _MOST_LABEL_WORDS


def remove_link_lines(tree: HtmlElement) -> None:
    """Empty the lines that are only a link to another page."""
    for line in [*_lines(tree)]:
        if line.is_link() and not any(is_of_authors(element) for element, _ in line.slots):
            for element, slot in line.slots:
                setattr(element, slot, "")


def _lines(tree: HtmlElement) -> Iterator[_Line]:
    """Yield the lines between the blocks and breaks of a page, except those of lists and tables."""
    line = _Line()
    linked: list[HtmlElement] = []
    kept = 0
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if (tag in BLOCKS or tag == "br") and line.slots:
            yield line
            line = _Line()
        if event == "start":
            kept += _keeps(element)
            if target(element):
                linked.append(element)
            if tag in _UNREAD:
                walk.skip_subtree()
            else:
                _add(line, element, "text", bool(linked) and not kept)
            continue
        kept -= _keeps(element)
        if linked and linked[-1] is element:
            linked.pop()
        _add(line, element, "tail", bool(linked) and not kept)
    if line.slots:
        yield line


def _keeps(element: HtmlElement) -> bool:
    """Return True for blocks whose links belong to the article; a table with breaks is layout."""
    if element.tag == "table":
        return next(element.iterdescendants("br", "p", "table"), None) is None
    return element.tag in _KEPT


def _add(line: _Line, element: HtmlElement, slot: str, linked: bool) -> None:
    text = getattr(element, slot)
    if not text or text.isspace():
        return
    line.slots.append((element, slot))
    if linked:
        line.linked += text
    else:
        line.plain += text
