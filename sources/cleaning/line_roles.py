"""The role of each kept line: sub-headline, section heading or paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.article import BlockKind
from sources.cleaning.date_lines import is_date_line
from sources.cleaning.headline import opening
from sources.cleaning.lines import Line
from sources.language.phrases import ends_sentence, is_prose, word_count
from sources.language.scripts import HANGUL

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
    if line.stated is not None and line.is_body:
        return line.stated
    if not _looks_like_heading(line.text):
        return BlockKind.PARAGRAPH
    if headline is not None and headline < index < start:
        return BlockKind.SUBHEADLINE
    if line.stated is BlockKind.HEADING:
        return BlockKind.HEADING
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


_PICTURE = (
    r"(?:photo(?:graph)?s?|images?|pictures?|pic|illustrations?|graphics?|video"
    r"|사진|그래픽|이미지|영상|일러스트)"
)
_OWED = r"(?:\s*(?:[:=/|©ⓒ]|제공|출처)|\s+(?:by|credits?|courtesy|sources?|provided by|via|file)\b)"
_BRACKETED = (
    rf"[\[(<【〔]\s*(?:{_PICTURE}(?:{_OWED}[^\])>】〕]{{0,100}})?"
    r"|(?:credits?|courtesy)\b[^\])>】〕]{0,100})[\])>】〕]"
)
_WHOLE_BRACKETED = re.compile(rf"{_BRACKETED}\.?", re.IGNORECASE)
_WHOLE_LABELLED = re.compile(
    rf"(?:/?\s?{_PICTURE}{_OWED}|(?:credits?|courtesy(?: of)?)\s*[:=/]).{{0,80}}", re.IGNORECASE
)
_AGENCY = (
    r"(?:getty(?: images)?|reuters|afp|ap|ap photo|yonhap(?: news)?|epa(?:-efe)?|shutterstock|alamy"
    r"|istock(?:photo)?|bloomberg|xinhua|newsis|연합뉴스|뉴시스|뉴스1)"
)
_NAME = rf"[A-Z{HANGUL}][\w.'’-]*"
_SLASHED = (
    rf"(?:(?i:{_AGENCY})\s?/\s?{_NAME}(?: {_NAME}){{0,4}}"
    rf"|(?:{_NAME} ){{0,3}}{_NAME}\s?/\s?(?:{_NAME}(?: {_NAME}){{0,2}}\s?/\s?)?(?i:{_AGENCY})"
    rf"(?: via {_NAME}(?: {_NAME})?)?|(?i:getty images|ap photo|shutterstock|istock(?:photo)?))"
)
_INITIAL = r"(?<=\W[^\W\d_])\."
_WHOLE_SLASHED = re.compile(rf"[\[(]?{_SLASHED}[\])]?")
_OWNER_SIGN = re.compile(r"[©ⓒ]\s?[^.!?]{1,60}")
_TRAILING = re.compile(
    rf"(?i:\s*{_BRACKETED}\.?)$|(?i:(?<=[.!?\"”’)])\s+{_PICTURE}\s?[:/]\s?(?:[^.!?:]|{_INITIAL}){{1,60}})$|"
    rf"(?<=[.!?\"”’)])\s+[\[(]?{_SLASHED}[\])]?$|\s+/\s?사진=.{{1,40}}$"
)
# Without one of these there is no credit, and most lines need no further check.
_BRACKET_LAST = re.compile(r"[\])>】〕]\.?$")
_IN_CREDITS = (":", "/", "=", "getty images", "ap photo", "shutterstock", "istock")
_LONGEST_CREDIT = 140
_MOST_WORDS_OF_A_CREDIT = 12


def is_credit(line: str) -> bool:
    """Return True if the whole line is an image credit."""
    if len(line) > _LONGEST_CREDIT:
        return False
    if _WHOLE_BRACKETED.fullmatch(line) or _WHOLE_SLASHED.fullmatch(line):
        return True
    if ends_sentence(line) or word_count(line) > _MOST_WORDS_OF_A_CREDIT:
        return False
    return bool(_WHOLE_LABELLED.fullmatch(line) or _OWNER_SIGN.fullmatch(line))


def credit_start(line: str) -> int | None:
    """Return the offset of a credit after a caption, or None if there is none."""
    offset = max(0, len(line) - _LONGEST_CREDIT)
    tail = line[offset:]
    if not _BRACKET_LAST.search(tail[-2:]) and not any(map(tail.lower().__contains__, _IN_CREDITS)):
        return None
    found = _TRAILING.search(tail)
    return offset + found.start() if found and offset + found.start() > 0 else None
