"""Amounts: the numbers in a text with their units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sources.language.currencies import SIGNS, is_money, unit_before, unit_behind
from sources.language.numbers import Stated, is_pronoun, stated_numbers, stated_ordinals
from sources.language.units import SHARE, UNIT_OF

# Times, dates, scores, ranges and version numbers, whose parts are not amounts.
_COMPOSITE = re.compile(
    rf"(?<![\w.,])[0-9]+(?:[.,][0-9]+)*(?:[:/–—−-][{SIGNS}]?[0-9]+(?:[.,][0-9]+)*)+"
    r"|(?<![\w.,])[0-9]+(?:\.[0-9]+){2,}"
)
_FULL_HOUR = re.compile(r"[0-9]{1,2}:00")
_UNIT_BEHIND = re.compile(
    r"[\s-]?(?:(?P<percent>per ?cent(?!age)\b|percentage(?! points?\b)|%)"
    r"|(?P<points>(?:percentage|percent) points?\b)"
    r"|(?P<word>[^\W\d_]+))",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_ATTACHED = re.compile(r"[A-Za-z]+")
_MEASURES = frozenset("km kg m cm mm g mg ft lb lbs oz mph kph am pm gb mb tb kw mw gw k b".split())
_SCALED = re.compile(
    r"(?:thousand|million|billion|trillion|lakhs?|crores?|[mbt]n|\dm|\dk|\db|[천만억조])\b", re.I
)
_SHARED_SCALE = re.compile(rf" (?:to|or) [{SIGNS}]?\Z")
_SIGNED = re.compile(r"(?:(?:^|(?<=[\s(]))[-−‑–]\Z|\b(?:minus|negative) \Z)", re.IGNORECASE)
_FRACTION = re.compile(
    r"[- ](?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|"
    r"tenths?|hundredths?|thousandths?)\b",
    re.IGNORECASE,
)
_INSIDE_NAME = re.compile(r"[^\W\d_][.-]\Z")
_OF_TIME = re.compile(r"\b(?:per|split|every|each|one) \Z", re.IGNORECASE)
_BEFORE = 16


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text: its value, its unit if stated, and its extent.

    The extent includes a minus sign and the unit. `number_end` is the end of the number without the
    unit. `ordinal` is True for "5th". `inside_name` is True for the 19 in "Covid-19".
    """

    value: Decimal
    unit: str | None
    start: int
    end: int
    number_end: int
    ordinal: bool = False
    inside_name: bool = False


def amounts(text: str) -> Iterator[Amount]:
    """Yield the numbers of a text in order.

    The parts of "12:30", "9/11", "3-2", "two-thirds" and "G7" are not numbers, and neither is "2"
    in "2 or 3 million".
    """
    found = [*_cardinals(text), *_ordinals(text)]
    end = 0
    for amount in sorted(found, key=lambda each: (each.start, -each.end)):
        if amount.start >= end:
            yield amount
            end = amount.end


def priced(text: str) -> tuple[tuple[int, int], ...]:
    """Return the extents of the amounts of money in a text."""
    if not _DIGIT.search(text):
        return ()
    return tuple((each.start, each.end) for each in amounts(text) if is_money(each.unit))


def composites(text: str) -> Iterator[tuple[int, int]]:
    """Yield the extents of several numbers joined into one, such as a time or a score."""
    return (
        found.span() for found in _COMPOSITE.finditer(text) if not _FULL_HOUR.fullmatch(found[0])
    )


def _cardinals(text: str) -> Iterator[Amount]:
    taken = list(composites(text))
    starts = [start for start, _ in taken]
    stated = list(stated_numbers(text))
    for number, each in enumerate(stated):
        behind = bisect_right(starts, each.start)
        inside = behind > 0 and each.start < taken[behind - 1][1]
        following = stated[number + 1] if number + 1 < len(stated) else None
        if inside or not _is_amount(text, each) or _shares_scale(text, each, following):
            continue
        yield _amount(text, each)


def _ordinals(text: str) -> Iterator[Amount]:
    for each in stated_ordinals(text):
        before = text[max(0, each.start - _BEFORE) : each.start]
        if text[each.start : each.end].lower() != "second" or not _OF_TIME.search(before):
            yield Amount(each.value, None, each.start, each.end, each.end, ordinal=True)


def _is_amount(text: str, stated: Stated) -> bool:
    whole = (stated.start, stated.end) == (0, len(text))
    joined = text[max(0, stated.start - 1) : stated.start].isalnum()
    if (is_pronoun(text, stated) and not whole) or (
        joined and unit_before(text, stated.start) is None
    ):
        return False
    attached = _ATTACHED.match(text, stated.end)
    if (
        attached is not None
        and attached[0].lower() not in _MEASURES | UNIT_OF.keys()
        and unit_behind(text, stated.end) is None
    ):
        return False
    return _FRACTION.match(text, stated.end) is None


def _shares_scale(text: str, stated: Stated, following: Stated | None) -> bool:
    """Return True if the scale of the next number also applies to this one: "2 or 3 million"."""
    if following is None or not text[stated.start].isdigit():
        return False
    between = text[stated.end : following.start]
    own, other = text[stated.start : stated.end], text[following.start : following.end]
    return (
        len(between) < _BEFORE
        and _SHARED_SCALE.search(between) is not None
        and bool(_SCALED.search(other))
        and not _SCALED.search(own)
    )


def _amount(text: str, stated: Stated) -> Amount:
    value, end = stated.value, stated.end
    if text.startswith(":00", end):
        end += 3
    number_end = end
    unit, start = unit_before(text, stated.start) or (None, stated.start)
    before = text[max(0, start - _BEFORE) : start]
    signed = _SIGNED.search(before)
    if signed:
        value, start = -value, start - len(signed[0])
    if unit is None:
        unit, end = _unit_behind(text, end)
    inside_name = bool(_INSIDE_NAME.search(before))
    return Amount(value, unit, start, end, number_end, inside_name=inside_name)


def _unit_behind(text: str, end: int) -> tuple[str | None, int]:
    """Return the unit directly after a number, and the end of the two."""
    if money := unit_behind(text, end):
        return money
    found = _UNIT_BEHIND.match(text, end)
    if found is None:
        return None, end
    if found["percent"]:
        return SHARE, found.end()
    if found["points"]:
        return "percentage points", found.end()
    unit = UNIT_OF.get(found["word"].lower())
    return (unit, found.end()) if unit else (None, end)
