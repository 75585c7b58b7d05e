"""Pairs of neighbouring characters, for scripts whose words do not stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Scripts that are searched by pairs of characters: Korean glues particles to its nouns, and
# Chinese and Japanese put no spaces between words, so that whole words would not meet.
PAIRED = re.compile(r"[가-힣぀-ヿ一-鿿]+")


def pairs_of(text: str) -> Iterator[str]:
    """Yield each two neighbouring characters of a run; a character that stands alone is one."""
    if text.isascii():
        return
    for run in PAIRED.findall(text):
        if len(run) == 1:
            yield run
        for start in range(len(run) - 1):
            yield run[start : start + 2]
