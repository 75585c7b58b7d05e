"""Paragraph breaks that an extractor lost, restored from the page."""

from __future__ import annotations

from collections.abc import Sequence

from sources.language.phrases import folded

# Shorter blocks are left as they are.
_SHORTEST = 160
# Between two blocks that the extractor joined there may be some that it dropped.
_MOST_DROPPED = 5
_MOST_BEGINNINGS, _MOST_JOINED = 20, 200


def with_page_breaks(text: str, page: Sequence[str]) -> str:
    """Return the extracted text with each block that runs over blocks of the page split there."""
    whole = set(page)
    joined = [b for b in text.split("\n\n") if len(b) >= _SHORTEST and b not in whole]
    if not joined:
        return text
    keys = [folded(block) for block in page]
    for block in joined[:_MOST_JOINED]:
        if len(parts := _parts(folded(block), keys)) > 1:
            text = text.replace(block, "\n\n".join(page[part] for part in parts), 1)
    return text


def _parts(joined: str, keys: Sequence[str]) -> list[int]:
    """Return the numbers of the blocks that make up the joined one, or []."""
    first = [n for n, key in enumerate(keys) if key and joined.startswith(key)]
    for start in first[:_MOST_BEGINNINGS]:
        parts, at, dropped = [start], len(keys[start]), 0
        for number in range(start + 1, len(keys)):
            if at == len(joined) or dropped > _MOST_DROPPED:
                break
            if not keys[number] or not joined.startswith(keys[number], at):
                dropped += 1
                continue
            parts.append(number)
            at += len(keys[number])
            dropped = 0
        if at == len(joined):
            return parts
    return []
