"""Rivals: values of a claim that the archive lacks, and comparable values that it has instead.

A value is a number, a date or a name. A rival only has the same kind and differs. Whether it
replaces the claim's value is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.ledger.doubts import changed_days, changed_names, figures
from assistant.ledger.doubts.changed_days import Dated
from assistant.ledger.ledger import DoubtKind
from sources.language.analysis import Analysis
from sources.language.currencies import is_money, is_same_unit
from sources.language.moments import Moment, moments
from sources.language.proper_names import Name
from sources.language.quantities import Figure
from sources.language.words import Word

Extent = tuple[int, int]
# Decades and centuries are counted in years. A pair or a couple is two.
_YEARS = {"decade": 10, "decades": 10, "century": 100, "centuries": 100}

_CAPITALS = {
    "washington": ("us", "usa", "america", "american", "states"),
    "london": ("uk", "britain", "british", "kingdom"),
    "moscow": ("russia", "russian"),
    "beijing": ("china", "chinese"),
    "seoul": ("korea", "korean"),
    "pyongyang": ("korea", "korean"),
    "tokyo": ("japan", "japanese"),
    "paris": ("france", "french"),
    "berlin": ("germany", "german"),
    "brussels": ("eu", "european"),
    "kyiv": ("ukraine", "ukrainian"),
    "tehran": ("iran", "iranian"),
    "delhi": ("india", "indian"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A number, a date or a name, and its characters in a text."""

    kind: DoubtKind
    extent: Extent
    of: Figure | Moment | Name | Word

    def within(self, text: str) -> str:
        """Return the value as written in a text."""
        return text[slice(*self.extent)]


def values(claim: Analysis) -> list[Value]:
    """Return all values of a claim."""
    return absent(claim, ())


def absent(
    claim: Analysis,
    record: Sequence[Dated],
    same: Callable[[str, str], bool] = is_same_unit,
) -> list[Value]:
    """Return the values of a claim that no text from the archive has.

    `same` compares a unit of the claim with one of the archive.
    """
    readings = [told.reading for told in record]
    found = [
        Value(DoubtKind.NUMBER, figure.extent(claim.text), figure)
        for figure in figures.unstated(claim, readings, same)
        if not _is_ordinary(claim, figure) and not _is_ranked(figure, readings)
    ]
    found += [
        Value(DoubtKind.NUMBER, (word.start, word.end), word)
        for word in figures.unstated_amounts(claim, readings)
    ]
    found += [
        Value(DoubtKind.DATE, (moment.start, moment.end), moment)
        for moment, _ in changed_days.unborne_moments(claim, record)
        if not moment.counted and not _is_in_range(moment, readings)
    ]
    found += [
        Value(DoubtKind.NAME, _whole(claim, name), name)
        for name in changed_names.unknown(claim, readings)
        if _is_name(name) and not _is_capital(name, readings)
    ]
    return found


def instead(value: Value, claim: Analysis, told: Dated) -> Iterator[Extent]:
    """Yield the extents of values in a sentence with the same kind that are not in the claim."""
    match value.of:
        case Figure() as figure:
            yield from _numbers(figure, claim, told)
        case Moment() as moment:
            yield from _dates(moment, claim, told)
        case Name():
            yield from _names(value.of, claim, told)
        case Word():
            amounts = figures.amounts(told.reading)
            yield from ((w.start, w.end) for w in amounts if w.folded not in claim.folded)


def _numbers(figure: Figure, claim: Analysis, told: Dated) -> Iterator[Extent]:
    text = told.reading.text
    for other in told.reading.figures:
        is_time = told.reading.is_date(other) or text[other.end : other.end + 1] == ":"
        if not is_time and not _is_among(other, claim.figures) and _is_comparable(figure, other):
            yield other.extent(text)


def _dates(moment: Moment, claim: Analysis, told: Dated) -> Iterator[Extent]:
    own = {each.words.lower() for each in claim.moments}
    there = moments(told.reading.text, told.published)
    for other in changed_days.rivals(moment, there):
        alike_given = (moment.weekday is None) == (other.weekday is None)
        if alike_given and other.end > other.start and other.words.lower() not in own:
            yield other.start, other.end


def _names(own: Name, claim: Analysis, told: Dated) -> Iterator[Extent]:
    for name in told.reading.names:
        if name.opens or not name.bare or all(_holds(claim, word) for word in name.bare):
            continue
        # A name of one word seldom replaces a name of two words.
        if len(name.bare) > 1 or len(own.words) == 1:
            yield _bare(name)


def _is_ordinary(claim: Analysis, figure: Figure) -> bool:
    """Return True for numbers that are not compared: "one", and counts of decades."""
    if figure.words.lower() == "one":
        return True
    behind = [word.folded for word in claim.words if word.start >= figure.end][:1]
    return bool(behind) and behind[0] in _YEARS


def _is_name(name: Name) -> bool:
    """Return True unless a word is capitalised only because it begins a sentence."""
    first = name.words[0]
    return first.capital and not name.opens and not (first.opens and len(name.words) == 1)


def _is_ranked(figure: Figure, record: Sequence[Analysis]) -> bool:
    """Return True if the archive has the ordinal of a number: "the fifth" for five."""
    return any(figure.value == other.value for reading in record for other in reading.ordinals)


def _is_in_range(moment: Moment, record: Sequence[Analysis]) -> bool:
    """Return True if a day ends a range of days in the archive: June 11 of "June 9-11"."""
    month = moment.words.split()[0]
    ends = re.compile(rf"\b{re.escape(month)}\.? \d{{1,2}} ?(?:-|–|to) ?{moment.day}\b", re.I)
    return moment.day is not None and any(ends.search(reading.text) for reading in record)


def _is_capital(name: Name, record: Sequence[Analysis]) -> bool:
    """Return True for a capital city that stands for a country named in the archive."""
    countries = _CAPITALS.get(name.words[0].folded, ())
    return any(country in reading.folded for country in countries for reading in record)


def _whole(claim: Analysis, name: Name) -> Extent:
    """Return the extent of the complete name in the claim, of which `name` is a part."""
    for whole in claim.names:
        start, end = _bare(whole)
        if start <= name.words[0].start < end:
            return start, end
    return _bare(name)


def _is_among(figure: Figure, others: Sequence[Figure]) -> bool:
    return any(
        figure.value == other.value
        and (figure.unit == other.unit or is_same_unit(figure.unit or "", other.unit or ""))
        for other in others
    )


def _is_comparable(figure: Figure, other: Figure) -> bool:
    if figure.unit is None or other.unit is None or figure.unit == other.unit:
        return True
    return is_money(figure.unit) and is_money(other.unit)


def _holds(reading: Analysis, word: Word) -> bool:
    return reading.holds(word) or changed_names.holds_people(word, reading)


def _bare(name: Name) -> Extent:
    words = name.bare or name.words
    return words[0].start, words[-1].end
