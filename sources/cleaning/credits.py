"""Image credits: the photographer or owner of a picture, below or after its caption."""

from __future__ import annotations

import re

from sources.language.phrases import ends_sentence, word_count
from sources.language.scripts import HANGUL

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
_WHOLE_SLASHED = re.compile(rf"[\[(]?{_SLASHED}[\])]?")
_OWNER_SIGN = re.compile(r"[©ⓒ]\s?[^.!?]{1,60}")
_TRAILING = re.compile(
    rf"(?i:\s*{_BRACKETED}\.?)$|(?i:(?<=[.!?\"”’)])\s+{_PICTURE}\s?[:/]\s?[^.!?:]{{1,60}})$|"
    rf"(?<=[.!?\"”’)])\s+[\[(]?{_SLASHED}[\])]?$|\s+/\s?사진=.{{1,40}}$"
)
# Without one of these there is no credit, and most lines need no further check.
_BRACKET_LAST = re.compile(r"[\])>】〕]\.?$")
_IN_CREDITS = (":", "/", "=", "getty images", "ap photo", "shutterstock", "istock")
_LONGEST_CREDIT = 140
_MOST_WORDS = 12


def is_credit(line: str) -> bool:
    """Return True if the whole line is an image credit."""
    if len(line) > _LONGEST_CREDIT:
        return False
    if _WHOLE_BRACKETED.fullmatch(line) or _WHOLE_SLASHED.fullmatch(line):
        return True
    if ends_sentence(line) or word_count(line) > _MOST_WORDS:
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
