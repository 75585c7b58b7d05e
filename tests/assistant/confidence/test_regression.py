from __future__ import annotations

import numpy as np
import pytest

from assistant.confidence.combiner import logistic
from assistant.confidence.regression import fitted


def test_the_weights_behind_the_answers_are_found() -> None:
    """Whatever the scale of a signal is; one that never changes counts nothing."""
    random = np.random.default_rng(1)
    signals = np.hstack([random.normal(3, [1, 100], (20_000, 2)), np.ones((20_000, 1))])
    likely = logistic(signals @ np.array([1.5, -0.02, 0.0]) - 4)
    weights, constant = fitted(signals, random.random(20_000) < likely)
    assert weights[:2] == pytest.approx([1.5, -0.02], rel=0.1)
    assert constant + weights[2] == pytest.approx(-4, abs=0.3)


def test_answers_that_a_signal_tells_apart_end() -> None:
    """No weight grows without bounds."""
    weights, _ = fitted(np.array([[0.0], [1.0]] * 20), np.array([False, True] * 20))
    assert 1 < weights[0] < 50
