"""The role of each kept line: sub-headline, section heading or paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.article import BlockKind
from sources.cleaning.headline import opening
from sources.cleaning.lines import Line
from sources.cleaning.notices import is_date_line
from sources.language.phrases import ends_sentence, is_prose, word_count

_LONGEST_HEADING = 160
_MOST_WORDS = 22
_MOST_WORDS_OF_QUESTION = 12
_NO_HEADING = re.compile(r"[-–—•·*>▶►■□◆●○※_=~♦]|\d{1,2}[.)]\s|\W*$|.*[,;:—–-]$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_QUOTES = re.compile(r"[\"“”]")


def with_roles(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with their kinds. Lines that already have one keep it."""
    headline = next((i for i, x in enumerate(lines) if x.kind is BlockKind.HEADLINE), None)
    start = opening(lines, headline) if headline is not None else 0
    return [
        line if line.kind else line.of_kind(_role(lines, index, headline, start))
        for index, line in enumerate(lines)
    ]


def _role(lines: Sequence[Line], index: int, headline: int | None, start: int) -> BlockKind:
    line = lines[index]
    if not _looks_like_heading(line.text):
        return BlockKind.PARAGRAPH
    if headline is not None and headline < index < start:
        return BlockKind.SUBHEADLINE
    below = lines[index + 1] if index + 1 < len(lines) else None
    above = lines[index - 1] if index else None
    heads_text = below is not None and (
        below.kind is BlockKind.CAPTION or ends_sentence(below.text) or is_prose(below.text)
    )
    # Short lines without a blank line between them are a list or a poem.
    listed = line.attached and above is not None and _looks_like_heading(above.text)
    return BlockKind.HEADING if heads_text and not listed else BlockKind.PARAGRAPH


def _looks_like_heading(text: str) -> bool:
    is_question = text.endswith("?")
    if len(text) > _LONGEST_HEADING or (ends_sentence(text) and not is_question):
        return False
    if _NO_HEADING.match(text) or text[0].islower() or not _LETTERS.search(text):
        return False
    most_words = _MOST_WORDS_OF_QUESTION if is_question else _MOST_WORDS
    if word_count(text) > most_words or is_date_line(text):
        return False
    return not (is_question and _QUOTES.search(text))
