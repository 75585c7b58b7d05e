"""The headline of a web page that shows another one than it states, or states none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from sources.formats.markup import text_lines
from sources.formats.metadata_fields import line
from sources.language.phrases import ends_sentence, folded

_SEPARATOR = re.compile(r"\s+[-–—|·:•«»/]\s+|\s*[|｜：»«]\s*|:\s+")
_SHORTEST, _LONGEST = 8, 200
_HEADINGS = ("h1", "h2", "h3")


def headline_of(tree: HtmlElement, stated: str | None) -> str | None:
    """Return the stated headline, or the page's own where it shows that and not the stated one.

    The stated one may be for social networks, cut off, or marked as being for subscribers.
    """
    body = tree.find("body")
    if stated is None or body is None:
        return stated or shown_title(tree)
    wanted, shown = folded(stated), _shown(body)
    main = [text for h1 in body.iter("h1") if (text := folded(h1.text_content()))]
    if wanted in shown or any(heading.endswith(wanted) for heading in main):
        return stated
    parts = {folded(part): part for part in _parts(_title(tree))}
    separate = {*map(folded, _parts(stated))}  # such as the site's name behind a bar
    for key, part in parts.items():
        if key in shown - separate and wanted.endswith(key) and 2 * len(key) > len(wanted):
            return part
    own = shown_title(tree) or ""
    key = folded(own)
    return own if main == [key] and (key in parts or key.startswith(wanted)) else stated


def shown_title(tree: HtmlElement) -> str | None:
    """Return the part of the page's <title> that is a line of its own on the page, or None.

    The name of the site may be such a line too: it is a link to the home page, or the shorter one.
    """
    body, title = tree.find("body"), _title(tree)
    if body is None or not title:
        return None
    shown = _shown(body)
    linked = {folded("".join(link.itertext())) for link in body.iter("a")}
    parts = [*_parts(title)]
    found = [part for part in parts if folded(part) in shown]
    best = max(found, key=lambda part: (folded(part) not in linked, len(part)), default=None)
    main = [text for h1 in body.iter("h1") if (text := line(h1.text_content()))]
    if len(main) == 1 and not {folded(main[0])} & (linked | {*map(folded, parts)}):
        return main[0]
    return best


def _shown(body: HtmlElement) -> set[str]:
    """Return the lines of a page, and what its headings have in elements of their own: kickers."""
    pieces = (piece for heading in body.iter(*_HEADINGS) for piece in heading.itertext())
    return {folded(one) for one in (*text_lines(body).split("\n"), *pieces)}


def is_headed(text: str, title: str, shown: Sequence[str]) -> bool:
    """Return True if a text begins with a headline of its own, and the title is nowhere shown."""
    first = text.partition("\n")[0].strip()
    heads = _SHORTEST <= len(first) <= _LONGEST and not ends_sentence(first)
    return heads and folded(title) not in map(folded, shown)


def _title(tree: HtmlElement) -> str:
    return line(tree.findtext(".//title")) or ""


def _parts(title: str) -> Iterator[str]:
    """Yield the title, what is before or behind each separator, and what is between two."""
    cuts = [(0, 0), *(found.span() for found in _SEPARATOR.finditer(title)), (len(title),) * 2]
    for number, (_, start) in enumerate(cuts):
        for end, _ in cuts[number + 1 :]:
            part = title[start:end].strip()
            if len(part) >= _SHORTEST:
                yield part
