from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.following import run


@pytest.mark.slow
def test_no_kill_loses_or_doubles_a_page(tmp_path: Path) -> None:
    """Ten kills over a feed of 100 items: each is one article, and no host is asked too often."""
    assert "none missed, none doubled, nothing outside fetched" in run(
        tmp_path, kills=10, items=100
    )
