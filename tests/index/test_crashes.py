from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.crashes import run


@pytest.mark.slow
def test_no_kill_loses_anything(tmp_path: Path) -> None:
    """Ten kills at random moments lose nothing and no reader sees an error or a half article."""
    assert "nothing lost, doubled or unfindable" in run(tmp_path, kills=10, passages_at_end=200)
