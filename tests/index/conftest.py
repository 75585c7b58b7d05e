"""Fixtures of the tests of the archive."""

from __future__ import annotations

import pytest


@pytest.fixture
def through_chroma(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make archives search their published generation, however few passages it holds."""
    monkeypatch.setattr("index.vectors.vector_search.FEW", 0)
