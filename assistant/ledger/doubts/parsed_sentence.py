"""A sentence parsed once into words and stems, for all checks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.quotes.words import is_content, tokens
from sources.language.amounts import priced
from sources.language.scripts import HANGUL, HANGUL_LETTER, holds_hangul
from sources.language.terms import terms

# The boundaries of a clause, which end the scope of a "not".
_BREAK = re.compile(r"[,;:()—–“”\"]|\s-\s")
# Particles after nouns, and endings that turn a noun into a verb.
_KOREAN_ENDING = re.compile(
    rf"(?<=[{HANGUL}]{{2}})(?:이라고|라고|에서|에게|께서|으로|부터|까지|은|는|이|가|을|를|에|의|로|와|과|도|만|"
    r"하기로|하면서|한다고|했다고|하겠다고|한다|했다|하는|하고|하지|하게|하겠다|할|한|해|된다고|됐다고|"
    r"된다|됐다|되었다|되는|되지|되고|될|된|입니다|이다|였다|이었다)$"
)
# Irregular verb forms, without those that are also other words: "found", "left".
_IRREGULAR = {
    form: base
    for base, *forms in map(
        str.split,
        """
        become became; begin began begun; break broke broken; bring brought; build built; bus
        buses; buy bought; catch caught; child children; choose chose chosen; come came; deal
        dealt; die dying; draw drew drawn; drink drank; drive drove driven; eat ate eaten; fall
        fallen; fight fought; fly flew flown; forget forgot forgotten; get got gotten; give gave
        given; go went gone; grow grew grown; hear heard; hide hid hidden; hold held; keep kept;
        know knew known; lay laid; lead led; lend lent; lie lying; life lives; lose lost; make
        made; man men; mean meant; meet met; pay paid; repay repaid; ride rode ridden; rise rose
        risen; run ran; see seen; seek sought; sell sold; send sent; shake shook shaken; shoot
        shot; show shown; sing sang sung; sink sank sunk; speak spoke spoken; spend spent; stand
        stood; steal stole stolen; strike struck; swear swore sworn; swim swam; take took taken;
        teach taught; tell told; think thought; throw threw thrown; understand understood; wife
        wives; win won; withdraw withdrew withdrawn; woman women; write wrote written
        """.split(";"),
    )
    for form in forms
}
# Forms of the same word share at least this many initial letters.
_BEGINNING, _LONG_BEGINNING = 2, 4
_NOUNS = frozenset("buses children lives men wives women".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: case-folded, its stem, as written, and its clause."""

    folded: str
    stem: str
    written: str
    start: int
    end: int
    clause: int

    @property
    def is_content(self) -> bool:
        """Return True for a content word, False for a function word."""
        return is_content(self.folded)

    @property
    def korean(self) -> bool:
        """Return True if the word is written in Hangul."""
        return bool(HANGUL_LETTER.match(self.folded))

    @property
    def opens(self) -> bool:
        """Return True for the first word of the text, which is always capitalised."""
        return not self.start

    @property
    def capital(self) -> bool:
        """Return True if the word is capitalised like a name."""
        return self.written[:1].isupper()


@dataclass(frozen=True)
class Reading:
    """A text and its words."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> Reading:
        """Parse a text."""
        return cls(text, tuple(_words(text)))

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

    def without(self, stretches: Sequence[tuple[int, int]]) -> Reading:
        """Return the reading without the words inside these spans."""
        kept = (w for w in self.words if not any(a <= w.start < b for a, b in stretches))
        return Reading(self.text, tuple(kept))

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


@lru_cache(maxsize=65_536)
def stem(folded: str) -> str:
    """Return the stem of an English or Korean word."""
    if holds_hangul(folded):
        return _KOREAN_ENDING.sub("", folded)
    folded = _IRREGULAR.get(folded, folded)
    found = terms(folded)
    return found[0] if found else folded


def unowned(folded: str) -> str:
    """Return a word without a possessive "'s"."""
    return folded.removesuffix("'s").removesuffix("'")


def is_irregular(folded: str) -> bool:
    """Return True if a word is an irregular verb form: "built", "won"."""
    return folded in _IRREGULAR and folded not in _NOUNS and not folded.endswith("ing")


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:
    """Return True if two stems are forms of one word: "mineral" and "minerals'", 광물, 광물은."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if holds_hangul(shorter):
        return len(shorter) >= 2 and longer.startswith(shorter)
    if shorter.isdigit() or longer.isdigit():
        return False
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = len(shorter) if shared is None else shared
    begins = shared == len(shorter) >= 4 and len(longer) - shared <= 4
    return begins or (shared >= 5 and shared == len(shorter) - 1 and len(longer) - shared <= 3)


def _by_beginning(words: Iterable[str], length: int) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[:length], []).append(word)
    return found


def _words(text: str) -> Iterator[Word]:
    found = tokens(text)
    clause = 0
    ends = [*(token.start for token in found), len(text)][1:]
    for token, begins in zip(found, ends, strict=True):
        written = text[token.start : token.end]
        yield Word(token.folded, stem(token.folded), written, token.start, token.end, clause)
        clause += bool(_BREAK.search(text[token.end : begins]))
