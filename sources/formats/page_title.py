"""The headline of a web page that states none: the part of its <title> that the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from sources.formats.markup import text_lines
from sources.formats.metadata_fields import line
from sources.language.phrases import ends_sentence, folded

_SEPARATOR = re.compile(r"\s+[-–—|·:•«»/]\s+|\s*[|｜：»«]\s*|:\s+")
_SHORTEST, _LONGEST = 8, 200


def shown_title(tree: HtmlElement) -> str | None:
    """Return the part of the page's <title> that is a line of its own on the page, or None.

    The name of the site may be such a line too: it is a link to the home page, or the shorter one.
    """
    body = tree.find("body")
    title = line(tree.findtext(".//title"))
    if body is None or title is None:
        return None
    shown = {folded(one) for one in text_lines(body).split("\n")}
    linked = {folded("".join(link.itertext())) for link in body.iter("a")}
    parts = [*_parts(title)]
    found = [part for part in parts if folded(part) in shown]
    best = max(found, key=lambda part: (folded(part) not in linked, len(part)), default=None)
    main = [text for h1 in body.iter("h1") if (text := line(h1.text_content()))]
    if len(main) == 1 and not {folded(main[0])} & (linked | {*map(folded, parts)}):
        return main[0]
    return best


def is_headed(text: str, title: str, shown: Sequence[str]) -> bool:
    """Return True if a text begins with a headline of its own, and the title is nowhere shown."""
    first = text.partition("\n")[0].strip()
    heads = _SHORTEST <= len(first) <= _LONGEST and not ends_sentence(first)
    return heads and folded(title) not in map(folded, shown)


def _parts(title: str) -> Iterator[str]:
    """Yield the title, what is before or behind each separator, and what is between two."""
    cuts = [(0, 0), *(found.span() for found in _SEPARATOR.finditer(title)), (len(title),) * 2]
    for number, (_, start) in enumerate(cuts):
        for end, _ in cuts[number + 1 :]:
            part = title[start:end].strip()
            if len(part) >= _SHORTEST:
                yield part
