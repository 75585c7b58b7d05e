"""Doubts: estimate how likely it is that an article does not vouch for a quotation in it.

A logistic regression over the features in `assistant.quotes.doubt_features`, fitted by `python -m
tests.benchmarks.disputes --refit` to invented articles with and without disputed quotations, and to
ordinary articles. It reads English only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.quotes.doubt_features import Telltale, Telltales
from assistant.quotes.recorded_words import Recorded
from sources.article import Span
from sources.language.scripts import holds_hangul
from sources.quotations.quotation import Quotation

_LARGEST = 30.0
SHIPPED = Path(__file__).with_name("doubt.json")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A probability from 0 to 1, and the sentence that is the strongest evidence for it."""

    probability: float
    telling: Span | None = None


@dataclass(frozen=True)
class Doubts:
    """The feature weights and the intercept of the regression."""

    weights: Mapping[str, float]
    constant: float

    def of(self, recorded: Recorded, quotation: Quotation) -> Doubt:
        """Return how likely it is that an article does not vouch for one of its quotations.

        The quotation's own sentences count in full. Of all others, one is enough.
        """
        if holds_hangul(recorded.article.text[quotation.start : quotation.end]):
            return Doubt(0.0)
        log_odds, others, strongest, telling = self.constant, 0.0, 0.0, None
        for each in Telltales(recorded, quotation):
            score = self._score(each)
            log_odds += score if each.is_own else 0.0
            others += 0.0 if each.is_own else math.exp(min(score, _LARGEST))
            if score > strongest:
                strongest, telling = score, each.span
        log_odds += math.log1p(others)
        return Doubt(0.5 * (1 + math.tanh(log_odds / 2)), telling)

    def _score(self, telltale: Telltale) -> float:
        known = [self.weights[gram] for gram in telltale.grams if gram in self.weights]
        place = (self.weights.get(name, 0.0) * value for name, value in telltale.place.items())
        return math.fsum(known) / math.sqrt(len(known) or 1) + sum(place)


@cache
def shipped_doubts() -> Doubts:
    """Return the shipped weights."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return Doubts(kept["weights"], kept["constant"])
