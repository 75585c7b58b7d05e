"""Facing words: the words of the article that claimed words take the place of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.quotes.alignment_step import Step
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.house_style import alike, written
from assistant.quotes.recorded_words import Recorded, Stream
from assistant.quotes.same_amounts import is_same_amount
from assistant.quotes.word_changes import same_long_form
from sources.language.meaning_words import PRONOUNS, negates

# Words of the article that one claimed word may replace: "healthcare", "we'll".
_MOST_FOR_ONE = 2


@dataclass(frozen=True, slots=True)
class Facing:
    """A claim and the words of the article that it is aligned with."""

    claimed: Claimed
    recorded: Recorded
    stream: Stream

    def settled(self, steps: Sequence[Step]) -> list[Step]:
        """Return the steps with differences at the ends paired, and equivalent words marked alike.

        The cheapest alignment treats a changed last word as an insertion.
        """
        inner = [*steps]
        inner[0] = self._first(inner[0])
        inner[-1] = self._last(inner[-1])
        return [replace(step, alike=self._is_alike(step)) for step in inner]

    def _first(self, step: Step) -> Step:
        """Pair a difference at the start with the article's words in the same sentence."""
        if step.equal:
            return step
        start, _ = self.recorded.bounds(self.recorded.tokens[self.stream.numbers[step.last]])
        while step.first < step.last and self._start(step.first) < start:
            step = replace(step, first=step.first + 1)
        for further in self._further(step, before=True):
            if self._is_alike(further):
                return further
        if step.first < step.last:
            return step
        reach = step.first - (step.end - step.start)
        reach -= reach > 0 and negates(self.stream.folded[reach - 1])
        while step.first > max(reach, 0) and self._start(step.first - 1) >= start:
            step = replace(step, first=step.first - 1)
        return step

    def _last(self, step: Step) -> Step:
        """Pair a difference at the end with the article's words in the same sentence."""
        if step.equal:
            return step
        _, end = self.recorded.bounds(self.recorded.tokens[self.stream.numbers[step.first - 1]])
        while step.first < step.last and self._start(step.last - 1) >= end:
            step = replace(step, last=step.last - 1)
        for further in self._further(step, before=False):
            if self._is_alike(further):
                return further
        if step.first < step.last:
            return step
        reach = min(step.last + step.end - step.start, len(self.stream.folded))
        reach += reach < len(self.stream.folded) and negates(self.stream.folded[reach])
        while step.last < reach and self._start(step.last) < end:
            step = replace(step, last=step.last + 1)
        return step

    def _further(self, step: Step, *, before: bool) -> Iterator[Step]:
        """Yield the step extended by one or more of the article's next words."""
        for more in range(1, _MOST_FOR_ONE + 1):
            first, last = step.first - more * before, step.last + more * (not before)
            if first >= 0 and last <= len(self.stream.folded):
                yield replace(step, first=first, last=last)

    def _is_alike(self, step: Step) -> bool:
        """Return True if differing words say the same, or the article's editor inserted them."""
        if step.equal:
            return False
        ours = self.claimed.words[step.start : step.end]
        numbers = self.stream.numbers[step.first : step.last]
        if numbers and self.recorded.inserted.issuperset(numbers):
            return all(word.folded in PRONOUNS for word in ours)
        if same_long_form(
            [word.folded for word in ours], self.stream.folded[step.first : step.last]
        ):
            return True
        theirs = [self.recorded.tokens[number] for number in numbers]
        article = self.recorded.article
        amounts = written(self.claimed.text, ours), written(article.text, theirs)
        return is_same_amount(*amounts, article.metadata) or alike(
            ours, self.claimed.text, theirs, article.text
        )

    def _start(self, place: int) -> int:
        return self.recorded.tokens[self.stream.numbers[place]].start
