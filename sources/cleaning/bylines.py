"""Bylines: lines that credit an article's writers, never its speakers."""

from __future__ import annotations

import re

from sources.language.alternatives import any_of
from sources.people.titles import TIMES

_LONGEST = 120
_NAME = r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4}"
_NAMES = rf"{_NAME}(?:(?:,|,?\s(?:and|&|with))\s{_NAME}){{0,4}}"
_WORK = r"(?:Written|Reporting|Story|Words|Text|Posted|Compiled|Additional reporting)"
_BYLINE = re.compile(
    rf"[–—―-]{{1,2}}\s?{_NAME}"
    rf"|(?:[Bb]y|BY):?\s(?!(?i:{any_of(TIMES)})\b){_NAMES}(?:(?:,|\s[|–—-]|\sfor)\s[^.!?:“”\"]*)?"
    rf"|[(\[]?{_WORK}\sby:?\s{_NAMES}[^!?:“”\"]*"
    rf"|{_NAMES}[^.!?:“”\"]*\scontributed\s[^“”\"]*"
)


def is_byline(line: str) -> bool:
    """Return True if a line credits writers: "By Ann Lee", "–Bart Jansen", "… contributed …"."""
    return len(line) <= _LONGEST and _BYLINE.fullmatch(line.strip()) is not None
