"""Linked data: what a web page states about its article for machines (schema.org in JSON-LD)."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

# The linked data of a page is small; a hostile page's can be wide.
MAX_NODES = 2_000

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")


def linked_articles(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """Yield the articles that the page's linked data describes."""
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
                if any(_ARTICLE.search(kind) for kind in kinds(node)):
                    yield node
                waiting.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def kinds(node: Mapping[str, object]) -> list[str]:
    """Return the types that a node states."""
    stated = node.get("@type")
    return [
        kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str)
    ]


def is_free(node: Mapping[str, object]) -> bool:
    """Return False where the article, or a part of it, is stated to be for subscribers only."""
    parts = node.get("hasPart")
    nodes = [node, *(parts if isinstance(parts, list) else [parts])]
    return not any(
        isinstance(one, Mapping) and str(one.get("isAccessibleForFree")).lower() == "false"
        for one in nodes
    )
