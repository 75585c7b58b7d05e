"""Numbers that a text states, in digits or in words, English or Korean, by their value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# A half or a quarter of a scale is part of one number: "half a million", "two and a half million".
_TOKEN = re.compile(
    r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
    r"|(?P<part>(?i:and a half|half(?:[ -]an?)?|(?:a )?quarter of an?)"
    r"(?=[ -](?:hundred|thousand|million|billion|trillion)\b))"
    r"|[A-Za-z]+|[천만억조]"
)
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
# Letters right behind digits. "m" and "b" need a currency sign in front: "5m" may be five metres.
_LETTERS = {"k": "thousand", "m": "million", "b": "billion"}
CURRENCY_SIGNS = "$€£¥₩"
UNITS = {
    "share": frozenset("percent per cent pct percentage 퍼센트 프로".split()),
    "dollar": frozenset("$ dollar dollars usd 달러".split()),
    "won": frozenset("₩ won krw 원".split()),
    "euro": frozenset("€ euro euros eur 유로".split()),
    "pound": frozenset("£ pound pounds gbp".split()),
    "yen": frozenset("¥ yen jpy 엔".split()),
    "years": frozenset("year years yr yrs".split()),
    "months": frozenset("month months".split()),
    "weeks": frozenset("week weeks".split()),
    "days": frozenset("day days".split()),
    "hours": frozenset("hour hours".split()),
    "minutes": frozenset("minute minutes".split()),
    "kilometres": frozenset("km kilometer kilometers kilometre kilometres".split()),
    "miles": frozenset("mile miles".split()),
    "metres": frozenset("meter meters metre metres".split()),
}
"""Units by name, each with the words and signs that stand for it."""
_PRONOUN_ONE = re.compile(
    r"^one (?:of|another|day|by|who|that|which|thing|hand|side)\b|^one\W*$", re.IGNORECASE
)
_BEFORE_PRONOUN = frozenset("no any every this that which the each another only".split())
_BEHIND_ONE, _BEFORE_ONE = 40, 12
_RANKS = {
    word: Decimal(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {f"{tens[:-1]}ieth": value for tens, value in _TENS.items()}
_ORDINAL = re.compile(
    rf"(?<![\w.,-])(?P<digits>\d{{1,9}})(?:st|nd|rd|th)\b"
    rf"|\b(?:(?P<tens>{'|'.join(_TENS)})[ -])?(?P<rank>{'|'.join(_RANKS)})\b",
    re.IGNORECASE,
)
# What says "hundred" again and again states no number.
_LARGEST = Decimal(10) ** 27
# Longer ones are keys and identifiers, which nobody asks for.
_MOST_DIGITS = 24
# Keys that no token can equal.
_AND_A_HALF, _HALF, _QUARTER = "+1/2", "1/2", "1/4"
_PARTS = {
    _AND_A_HALF: Decimal("0.5"),
    _HALF: Decimal("0.5"),
    _QUARTER: Decimal("0.25"),
}
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
        if word == _AND_A_HALF:
            return between == " " and self.least is None
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

    "$2.7 million" is 2700000, "£3m" 3000000, "forty-two" 42, "2조 3000억" 2300000000000. "one" is 1
    wherever it stands.
    """
    return frozenset(stated.value for stated in stated_numbers(text))


def stated_numbers(text: str) -> Iterator[Stated]:
    """Yield the values that a text states in their order, each with its place."""
    reading: _Sum | None = None
    start = end = 0
    for found in _TOKEN.finditer(text):
        word, between = _word(found), text[end : found.start()]
        if word in _LETTERS and reading is not None and _is_scale(text, start, found):
            word = _LETTERS[word]
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


def stated_ordinals(text: str) -> Iterator[Stated]:
    """Yield the ordinals of a text in their order: "5th", "fifth", "twenty-first"."""
    for found in _ORDINAL.finditer(text):
        if found["digits"]:
            value = Decimal(found["digits"])
        else:
            tens = _TENS.get((found["tens"] or "").lower(), Decimal(0))
            value = tens + _RANKS[found["rank"].lower()]
        yield Stated(value, *found.span())


def is_pronoun(text: str, stated: Stated) -> bool:
    """Return True if a number is the pronoun "one": "one of them", "no one"."""
    if text[stated.start : stated.end].lower() != "one":
        return False
    before = re.findall(r"\w+", text[max(0, stated.start - _BEFORE_ONE) : stated.start].lower())
    return bool(_PRONOUN_ONE.match(text[stated.start : stated.start + _BEHIND_ONE])) or (
        bool(before) and before[-1] in _BEFORE_PRONOUN
    )


def _is_scale(text: str, start: int, letter: re.Match[str]) -> bool:
    """Return True if a letter scales the number before it: "10k", "£3m"."""
    attached = letter.start() > start and text[letter.start() - 1].isdigit()
    priced = text[max(0, start - 1) : start] in tuple(CURRENCY_SIGNS)
    return attached and (priced or letter[0] in "kK")


def _word(found: re.Match[str]) -> str:
    word = found[0].lower()
    if found["part"] is None:
        return word
    if word.startswith("and"):
        return _AND_A_HALF
    return _QUARTER if "quarter" in word else _HALF


def _begun(word: str) -> _Sum | None:
    if word == _AND_A_HALF:
        return None
    if word in ("a", "an"):  # only a number in "a million"
        return _Sum(group=Decimal(1), article=True)
    value = _value(word)
    return None if value is None else _Sum(group=value, tens=word in _TENS)


def _value(word: str) -> Decimal | None:
    if word[0].isdigit() and word not in _PARTS:
        return Decimal(word.replace(",", "")) if len(word) <= _MOST_DIGITS else None
    return _UNITS.get(word, _TENS.get(word, _PARTS.get(word)))
