from __future__ import annotations

import gc
import sys

import pytest

from index.interpreter import for_long_work


def test_long_work_changes_the_settings_of_the_process_while_it_runs() -> None:
    """They hold for the whole block, also behind one inside of it, and are put back."""
    usual = gc.get_threshold(), sys.getswitchinterval()
    with for_long_work():
        changed = gc.get_threshold(), sys.getswitchinterval()
        with for_long_work():
            assert (gc.get_threshold(), sys.getswitchinterval()) == changed
        assert (gc.get_threshold(), sys.getswitchinterval()) == changed
    assert all(high > low for high, low in zip(changed[0], usual[0], strict=True))
    assert changed[1] < usual[1]
    assert (gc.get_threshold(), sys.getswitchinterval()) == usual


def test_an_error_puts_the_settings_back() -> None:
    """Whatever ends the block, the process goes on as before."""
    usual = gc.get_threshold(), sys.getswitchinterval()
    with pytest.raises(OSError, match="gone"), for_long_work():
        raise OSError("gone")
    assert (gc.get_threshold(), sys.getswitchinterval()) == usual
