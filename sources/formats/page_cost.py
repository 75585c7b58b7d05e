"""Limits on the web pages that are parsed, because extraction can take minutes for hostile ones."""

from __future__ import annotations

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from sources.errors import Unreadable

# Extraction takes 5 seconds at these limits, and minutes for thousands of elements nested
# thousands of levels deep. Long live blogs have 10,000 elements, 20 levels deep on average.
# Nesting costs the square of its depth, and most for tables. Pages laid out with tables have
# five levels of them, and hardly any page has a hundred levels of elements.
MAX_DEPTH, MAX_TABLES = 300, 30
MAX_ELEMENTS, MAX_LEVELS, MAX_CHARACTERS = 50_000, 1_000_000, 5_000_000


def check_cost(tree: HtmlElement) -> int:
    """Return the number of elements; raise Unreadable if parsing them would cost too much."""
    elements = depth = deepest = levels = characters = tables = most_tables = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        step = 1 if event == "start" else -1
        depth += step
        if element.tag == "table":
            tables += step
            most_tables = max(most_tables, tables)
        if event == "start":
            elements += 1
            levels += depth
            deepest = max(deepest, depth)
            characters += 0 if element.tag in {"script", "style"} else len(element.text or "")
            characters += len(element.tail or "")
    for number, limit, things in (
        (elements, MAX_ELEMENTS, "elements"),
        (deepest, MAX_DEPTH, "elements inside one another"),
        (most_tables, MAX_TABLES, "tables inside one another"),
        (levels, MAX_LEVELS, "levels of nesting in all"),
        (characters, MAX_CHARACTERS, "characters"),
    ):
        if number > limit:
            raise Unreadable(
                f"the page has {number:,} {things}, more than {limit:,}",
                "save only the article's own page, or save its text as .txt",
            )
    return elements
