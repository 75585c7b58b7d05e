"""Probabilities on the scale of log-odds, and back."""

from __future__ import annotations

from math import log
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Float = TypeVar("Float", bound=np.floating[Any])


def log_odds(probability: float, least: float) -> float:
    """Return the log-odds of a probability, of which less than `least` from 0 or 1 is cut off."""
    held = min(max(probability, least), 1 - least)
    return log(held / (1 - held))


def logistic(odds: NDArray[Float]) -> NDArray[Float]:
    """Return the probabilities of log-odds, however large these are."""
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)), dtype=odds.dtype)
