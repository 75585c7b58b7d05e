"""Doubts: how likely an article does not stand behind a quotation in it, learnt from examples.

A logistic regression over the n-grams of `assistant.telltales`, fitted by
`python -m tests.benchmarks.disputes --refit` to invented articles whose quotations are disputed or
not, and to ordinary ones. It knows English alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.recorded import Recorded
from assistant.telltales import parts, telltales
from sources.article import Span
from sources.characters import holds_hangul
from sources.quotation import Quotation

SHIPPED = Path(__file__).with_name("doubt.json")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A probability from 0 to 1, and the sentence that speaks most for it."""

    probability: float
    telling: Span | None = None


@dataclass(frozen=True)
class Doubts:
    """The weights of n-grams, and the constant of the regression."""

    weights: Mapping[str, float]
    constant: float

    def of(self, recorded: Recorded, quotation: Quotation) -> Doubt:
        """Return how likely an article does not stand behind one of its quotations."""
        if holds_hangul(recorded.article.words(_span(recorded, quotation))):
            return Doubt(0.0)
        known: dict[str, float] = {}
        strongest, telling = 0.0, None
        for part in parts(recorded, quotation):
            here = {
                gram: self.weights[gram]
                for gram in telltales(recorded, quotation, part)
                if gram in self.weights
            }
            if part.span is not None and sum(here.values()) > strongest:
                strongest, telling = sum(here.values()), part.span
            known |= here
        length = math.sqrt(len(known) or 1)
        log_odds = sum(known.values()) / length + self.constant
        return Doubt(0.5 * (1 + math.tanh(log_odds / 2)), telling)


@cache
def shipped_doubts() -> Doubts:
    """Return the weights that are shipped."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return Doubts(kept["weights"], kept["constant"])


def _span(recorded: Recorded, quotation: Quotation) -> Span:
    return recorded.article.span(quotation.start, quotation.end)
