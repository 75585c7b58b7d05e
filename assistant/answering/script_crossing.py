"""Matching of texts in different scripts, whose words cannot be compared.

Numbers are compared by value, words in Latin letters (KTX) literally, and names by the consonants
that Hangul preserves. A match suggests that two texts may be about the same thing. It never means
that they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from sources.language.analysis import analysed
from sources.language.scripts import FINALS, FIRST_SYLLABLE, HANGUL_WORD, VOWELS, holds_hangul
from sources.people.names import Aliases, same_person

# Smaller numbers occur in too many texts.
_LEAST_NUMBER = 10
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![A-Za-z])")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
# Fewer consonants match by chance.
_LEAST_CONSONANTS = 4
_MOST_PARTICLES = 2
# A longer run of capitalised words is not a name.
_MOST_PARTS = 6
# Initial and final consonants of a syllable in code-point order, by class. Silent ones are empty.
_INITIALS = "KKNTTRMPPSS SSSKTPH"
_FINALS = " KKKNNNTRRRRRRRRMPPSS SSKTPH"
_SPELT = (
    (re.compile("ng"), "n"),
    (re.compile("kh"), "h"),
    (re.compile("ph"), "p"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("(?:ch|sh|zh|[jzx])"), "s"),
    (re.compile("[cqgk]"), "k"),
    (re.compile("[bvpf]"), "p"),
    (re.compile("[dt]"), "t"),
    (re.compile("[lr]"), "r"),
    (re.compile("[^knprtmsh]"), ""),
)


@dataclass(frozen=True, slots=True)
class Crossing:
    """The numbers, Latin words and names of a text that can be matched in another script."""

    numbers: frozenset[Decimal]
    latin: frozenset[str]
    hangul: tuple[str, ...]
    speaker: str | None
    aliases: Aliases
    _by_sound: dict[int, Mapping[str, str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, words: str, speaker: str | None, aliases: Aliases) -> Crossing:
        """Extract the features of words in Hangul and of their speaker's name."""
        values = frozenset(value for value in analysed(words).values if value >= _LEAST_NUMBER)
        latin = frozenset(_LATIN.findall(words))
        heard = tuple(HANGUL_WORD.findall(f"{words} {speaker or ''}"))
        return cls(values, latin, heard, speaker, aliases)

    @property
    def query(self) -> str:
        """The query for articles in Latin letters; '' if nothing can be searched for."""
        return " ".join(
            [
                *(form for value in sorted(self.numbers) for form in _written(value)),
                *sorted(self.latin),
                *(self.aliases.spellings(self.speaker) if self.speaker else ()),
            ]
        )

    def shared(self, text: str) -> Mapping[str, str]:
        """Return the features shared with a text in Latin letters, each as written there."""
        found = {_plain(n): [*_written(n)][-1] for n in self.numbers & analysed(text).values}
        written = frozenset(_WORD.findall(text))
        found |= {word: word for word in self.latin if word in written}
        for name in dict.fromkeys(_NAME.findall(text)):
            if self._is_speaker(name):
                found[self.speaker or ""] = name
            elif word := self._sounding_like(name):
                found[word] = name
        return found

    def _is_speaker(self, name: str) -> bool:
        whole = self.speaker is not None and len(name.split()) > 1
        return whole and same_person(self.speaker or "", name, self.aliases)

    def _sounding_like(self, name: str) -> str | None:
        """Return the Hangul words whose consonants match a Latin name or a part of it, or None."""
        parts = name.split()
        whole = [("".join(parts), len(parts))] if 1 < len(parts) <= _MOST_PARTS else []
        for spelt, length in (*whole, *((part, 1) for part in parts)):
            wanted = _latin_consonants(spelt)
            if len(wanted) < _LEAST_CONSONANTS:
                continue
            if words := self._heard(length).get(wanted):
                return words
        return None

    def _heard(self, length: int) -> Mapping[str, str]:
        """Return runs of `length` Hangul words by their possible consonants; the first run wins."""
        if length not in self._by_sound:
            found: dict[str, str] = {}
            for start in range(len(self.hangul) - length + 1):
                words = self.hangul[start : start + length]
                for heard in _beginnings("".join(words)):
                    found.setdefault(heard, " ".join(words))
            self._by_sound[length] = found
        return self._by_sound[length]


def sound_alike(one: str, other: str) -> bool | None:
    """Return True if a Hangul name and a Latin one sound alike; None if that is uncertain."""
    hangul, latin = (one, other) if holds_hangul(one) else (other, one)
    if not holds_hangul(hangul) or holds_hangul(latin):
        return False
    heard = ["".join(map(_sounds, word)) for word in HANGUL_WORD.findall(hangul)]
    spelt = re.findall(r"[A-Za-z’'-]+", latin)
    whole = _latin_consonants("".join(spelt))
    if len(whole) >= _LEAST_CONSONANTS and whole == _single("".join(heard)):
        return True
    parts = {_single(sounds) for sounds in heard} & {_latin_consonants(word) for word in spelt}
    return None if any(len(part) > 1 for part in parts) else False


def _written(value: Decimal) -> Iterator[str]:
    """Yield the ways in which a number may be written in English."""
    yield _plain(value)
    for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= scale:
            yield f"{_plain(value / scale)} {name}"
            return
    if value >= 1_000:
        yield f"{value:,}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _latin_consonants(word: str) -> str:
    folded = word.lower()
    for pattern, replacement in _SPELT:
        folded = pattern.sub(replacement, folded)
    return _single(folded.upper())


def _beginnings(word: str) -> Iterator[str]:
    """Yield the consonants of a Hangul word, with and without endings that may be particles."""
    for less in range(min(_MOST_PARTICLES, len(word) - 1) + 1):
        yield _single("".join(map(_sounds, word[: len(word) - less])))


def _sounds(syllable: str) -> str:
    place = ord(syllable) - FIRST_SYLLABLE
    first, rest = divmod(place, VOWELS * FINALS)
    return (_INITIALS[first] + _FINALS[rest % FINALS]).replace(" ", "")


def _single(sounds: str) -> str:
    return "".join(sound for sound, _ in groupby(sounds))
