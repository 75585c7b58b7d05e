"""The days of live blogs: lines between the entries that state one, and entries without any.

An entry of an unknown day must not be dated by its page: "tomorrow" would be the wrong day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from lxml.html import HtmlElement

from sources.article import UNKNOWN_TIME, Turn
from sources.cleaning.date_lines import is_date_line
from sources.cleaning.element_parts import HEADINGS
from sources.formats.dates import find_published
from sources.formats.entry_times import stamp_of
from sources.formats.linked_data import kinds

_LONGEST_DAY, _MOST_INSIDE, _MOST_PIECES = 40, 2, 6
_TAGS = frozenset("dt div header li p span strong time".split()) | HEADINGS
_LIVE = re.compile(
    r"\blive[-_ ]?(?:blog|ticker|updates?|coverage|reporting)\b|\bnews-?ticker\b|^\W*live\s*[:|–—-]"
    r"|[:|–—(-]\s*live\W*$|\bminute[ -]by[ -]minute\b|\bas it happened\b|\bminuto a minuto\b"
    r"|실시간 (?:중계|속보)|生中継|文字直播",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"live[-_]*(?:blog|ticker)|(?:^|[-_])ticker[-_](?:item|entry|post)", re.IGNORECASE
)
_FEWEST_NAMED = 2


def day_of_line(text: str) -> date | None:
    """Return the day of a line that is only a day, or None."""
    line = " ".join(text.split())
    if not 0 < len(line) <= _LONGEST_DAY or not is_date_line(line) or stamp_of(line):
        return None
    return find_published(line)


def days_above(around: HtmlElement, posts: Sequence[HtmlElement]) -> list[date | None]:
    """Return the day that the nearest line above each entry states, or None."""
    places = {post: n for n, post in enumerate(posts)}
    day: date | None = None
    days: list[date | None] = [None] * len(posts)
    for element in around.iter():
        if element in places:
            days[places[element]] = day
        elif element.tag in _TAGS and len(element) <= _MOST_INSIDE:
            day = day_of_line(" ".join(islice(element.itertext(), _MOST_PIECES))) or day
    return days


def is_evidently_live(tree: HtmlElement, linked: Mapping[str, object]) -> bool:
    """Return True if a page calls itself a live blog, or has entries that are named so."""
    if "LiveBlogPosting" in kinds(linked) or tree.xpath("//*[contains(@itemtype, 'LiveBlogPost')]"):
        return True
    titles = [
        tree.findtext(".//title") or "",
        *(h1.text_content() for h1 in tree.xpath("//h1")[:1]),
    ]
    if any(_LIVE.search(" ".join(title.split())) for title in titles):
        return True
    names = tree.xpath("(//article | //main | //article//* | //main//*)/@class")
    return sum(_NAMED.search(name) is not None for name in names) >= _FEWEST_NAMED


def undated_turns(text: str) -> tuple[str, tuple[Turn, ...]]:
    """Return the first block of a live blog, and the others with the days between them.

    A block below no line with a day is of an unknown time.
    """
    opening, *blocks = text.split("\n\n")
    turns: list[Turn] = []
    dated = UNKNOWN_TIME
    for block in blocks:
        if day := day_of_line(block):
            dated = day.isoformat()
        else:
            turns.append(Turn(" ".join(block.split()), None, (), dated))
    return opening, tuple(turns)
