"""Parsing of a person's or organisation's name into titles, words and Korean readings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sources.language.scripts import holds_hangul
from sources.people import honorifics
from sources.people.korean_names import korean_name, surnames
from sources.people.name_word import NameWord, is_cyrillic, looks_slavic, name_words
from sources.people.romanisation import given_names

_LONGEST = 200
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_SEGMENT = re.compile(r"[^,;\n]+")
_PARTICLES = frozenset(
    "de da del della der den di do dos du la le van von bin ibn ben al el ter".split()
)
_OF_BODIES = honorifics.BODIES | honorifics.MODIFIERS
_LINKS = frozenset(("of", "for", "to", "at", "on", "from"))


@dataclass(frozen=True, slots=True)
class Name:
    """A parsed name, folded for comparison.

    `spelling` is the name as written, without titles. `words` are in lowercase without accents or
    hyphens. `parts` counts the words and syllables longer than an initial. `readings` are the full
    Korean names, in Hangul, that the name may spell. `families` are the Korean family names if it
    is a family name alone. `words` is empty if the text contains no name, as in "the foreign
    minister".
    """

    spelling: str
    words: tuple[str, ...] = ()
    parts: int = 0
    titles: frozenset[str] = frozenset()
    suffix: str = ""
    readings: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    is_body: bool = False
    is_slavic: bool = False

    @property
    def core(self) -> tuple[str, ...]:
        """The words without the particles before a family name: Ursula (von der) Leyen."""
        return self.words[:1] + tuple(word for word in self.words[1:] if word not in _PARTICLES)

    @property
    def gender(self) -> str:
        """The gender implied by the titles, or '' if none does or they disagree."""
        female = not self.titles.isdisjoint(honorifics.FEMALE)
        male = not self.titles.isdisjoint(honorifics.MALE)
        return "" if female == male else "female" if female else "male"

    @property
    def is_titled(self) -> bool:
        """Return True if the name has a title that precedes family names."""
        return bool(self.titles) and self.titles.isdisjoint(honorifics.BEFORE_GIVEN)

    @property
    def is_royal(self) -> bool:
        """Return True for a royal given name used alone: Prince Harry is not Harry Potter."""
        return len(self.words) == 1 and not self.titles.isdisjoint(honorifics.ROYAL)

    @property
    def offices(self) -> frozenset[str]:
        """The offices among the titles."""
        known = honorifics.TITLES | honorifics.HANGUL_TITLES
        return self.titles & known - honorifics.COURTESIES


def parse(text: str) -> Name:
    """Parse a name.

    Text that is too long to be a name yields no words.
    """
    return Name(text[:_LONGEST]) if len(text) > _LONGEST else _parse(text)


@lru_cache(maxsize=16_384)
def _parse(text: str) -> Name:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _POSSESSIVE.sub("", _BRACKETS.sub(" ", text.strip()).strip(' \t\n"“”‘’«»,;:'))
    if not text.isascii() and holds_hangul(text):
        return _hangul(text)
    segments = [name_words(text, *piece.span()) for piece in _SEGMENT.finditer(text)]
    segments = [segment for segment in segments if segment]
    suffixes = [t.folded for s in segments[1:] if len(s) == 1 for t in s]
    inverted = _inverted(segments)
    if inverted:
        name = _named(inverted, frozenset(), None)
        return replace(name, spelling=" ".join(token.text for token in inverted))
    name = _first_named(text, segments)
    suffix = next((word for word in suffixes if word in honorifics.SUFFIXES), "")
    return replace(name, suffix=suffix) if suffix and not name.suffix else name


def _inverted(segments: Sequence[Sequence[NameWord]]) -> list[NameWord]:
    """Return the tokens of "Smith, John" in their usual order, or [] for anything else."""
    if len(segments) != 2 or len(segments[0]) != 1 or not 1 <= len(segments[1]) <= 3:
        return []
    known = honorifics.TITLES | honorifics.MODIFIERS | honorifics.SUFFIXES | honorifics.POSTNOMINALS
    for token in (*segments[0], *segments[1]):
        if not token.text[0].isupper() or token.folded in known or "-Te" in token.text:
            return []
    return [*segments[1], *segments[0]]


def _first_named(text: str, segments: Sequence[Sequence[NameWord]]) -> Name:
    """Return the name in the first segments that contain one.

    The segments after it describe the person.
    """
    tokens: list[NameWord] = []
    for segment in segments:
        tokens.extend(segment)
        if not _is_body(tokens):
            kept, titles = _without_titles(tokens)
            if kept:
                return _named(kept, titles, text)
        elif len(segments) == 1 or not _is_titled(tokens):
            return _body(tokens, text)
    return Name(text)


def _is_body(tokens: Sequence[NameWord]) -> bool:
    folded = [token.folded for token in tokens]
    leads = len(folded) > 2 and folded[1] == "of" and folded[0] in honorifics.BODIES
    named = [word for word in folded if word not in _OF_BODIES]
    return (folded[-1] in honorifics.BODIES and bool(named or len(folded) > 1)) or leads


def _is_titled(tokens: Sequence[NameWord]) -> bool:
    titles = honorifics.TITLES - honorifics.NAMES_TOO
    return any(_is_title(token) and token.folded in titles for token in tokens)


def _body(tokens: Sequence[NameWord], text: str) -> Name:
    while tokens[0].folded in ("the", "a", "an") and len(tokens) > 1:
        tokens = tokens[1:]
    if _is_titled(tokens) and any(token.folded == "of" for token in tokens[1:-1]):
        return Name(text)
    spelling = text[tokens[0].start : tokens[-1].end]
    while len(tokens) > 1 and tokens[-1].folded in honorifics.COMPANIES:
        tokens = tokens[:-1]
    words = tuple(token.joined for token in tokens)
    return Name(spelling, words, len(words), is_body=True)


def _without_titles(tokens: Sequence[NameWord]) -> tuple[list[NameWord], frozenset[str]]:
    """Split the tokens into the name and the titles before it."""
    last = -1
    for number, token in enumerate(tokens[:-1]):
        if _is_title(token) and (
            token.folded not in honorifics.NAMES_TOO
            or token.text.islower()
            or _may_be_title(tokens[:number])
        ):
            last = number
    titles = frozenset(part for t in tokens[: last + 1] for part in t.folded.split("-"))
    kept = list(tokens[last + 1 :])
    if last >= 0 and kept[0].folded in _LINKS:
        kept = _behind_domain(kept)
    kept = _trimmed(kept)
    if not kept or (last >= 0 and len(kept) > 1):
        return kept, titles
    # "the foreign minister" contains no name.
    nobody = _is_title(kept[-1]) and kept[-1].folded not in honorifics.NAMES_TOO
    return ([] if nobody else kept), titles


def _trimmed(tokens: list[NameWord]) -> list[NameWord]:
    """Remove "the former" before a name, and "of Vermont" after it."""
    while tokens and tokens[0].folded in ("the", "a", "an", "former", "late", "acting"):
        tokens = tokens[1:]
    ends = (n for n, token in enumerate(tokens) if n and token.folded in _LINKS)
    return tokens[: next(ends, None)]


def _is_title(token: NameWord) -> bool:
    if token.folded in honorifics.SMALL_ONLY and not token.text.islower():
        return False
    first, *others = token.folded.split("-")
    if others and first in ("ex", "vice", "co"):
        first = others[0]
    return first in honorifics.TITLES or token.folded in honorifics.TITLES


def _may_be_title(before: Sequence[NameWord]) -> bool:
    known = honorifics.TITLES | honorifics.MODIFIERS
    owned = bool(before) and _POSSESSIVE.search(before[-1].text) is not None
    return owned or all(token.folded in known for token in before)


def _behind_domain(tokens: Sequence[NameWord]) -> list[NameWord]:
    """Return the name after "of State".

    Return [] for "for Hillary Clinton", where the name is not the title holder's.
    """
    domains = honorifics.DOMAINS | honorifics.BODIES | _LINKS
    # "... of State Hillary Clinton of New York"
    ends = (
        n
        for n, token in enumerate(tokens)
        if n and token.folded in _LINKS and tokens[n - 1].folded not in domains
    )
    tokens = tokens[: next(ends, None)]
    known = [n for n, token in enumerate(tokens) if token.folded in domains]
    rest = list(tokens[known[-1] + 1 :])
    small = _LINKS | {"the", "and"}
    if all(tokens[n].folded in small for n in known):
        # "President of Uzbekistan Shavkat Mirziyoyev" ends in a name.
        return rest if tokens[0].folded == "of" and len(rest) > 2 else []
    return rest


def _named(tokens: Sequence[NameWord], titles: frozenset[str], text: str | None) -> Name:
    suffix = ""
    kept = list(tokens)
    while len(kept) > 1:
        last = kept[-1].folded
        if last not in honorifics.SUFFIXES and last.replace(".", "") not in honorifics.POSTNOMINALS:
            break
        suffix = last if last in honorifics.SUFFIXES else suffix
        kept.pop()
    words = tuple(word for token in kept for word in token.parts)
    spelling = text[kept[0].start : kept[-1].end] if text else ""
    parts = sum(len(token.folded.split("-")) for token in kept if len(token.folded.strip(".")) > 1)
    lowered = [token.folded for token in kept]
    return Name(
        spelling.rstrip("'’"),
        words,
        parts,
        titles,
        suffix,
        _readings(lowered),
        surnames(words[0]) if len(words) == 1 else frozenset(),
        is_slavic=looks_slavic(words[-1]) or is_cyrillic(text or ""),
    )


def _readings(words: Sequence[str]) -> frozenset[str]:
    """Return the Korean names that the words may spell, with the family name first or last."""
    if not 2 <= len(words) <= 3:
        return frozenset()
    orders = ((words[0], words[1:]), (words[-1], words[:-1]))
    return frozenset(
        f"{family} {given}"
        for spelt, others in orders
        for family in surnames(spelt)
        for given in given_names([part for word in others for part in word.split("-")])
    )


def _hangul(text: str) -> Name:
    family, given, others, titles = korean_name(text)
    if family and given:
        reading = frozenset({f"{family} {given}"})
        whole = family + given
        return Name(whole, (whole,), len(whole), titles, readings=reading)
    if family:
        return Name(family, (family,), 1, titles, families=frozenset({family}))
    if not others:
        return Name(text)
    return Name(" ".join(others), others, len(others), titles)
