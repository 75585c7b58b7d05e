"""Numbers, times and dates in a text, each with a key that is independent of house style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sources.language.amounts import amounts
from sources.language.calendar_names import MONTH_NUMBERS, MONTHS
from sources.language.currencies import SIGNS, is_money, sign_of
from sources.language.numbers import CARDINALS, RANKS, SCALES, TENS

_TIME = re.compile(
    r"(?<![\w:.])(?P<hour>1[0-2]|0?[1-9])(?:[.:](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b",
    re.IGNORECASE,
)
# "At 4.40" is a time only if the context mentions the day.
_CLOCK = re.compile(
    r"\b[Aa]t (?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)"
    r"(?= (?:this|in the|on|yesterday|tonight|today|tomorrow)\b)"
)
_MONTH = rf"(?P<month>{'|'.join(MONTH_NUMBERS)})\b\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w:%]|[.,]\d|[-–]\d)"
_DATES = (
    re.compile(rf"\b{_MONTH} (?:the )?{_DAY}"),
    re.compile(rf"(?<![\w:.,{SIGNS}–-])(?:the (?=\S+ of ))?{_DAY}(?: of)? {_MONTH}"),
)
# "No 10" without a full stop is a number inside a sentence ("at No 10"), or as the address of the
# prime minister. "No 10-year-old" is a negation.
_SMALL = "|".join(word for word, value in CARDINALS.items() if 0 < value <= 10)
_NUMBER = re.compile(
    r"\b(?:(?:No|Nos|NO|NOS|no|nos)\.|(?<=[a-z,] )Nos?(?=\s?\d+\b(?!-))"
    r"|No(?=\s?1[01]\b (?:has|had|is|was|will|would|says?|said|did|does|sources?|officials?|"
    rf"insiders?|spokes\w+|declined|refused)\b)|Number|number)(?=\s?(?:\d|(?:{_SMALL})\b))"
)
_DENOMINATORS = {
    **{rank: value for rank, value in RANKS.items() if 2 < value <= 10},
    "half": Decimal(2),
    "halve": Decimal(2),
    "quarter": Decimal(4),
}
_PARTS = "|".join(word for word in _DENOMINATORS if not word.startswith("hal"))
_FRACTION = re.compile(
    rf"\b(?:(?P<count>{'|'.join(CARDINALS)})[ -](?P<parts>{'|'.join(_DENOMINATORS)})s"
    rf"|(?:an?|one)[ -](?P<part>{_PARTS})(?= of\b))\b",
    re.IGNORECASE,
)
_MEASURES = {
    "percent": r"%|per ?cent(?!age)|pct",
    "kilometers": r"km|kilomet(?:re|er)s?",
    "kilograms": r"kg|kilos?|kilogram(?:me)?s?",
    "centimeters": r"cm|centimet(?:re|er)s?",
    "millimeters": r"mm|millimet(?:re|er)s?",
    "meters": r"m|met(?:re|er)s?",
    "km/h": r"(?:km|kilomet(?:re|er)s?)(?:/h| (?:per|an) hour)|kph|kmh",
    "mph": r"mph|miles (?:per|an) hour",
    "celsius": r"° ?C|℃|degrees? (?:C|Celsius|centigrade)",
    "fahrenheit": r"° ?F|℉|degrees? (?:F|Fahrenheit)",
    "feet": r"ft|feet|foot",
    "pounds": r"lbs?",
    "megawatts": r"MW|megawatts?",
    "gigawatts": r"GW|gigawatts?",
}
_MEASURE = re.compile(
    "[ -]?(?:"
    + "|".join(rf"(?P<_{n}>{each})" for n, each in enumerate(_MEASURES.values()))
    + r")(?![\w/²³]| (?:per|an) hour)"
)
_KEYS = tuple(_MEASURES)
NUMBER_WORDS = frozenset({*CARDINALS, *TENS, *SCALES, *RANKS, *_DENOMINATORS}) | {
    f"{part}s" for part in _DENOMINATORS
}
"""The English words for numbers, ordinals, scales and fractions."""


@dataclass(frozen=True, slots=True)
class Notation:
    """A number, time, date or unit at characters `start` to `end`.

    Equal ones share a key.
    """

    key: str
    start: int
    end: int


def notations(text: str) -> Iterator[Notation]:
    """Yield the numbers, times and dates of a text in order, without overlaps.

    "£5m" and "5 million pounds" share a key, as do "9 May" and "May 9th". "£5m", "$5m" and "£5bn"
    have different keys. Units have their own keys: "7.30pm" and "7:30 p.m." both give "7:30" and
    "pm", and "75%" and "three quarters" both give "75" and "percent".
    """
    found = [*_times(text), *_days(text), *_fractions(text), *_numbered(text), *_amounts(text)]
    end = 0
    for each in sorted(found, key=lambda notation: (notation.start, -notation.end)):
        if each.start >= end:
            yield each
            end = each.end


def _times(text: str) -> Iterator[Notation]:
    for found in _TIME.finditer(text):
        number_end = found.end("minute") if found["minute"] else found.end("hour")
        yield Notation(f"{int(found['hour'])}:{found['minute'] or '00'}", found.start(), number_end)
        yield Notation(f"{found['half'].lower()}m", found.start("half"), found.end())
    for found in _CLOCK.finditer(text):
        yield Notation(f"{found['hour']}:{found['minute']}", found.start("hour"), found.end())


def _days(text: str) -> Iterator[Notation]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            name = MONTHS[MONTH_NUMBERS[found["month"]] - 1].lower()
            yield Notation(f"{int(found['day'])}{name}", *found.span())


def _fractions(text: str) -> Iterator[Notation]:
    for found in _FRACTION.finditer(text):
        count = CARDINALS[(found["count"] or "one").lower()]
        parts = _DENOMINATORS[(found["parts"] or found["part"]).lower()]
        percent = 100 * count / parts
        if percent == percent.to_integral_value():
            noun = "parts" if found["parts"] else "part"
            yield Notation(f"{percent:.0f}", found.start(), found.start(noun) - 1)
            yield Notation("percent", found.start(noun), found.end())
        else:
            yield Notation(f"{count}/{parts}", *found.span())


def _numbered(text: str) -> Iterator[Notation]:
    for found in _NUMBER.finditer(text):
        plural = found[0].lower().startswith("nos")
        yield Notation("numbers" if plural else "number", *found.span())


def _amounts(text: str) -> Iterator[Notation]:
    for amount in amounts(text):
        number = f"{amount.value.normalize():f}"
        if amount.ordinal:
            yield Notation(f"{number}th", amount.start, amount.end)
            continue
        if amount.unit is not None and is_money(amount.unit):
            yield Notation(f"{sign_of(amount.unit)}{number}", amount.start, amount.end)
            continue
        yield Notation(number, amount.start, amount.number_end)
        if (found := _MEASURE.match(text, amount.number_end)) and (unit := found.lastgroup):
            yield Notation(_KEYS[int(unit[1:])], found.start(unit), found.end())
