"""Threads of readers' comments that neither their names nor their headings declare.

They are known by their repetition. Blocks of the same kind follow a line that counts them, and each
has a name, a time, votes, a text and the same controls ("Reply", "Report").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

_FEWEST, _MOST = 2, 2_000
_TAGS = frozenset("article div li section".split())
_NO_COMMENT = ".//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//table | .//figure"
# What replies to a comment or reports it stays on the page.
_CONTROLS = (
    ".//button | .//a[not(@href) or contains(@href, '#') or starts-with(@href, 'javascript:')]"
)
_FEWEST_CONTROLS = 2
_LONGEST_NAME, _LONGEST_LINE, _LONGEST_CONTROL = 40, 90, 30
_MOST_NAME_WORDS = 4
_PIECES_OF_HEAD, _PIECES_OF_LINE, MOST_THREADS = 4, 20, 20
_TIME = re.compile(r"\d{1,2}[:.]\d{2}\b")
_VOTES = re.compile(r"(?:^|[\s:])[+\-−–]?\d{1,6} ?%?$")
_NUMBER = re.compile(r"\d+")
# An article has more text above its comments.
_SHORTEST_ARTICLE = 120


def threads(tree: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the line that counts the comments of each thread, with the comments."""
    for parent in [*tree.iter("article", "details", "div", "main", "ol", "section", "ul")]:
        if not _FEWEST <= len(parent) <= _MOST:
            continue
        comments = _comments(parent)
        if len(comments) < _FEWEST:
            continue
        counted = comments[0].getprevious()
        if counted is None:
            counted = parent.getprevious()
        if counted is not None and _counts(counted, comments) and _is_below_text(counted):
            yield [counted, *comments]


def _comments(parent: HtmlElement) -> list[HtmlElement]:
    """Return the comments with different authors and the same controls."""
    blocks = [child for child in parent if child.tag in _TAGS]
    found = [child for child in blocks if _is_comment(child)] if len(blocks) >= _FEWEST else []
    names = {next(_pieces(comment)) for comment in found}
    if len(names) < max(_FEWEST, len(found) * 2 // 3):
        return []
    shared = set.intersection(*({*_labels(comment)} for comment in found))
    return found if len(shared) >= _FEWEST_CONTROLS and len({one.tag for one in found}) == 1 else []


def _is_comment(element: HtmlElement) -> bool:
    """Return True for a name, a time and votes above a text."""
    pieces = _pieces(element)
    name = next(pieces, "")
    if len(name) > _LONGEST_NAME or len(name.split()) > _MOST_NAME_WORDS or _TIME.search(name):
        return False
    short = [piece for piece in islice(pieces, _PIECES_OF_HEAD) if len(piece) <= _LONGEST_NAME]
    timed = any(map(_TIME.search, short))
    voted = any(_VOTES.search(piece) and not _TIME.search(piece) for piece in short)
    return timed and voted and not element.xpath(_NO_COMMENT)


def _pieces(element: HtmlElement) -> Iterator[str]:
    return (text for piece in element.itertext() if (text := " ".join(piece.split())))


def _labels(comment: HtmlElement) -> Iterator[str]:
    for control in comment.xpath(_CONTROLS):
        label = " ".join(control.itertext()).strip()
        if 0 < len(label) <= _LONGEST_CONTROL:
            yield label


def _counts(element: HtmlElement, comments: Sequence[HtmlElement]) -> bool:
    """Return True if a line has the number of the comments, or a larger one: some are folded."""
    text = " ".join(islice(_pieces(element), _PIECES_OF_LINE))
    numbers = [int(number) for number in _NUMBER.findall(text[:_LONGEST_LINE])]
    return len(text) <= _LONGEST_LINE and len(numbers) == 1 and numbers[0] >= len(comments)


def _is_below_text(element: HtmlElement) -> bool:
    above = element.xpath("preceding::text()[not(parent::script or parent::style)]")
    body = sum(len(text) for text in map(str.strip, above) if len(text) > _LONGEST_NAME)
    return bool(element.xpath("preceding::h1")) and body >= _SHORTEST_ARTICLE
