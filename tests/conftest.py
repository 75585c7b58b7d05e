"""What tests of several rooms share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from index.embedding import Embedder, default_embedder

# How long an example takes is up to the machine; what takes too long for its input is found by
# ratios, in `tests.growth`.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Return the default embedder, loaded once for all tests."""
    return default_embedder()
