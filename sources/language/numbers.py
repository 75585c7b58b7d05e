"""Numbers in a text, in digits or words, in English or Korean, by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sources.language.currencies import SIGNS, unit_before, unit_behind

CARDINALS = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
"""The numbers below twenty by their words."""
TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    **dict.fromkeys(("million", "mn"), Decimal(1_000_000)),
    **dict.fromkeys(("billion", "bn"), Decimal(1_000_000_000)),
    **dict.fromkeys(("trillion", "tn"), Decimal(1_000_000_000_000)),
    # German
    **dict.fromkeys(("mio", "millionen"), Decimal(1_000_000)),
    **dict.fromkeys(("mrd", "milliarde", "milliarden"), Decimal(1_000_000_000)),
    # "Lakh crore" is one scale, and comes before "lakh" so that it is found first.
    "lakh crore": Decimal(1_000_000_000_000),
    **dict.fromkeys(("lakh", "lakhs"), Decimal(100_000)),
    **dict.fromkeys(("crore", "crores"), Decimal(10_000_000)),
    "천": Decimal(1_000),
    "만": Decimal(10_000),
    "억": Decimal(100_000_000),
    "조": Decimal(1_000_000_000_000),
}
# Letters directly after digits. "5m" may be five metres, so "m" and "b" need a currency sign before
# them or, for "m", something counted in millions or a currency after it.
_LETTERS = {"k": "thousand", "m": "million", "b": "billion"}
_COUNTED_IN_MILLIONS = re.compile(
    r" (?:[a-z]+ )?(?:people|jobs|homes|households|children|voters|"
    r"users|workers|patients|customers|passengers|viewers|doses|copies|tourists|visitors|families|"
    r"women|men|refugees|adults|readers|tickets|barrels|tonnes|tons|acres|hectares|times)\b"
)
_PRONOUN_ONE = re.compile(
    r"^one (?:of|another|day|by|who|that|which|thing|hand|side)\b"
    r"|^one(?!\s+\w|-\w)",
    re.IGNORECASE,
)
_BEFORE_PRONOUN = frozenset("no any every this that which the each another only".split())
_BEHIND_ONE, _BEFORE_ONE = 40, 12
RANKS = {
    word: Decimal(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {f"{tens[:-1]}ieth": value for tens, value in TENS.items()}
_ORDINAL = re.compile(
    rf"(?<![\w.,-])(?P<digits>\d{{1,9}})(?:st|nd|rd|th)\b"
    rf"|\b(?:(?P<tens>{'|'.join(TENS)})[ -])?(?P<rank>{'|'.join(RANKS)})\b",
    re.IGNORECASE,
)
# A long repetition of "hundred" is not a number.
_LARGEST = Decimal(10) ** 27
# Longer ones are keys and identifiers.
_MOST_DIGITS = 24
# Parts of a number that follow it ("two and a half", "3½") or scale another number ("half a
# million"). Their keys start with a sign that no word contains.
_ADDED = {"+1/2": Decimal("0.5"), "+1/4": Decimal("0.25"), "+3/4": Decimal("0.75")}
_SCALED = {"*1/2": Decimal("0.5"), "*1/4": Decimal("0.25"), "*3/4": Decimal("0.75")}
_VULGAR = {"½": "+1/2", "¼": "+1/4", "¾": "+3/4"}
_BETWEEN = frozenset({"", " ", "-", " and "})
_SCALE_AHEAD = rf"(?=[ -](?:{'|'.join(w for w in SCALES if w.isascii() and len(w) > 2)})\b)"
_DECIMAL_COMMA = re.compile(r"([0-9]{1,3}),([0-9]{1,2})\Z")
_TOKEN = re.compile(
    # Thousands are grouped by commas or, in some house styles, by spaces.
    r"(?:(?<![0-9.,])[0-9]{1,3},[0-9]{1,2}(?= ?(?i:mn|bn|[mb]illi(?:on|arde)|mio|mrd))"
    r"|(?<![0-9.,])[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+(?:,[0-9]{3})*)"
    r"(?:\.[0-9]+)?"
    r"|(?<![^\W\d_])(?i:"
    rf"(?P<scaled>(?:half(?:[ -]an?)?|(?:a |three[ -])?quarters? of an?){_SCALE_AHEAD})"
    r"|(?P<added>and (?:a half|a quarter|three[ -]quarters)(?! of\b))"
    r"|(?:mio|mrd)\.(?= )"
    rf"|(?:{'|'.join((*CARDINALS, *TENS, *SCALES, *_LETTERS))})|an?{_SCALE_AHEAD})(?![^\W\d_])"
    r"|[½¼¾천만억조]"
)


@dataclass
class _Sum:
    """A partially read number.

    It consists of the completed total and the group that a scale may still multiply.
    """

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    least: Decimal | None = None
    tens: bool = False
    article: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        return () if self.article else (self.total + (self.group or 0),)

    def take(self, word: str, between: str) -> bool:
        """Add the next word, or return False if it starts a new number."""
        if word in SCALES:
            return self._raise(word)
        value = _value(word)
        if value is None or not self._fits(value, word, between):
            return False
        self.group = (self.group or Decimal(0)) + value
        self.tens = word in TENS
        return True

    def _raise(self, word: str) -> bool:
        scale = SCALES[word]
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
        if word in _ADDED:
            return between in ("", " ") and self.group % 1 == 0
        if self.tens:
            return word in CARDINALS and 0 < value < 10
        hundreds = self.group % 100 == 0 and self.group > 0
        return hundreds and word.isalpha() and value < 100 and between in (" ", " and ")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, and the characters `start` to `end` of the text that state it."""

    value: Decimal
    start: int
    end: int


def numbers(text: str) -> frozenset[Decimal]:
    """Return the values of the numbers in a text, ignoring their units.

    "$2.7 million" is 2700000, "£3m" 3000000, "forty-two" 42, "2조 3000억" 2300000000000. "one"
    always counts as 1.
    """
    return frozenset(stated.value for stated in stated_numbers(text))


def stated_numbers(text: str) -> Iterator[Stated]:
    """Yield the numbers of a text in order, with their offsets."""
    reading: _Sum | None = None
    start = end = 0
    for found in _TOKEN.finditer(text):
        word, between = _word(found), text[end : found.start()]
        if word in _LETTERS:
            if reading is None or not _is_scale(text, start, found):
                continue
            word = _LETTERS[word]
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
    """Yield the ordinals of a text in order: "5th", "fifth", "twenty-first"."""
    for found in _ORDINAL.finditer(text):
        if found["digits"]:
            value = Decimal(found["digits"])
        else:
            tens = TENS.get((found["tens"] or "").lower(), Decimal(0))
            value = tens + RANKS[found["rank"].lower()]
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
    """Return True if a letter scales the number before it: "10k", "£3m", "5m people"."""
    if letter.start() <= start or not text[letter.start() - 1].isdigit():
        return False
    if letter[0] in "kK" or unit_before(text, start) is not None:
        return True
    behind = text[letter.end() : letter.end() + 1]
    if behind and behind in f" {SIGNS}" and unit_behind(text, letter.end()):
        return True
    return letter[0] == "m" and _COUNTED_IN_MILLIONS.match(text, letter.end()) is not None


def _word(found: re.Match[str]) -> str:
    """Return a token as it appears in the tables."""
    word = found[0].lower().rstrip(".")
    if found["added"] or found["scaled"]:
        part = "1/2" if "half" in word else "3/4" if "three" in word else "1/4"
        return f"{'+' if found['added'] else '*'}{part}"
    return _VULGAR.get(word, word)


def _begun(word: str) -> _Sum | None:
    if word in ("a", "an"):  # a number only in "a million"
        return _Sum(group=Decimal(1), article=True)
    value = _value(word)
    return None if value is None else _Sum(group=value, tens=word in TENS)


def _value(word: str) -> Decimal | None:
    if word[0].isdigit():
        word = _DECIMAL_COMMA.sub(r"\1.\2", word)
        digits = re.sub(r"[^0-9.]", "", word)
        return Decimal(digits) if len(digits) <= _MOST_DIGITS else None
    for table in (CARDINALS, TENS, _SCALED, _ADDED):
        if word in table:
            return table[word]
    return None
