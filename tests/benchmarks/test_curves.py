from __future__ import annotations

import math

import numpy as np
import pytest

from tests.benchmarks.curves import (
    auroc,
    covered_at,
    declined_at,
    f1,
    figure,
    half_of,
    mean,
    precision,
    recall,
    recall_at,
)

SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
TRUTH = np.array([1.0, 1, 0, 1, 0, 0])


def test_known_answers() -> None:
    """Figures by hand: of nine pairs one is the wrong way round."""
    assert auroc(SCORES, TRUTH) == pytest.approx(8 / 9)
    assert auroc(np.ones(4), np.array([1.0, 1, 0, 0])) == 0.5
    assert recall_at(1.0)(SCORES, TRUTH) == pytest.approx(2 / 3)
    assert recall_at(0.75)(SCORES, TRUTH) == 1
    assert declined_at(1.0)(SCORES, TRUTH) == pytest.approx(2 / 3)
    said = (SCORES > 0.65).astype(float)
    assert precision(said, TRUTH) == recall(said, TRUTH) == pytest.approx(2 / 3)
    assert f1(said, TRUTH) == pytest.approx(2 / 3)
    assert covered_at(0.75)(SCORES, TRUTH) == pytest.approx(4 / 6)


def test_nothing_to_tell_apart() -> None:
    """Without both kinds of case there is no figure, and nothing fails."""
    assert math.isnan(auroc(SCORES, np.ones(6)))
    assert math.isnan(declined_at(0.8)(SCORES, np.zeros(6)))
    assert math.isnan(precision(np.zeros(6), TRUTH))
    assert recall_at(0.8)(SCORES, np.zeros(6)) == 0


def test_documents_are_drawn_whole() -> None:
    """Cases of one document do not make the interval narrower than one case of it would."""
    values = np.tile([0.0, 1.0], 20).repeat(10)
    apart = figure("apart", [str(n) for n in range(400)], [values], mean)
    whole = figure("whole", [str(n // 10) for n in range(400)], [values], mean)
    assert apart.value == whole.value == 0.5
    assert whole.high - whole.low > 2 * (apart.high - apart.low)


def test_halves_are_about_half() -> None:
    """A document is always in the same half."""
    halves = [half_of(str(number)) for number in range(400)]
    assert halves == [half_of(str(number)) for number in range(400)]
    assert 150 < halves.count("dev") < 250
