"""Figures: the numbers of a text, each with its unit and the words that it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sources.language.numbers import Stated, is_pronoun
from sources.language.units import CURRENCY_SIGNS, UNITS
from sources.language.words import Word

_RANK = re.compile(r"(?:st|nd|rd|th)\b")
_APPROXIMATE = frozenset(
    "about around approximately nearly almost roughly some circa over under than least most up "
    "close estimated 약".split()
)
_NEAR, _NEAR_BEFORE = 40, 25


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: its value, its words, and the noun it counts."""

    value: Decimal
    words: str
    unit: str | None
    counted: tuple[str, ...]
    approximate: bool
    start: int
    end: int


def figures(text: str, stated: Iterable[Stated], words: Sequence[Word]) -> Iterator[Figure]:
    """Yield the numbers stated in a text with the words next to them, without the pronoun "one"."""
    starts = [word.start for word in words]
    for each in stated:
        if is_pronoun(text, each) or _RANK.match(text, each.end):
            continue
        first, last = (bisect_left(starts, place) for place in (each.start, each.end))
        before = words[bisect_left(starts, each.start - _NEAR_BEFORE) : first]
        behind = words[last : bisect_left(starts, each.end + _NEAR)]
        beside = [w.folded for w in (*before[-1:], *behind[:2])]
        yield Figure(
            each.value,
            _written(text, each),
            next((name for word in beside for name, unit in UNITS.items() if word in unit), None),
            tuple(word.stem for word in behind[:4] if word.is_content),
            any(word.folded in _APPROXIMATE for word in before[-3:]),
            each.start,
            each.end,
        )


def _written(text: str, stated: Stated) -> str:
    """Return the number as written, with its currency symbol or percent sign."""
    start = stated.start - (text[max(0, stated.start - 1) : stated.start] in tuple(CURRENCY_SIGNS))
    end = stated.end + (text[stated.end : stated.end + 1] == "%")
    return text[start:end]
