"""The <meta> elements of a web page: their names in words, and the day and authors they state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from sources.formats.field_names import NAMES

Metas = Mapping[str, str]
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_FIRST = ("article published time", "og article published time")
# Names without the word "published". A day of creation or of the last change does not count.
_OTHERS = frozenset(
    {"dc date issued", "dcterms issued", "dc date", "dcterms date", "sailthru date", "date"}
)
_OF_PUBLICATION = frozenset(name for name in NAMES["published"] if "pub" in name)
# "powered-by" does not state an author.
_OF_AUTHORS = frozenset(NAMES["authors"]) - {"by"}
# "last-published-date"
_OF_CHANGE = frozenset({"last", "latest"})


def metas_of(tree: HtmlElement) -> Metas:
    """Return the contents of the page's <meta> elements by name, in lower-case words.

    Sites write one name in many ways: `article:published_time`, `content_PublishedDate`.
    """
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        words = " ".join(_WORD.findall(name)).lower()
        if words and (content := meta.get("content", "").strip()):
            metas.setdefault(words, content)
    return metas


def first_days(metas: Metas) -> list[str]:
    """Return the statements of publication that take precedence over linked data."""
    return [metas[name] for name in _FIRST if name in metas]


def other_days(metas: Metas) -> list[str]:
    """Return all other statements of the day of publication."""
    return [
        content
        for name, content in metas.items()
        if name in _OTHERS or (_ends_in(name, _OF_PUBLICATION) and not _OF_CHANGE & {*name.split()})
    ]


def authors_in(metas: Metas) -> list[str]:
    """Return the statements of authors."""
    return [content for name, content in metas.items() if _ends_in(name, _OF_AUTHORS)]


def _ends_in(name: str, wanted: frozenset[str]) -> bool:
    """Return True if the last words of a name, written as one, are wanted."""
    return not wanted.isdisjoint(_endings(name))


def _endings(name: str) -> Iterator[str]:
    words = name.split()
    return ("".join(words[start:]) for start in range(len(words)))
