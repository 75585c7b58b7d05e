"""Extraction of a Korean name in Hangul from its titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.people.honorifics import (
    HANGUL_OFFICES,
    HANGUL_PARTICLES,
    HANGUL_PLACES,
    HANGUL_TITLES,
    NO_HANGUL_NAMES,
)
from sources.people.romanisation import SYLLABLES
from sources.people.surnames import SURNAMES, parted

_WORD = re.compile(r"[^\W_]+")
# Prefixes that form another title: 부대표 is a deputy, 전대통령 a former president.
_NO_FAMILY = frozenset("부전현신총정")
_LONGEST_TITLE = max(map(len, HANGUL_TITLES))

Parted = tuple[str, str, tuple[str, ...], frozenset[str]]


def korean_name(text: str) -> Parted:
    """Split a text into family name, given name, other words and titles.

    The family name and given name are empty if the text contains no Korean name. The other words
    may then be a foreign name.
    """
    titles: set[str] = set()
    words: list[str] = []
    for word in _WORD.findall(text):
        rest, title = _without_title(word)
        titles.update({title} - {""})
        if rest:
            words.append(rest)
    full = [name for name in map(_name, words) if name and name[1]]
    if full:
        family, given = max(full, key=lambda name: len(name[1]))
        return family, given, (), frozenset(titles)
    if titles and words != ["전"]:
        words = [word for word in words if not _is_office(word)]
    # A family name alone needs a title: in "조 바이든" it is a syllable of another name.
    name = _name(words[-1]) if words and (titles or len(words) == 1) else None
    if name:
        return name[0], "", (), frozenset(titles)
    return "", "", tuple(words), frozenset(titles)


def _without_title(word: str) -> tuple[str, str]:
    """Split a word into a name and the title at its end.

    The name is empty if the word is only a title.
    """
    for particle in ("", *HANGUL_PARTICLES):
        if not word.endswith(particle):
            continue
        stem = word[: len(word) - len(particle)]
        for length in range(min(_LONGEST_TITLE, len(stem)), 0, -1):
            title = stem[-length:]
            if title in HANGUL_TITLES:
                rest = stem[:-length]
                return (rest if _is_before_title(rest) else ""), title
    return word, ""


def _is_before_title(rest: str) -> bool:
    if len(rest) == 1:
        return rest in SURNAMES and rest not in _NO_FAMILY
    return len(rest) >= 3 and _name(rest) is not None


def _is_office(word: str) -> bool:
    known = word in HANGUL_PLACES or word in NO_HANGUL_NAMES
    return known or (len(word) > 1 and word.endswith(HANGUL_OFFICES))


def _name(word: str) -> tuple[str, str] | None:
    for particle in ("", *HANGUL_PARTICLES):
        stem = word.removesuffix(particle) if particle else word
        name = parted(stem) if not particle or (word != stem and len(stem) >= 3) else None
        if name and stem not in NO_HANGUL_NAMES and _is_given(name[1]):
            return name
    return None


def _is_given(syllables: Sequence[str]) -> bool:
    return all(syllable in SYLLABLES for syllable in syllables)
