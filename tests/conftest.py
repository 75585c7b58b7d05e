"""What tests of several rooms share, and which tests run in one process."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from index.archive import Archive
from index.embedding.embedder import Embedder, default_embedder

SAMPLES = Path(__file__).parents[1] / "sources" / "samples"
BROWSER = "tests/browser/"

# Keep compiled modules even if the environment says otherwise. The tests start about a hundred
# processes, and each of them would compile the program again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes is up to the machine; what takes too long for its input is found by
# ratios, in `tests.growth`.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


class _Scheduling(LoadFileScheduling):
    """Run the tests of each file in one process, and all tests of the page in one.

    Those share a browser and two servers, which take longer to start than many of the tests.
    """

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _Scheduling | None:
    """Distribute the tests of a run with `--dist loadfile`."""
    return _Scheduling(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are processors, because tests often wait for others."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of the page first. They take longest, and would leave other processes idle."""
    items.sort(key=lambda item: not item.nodeid.startswith(BROWSER))


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
