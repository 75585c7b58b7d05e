"""Time phrases, and the sightings of candidates with their sentence and publication date."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cached_property, lru_cache


class Granularity(StrEnum):
    """The precision of a time phrase: "on Tuesday" is a day, "next year" a year."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from first to last, inclusive, and the precision of the phrase."""

    first: date
    last: date
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Characters `start` to `end` of an article's text, and the period that they refer to.

    The period is None if the article is undated, because "next year" is then unknown.
    """

    start: int
    end: int
    period: Period | None


_YEAR = re.compile(r"(?<![\d,.])(?:1[5-9]|20)\d\d(?![\d,.]\d|\d)")

# Longer text is not one sentence, and rereading it for each phrase would be slow.
_FAR = 400


class Tense(Enum):
    """The time of the events in a sentence, relative to the publication date."""

    PAST = "past"
    FUTURE = "future"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Sighting:
    """A match of a rule in a text: its sentence, its block, and the publication date."""

    match: re.Match[str]
    sentence: tuple[int, int]
    block_start: int
    today: date = date.min

    def seen_from(self, day: date) -> Sighting:
        """Return the same sighting for another publication date."""
        return Sighting(self.match, self.sentence, self.block_start, day)

    def __getitem__(self, group: str) -> str:
        """Return the text that a group matched, or '' if the group is missing or did not match."""
        return (self.match[group] or "") if group in self.match.re.groupindex else ""

    @cached_property
    def start(self) -> int:
        """The start of the phrase: of the group "phrase", or else of the whole match."""
        return self._extent[0]

    @cached_property
    def end(self) -> int:
        """The end of the phrase."""
        return self._extent[1]

    @cached_property
    def _extent(self) -> tuple[int, int]:
        return self.match.span("phrase" if "phrase" in self.match.re.groupindex else 0)

    @cached_property
    def before(self) -> str:
        """The part of the sentence before the phrase, up to a maximum length."""
        return self.match.string[max(self.sentence[0], self.start - _FAR) : self.start]

    @cached_property
    def after(self) -> str:
        """The part of the sentence after the phrase, up to a maximum length."""
        return self.match.string[self.end : min(self.sentence[1], self.end + _FAR)]

    @property
    def word_before(self) -> str:
        """The lowercase word directly before the phrase, or '' at the start of its sentence."""
        words = self.before.rsplit(None, 1) if self.before[-1:].isspace() else []
        return words[-1].lower().lstrip("\"'“‘(") if words else ""

    @property
    def in_another_year(self) -> bool:
        """Return True if the preceding text mentions another year.

        The text may then be about events of that year.
        """
        begin = max(self.block_start, self.start - _FAR)
        told = _YEAR.findall(self.match.string, begin, self.start)
        return any(int(year) != self.today.year for year in told)

    def nearest_cue(self, cues: re.Pattern[str]) -> str:
        """Return the nearest cue before the phrase, or else the first one after it, or ''.

        The result is the name of the pattern's group that matched. The pattern is matched against
        lowercase text, because a pattern that ignores case takes three times as long.
        """
        return _nearest_cue(cues, self.before, self.after)


# An undated article is checked against twelve dates in a row, with the same words.
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
    """A pattern of time phrases, and the resolver of their period.

    A text matched by a rule cannot be matched by a shorter match of another rule, even if its
    period is None. The pattern is skipped if a text contains none of the `hints`, because most
    paragraphs contain no time phrase. The hints of English rules are whole words.
    """

    pattern: re.Pattern[str]
    period: Resolver
    hints: Collection[str]


def hints(*phrases: str) -> frozenset[str]:
    """Return the hints of an English rule, in lowercase and with an initial capital."""
    return frozenset(phrases).union(phrase[0].upper() + phrase[1:] for phrase in phrases)
