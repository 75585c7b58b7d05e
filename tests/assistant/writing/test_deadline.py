from __future__ import annotations

import time

import pytest

from assistant.errors import ModelFailed
from assistant.writing.model_stream import Deadline


def test_time_is_left_until_the_seconds_have_passed() -> None:
    """What is left is the number of seconds less those that have passed."""
    deadline = Deadline(1_000_000.0, time.monotonic() - 400_000.0)
    assert 500_000 < deadline.left <= 600_000
    deadline.keep()


def test_a_deadline_that_has_passed_says_how_long_it_was_and_how_to_give_more() -> None:
    """Nothing is left then, and never less than nothing."""
    deadline = Deadline(7.5, time.monotonic() - 8)
    assert deadline.left == 0
    with pytest.raises(
        ModelFailed, match=r"within 7\.5 seconds; to allow more time, set ONRECORD_MODEL_SECONDS"
    ):
        deadline.keep()
