from __future__ import annotations

from math import log

import pytest

from assistant.ledger.doubts.support_likelihood import Signs

BORNE_OUT = Signs(1.0, 1.0)


def log_odds(signs: Signs) -> float:
    """Return the logarithm of the odds that a sentence is supported."""
    return log(signs.likelihood / (1 - signs.likelihood))


@pytest.mark.parametrize(
    ("signs", "likelihood"),
    [
        (Signs(0.0, 0.0), 0.025),
        (Signs(1.0, 0.0), 0.354),
        (Signs(0.0, 1.0), 0.321),
        (Signs(0.5, 0.5), 0.337),
        (BORNE_OUT, 0.910),
        (Signs(1.0, 1.0, numbers=1), 0.841),
        (Signs(1.0, 1.0, dates=1), 0.752),
        (Signs(1.0, 1.0, names=1), 0.817),
        (Signs(1.0, 1.0, numbers=1, dates=1, names=1), 0.416),
    ],
)
def test_the_likelihood_is_the_one_that_was_fitted(signs: Signs, likelihood: float) -> None:
    """The values are those of the weights that the benchmark reports."""
    assert signs.likelihood == pytest.approx(likelihood, abs=0.001)


@pytest.mark.parametrize(("field", "lost"), [("numbers", 0.64), ("dates", 1.20), ("names", 0.81)])
def test_two_doubts_of_a_kind_count_and_a_third_does_not(field: str, lost: float) -> None:
    """Each of the first two lowers the odds by the same factor."""
    steps = [log_odds(Signs(1.0, 1.0, **{field: count})) for count in range(4)]
    assert steps[0] - steps[1] == pytest.approx(lost)
    assert steps[1] - steps[2] == pytest.approx(lost)
    assert steps[3] == steps[2]


def test_the_signs_without_doubts_keep_words_and_sense() -> None:
    """Numbers, dates and names no longer count."""
    doubted = Signs(0.75, 0.5, numbers=1, dates=2, names=3)
    assert doubted.undoubted == Signs(0.75, 0.5)
    assert doubted.row == (0.75, 0.5, 1, 2, 2)
