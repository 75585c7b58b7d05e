"""Pairing of quotation marks, and the text between them.

Only the outermost marks count, because a nested quotation is part of what the speaker said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

_CLOSERS = {"“": "”“", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』", '"': '"”', "”": "”"}
_DOUBLE = re.compile('["“”„«»‹›「」『』]')
_SINGLE = re.compile("['‘’]")
_OPENING_SINGLE = re.compile(r"['‘](?<!\w.)(?=[^\W_]|[$\[(…])")
# Characters that may precede an opening mark without a space.
_BEFORE_OPENING = frozenset("([{—–―-'‘/…\"“")
_DOUBLED = re.compile(r"(?P<opens>(?<![^\s(\[{—–-])(?:''|‘‘|``)(?=[^\s'’]))|(?<=\S)(?:''|’’)(?!\w)")
_PAIRS = ("''", "‘‘", "``", "’’")
_ELIDED = re.compile(r"['‘’](?:em|til|cause|tis|twas|n|round|bout|cuz|\d\ds?)\b", re.IGNORECASE)
# The maximum number of further paragraphs that a quotation can span without repeating its mark.
_LONGEST_CARRIED = 8
_LONGEST_SINGLE = 1_000


@dataclass(frozen=True, slots=True)
class Quoted:
    """The text between two quotation marks, and the extent of the marks.

    `start` to `end` is the text, and `outer_start` to `outer_end` includes the marks. `continues`
    is True if the quotation opened before this paragraph. `open` is True if it extends beyond this
    paragraph.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    continues: bool = False
    open: bool = False


class _Scan(NamedTuple):
    """The marks of one paragraph, paired without regard to other paragraphs."""

    start: int
    end: int
    pairs: tuple[tuple[int, int], ...]
    unclosed: int | None
    orphan: int | None


def quoted(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Quoted, ...]:
    """Return the text between outermost quotation marks, paragraph by paragraph."""
    original, text = text, _with_single_characters(text)
    scans = [_scan(text, start, end) for start, end in paragraphs]
    found: list[Quoted] = []
    reopens = False
    number = 0
    while number < len(scans):
        scan = scans[number]
        if not scan.pairs and scan.unclosed is None:
            reopens = False
            number += 1
            continue
        own = [_words(text, opened, closed + 1) for opened, closed in scan.pairs]
        beyond = scans[number + 1 : number + 1 + _LONGEST_CARRIED]
        again = scan.unclosed is not None and _opens_again(text, scan.unclosed, beyond)
        carried = 0 if again or scan.unclosed is None else _carried_over(beyond)
        if scan.unclosed is not None and (again or carried):
            own.append(replace(_words(text, scan.unclosed, scan.end, closed=False), open=True))
        if reopens and own:
            own[0] = replace(own[0], continues=True)
        found += own
        found += _carried(text, beyond[:carried])
        reopens = again
        number += 1 + carried
    whole = (part for part in found if part.start < part.end)
    return tuple(whole) if text is original else tuple(_widened(original, part) for part in whole)


def _with_single_characters(text: str) -> str:
    """Replace two single marks (''We will,'' she said) with a double mark and a space."""
    if not any(pair in text for pair in _PAIRS) or not _DOUBLED.search(text):
        return text
    return _DOUBLED.sub(lambda found: ' "' if found["opens"] else '" ', text)


def _widened(text: str, part: Quoted) -> Quoted:
    """Extend the marks of a quotation to both characters of a doubled mark."""
    start, end = part.outer_start, part.outer_end
    opens = start > 0 and _DOUBLED.match(text, start - 1) is not None
    closes = not part.open and _DOUBLED.match(text, end - 1) is not None
    return replace(part, outer_start=start - opens, outer_end=end + closes)


def _opens_again(text: str, unclosed: int, beyond: Sequence[_Scan]) -> bool:
    """Return True if the next paragraph starts with the same mark, as in a long quotation."""
    if not beyond:
        return False
    first = text[beyond[0].start : beyond[0].start + 1]
    return first == text[unclosed] or (first != "" and first in '“"' and text[unclosed] in '“"')


def _carried_over(beyond: Sequence[_Scan]) -> int:
    """Return the number of paragraphs up to the one that closes an open quotation, or 0."""
    for number, scan in enumerate(beyond):
        if scan.orphan is not None:
            return number + 1
        if scan.pairs or scan.unclosed is not None:
            return 0
    return 0


def _carried(text: str, scans: Sequence[_Scan]) -> list[Quoted]:
    """Return the paragraphs of a quotation that only the first opens and only the last closes."""
    found: list[Quoted] = []
    for number, scan in enumerate(scans):
        last = number == len(scans) - 1
        end = scan.orphan if last and scan.orphan is not None else scan.end
        start, stop = _trimmed(text, scan.start, end)
        outer = end + 1 if last else end
        found.append(Quoted(start, stop, scan.start, outer, continues=True, open=not last))
        if last:
            found += [_words(text, opened, closed + 1) for opened, closed in scan.pairs]
    return found


def _words(text: str, outer_start: int, outer_end: int, *, closed: bool = True) -> Quoted:
    start, end = _trimmed(text, outer_start + 1, outer_end - 1 if closed else outer_end)
    return Quoted(start, end, outer_start, outer_end)


_EDGE = frozenset("\"'“”„‘’«»‹›「」『』")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim white space and nested quotation marks from both ends."""
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    return start, end


def _scan(text: str, start: int, end: int) -> _Scan:
    """Pair the marks of one paragraph: double marks first, then single marks outside them."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    orphan: int | None = None
    places = [mark.start() for mark in _DOUBLE.finditer(text, start, end)]
    curved = [place for place in places if text[place] in "“”"]
    for place in places:
        mark = text[place]
        before = text[place - 1] if place > start else " "
        after = text[place + 1] if place + 1 < end else " "
        if opened is not None and (
            _closes(mark, text[opened], before, after)
            or _closes_mixed(text, opened, place, before, curved)
        ):
            pairs.append((opened, place))
            opened = None
        elif _opens(mark, before, after):
            # Another kind of mark inside is a nested quotation.
            if opened is None or mark == text[opened]:
                opened = place
        elif opened is None and orphan is None and not pairs and mark in '"”“»」』':
            orphan = place
    pairs += _single_pairs(text, start, end, pairs, opened)
    return _Scan(start, end, tuple(sorted(pairs)), opened, orphan)


def _closes(mark: str, opener: str, before: str, after: str) -> bool:
    if mark not in _CLOSERS[opener]:
        return False
    if mark == '"' or mark == "“":
        # After a space and before a word the mark opens, so the previous one was never closed.
        return not before.isspace() or not (after.isalnum() or after in "'‘$[(…")
    return True


def _closes_mixed(text: str, opened: int, place: int, before: str, curved: Sequence[int]) -> bool:
    """Return True if a straight mark closes a curved one that no curved mark will close."""
    if text[opened] != "“" or text[place] != '"' or before.isspace():
        return False
    following = bisect_left(curved, place)
    return following == len(curved) or text[curved[following]] == "“"


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in "«‹„「『“":
        return not after.isspace()
    free = before.isspace() or before in _BEFORE_OPENING
    return mark in '"”' and free and not after.isspace() and after not in ",.;:!?)"


def _single_pairs(
    text: str, start: int, end: int, pairs: Sequence[tuple[int, int]], unclosed: int | None
) -> list[tuple[int, int]]:
    """Pair single marks that are not apostrophes, outside the double ones."""
    if not _OPENING_SINGLE.search(text, start, end):
        return []
    marks = [
        mark.start()
        for mark in _SINGLE.finditer(text, start, end if unclosed is None else unclosed)
        if not _inside(mark.start(), pairs)
    ]
    if len(marks) < 2:
        return []
    openers = [place for place in marks if opens_single(text, place, start, end)]
    closers = [place for place in marks if _closes_single(text, place, start, end)]
    found: list[tuple[int, int]] = []
    free = start
    for number, opened in enumerate(openers):
        later = openers[number + 1] if number + 1 < len(openers) else end
        closed = _closer(text, closers, opened, later)
        if opened < free or closed is None or closed - opened > _LONGEST_SINGLE:
            continue
        if bisect_left(pairs, (opened, 0)) != bisect_left(pairs, (closed, 0)):
            continue
        found.append((opened, closed))
        free = closed + 1
    return found


def _inside(place: int, pairs: Sequence[tuple[int, int]]) -> bool:
    number = bisect_left(pairs, (place, 0)) - 1
    return number >= 0 and place < pairs[number][1]


def opens_single(text: str, place: int, start: int, end: int) -> bool:
    """Return True if a single mark can open a quotation rather than be an apostrophe."""
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    free = before.isspace() or before in "([{—–―-/…"
    starts = after.isalnum() or after in "$[(…"
    return text[place] != "’" and free and starts and not _ELIDED.match(text, place)


def _closes_single(text: str, place: int, start: int, end: int) -> bool:
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    hangul = "가" <= after <= "힣"
    return text[place] != "‘" and not before.isspace() and (hangul or not after.isalnum())


def _closer(text: str, closers: Sequence[int], opened: int, later: int) -> int | None:
    """Return the closing mark, skipping plural possessives (the workers' rights), or None."""
    number = bisect_left(closers, opened + 2)
    while number < len(closers):
        place = closers[number]
        possessive = text[place - 1] in "sS" and text[place + 1 : place + 2] == " "
        beyond = closers[number + 1] if number + 1 < len(closers) else None
        if not possessive or beyond is None or beyond >= later:
            return place
        if not text[place + 2 : place + 3].islower() or beyond - place > _LONGEST_SINGLE:
            return place
        number += 1
    return None
