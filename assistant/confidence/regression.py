"""Logistic regression with a ridge, by Newton's method (iteratively reweighted least squares)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.confidence.combiner import logistic

_STEPS = 30
_RIDGE = 1.0


def fitted(
    signals: NDArray[np.float64], answers: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    """Return the weight of each column and the constant.

    `signals` has a row for each sentence, `answers` tells which of them answer.
    """
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    rows = np.hstack([(signals - mean) / scale, np.ones((len(signals), 1))])
    ridge = np.diag([_RIDGE] * signals.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = logistic(rows @ weights)
        slope = rows.T @ (answers - likely) - ridge @ weights
        curvature = (rows * (likely * (1 - likely))[:, None]).T @ rows + ridge
        weights = weights + np.linalg.solve(curvature, slope)
    own = weights[:-1] / scale
    return own, float(weights[-1] - own @ mean)
