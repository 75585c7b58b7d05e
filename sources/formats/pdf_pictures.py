"""Pages of a PDF that have no text but a picture, as scans have."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

LOGGER = logging.getLogger(__name__)

# What is drawn on a page covers more of it than this. On a blank page there are only rules.
_LEAST_DRAWN = 0.1
_MOST_NAMED = 10


def has_picture(elements: Iterable[Any], size: float) -> bool:
    """Return True if pictures and shapes among the elements cover a part of a page of this size.

    Letters that were turned into shapes count too.
    """
    areas = (one.width * one.height for one in elements if not hasattr(one, "get_text"))
    return bool(sum(areas) >= _LEAST_DRAWN * size > 0)


def missing_text(origin: str, unread: Sequence[int], count: int) -> str | None:
    """Return what is missing of a PDF of `count` pages, and warn of the pages without text.

    Nothing is if only the first page has none, which is a cover.
    """
    if not unread:
        return None
    named = ", ".join(map(str, unread[:_MOST_NAMED])) + (" …" if unread[_MOST_NAMED:] else "")
    LOGGER.warning(
        "%s: only pictures and no text on these pages: %s; run OCR on them, for example with "
        "`ocrmypdf --skip-text in.pdf out.pdf`",
        origin,
        named,
    )
    if [*unread] == [1]:
        return None
    return f"{len(unread)} of {count} pages {'has' if len(unread) == 1 else 'have'} no text"
