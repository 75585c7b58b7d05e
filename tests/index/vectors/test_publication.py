from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from index.archive import Archive
from index.catalogue.database import Catalogue
from index.errors import GenerationUnusable
from index.vectors.builder_process import Builder, _Spare, _spare
from index.vectors.chroma import VectorStore
from index.vectors.generation import GENERATIONS, Standing, current
from sources.article import Metadata
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


class Interrupted(FakeEmbedder):
    """Do something before the batch of a given number is embedded."""

    def __init__(self, batch: int, act: Callable[[], None]) -> None:
        super().__init__()
        self.batch = batch
        self.act = act

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text."""
        self.batch -= 1
        if self.batch == 0:
            self.act()
        return super().embed_passages(texts)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an archive in which a few passages are many, and a batch is small."""
    monkeypatch.setattr("index.vectors.generation.TAIL_AT_MOST", 5)
    monkeypatch.setattr("index.adding.FIRST_PASSAGES", 2)
    monkeypatch.setattr("index.adding.MOST_PASSAGES", 4)
    return tmp_path / "archive"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a folder of twenty articles."""
    for number in range(20):
        write(tmp_path / "news", f"{number:02}.txt", f"Town{number}ville", f"topic{number}")
    return tmp_path / "news"


def building(folder: Path) -> list[Path]:
    """Return the generations that are being built."""
    return list((folder / GENERATIONS).glob("building-*"))


def builders() -> list[psutil.Process]:
    """Return the processes that build generations for this process, or wait to do so."""
    return [each for each in psutil.Process().children() if _builds(each)]


def _builds(process: psutil.Process) -> bool:
    try:
        return "index.vectors.building" in process.cmdline()
    except psutil.ZombieProcess:
        return False  # it has ended, and nobody has waited for it yet


@pytest.fixture
def spare() -> Iterator[_Spare]:
    """Have no builder kept from before."""
    _spare.end()
    yield _spare
    _spare.end()


def all_is_published(archive: Archive) -> bool:
    """Return True if the published generation holds and finds all that is visible, and no more."""
    generation = current(archive.folder)
    with Catalogue(archive.folder).reading() as snapshot:
        standing = Standing.of(archive.folder, snapshot)
        assert generation is not None
        store = VectorStore(generation.store(archive.folder))
        lost = store.unfindable(snapshot, snapshot.seqs().tolist())
        store.close()
    return (standing.tail, standing.dead, lost) == (0, 0, [])


def test_a_generation_is_built_while_articles_are_added(folder: Path, news: Path) -> None:
    """What can be found goes into the next generation at once, by one process for all of it."""
    seen: list[tuple[int, int]] = []
    model = Interrupted(9, lambda: seen.append((len(building(folder)), len(builders()))))
    archive = Archive.create_or_open(folder, model)
    assert archive.add([news]).warnings == ()
    assert seen == [(1, 1)]
    assert current(folder).name == "000001"  # type: ignore[union-attr]
    assert all_is_published(archive)
    assert building(folder) == []
    assert len(builders()) == 1


def test_an_error_leaves_no_generation_half_built(folder: Path, news: Path) -> None:
    """Articles that were stored before it are kept, and no process and no folder is left."""

    def fail() -> None:
        raise ValueError("no more")

    archive = Archive.create_or_open(folder, Interrupted(9, fail))
    with pytest.raises(ValueError, match="no more"):
        archive.add([news])
    assert archive.scope().articles > 5
    assert building(folder) == builders() == []
    assert current(folder) is None


def test_a_builder_that_dies_beside_the_adding_is_replaced(folder: Path, news: Path) -> None:
    """Another one builds all of the generation when everything was added."""
    killed: list[int] = []

    def kill() -> None:
        for builder in builders():
            builder.kill()
            killed.append(builder.pid)

    archive = Archive.create_or_open(folder, Interrupted(9, kill))
    assert archive.add([news]).warnings == ()
    assert len(killed) == 1
    assert all_is_published(archive)


def test_articles_get_the_room_that_a_generation_took(
    folder: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk fills up, all articles are added, and only publishing fails."""
    usage = shutil.disk_usage(news)

    def fill() -> None:
        assert building(folder)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(usage.total, usage.total, 0))

    archive = Archive.create_or_open(folder, Interrupted(9, fill))
    (warning,) = archive.add([news]).warnings
    assert "0 MB are free. Free some space and run `onrecord rebuild`." in warning
    assert archive.scope().articles == 20
    assert building(folder) == builders() == []


def test_a_base_that_dies_out_meanwhile_is_given_up(folder: Path, news: Path) -> None:
    """Where most of what was copied has changed by the end, the generation is built afresh."""
    archive = Archive.create_or_open(folder, FakeEmbedder())
    archive.add([news], Metadata(outlet="Post"))
    assert all_is_published(archive)
    for number in range(20, 40):
        write(news, f"0-{number}.txt", f"Town{number}ville", f"topic{number}")  # these come first
    for number in range(15, 20):
        write(news, f"{number}.txt", f"Town{number}ville", f"other{number}")
    for number in range(10):
        (news / f"{number:02}.txt").unlink()
    archive.add([news], Metadata(outlet="Post"), sync=True)
    assert archive.scope().articles == 30
    assert all_is_published(archive)


@pytest.mark.usefixtures("spare")
def test_one_process_builds_for_several_archives(tmp_path: Path, news: Path) -> None:
    """The process is kept, because importing Chroma takes longer than building a small store."""
    pids = set()
    for name in ("a", "b", "c"):
        with closing(Archive.create_or_open(tmp_path / name, FakeEmbedder())) as archive:
            archive.add([news / "00.txt"])
            assert all_is_published(archive)
        (builder,) = builders()
        pids.add(builder.pid)
    assert len(pids) == 1


@pytest.mark.usefixtures("spare")
def test_two_archives_are_built_at_once(tmp_path: Path, news: Path) -> None:
    """Each build has a process of its own; one of them is kept afterwards."""
    seen: list[int] = []

    def add_another() -> None:
        with closing(Archive.create_or_open(tmp_path / "b", FakeEmbedder())) as other:
            other.add([news / "00.txt"])
            assert all_is_published(other)
        seen.append(len(builders()))

    with closing(Archive.create_or_open(tmp_path / "a", Interrupted(1, add_another))) as archive:
        archive.add([news / "01.txt"])
        assert all_is_published(archive)
    assert (seen, len(builders())) == ([2], 1)


@pytest.mark.usefixtures("spare")
def test_a_kept_process_that_has_died_is_replaced(tmp_path: Path, news: Path) -> None:
    """It also ends by itself after a minute without a job."""
    for name in ("a", "b"):
        with closing(Archive.create_or_open(tmp_path / name, FakeEmbedder())) as archive:
            archive.add([news / "00.txt"])
            assert all_is_published(archive)
        (builder,) = builders()
        builder.kill()
        psutil.wait_procs([builder])


@pytest.mark.usefixtures("spare")
def test_a_process_outlives_a_job_that_fails(tmp_path: Path, news: Path) -> None:
    """The reason is reported, and the process takes the next job."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.add([news / "00.txt"])
    before = builders()
    with pytest.raises(GenerationUnusable, match="No such file"):
        Builder(archive.folder, "000007").end()
    assert Builder(archive.folder, "000001").end() == "[]"
    assert builders() == before
    archive.close()


def test_a_process_without_a_job_ends() -> None:
    """It does not keep Chroma in the memory of a server that adds articles once a day."""
    command = [sys.executable, "-m", "index.vectors.building", "0.01"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:  # noqa: S603 - this program
        assert child.wait() == 0
