from __future__ import annotations

import math

from assistant.facts.fact_comparison import Likelihood, shipped_likelihoods


def test_a_likelihood_is_the_logistic_of_the_weighed_features() -> None:
    """Features without a weight count nothing."""
    likelihood = Likelihood({"gain": 2.0}, -1.0)
    assert math.isclose(likelihood.of({"gain": 1.0, "other": 9.0}), 1 / (1 + math.exp(-1)))


def test_what_answers_better_is_shipped_as_likelier() -> None:
    """A value that the reader prefers to the claim's, and that the record lacks, contradicts."""
    values = shipped_likelihoods()["values"]
    assert values.weights["ahead"] > 0
    assert values.weights["lacked anywhere"] > 0
    assert shipped_likelihoods()["denials"].weights["net"] > 0
