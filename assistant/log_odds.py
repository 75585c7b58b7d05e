"""Conversions between probabilities and log-odds."""

from __future__ import annotations

from math import log
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Float = TypeVar("Float", bound=np.floating[Any])


def log_odds(probability: float, least: float) -> float:
    """Return the log-odds of a probability, which is first clipped to `least` to 1 - `least`."""
    held = min(max(probability, least), 1 - least)
    return log(held / (1 - held))


def logistic(odds: NDArray[Float]) -> NDArray[Float]:
    """Return the probabilities for log-odds, without overflow for extreme values."""
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)), dtype=odds.dtype)
