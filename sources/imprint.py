"""What a web page states about itself in its head, its linked data and its marked-up times."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from sources.article import Metadata
from sources.dates import parse_published
from sources.fields import line, metadata_of

# The linked data of a page is small; a hostile page's can be wide.
MAX_NODES = 2_000

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
# Meta names that state the day of publication. A day in the page's address, in its copyright line
# or of its last change is not among them: those are not when it was published.
_DATE_NAMES = (
    *("article:published_time", "og:article:published_time", "datepublished", "publishdate"),
    *("publish-date", "publish_date", "publication_date", "pubdate", "parsely-pub-date"),
    *("sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "date"),
)


def imprint(tree: HtmlElement, origin: str) -> Metadata:
    """Return what the page states; what it leaves to guessing stays unknown."""
    metas = _metas(tree)
    linked = next(_linked_articles(tree), {})
    head = {
        "title": metas.get("og:title"),
        "outlet": metas.get("og:site_name"),
        "url": next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
        or metas.get("og:url"),
        "language": tree.get("lang"),
        "published": _stated_day(tree, metas, linked),
    }
    stated = metadata_of(head, origin)
    found = stated.filled_from(metadata_of({**linked, "datePublished": None, "date": None}, origin))
    return replace(found, title=_without_outlet(found.title, found.outlet))


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and (content := meta.get("content", "").strip()):
            metas.setdefault(name.lower(), content)
    return metas


def _stated_day(
    tree: HtmlElement, metas: dict[str, str], linked: dict[str, object]
) -> object | None:
    """Return the first statement that is one certain day, or else the first one, to be told of."""
    statements: list[object] = [metas[name] for name in _DATE_NAMES[:2] if name in metas]
    statements += [linked["datePublished"]] if linked.get("datePublished") else []
    statements += tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")
    statements += [metas[name] for name in _DATE_NAMES[2:] if name in metas]
    statements += _only_time(tree)
    certain = (statement for statement in statements if parse_published(statement))
    return next(certain, statements[0] if statements else None)


def _only_time(tree: HtmlElement) -> list[object]:
    """Return the time of the article where it is marked up with one day only."""
    times = tree.xpath("//article//time/@datetime")
    days = {parse_published(time) for time in times}
    return times[:1] if len(days) == 1 else []


def _linked_articles(tree: HtmlElement) -> Iterator[dict[str, object]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            # strict=False: pages have bare line breaks inside their strings.
            waiting = deque([json.loads(script.text or "", strict=False)])
        except (ValueError, RecursionError):  # as good as absent: much linked data is broken
            continue
        for _ in range(MAX_NODES):
            if not waiting:
                break
            node = waiting.popleft()
            if isinstance(node, list):
                waiting.extend(node[:MAX_NODES])
            elif isinstance(node, dict):
                if any(_ARTICLE.search(kind) for kind in _kinds(node)):
                    yield node
                waiting.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _kinds(node: dict[str, object]) -> list[str]:
    kinds = node.get("@type")
    return [
        kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    ]


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    if not title or not outlet:
        return title
    return line(re.sub(rf"\s+[-–—|·:«<]\s+{re.escape(outlet)}$", "", title, flags=re.IGNORECASE))
