"""Words: split text into tokens for comparing quotations, each with its position."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from sources.language.currencies import SIGNS
from sources.language.notation import NUMBER_WORDS, notations
from sources.language.orthography import spelt
from sources.language.scripts import HANGUL_LETTER
from sources.language.stems import alike

# A number keeps its sign and separators, and a word keeps its apostrophes. Currency and percent
# signs are words, because "$5" is not "5" and "> 5" is not "< 5". "[T]he" is "the" with a letter
# that an editor changed. "U.S." and "per cent" are one word each.
_WORD = re.compile(
    r"(?:(?<!\w)[-−‐‑‒–﹣－])?\d++(?:[.,:]\d++)*+[^\W\d_]*+"
    r"|(?<![^\W_])[A-Za-z](?:\.[A-Za-z])+(?![^\W_])(?:\.?['’][^\W_]+)?"
    r"|\b[Pp](?:er cent|ER CENT)\b"
    r"|\[[^\W_]\](?:['’‘ʼ＇][^\W_]++)++"
    r"|(?:\[[^\W_]\](?=[^\W_]))?[^\W_]++(?:['’‘ʼ＇][^\W_]++)*+"
    rf"|[{SIGNS}¢%‰℃℉]|(?<=\s)&(?=\s)"
    rf"|[<>≤≥±~≈](?=\s?[{SIGNS}]?\d)"
)
_ALIKE = str.maketrans("’‘ʼ＇−‐‑‒–﹣－", "''''-------") | {
    # A superscript digit does not join its neighbours: 10² is not 102.
    ord(raised): f"ˆ{figure}"
    for figure, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")
}
# A number may continue on the next line.
_SPACES = re.compile("[\n\t\u00a0\u2009\u202f]")
_BREAK = "\n\n"
# A number can include at most this many words before and after it.
_BEFORE, _BEHIND = 4, 6
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
    """A word: its folded form for comparison, and the characters `start` to `end` of its text."""

    folded: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Return True if it is a content word."""
        return is_content(self.folded)


@dataclass(frozen=True, slots=True)
class Word(Token):
    """A word with its stem, as written, and the number of its clause."""

    stem: str
    written: str
    clause: int

    @property
    def korean(self) -> bool:
        """Return True if it is written in Hangul."""
        return bool(HANGUL_LETTER.match(self.folded))

    @property
    def opens(self) -> bool:
        """Return True if it is the first word, which is always capitalised."""
        return not self.start

    @property
    def capital(self) -> bool:
        """Return True if it is capitalised like a name."""
        return self.written[:1].isupper()

    def is_form_of(self, other: Word) -> bool:
        """Return True if both are forms of one word."""
        return alike(self.stem, other.stem)

    def is_among(self, others: Iterable[Word]) -> bool:
        """Return True if it is a form of one of the others."""
        return any(map(self.is_form_of, others))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text, in order.

    Quotation marks, dashes, spaces, case, ellipses and other punctuation are ignored. So are
    accents and Unicode's different forms of the same letter.
    """
    return tuple(
        Token(fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)
    )


def notated(text: str) -> tuple[Token, ...]:
    """Return the words of a text, with each number, time or day as one normalised word."""
    found = tokens(text)
    written = list(_written(text, found))
    ends = [word.end for word in found]
    merged: list[Token] = []
    done = number = 0
    while number < len(written):
        first = last = bisect_right(ends, written[number].start)
        group = written[number : number + 1]
        while last < len(found) and found[last].start < group[-1].end:
            last += 1
            # "7.30pm" is one word, but two notations.
            following = written[number + len(group) : number + len(group) + 1]
            if following and following[0].start < found[last - 1].end:
                group += following
        words = found[first:last]
        covered = words and group[0].start <= words[0].start and words[-1].end <= group[-1].end
        merged += found[done:first]
        merged += group if covered else words  # "42cars" stays as it is
        done, number = last, number + len(group)
    return (*merged, *found[done:])


def _written(text: str, found: Sequence[Token]) -> Iterator[Token]:
    """Yield the numbers, times and days of a text, searching only around words that suggest one.

    Most words of an article are far from any number.
    """
    spans: list[tuple[int, int]] = []
    for place, word in enumerate(found):
        plain = word.folded.isalpha() or "'" in word.folded
        if plain and word.folded not in NUMBER_WORDS:
            continue
        start = found[place - _BEFORE].start if place >= _BEFORE else 0
        end = found[place + _BEHIND].end if place + _BEHIND < len(found) else len(text)
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    shifts = [start for start, _ in spans]
    joined = _BREAK.join(_SPACES.sub(" ", text[start:end]) for start, end in spans)
    starts = list(accumulate((e - s + len(_BREAK) for s, e in spans), initial=0))
    for each in notations(joined):
        place = bisect_right(starts, each.start) - 1
        shift = shifts[place] - starts[place]
        yield Token(each.key, each.start + shift, each.end + shift)


def holds_word(text: str, start: int = 0, end: int | None = None) -> bool:
    """Return True if a part of a text contains a word, stopping at the first one."""
    return _WORD.search(text, start, len(text) if end is None else end) is not None


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return the folded form of a word, by which words are compared."""
    return spelt(unspelt(word))


def unspelt(word: str) -> str:
    """Return a word without case, accents and marks, but with its original spelling."""
    if word.startswith("["):
        word = word[1] + word[3:]
    if word.isascii():
        folded = word.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", word.translate(_ALIKE))
        # Only Latin, Greek and Cyrillic letters have accents. In other scripts the marks are
        # letters.
        folded = unicodedata.normalize("NFKC", _DIACRITICS.sub("", decomposed)).casefold()
    return _DOTTED.sub("", _GROUPED.sub("", folded))


def is_content(folded: str) -> bool:
    """Return True if a folded word is a content word, not a function word."""
    return folded not in _FUNCTION_WORDS and not _CONTRACTED.fullmatch(folded)


def content_count(words: Iterable[Token]) -> int:
    """Return the number of different content words."""
    return len({word.folded for word in words if is_content(word.folded)})
