"""Disputes: whether an article with a quotation denies or doubts that the words were said.

Only statements about whether the words were said count. An article may contradict what they say ("a
claim that experts reject") without making the quotation less exact. Patterns cover the plainest
forms in the quotation's own sentence. A trained model covers the rest; see
`assistant.quotes.doubt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.quotes.dispute_forms import (
    AFTER,
    ASKED,
    BEFORE,
    CALLED_FAKE,
    NEARBY,
    NO,
    REBUTTED,
    SECOND_HAND,
    SECOND_HAND_BEHIND,
    STANDING_BY,
    YES,
)
from assistant.quotes.doubt import Doubt, shipped_doubts
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.verdict import Excerpt
from sources.quotations.quotation import Quotation

DISPUTED, DOUBTED = 0.5, 0.35
"""The probabilities from which an article disputes words, or may not vouch for them."""
# At most this many sentences after a quotation may refer to it, up to the next quotation.
_AFTER_IT = 2
# At most this many characters of a sentence are read on either side of a quotation.
_FURTHEST = 400
_QUOTES = " \n\"'“”‘’«»"


@dataclass(frozen=True)
class Attitude:
    """The attitude of an article to a quotation in it."""

    recorded: Recorded
    quotation: Quotation

    @cached_property
    def dispute(self) -> Excerpt | None:
        """The sentence that denies or doubts that the words were said; None if there is none."""
        by_rule = self._by_rule
        if by_rule or self._is_reported or STANDING_BY.search(self._beside[0]):
            return by_rule
        return self._telling if self._doubt.probability >= DISPUTED else None

    @property
    def by_rule(self) -> bool:
        """True if a pattern finds that the article does not vouch for the words."""
        return self._by_rule is not None or self._is_reported

    @cached_property
    def _by_rule(self) -> Excerpt | None:
        before, after = self._beside
        if BEFORE.search(before) or AFTER.search(after):
            return self._own
        if re.search(CALLED_FAKE, f"{before} {after}", re.IGNORECASE):
            return self._own
        if self._is_reported and (REBUTTED.search(after) or self._is_negated(after)):
            return self._own
        return next((e for e in self._behind if NEARBY.search(e.words)), None)

    @cached_property
    def second_hand(self) -> Excerpt | None:
        """The sentence that has the words only as a report that someone said them."""
        if self._is_reported:
            return self._own
        if STANDING_BY.search(self._beside[0]):
            return None
        return self._telling if self._doubt.probability >= DOUBTED else None

    @cached_property
    def _doubt(self) -> Doubt:
        return shipped_doubts().of(self.recorded, self.quotation)

    @property
    def _telling(self) -> Excerpt:
        """The sentence that is the strongest evidence of doubt."""
        span = self._doubt.telling or self._own.span
        return Excerpt(span, self.recorded.article.words(span))

    @cached_property
    def _is_reported(self) -> bool:
        before, after = self._beside
        found = SECOND_HAND.search(before) or SECOND_HAND_BEHIND.search(after)
        return found is not None and not YES.search(after)

    def _is_negated(self, after: str) -> bool:
        """Return True if the text after a question such as "asked whether she had said" says no."""
        asked = ASKED.search(self._beside[0])
        return asked is not None and NO.search(after) is not None

    @cached_property
    def _numbers(self) -> tuple[int, int]:
        """The indices of the quotation's first and last sentence in the article."""
        first = self.recorded.sentence_number(self.quotation.start)
        return first, self.recorded.sentence_number(
            max(self.quotation.start, self.quotation.end - 1)
        )

    @cached_property
    def _own(self) -> Excerpt:
        first, last = self._numbers
        sentences = self.recorded.sentences
        span = self.recorded.article.span(sentences[first].start, sentences[last].end)
        return Excerpt(span, self.recorded.article.words(span))

    @cached_property
    def _beside(self) -> tuple[str, str]:
        """The text before and after the quotation in its sentence, without other quotations."""
        start, end = self.quotation.start, self.quotation.end
        span = self._own.span
        first, last = max(span.start, start - _FURTHEST), min(span.end, end + _FURTHEST)
        left = self._masked(first, start).rstrip(_QUOTES)
        behind = self._masked(end, last) if last > end else ""
        return left, behind

    def _masked(self, first: int, last: int) -> str:
        """Return part of the text with the quotations in it masked."""
        text = self.recorded.article.text[first:last]
        for other in self.recorded.quoted:
            start, end = max(0, other.start - first), min(last - first, other.end - first)
            if start < end:
                text = f"{text[:start]}{'_' * (end - start)}{text[end:]}"
        return text

    @property
    def _behind(self) -> Iterator[Excerpt]:
        """Yield the sentences after the quotation's own, up to one with another quotation."""
        last, article = self._numbers[1], self.recorded.article
        for span in self.recorded.sentences[last + 1 : last + 1 + _AFTER_IT]:
            if any(q.start < span.end and span.start < q.end for q in self.recorded.quoted):
                return
            yield Excerpt(span, article.words(span))
