"""Matching of an expected answer in a text, in any wording that a person would accept.

These match:

- a number by its value, scale, sign and unit: "nine", "9"; "$12.6 million", "12,600,000 dollars";
  "60%", "60 percent"; "17" in "17-year-old". A number without a unit matches one with a unit, but
  a percentage or a sum of money only if the question asks for one ("what percentage", "how much");
- an ordinal in digits or words, and the day of a date with or without its ending, month first or
  last, the month abbreviated: "5 September", "Sept. 5th";
- possessives, accents, full-width letters, British spelling, quotation marks, articles, "&" for
  "and";
- "U.S." for "United States", "Rep." for "Representative", and no title if two names remain;
- two things joined by "and" in either order; the plural of a common noun at the end;
- hyphenated words apart or as one, and parts of a compound: "China" in "China-led".

These do not: part of a number or of a word ("12" in "120", "19" in "Covid-19"), another unit or
scale, a word with a different meaning in capitals ("US", "May"), "China" in "anti-China", and
anything directly after a negation ("not China"). An answer inside a longer name ("York" in "New
York") still matches, because the boundaries of names are not known here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from assistant.evaluation.expression import Expression, compounded, expressions
from sources.language.amounts import Amount
from sources.language.calendar_names import LOWER_MONTHS
from sources.language.currencies import is_money, is_same_unit, sign_of, units_named
from sources.language.scripts import HANGUL_LETTER
from sources.language.units import SHARE, UNITS
from sources.language.words import is_content

_SEPARATOR = "\0"
_TITLES = frozenset(
    "president minister representative senator governor lieutenant mr mrs ms dr doctor sir "
    "chancellor mayor professor king queen pope".split()
)
_MOST_NAMES = 3
# In lower case these words mean something else. So do all function words ("US", "WHO", "IT").
_OTHERWISE = frozenset("march august aids turkey polish china".split())
_NOT_PLURALS = frozenset(
    "goods customs arms news glasses means works times grounds series species forces "
    "christmas always perhaps across".split()
)
_NEGATIONS = frozenset("not never no without except nor neither unlike excluding cannot".split())
_PASSED_OVER = frozenset("in from by on at to of with for".split())
_CLAUSE_ENDS = re.compile(r"[.,;:!?()—–\n]")
_CONTRASTS = frozenset({("rather", "than"), ("other", "than"), ("instead", "of")})
_CONTRACTED = re.compile(r"n['’]t\Z", re.IGNORECASE)
_FURTHEST = 4
_SHARE_ASKED = re.compile(r"\b(?:percent|per cent|percentage|share|proportion)\b|%", re.IGNORECASE)
_PRICE_ASKED = re.compile(
    r"\bhow (?:much|expensive|costly|big|large)\b|\b(?:cost|price|sum|amount|fine|bill)\b",
    re.IGNORECASE,
)
_SHORTEST_NOUN = 4
_HOW_MANY = re.compile(r"\bhow many (\w+)", re.IGNORECASE)


class Sought:
    """A text in which expected answers are looked for.

    The `question` decides which unit a number may have.
    """

    def __init__(self, text: str, question: str = "") -> None:
        self._text, self._question = text, question
        self._streams: tuple[_Stream, ...] | None = None

    def states(self, answer: str) -> bool:
        """Return True if the text states the answer and does not negate it."""
        if self._streams is None:
            text, found = expressions(self._text)
            self._streams = (_Stream(text, found), _Stream(text, compounded(found)))
        _, wanted = expressions(answer)
        return any(
            self._is_here(stream, place, wording)
            for wording in _wordings(wanted)
            for stream in self._streams
            for place in stream.places(wording)
        )

    def _is_here(self, stream: _Stream, place: int, wanted: Sequence[Expression]) -> bool:
        here = stream.found[place : place + len(wanted)]
        return (
            here[0].starts
            and here[-1].ends
            and all(_is_same(a, b) for a, b in zip(wanted[:-1], here[:-1], strict=True))
            and self._is_last(wanted[-1], here[-1], alone=len(wanted) == 1)
            and not stream.is_negated(place)
        )

    def _is_last(self, wanted: Expression, here: Expression, *, alone: bool) -> bool:
        """Match the last expression, where a number without a unit may match one with a unit."""
        if wanted.amount is None or here.amount is None or wanted.amount.unit is not None:
            return _is_same(wanted, here, alone=alone)
        return self._may_have(here.amount)

    def _may_have(self, amount: Amount) -> bool:
        if amount.unit is None:
            return True
        if amount.unit == SHARE:
            return bool(_SHARE_ASKED.search(self._question))
        if is_money(amount.unit):
            named = units_named(self._question)
            return bool(_PRICE_ASKED.search(self._question)) or any(
                is_same_unit(amount.unit, unit) for unit in named
            )
        counted = _HOW_MANY.search(self._question)
        units = [name for name, words in UNITS.items() if counted and counted[1].lower() in words]
        return not units or amount.unit in units


class _Stream:
    """The expressions of a text, searchable by their keys."""

    def __init__(self, text: str, found: Sequence[Expression]) -> None:
        self.text, self.found = text, found
        self._keys = _joined(found)
        lengths = (len(each.key) + 1 for each in found)
        self._starts = list(accumulate(lengths, initial=0))[: len(found)]

    def places(self, wanted: Sequence[Expression]) -> Iterator[int]:
        """Yield the positions at which the expected expressions occur consecutively.

        A particle may follow a last word in Hangul.
        """
        particle = bool(HANGUL_LETTER.match(wanted[-1].key[-1:]))
        sought = _joined(wanted)[: -1 if particle else None]
        place = self._keys.find(sought)
        while place >= 0:
            yield bisect_right(self._starts, place) - 1
            place = self._keys.find(sought, place + 1)

    def is_negated(self, place: int) -> bool:
        """Return True if a negation directly precedes an expression in the same clause."""
        begin = self.found[place].start
        before = self.found[max(0, place - _FURTHEST) : place]
        for number, each in reversed([*enumerate(before)]):
            if _CLAUSE_ENDS.search(self.text, each.end, begin):
                return False
            if (before[number - 1].key if number else "", each.key) in _CONTRASTS:
                return True
            if each.key not in _PASSED_OVER:
                return each.key in _NEGATIONS or bool(_CONTRACTED.search(each.written))
        return False


def _joined(found: Sequence[Expression]) -> str:
    """Return the keys as one string, with separators around each."""
    return _SEPARATOR + "".join(f"{each.key}{_SEPARATOR}" for each in found)


def _is_same(wanted: Expression, here: Expression, *, alone: bool = False) -> bool:
    """Return True if two expressions with equal keys agree in unit and, if it matters, in case."""
    if wanted.amount is not None and here.amount is not None:
        return _unit(wanted.amount) == _unit(here.amount)
    if wanted.is_inflected and not here.written.islower():
        return False
    ordinary = is_content(wanted.key) and wanted.key not in _OTHERWISE
    if ordinary or not wanted.written.isalpha():
        return True
    if _is_upper(wanted.written) or _is_upper(here.written):
        return _is_upper(wanted.written) and _is_upper(here.written)
    return not alone or not wanted.written[0].isupper() or here.written[0].isupper()


def _unit(amount: Amount) -> str | None:
    """Return the unit of an amount, the same for every way of writing a currency."""
    return sign_of(amount.unit) if amount.unit and is_money(amount.unit) else amount.unit


def _is_upper(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _wordings(wanted: Sequence[Expression]) -> Iterator[Sequence[Expression]]:
    """Yield an answer and its accepted rewordings; nothing for an empty one."""
    if not wanted:
        return
    orders = [wanted, compounded(wanted), *_exchanged(wanted), *_untitled(wanted)]
    for wording in orders:
        yield wording
        yield from _in_other_number(wording)


def _exchanged(wanted: Sequence[Expression]) -> Iterator[Sequence[Expression]]:
    """Yield an answer with its parts swapped: "China and Russia", "5 May" for "May 5"."""
    joints = [number for number, each in enumerate(wanted) if each.key == "and"]
    if len(joints) == 1 and 0 < joints[0] < len(wanted) - 1:
        joint = joints[0]
        yield [*wanted[joint + 1 :], wanted[joint], *wanted[:joint]]
    for number, (first, second) in enumerate(pairwise(wanted)):
        if {first.key in LOWER_MONTHS, second.key in LOWER_MONTHS} == {True, False} and (
            first.amount or second.amount
        ):
            yield [*wanted[:number], second, first, *wanted[number + 2 :]]


def _untitled(wanted: Sequence[Expression]) -> Iterator[Sequence[Expression]]:
    """Yield an answer without titles, if it has two or more names: "Boris Johnson"."""
    titles = [number for number, each in enumerate(wanted) if each.key in _TITLES]
    names = wanted[titles[-1] + 1 :] if titles else ()
    if 1 < len(names) <= _MOST_NAMES and all(each.written[0].isupper() for each in names):
        yield names


def _in_other_number(wanted: Sequence[Expression]) -> Iterator[Sequence[Expression]]:
    """Yield an answer with its final common noun changed to the plural or singular."""
    *before, last = wanted
    key = last.key
    if last.amount is not None or not key.isalpha() or not key.isascii():
        return
    if len(key) < _SHORTEST_NOUN or key in _NOT_PLURALS:
        return
    others = [f"{key}s", f"{key}es", *([f"{key[:-1]}ies"] if key.endswith("y") else [])]
    if key.endswith("s") and not key.endswith("ss"):
        others += [key[:-1], *([key[:-2]] if key.endswith("es") else [])]
        others += [f"{key[:-3]}y"] if key.endswith("ies") else []
    for other in others:
        if other not in _NOT_PLURALS and len(other) >= _SHORTEST_NOUN:
            yield [*before, replace(last, key=other, is_inflected=True)]
