"""Words as quotations are compared by: folded, each with the place that it has in its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.orthography import spelt

# A number keeps its sign and separators, a word its apostrophes; signs of money and percent count
# as words, since "$5" is not "5", and "> 5" is not "< 5". "[T]he" is "the" with a letter that an
# editor changed, "U.S." is one word, and "per cent" is.
_WORD = re.compile(
    r"(?:(?<!\w)[-−‐‑‒–﹣－])?\d++(?:[.,:]\d++)*+[^\W\d_]*+"
    r"|(?<![^\W_])[A-Za-z](?:\.[A-Za-z])+(?![^\W_])(?:\.?['’][^\W_]+)?"
    r"|\b[Pp](?:er cent|ER CENT)\b"
    r"|\[[^\W_]\](?:['’‘ʼ＇][^\W_]++)++"
    r"|(?:\[[^\W_]\](?=[^\W_]))?[^\W_]++(?:['’‘ʼ＇][^\W_]++)*+"
    r"|[$¢€£¥₩₹₽₺%‰℃℉]"
    r"|[<>≤≥±~≈](?=\s?[$€£¥]?\d)"
)
_ALIKE = str.maketrans("’‘ʼ＇−‐‑‒–﹣－", "''''-------") | {
    # A raised figure is no figure beside others: 10² is not 102.
    ord(raised): f"ˆ{figure}"
    for figure, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")
}
# As "20 °C" is compared, whose degree sign is no word.
_ALIKE |= {ord("℃"): "c", ord("℉"): "f"}
_DOTTED = re.compile(r"(?<=[a-z])\.(?=[a-z'])")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DIACRITICS = re.compile("[\u0300-\u036f]")
_FUNCTION_WORDS = frozenset(
    "a an the and or of to in on at by for from with as is are was were be been being am it its "
    "this that these those there here he she they we i you him her them us me his their our your "
    "my who which what when where how per do does did has have had will would shall should can "
    "could may might must not no so than then too very just also but if because while into onto "
    "over under out up down off about again s t".split()
)

_CONTRACTED = re.compile(
    r"(?:[a-z]+n't|cannot|(?:i|you|he|she|it|we|they|that|there|who|what)'(?:s|re|ve|ll|d|m))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: what it is compared by, and the characters `start` to `end` of its text."""

    folded: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text, in order.

    Quotation marks, dashes, spaces, case, ellipses and other punctuation are between words and do
    not count, nor do accents and the forms that Unicode has of one letter.
    """
    return tuple(
        Token(fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)
    )


def holds_word(text: str, start: int, end: int) -> bool:
    """Say whether a word stands in a part of a text, however long the part is."""
    return _WORD.search(text, start, end) is not None


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return what a word is compared by."""
    if word.startswith("["):
        word = word[1] + word[3:]
    if word.isascii():
        folded = word.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", word.translate(_ALIKE))
        # Only the accents of Latin, Greek and Cyrillic letters: in other scripts marks are letters.
        folded = unicodedata.normalize("NFKC", _DIACRITICS.sub("", decomposed)).casefold()
    return spelt(_DOTTED.sub("", _GROUPED.sub("", folded)))


def is_content(folded: str) -> bool:
    """Say whether a folded word is about something, rather than holding a sentence together."""
    return folded not in _FUNCTION_WORDS and not _CONTRACTED.fullmatch(folded)


def content_count(words: Iterable[Token]) -> int:
    """Count the different content words."""
    return len({word.folded for word in words if is_content(word.folded)})
