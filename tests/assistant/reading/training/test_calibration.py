from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.reading.trained import loaded
from assistant.reading.training.calibration import calibrated, fitted, is_calibration
from tests.assistant.reading.tiny import weights, write_data


def test_too_sure_a_model_gets_a_temperature_above_one() -> None:
    """Logits twice too large are halved, and well-made ones are left as they are."""
    random = np.random.default_rng(1)
    logits = random.normal(0, 2, 20_000)
    labels = random.random(20_000) < 1 / (1 + np.exp(-logits))
    assert 0.9 < fitted(logits, labels) < 1.1
    assert 1.8 < fitted(2 * logits, labels) < 2.2


def test_every_head_gets_a_temperature(tmp_path: Path) -> None:
    """They are taken from the dev split, whatever the weights are."""
    write_data(tmp_path / "data")
    found = calibrated(loaded(weights()), tmp_path / "data")
    assert all(0.2 <= each <= 5 for each in (found.answers, found.span, found.bears, found.missing))


def test_half_of_the_documents_calibrate() -> None:
    """The other half is left for figures."""
    chosen = [is_calibration(str(number)) for number in range(400)]
    assert 150 < sum(chosen) < 250
