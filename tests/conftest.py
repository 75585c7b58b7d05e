"""What tests of several rooms share."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from index.archive import Archive
from index.embedding.embedder import Embedder, default_embedder

SAMPLES = Path(__file__).parents[1] / "sources" / "samples"

# How long an example takes is up to the machine; what takes too long for its input is found by
# ratios, in `tests.growth`.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Return the default embedder, loaded once for all tests."""
    return default_embedder()


@pytest.fixture(scope="session")
def samples_at(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> Callable[[Path], Path]:
    """Return a function that copies an archive of the sample articles to a new folder.

    All processes of a run copy the same one: building it takes two seconds.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    built = folder / "samples-archive"

    def build() -> None:
        with closing(Archive.create_or_open(folder / "samples-unfinished", embedder)) as archive:
            archive.add([SAMPLES])
        (folder / "samples-unfinished").rename(built)

    def copy(target: Path) -> Path:
        with (folder / "samples.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not built.is_dir():
                build()
        return Path(shutil.copytree(built, target))

    return copy
