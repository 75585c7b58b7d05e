"""What tests of several rooms share."""

from __future__ import annotations

import pytest

from index.embedding import Embedder, default_embedder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Return the default embedder, loaded once for all tests."""
    return default_embedder()
