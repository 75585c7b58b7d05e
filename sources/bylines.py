"""Bylines: lines that say who wrote an article, and never who speaks in it."""

from __future__ import annotations

import re

_LONGEST = 120
_NAME = r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4}"
_BYLINE = re.compile(
    rf"(?:[–—―-]{{1,2}}\s?{_NAME}"
    rf"|[(\[]?(?:(?:Written|Reporting|Story|Words|Text|Posted|Compiled|Additional reporting)\s)?"
    rf"(?:[Bb]y|BY):?\s{_NAME}\b[^.!?:“”\"]*"
    rf"|{_NAME}[^.!?:“”\"]*\bcontributed\b[^“”\"]*)[.)\]]*"
)


def is_byline(line: str) -> bool:
    """Return True if a line names writers: "By Ann Lee", "–Bart Jansen", "… contributed …"."""
    return len(line) <= _LONGEST and _BYLINE.fullmatch(line.strip()) is not None
