"""Figures: the numbers of a text, each with its unit and the words that it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sources.language.currencies import unit_before, unit_behind
from sources.language.numbers import Stated, is_pronoun
from sources.language.units import UNITS
from sources.language.words import Word

_RANK = re.compile(r"(?:st|nd|rd|th)\b")
_APPROXIMATE = frozenset(
    "about around approximately nearly almost roughly some circa over under than least most up "
    "close estimated 약".split()
)
_NEAR, _NEAR_BEFORE = 40, 25


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: its value, its words with any currency, and the noun it counts."""

    value: Decimal
    words: str
    unit: str | None
    counted: tuple[str, ...]
    approximate: bool
    start: int
    end: int

    def extent(self, text: str) -> tuple[int, int]:
        """Return the characters of the number with its currency in its text."""
        start = text.find(self.words, max(0, self.start + 1 - len(self.words)))
        return start, start + len(self.words)


def figures(text: str, stated: Iterable[Stated], words: Sequence[Word]) -> Iterator[Figure]:
    """Yield the numbers stated in a text with the words next to them, without the pronoun "one"."""
    starts = [word.start for word in words]
    for each in stated:
        if is_pronoun(text, each) or _RANK.match(text, each.end):
            continue
        first, last = (bisect_left(starts, place) for place in (each.start, each.end))
        before = words[bisect_left(starts, each.start - _NEAR_BEFORE) : first]
        behind = words[last : bisect_left(starts, each.end + _NEAR)]
        unit, written = _unit(text, each, (*before[-1:], *behind[:2]))
        yield Figure(
            each.value,
            written,
            unit,
            tuple(word.stem for word in behind[:4] if word.is_content),
            any(word.folded in _APPROXIMATE for word in before[-3:]),
            each.start,
            each.end,
        )


def _unit(text: str, stated: Stated, beside: Sequence[Word]) -> tuple[str | None, str]:
    """Return the unit of a number, and the number as written with its currency or percent sign."""
    if money := unit_before(text, stated.start):
        return money[0], text[money[1] : stated.end]
    if money := unit_behind(text, stated.end):
        return money[0], text[stated.start : money[1]]
    names = (name for word in beside for name, unit in UNITS.items() if word.folded in unit)
    end = stated.end + (text[stated.end : stated.end + 1] == "%")
    return next(names, None), text[stated.start : end]
