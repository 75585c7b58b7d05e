from __future__ import annotations

import gc

import pytest

from index.garbage import seldom_collected


def test_old_objects_are_let_be_while_the_block_runs() -> None:
    """The thresholds are raised for the block, also for one inside of another, and put back."""
    usual = gc.get_threshold()
    with seldom_collected():
        raised = gc.get_threshold()
        with seldom_collected():
            assert gc.get_threshold() == raised
        assert gc.get_threshold() == raised
    assert all(high > low for high, low in zip(raised, usual, strict=True))
    assert gc.get_threshold() == usual


def test_an_error_puts_the_thresholds_back() -> None:
    """Whatever ends the block, the process collects as before."""
    usual = gc.get_threshold()
    with pytest.raises(OSError, match="gone"), seldom_collected():
        raise OSError("gone")
    assert gc.get_threshold() == usual
    assert gc.isenabled()
