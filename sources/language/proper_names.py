"""Proper names: the runs of capitalised words of a text, in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.language.meaning_words import (
    CONNECTIVES,
    DAYS,
    MONTHS,
    PRONOUNS,
    RELATIONS,
    SAYING,
    hedges,
    is_number,
)
from sources.language.words import Word, is_content
from sources.people.titles import ABBREVIATED, BODIES, HONORIFICS, ROLES

JOINS = frozenset("de da del der di van von bin ibn al el la le &".split())
_TITLES = ROLES | HONORIFICS | ABBREVIATED | BODIES | frozenset("prime vice deputy former".split())
_NO_NAMES = _TITLES | JOINS
_OPENS = frozenset("“\"‘'([:.!?")
# "However, the bridge fell", "Reportedly, it fell", "Asked about it, she …".
_LEADS_IN = re.compile(r"(?:[a-z]+ly\b|[a-z]+(?:ing|ed)\b)")


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised name in a text; `opens` is True for a single word that begins a sentence."""

    words: tuple[Word, ...]
    text: str
    opens: bool = False

    @property
    def bare(self) -> tuple[Word, ...]:
        """The words without titles and function words."""
        return tuple(w for w in self.words if w.folded not in _NO_NAMES)


def proper_names(text: str, words: Sequence[Word]) -> Iterator[Name]:
    """Yield the runs of capitalised words of a text."""
    run: list[Word] = []
    for word in (*words, None):
        if word is not None and _continues(text, run, word):
            run.append(word)
            continue
        while run and run[-1].folded in JOINS:
            run.pop()
        if name := _named(text, run):
            yield name
        run = [word] if word is not None and _may_begin(word) else []


def _may_begin(word: Word) -> bool:
    if word.folded in PRONOUNS or word.folded in MONTHS | DAYS or word.written[:1].isdigit():
        return False
    return word.capital and word.folded not in JOINS


def _continues(text: str, run: Sequence[Word], word: Word) -> bool:
    if not run or text[run[-1].end : word.start].strip(" .&-") or word.folded in MONTHS | DAYS:
        return False
    if "." in text[run[-1].end : word.start] and len(run[-1].written) > 3:
        return False
    if text[run[-1].end : word.start] == "-" and word.folded.isalpha():
        return True  # Tae-yul
    return (word.capital and word.folded not in PRONOUNS) or word.folded in JOINS


def _named(text: str, run: Sequence[Word]) -> Name | None:
    words = list(run)
    opens = bool(words) and _begins(text, words[0].start)
    first = words[0].folded if words else ""
    counts = is_number(first) or hedges(first)
    if opens and (counts or not is_content(first) or leads_in(text, words[0])):
        words = words[1:]
        opens = False
    while words and words[0].folded in JOINS:
        words = words[1:]
    if not any(word.is_content for word in words):
        return None
    alone = opens and len(words) == 1 and not words[0].written[1:].isupper()
    return Name(tuple(words), text[words[0].start : words[-1].end], alone)


def leads_in(text: str, word: Word) -> bool:
    """Return True if a word at the beginning is a connective: "However,", "According to"."""
    if word.folded in CONNECTIVES | RELATIONS | SAYING:
        return True
    return text[word.end : word.end + 1] == "," and bool(_LEADS_IN.fullmatch(word.folded))


def _begins(text: str, place: int) -> bool:
    while place and text[place - 1].isspace():
        place -= 1
    return not place or text[place - 1] in _OPENS
