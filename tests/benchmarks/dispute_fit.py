"""Fit the weights of `assistant.quotes.doubt` to examples.

The log odds of a quotation are the scores of its own sentences, plus log(1 + Σ exp score) over all
others, so that one sentence anywhere is enough. A first fit chooses the words and pairs that weigh
most, a second one fits those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.quotes.doubt import Doubts, Telltale

_LEAST_SEEN, _KEPT, _STEPS = 3, 6_000, 80
_SHRINK_GRAMS, _SHRINK_PLACES = 3e-5, 1e-3
_LARGEST = 30.0

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of an example, what the article does, and how much the example counts."""

    sentences: Sequence[Telltale]
    disputed: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Rows:
    """A row of features for each sentence, the example it is of, and what examples are worth."""

    features: Any
    example: NDArray[np.int64]
    is_own: NDArray[np.bool_]
    disputed: Array
    weights: Array

    @classmethod
    def of(cls, examples: Sequence[Told], names: Sequence[str]) -> Rows:
        """Lay the sentences out; features that are not among the names are left out."""
        column = {name: number for number, name in enumerate(names)}
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        sentences = [(n, each) for n, told in enumerate(examples) for each in told.sentences]
        for _, each in sentences:
            grams = [column[gram] for gram in sorted(each.grams) if gram in column]
            columns += [*grams, *(column[name] for name in each.place)]
            values += [1 / max(1, len(grams)) ** 0.5] * len(grams) + list(each.place.values())
            ends.append(len(columns))
        weights = np.array([told.weight for told in examples])
        return cls(
            csr_matrix((values, columns, ends), shape=(len(sentences), len(names))),
            np.array([n for n, _ in sentences]),
            np.array([each.is_own for _, each in sentences]),
            np.array([told.disputed for told in examples], dtype=np.float64),
            weights / weights.sum(),
        )

    def loss(self, parameters: Array, shrink: Array) -> tuple[float, Array]:
        """Return the loss and its gradient for weights with the constant behind them."""
        weights, constant = parameters[:-1], parameters[-1]
        scores = self.features @ weights
        own, far, count = self.is_own, self.example[~self.is_own], len(self.disputed)
        odds = np.exp(np.clip(scores[~own], -_LARGEST, _LARGEST))
        total = np.bincount(far, odds, count)
        log_odds = constant + np.bincount(self.example[own], scores[own], count) + np.log1p(total)
        signed = np.where(self.disputed > 0, -log_odds, log_odds)
        slope = self.weights * (1 / (1 + np.exp(-log_odds)) - self.disputed)
        slopes = np.empty(len(scores))
        slopes[own] = slope[self.example[own]]
        slopes[~own] = slope[far] * odds / (1 + total[far])
        loss = self.weights @ np.logaddexp(0, signed) + 0.5 * shrink @ weights**2
        gradient = self.features.T @ slopes + shrink * weights
        return float(loss), np.append(gradient, slope.sum())


def fitted(examples: Sequence[Told]) -> Doubts:
    """Fit the weights to the sentences of examples."""
    sets = ({gram for each in told.sentences for gram in each.grams} for told in examples)
    seen = Counter(gram for grams in sets for gram in grams)
    grams = sorted(gram for gram, count in seen.items() if count >= _LEAST_SEEN)
    places = sorted({name for told in examples for each in told.sentences for name in each.place})
    weights = _fit(Rows.of(examples, [*places, *grams]), len(places))[len(places) : -1]
    strongest = np.argsort(-abs(weights), kind="stable")[:_KEPT]
    names = [*places, *(grams[n] for n in sorted(strongest))]
    found = _fit(Rows.of(examples, names), len(places))
    kept = {name: round(float(w), 3) for name, w in zip(names, found[:-1], strict=True)}
    return Doubts({name: weight for name, weight in kept.items() if weight}, round(found[-1], 3))


def _fit(rows: Rows, places: int) -> Array:
    """Return the weights that fit best, and the constant behind them."""
    count = rows.features.shape[1]
    shrink = np.full(count, _SHRINK_GRAMS)
    shrink[:places] = _SHRINK_PLACES
    start = np.append(np.zeros(count), -1.0)
    found = minimize(
        rows.loss, start, (shrink,), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}
    )
    return np.asarray(found.x)
