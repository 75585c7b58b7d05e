"""Classification of quoted text: speech, a few words, a name, or the title of a work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from sources.language.scripts import holds_hangul
from sources.language.speaker_tokens import MASK
from sources.quotations.korean_speech import QUOTING
from sources.quotations.quotation import QuotationKind
from sources.quotations.quote_marks import Quoted, opens_single, quoted

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BLANK = re.compile(rf"[\s\W{MASK}]*")
# "CNN's “State of the Union”", "on “Face the Nation”"
_OF_A_WORK = re.compile(r"(?:['’]s|\b[Oo]n|\b[Ii]n)\s$")
_LONGEST_NAME = 10
_FEW = 3
_CLAUSE = 6


def stands_alone(masked: str, start: int, end: int) -> bool:
    """Return True if only quotations, spaces and punctuation lie between two offsets."""
    return _BLANK.fullmatch(masked, start, end) is not None


def is_work(text: str, part: Quoted) -> bool:
    """Return True if the marks contain the title of a work, which is not speech."""
    return (
        is_name(text, part)
        and _OF_A_WORK.search(text, max(0, part.outer_start - 4), part.outer_start) is not None
    )


def is_name(text: str, part: Quoted) -> bool:
    """Return True if every long word is capitalised, as in a name."""
    if part.end - part.start > _LONGEST_NAME * 20:
        return False
    words = _WORD.findall(text, part.start, part.end)
    if not 2 <= len(words) <= _LONGEST_NAME:
        return False
    capital = any(word[0].isupper() for word in words[1:])
    return capital and all(len(word) < 4 or not word[0].islower() for word in words)


def is_nickname(text: str, part: Quoted) -> bool:
    """Return True if the marks enclose a nickname: Marcia "Cia" Price."""
    before = text[part.outer_start - 2 : part.outer_start]
    behind = text[part.outer_end : part.outer_end + 2]
    inside = text[part.start : part.end]
    return (
        inside.isalpha()
        and inside[0].isupper()
        and before[1:] == " "
        and before[:1].islower()
        and behind[:1] == " "
        and behind[1:].isupper()
        and _follows_name(text, part.outer_start - 1)
    )


def _follows_name(text: str, end: int) -> bool:
    start = text.rfind(" ", max(0, end - 20), end) + 1
    return start > 0 and text[start].isupper()


def kind_of(
    text: str, masked: str, sentence: tuple[int, int], part: Quoted, *, alone: bool
) -> QuotationKind:
    """Return DIRECT for speech, or PARTIAL for a few words in a sentence of the outlet's own."""
    if alone or part.continues or part.open:
        return QuotationKind.DIRECT
    content = text[part.start : part.end]
    count = sum(1 for _ in islice(_WORD.finditer(content), _CLAUSE))
    if holds_hangul(content):
        ascribed = QUOTING.match(masked, part.outer_end, sentence[1])
        return QuotationKind.DIRECT if count >= 2 and ascribed else QuotationKind.PARTIAL
    ended = content[-1] in ".,!?…" or text[part.end : part.end + 1] in ("!", "?")
    begins = content[0].isupper() or part.outer_start == sentence[0]
    whole = ended and (count >= _CLAUSE or (count >= _FEW and begins))
    return QuotationKind.DIRECT if whole and not is_name(text, part) else QuotationKind.PARTIAL


_MARK = re.compile('["“”„«»‹›「」『』‘]')
_BRACKET = re.compile(r"\[[^\[\]\n]{1,500}\](?!\()")
# "[3]" refers to a note, and "[x]" ticks a box.
_REFERENCE = re.compile(r"\[\W*(?:\d+|\w)?\W*\]")
_INCHES = re.compile(r"\d[\d.,/]*$")
_LONGEST, _LONGEST_FIGURE = 300, 12

Stretch = tuple[int, int]


def nested(text: str, found: Sequence[Quoted]) -> tuple[Stretch, ...]:
    """Return the text between marks inside quotations."""
    inner = quoted(text, [(part.start, part.end) for part in found])
    return tuple((one.start, one.end) for one in inner if not (one.open or one.continues))


def lone(
    text: str, paragraphs: Sequence[Stretch], found: Sequence[Quoted]
) -> Iterator[tuple[Stretch, bool]]:
    """Yield the text next to each unpaired mark, and whether the mark opens."""
    inside = iter(found)
    part = next(inside, None)
    for start, end in paragraphs:
        for mark in _MARK.finditer(text, start, end):
            place = mark.start()
            while part is not None and part.outer_end <= place:
                part = next(inside, None)
            if part is not None and part.outer_start <= place:
                continue
            before = text[max(start, place - _LONGEST_FIGURE) : place]
            after = text[place + 1 : min(place + 2, end)]
            if mark[0] == "‘" and not opens_single(text, place, start, end):
                continue
            if mark[0] == '"' and _INCHES.search(before):
                continue
            opens = mark[0] in "“„«‹「『‘" or (
                mark[0] in '"”' and not before[-1:].strip() and bool(after.strip())
            )
            if opens:
                stop = _MARK.search(text, place + 1, end)
                words = place + 1, stop.start() if stop else end
            else:
                words = max(start, place - _LONGEST), place
            yield (words[0], min(words[1], words[0] + _LONGEST)), opens


def brackets(text: str, found: Sequence[Quoted]) -> Iterator[Stretch]:
    """Yield the text in square brackets outside quotations, except references."""
    inside = iter(found)
    part = next(inside, None)
    for bracket in _BRACKET.finditer(text):
        while part is not None and part.outer_end <= bracket.start():
            part = next(inside, None)
        if part is not None and part.outer_start < bracket.end():
            continue
        if not _REFERENCE.fullmatch(bracket[0]):
            yield bracket.span()
