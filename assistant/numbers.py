"""Numbers that a text states, in digits or in words, English or Korean, by their value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_TOKEN = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[A-Za-z]+|[천만억조]")
_UNITS = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    **dict.fromkeys(("million", "mn"), Decimal(1_000_000)),
    **dict.fromkeys(("billion", "bn"), Decimal(1_000_000_000)),
    **dict.fromkeys(("trillion", "tn"), Decimal(1_000_000_000_000)),
    "천": Decimal(1_000),
    "만": Decimal(10_000),
    "억": Decimal(100_000_000),
    "조": Decimal(1_000_000_000_000),
}
# What says "hundred" again and again states no number.
_LARGEST = Decimal(10) ** 27
# Longer ones are keys and identifiers, which nobody asks for.
_MOST_DIGITS = 24
_BETWEEN = frozenset({"", " ", "-", " and "})


@dataclass
class _Sum:
    """A number while it is read: what is complete, and the group that a scale may still raise."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    least: Decimal | None = None
    tens: bool = False
    article: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        return () if self.article else (self.total + (self.group or 0),)

    def take(self, word: str, between: str) -> bool:
        """Go on with the next word; False where it begins a number of its own."""
        if word in _SCALES:
            return self._raise(word)
        value = _value(word)
        if value is None or not self._fits(value, word, between):
            return False
        self.group = (self.group or Decimal(0)) + value
        self.tens = word in _TENS
        return True

    def _raise(self, word: str) -> bool:
        scale = _SCALES[word]
        if self.group is None or (self.least is not None and scale >= self.least):
            return False
        if self.group * scale >= _LARGEST:
            return False
        self.group *= scale
        if scale >= 1_000 and word != "천":
            self.total, self.group, self.least = self.total + self.group, None, scale
        self.tens = self.article = False
        return True

    def _fits(self, value: Decimal, word: str, between: str) -> bool:
        if self.group is None:  # "two thousand | three hundred", "2조 | 3000억"
            return self.least is not None and value < self.least and between != "-"
        if self.article:
            return False
        if self.tens:
            return word in _UNITS and 0 < value < 10
        hundreds = self.group % 100 == 0 and self.group > 0
        return hundreds and word.isalpha() and value < 100 and between in (" ", " and ")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, and the characters `start` to `end` of the text that state it."""

    value: Decimal
    start: int
    end: int


def numbers(text: str) -> frozenset[Decimal]:
    """Return the values that a text states; what they count or measure is not looked at.

    "$2.7 million" is 2700000, "forty-two" 42, "2조 3000억" 2300000000000. "one" is 1 wherever it
    stands.
    """
    return frozenset(stated.value for stated in stated_numbers(text))


def stated_numbers(text: str) -> Iterator[Stated]:
    """Yield the values that a text states in their order, each with its place."""
    reading: _Sum | None = None
    start = end = 0
    for found in _TOKEN.finditer(text):
        word, between = found[0].lower(), text[end : found.start()]
        if word == "and" and between == " " and reading is not None:
            continue  # it lies between two words of one number, or ends it
        if reading is not None and between in _BETWEEN and reading.take(word, between):
            end = found.end()
            continue
        if reading is not None:
            yield from (Stated(value, start, end) for value in reading.values)
        reading = _begun(word)
        start, end = found.span()
    if reading is not None:
        yield from (Stated(value, start, end) for value in reading.values)


def _begun(word: str) -> _Sum | None:
    if word in ("a", "an"):  # only a number in "a million"
        return _Sum(group=Decimal(1), article=True)
    value = _value(word)
    return None if value is None else _Sum(group=value, tens=word in _TENS)


def _value(word: str) -> Decimal | None:
    if word[0].isdigit():
        return Decimal(word.replace(",", "")) if len(word) <= _MOST_DIGITS else None
    return _UNITS.get(word, _TENS.get(word))
