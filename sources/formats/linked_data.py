"""Linked data: schema.org descriptions of articles (JSON-LD) in web pages."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

# A page's linked data is small, but a hostile page's can be huge.
MAX_NODES = 2_000

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_CLASS, _ID = re.compile(r"\.([\w-]+)"), re.compile(r"#([\w-]+)")


def linked_articles(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """Yield the articles that the page's linked data describes."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            # strict=False: pages have unescaped line breaks inside strings.
            waiting = deque([json.loads(script.text or "", strict=False)])
        except (ValueError, RecursionError):  # treated as absent: much linked data is broken
            continue
        for _ in range(MAX_NODES):
            if not waiting:
                break
            node = waiting.popleft()
            if isinstance(node, list):
                waiting.extend(node[:MAX_NODES])
            elif isinstance(node, dict):
                if any(_ARTICLE.search(kind) for kind in kinds(node)):
                    yield node
                waiting.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def kinds(node: Mapping[str, object]) -> list[str]:
    """Return the types of a node."""
    stated = node.get("@type")
    return [
        kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str)
    ]


def is_free(node: Mapping[str, object]) -> bool:
    """Return False if the article, or a part of it, is declared to be for subscribers only."""
    return not any(map(_is_limited, (node, *_parts(node))))


def limited_names(node: Mapping[str, object]) -> tuple[list[str], list[str]]:
    """Return the classes and the ids of the elements that are for subscribers only."""
    selectors = [str(part.get("cssSelector", "")) for part in _parts(node) if _is_limited(part)]
    classes = [found for selector in selectors for found in _CLASS.findall(selector)]
    return classes, [found for selector in selectors for found in _ID.findall(selector)]


def _parts(node: Mapping[str, object]) -> list[Mapping[str, object]]:
    parts = node.get("hasPart")
    given = parts if isinstance(parts, list) else [parts]
    return [part for part in given[:MAX_NODES] if isinstance(part, Mapping)]


def _is_limited(node: Mapping[str, object]) -> bool:
    return str(node.get("isAccessibleForFree")).lower() in ("false", "http://schema.org/false")
