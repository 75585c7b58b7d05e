"""Sightings: words that may name a time, where they stand, and the day they are seen from."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache

from sources.language.time_phrase import Period

_YEAR = re.compile(r"(?<![\d,.])(?:1[5-9]|20)\d\d(?![\d,.]\d|\d)")

# More is no sentence, and reading it again for each phrase would take long.
_FAR = 400


class Tense(Enum):
    """Where what a sentence tells lies, as seen from the day of its article."""

    PAST = "past"
    FUTURE = "future"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Sighting:
    """A match of a rule in a text: its sentence, its block, and the day of publication."""

    match: re.Match[str]
    sentence: tuple[int, int]
    block_start: int
    today: date = date.min

    def seen_from(self, day: date) -> Sighting:
        """Return the same words in an article of that day."""
        return Sighting(self.match, self.sentence, self.block_start, day)

    def __getitem__(self, group: str) -> str:
        """Return what a group of the rule matched; '' where it took no part, or has none such."""
        return (self.match[group] or "") if group in self.match.re.groupindex else ""

    @cached_property
    def start(self) -> int:
        """Where the phrase starts: the group "phrase" of the rule, or all that it matched."""
        return self._extent[0]

    @cached_property
    def end(self) -> int:
        """Where the phrase ends."""
        return self._extent[1]

    @cached_property
    def _extent(self) -> tuple[int, int]:
        return self.match.span("phrase" if "phrase" in self.match.re.groupindex else 0)

    @cached_property
    def before(self) -> str:
        """The words of the sentence before the phrase, or the last of very many."""
        return self.match.string[max(self.sentence[0], self.start - _FAR) : self.start]

    @cached_property
    def after(self) -> str:
        """The words of the sentence behind the phrase, or the first of very many."""
        return self.match.string[self.end : min(self.sentence[1], self.end + _FAR)]

    @property
    def word_before(self) -> str:
        """The word right before the phrase, in lower case; '' at the beginning of its sentence."""
        words = self.before.rsplit(None, 1) if self.before[-1:].isspace() else []
        return words[-1].lower().lstrip("\"'“‘(") if words else ""

    @property
    def in_another_year(self) -> bool:
        """Return True if the text before names another year: then it may be a story of that time."""
        begin = max(self.block_start, self.start - _FAR)
        told = _YEAR.findall(self.match.string, begin, self.start)
        return any(int(year) != self.today.year for year in told)

    def nearest_cue(self, cues: re.Pattern[str]) -> str:
        """Name the cue nearest before the phrase, or else the first behind it; '' for none.

        A cue is named by the group of the pattern that matched it, in small letters: a pattern
        that ignores case takes three times as long.
        """
        return _nearest_cue(cues, self.before, self.after)


# The same words are seen from twelve days in a row where an article is undated.
@lru_cache(maxsize=16)
def _nearest_cue(cues: re.Pattern[str], before: str, after: str) -> str:
    told = [found.lastgroup or "" for found in cues.finditer(before.lower())]
    if told:
        return told[-1]
    behind = cues.search(after.lower())
    return (behind.lastgroup or "") if behind else ""


Resolver = Callable[[Sighting], Period | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of phrases, and what such a phrase stands for; None where that is not certain.

    What a rule matches no shorter match of another rule can take, whatever it comes to. Where a
    text holds none of the `hints` the pattern is not tried: most paragraphs name no time. Those of
    English rules are whole words.
    """

    pattern: re.Pattern[str]
    period: Resolver
    hints: Collection[str]


def hints(*phrases: str) -> frozenset[str]:
    """Return the hints of an English rule as they stand in a sentence and at its beginning."""
    return frozenset(phrases).union(phrase[0].upper() + phrase[1:] for phrase in phrases)
