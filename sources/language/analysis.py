"""The analysis of a text: its words, stems, terms and numbers, each computed when first used."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from sources.language.amounts import priced
from sources.language.moments import Moment, moments
from sources.language.numbers import Stated, stated_numbers, stated_ordinals
from sources.language.proper_names import Name, proper_names
from sources.language.quantities import Figure, figures
from sources.language.stems import alike, stem, unowned
from sources.language.terms import terms
from sources.language.words import Token, Word, notated, tokens

# The boundaries of a clause, which end the scope of a "not".
_BREAK = re.compile(r"[,;:()—–“”\"]|\s-\s")
# Forms of the same word share at least this many initial letters.
_BEGINNING, _LONG_BEGINNING = 2, 4
# How many analyses are kept, and the characters of the longest text of one: those of an article.
_MOST_KEPT, _LONGEST_KEPT = 256, 20_000


def analysed(text: str) -> Analysis:
    """Return the analysis of a text. The last ones are kept, so that a text is analysed once."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else Analysis(text)


def forget() -> None:
    """Forget the texts whose analyses are kept, because their articles may be purged."""
    _kept.cache_clear()


@lru_cache(maxsize=_MOST_KEPT)
def _kept(text: str) -> Analysis:
    return Analysis(text)


@dataclass(frozen=True)
class Analysis:
    """A text and what its words, numbers and names are.

    `words`, and what is derived from them, lacks the words that begin in a stretch of `left_out`.
    """

    text: str
    left_out: tuple[tuple[int, int], ...] = ()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, by which texts are compared."""
        return tokens(self.text)

    @cached_property
    def notated(self) -> tuple[Token, ...]:
        """The words, with each number, time or day as one word in any notation."""
        return notated(self.text)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms, by which texts are found."""
        return tuple(terms(self.text))

    @cached_property
    def numbers(self) -> tuple[Stated, ...]:
        """The numbers, in digits or in words."""
        return tuple(stated_numbers(self.text))

    @cached_property
    def values(self) -> frozenset[Decimal]:
        """The values of the numbers."""
        return frozenset(stated.value for stated in self.numbers)

    @cached_property
    def ordinals(self) -> tuple[Stated, ...]:
        """The ordinals, in digits or in words."""
        return tuple(stated_ordinals(self.text))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The dates, if nobody knows the day on which they were written."""
        return moments(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, each with its stem and clause."""
        if not self.left_out:
            return tuple(_words(self.text, self.tokens))
        return tuple(
            word
            for word in analysed(self.text).words
            if not any(start <= word.start < end for start, end in self.left_out)
        )

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in Latin letters."""
        return tuple(proper_names(self.text, self.unpriced))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers, with the words beside them."""
        return tuple(figures(self.text, self.numbers, self.words))

    def is_date(self, figure: Figure) -> bool:
        """Return True if a figure of this text is a part of a date."""
        return any(moment.start <= figure.start < moment.end for moment in self.moments)

    @cached_property
    def ranks(self) -> tuple[tuple[Word, int], ...]:
        """The last words of ordinals, each with its value."""
        ends = {word.end: word for word in self.words}
        return tuple(
            (ends[stated.end], int(stated.value)) for stated in self.ordinals if stated.end in ends
        )

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The content words."""
        return tuple(word for word in self.words if word.is_content)

    @cached_property
    def unpriced(self) -> tuple[Word, ...]:
        """The words that are not part of an amount of money."""
        money = priced(self.text)
        ends = [end for _, end in money]
        places = [bisect_right(ends, word.start) for word in self.words]
        return tuple(
            word
            for word, place in zip(self.words, places, strict=True)
            if place == len(money) or word.start < money[place][0]
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def folded(self) -> frozenset[str]:
        """All words, case-folded."""
        return frozenset(word.folded for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The start of each word in the text."""
        return tuple(word.start for word in self.words)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The end of each word in the text."""
        return tuple(word.end for word in self.words)

    @cached_property
    def content_places(self) -> tuple[int, ...]:
        """The indices of the content words among all words."""
        return tuple(n for n, word in enumerate(self.words) if word.is_content)

    @cached_property
    def _stems_by_beginning(self) -> Mapping[str, list[str]]:
        return _by_beginning(self.stems, _BEGINNING)

    def holds(self, word: Word) -> bool:
        """Return True if the text contains the word in any of its forms."""
        if word.stem in self.stems:
            return True
        near = self._stems_by_beginning.get(word.stem[:_BEGINNING], ())
        return any(alike(word.stem, stem) for stem in near)

    @cached_property
    def unowned(self) -> frozenset[str]:
        """All words, case-folded, without a possessive "'s"."""
        return frozenset(map(unowned, self.folded))

    @cached_property
    def _unowned_by_beginning(self) -> Mapping[str, list[str]]:
        return _by_beginning(self.unowned, _LONG_BEGINNING)

    def beginning_as(self, word: str) -> Sequence[str]:
        """Return the words, without "'s", that share the first four letters of a word."""
        return self._unowned_by_beginning.get(word[:_LONG_BEGINNING], ())

    def without(self, stretches: Sequence[tuple[int, int]]) -> Analysis:
        """Return the analysis without the words that begin inside these stretches."""
        return Analysis(self.text, (*self.left_out, *stretches)) if stretches else self

    def ahead(self, place: int) -> Iterator[Word]:
        """Yield the words after a word, to the end of its clause."""
        for further in range(place + 1, len(self.words)):
            if self.words[further].clause != self.words[place].clause:
                return
            yield self.words[further]

    def near(self, place: int, before: int, behind: int) -> tuple[Word, ...]:
        """Return the content words around a word, within its clause."""
        clause = self.words[place].clause
        return tuple(w for w in self.beside(place, before, behind) if w.clause == clause)

    def beside(self, place: int, before: int, behind: int) -> tuple[Word, ...]:
        """Return up to this many content words before a word and after it."""
        places = self.content_places
        left, right = bisect_left(places, place), bisect_right(places, place)
        chosen = (*places[max(0, left - before) : left], *places[right : right + behind])
        return tuple(self.words[n] for n in chosen)


def _by_beginning(words: Iterable[str], length: int) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[:length], []).append(word)
    return found


def _words(text: str, found: Sequence[Token]) -> Iterator[Word]:
    clause = 0
    ends = [*(token.start for token in found), len(text)][1:]
    for token, begins in zip(found, ends, strict=True):
        written = text[token.start : token.end]
        yield Word(token.folded, token.start, token.end, stem(token.folded), written, clause)
        clause += bool(_BREAK.search(text[token.end : begins]))
