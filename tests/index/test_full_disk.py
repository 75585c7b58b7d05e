"""An archive on a disk without room: read it as usual, and say what a writer could not do."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.catalogue.database import FILE_NAME, Catalogue
from index.catalogue.opening import opened_in_place
from index.errors import ArchiveFull, ArchiveLocked
from index.words import Words, WordsWriter
from tests.full_disk import Disk, mounted
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write
from tests.views import once

ROOT = Path(__file__).parents[2]
TOWNS = ("Alpha", "Bravo", "Charlie")
pytestmark = pytest.mark.usefixtures("through_chroma")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Return a folder of three articles, on a disk that has room."""
    for town in TOWNS:
        write(tmp_path / "pages", f"{town}.txt", town, "bridges")
    return tmp_path / "pages"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return a small disk."""
    with mounted(tmp_path / "disk") as disk:
        yield disk


def built(folder: Path, pages: Path) -> Path:
    """Return the folder of an archive of the pages with published vectors."""
    with closing(Archive.create_or_open(folder, FakeEmbedder())) as archive:
        archive.add([pages])
        archive.publish()
    return folder


def fails_to_share_memory(folder: Path) -> None:
    """Keep SQLite from making the file that several readers share, as on a full disk."""
    memory = folder / f"{FILE_NAME}-shm"
    memory.unlink(missing_ok=True)
    memory.symlink_to(memory)


def with_a_log(folder: Path) -> Path:
    """Return a copy of an archive as a writer leaves it that is killed: revision 77 is logged."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        connection.execute("UPDATE settings SET value = '77' WHERE name = 'revision'")
        return Path(shutil.copytree(folder, folder.with_name("copy")))


def reads_all(archive: Archive) -> None:
    """Fail unless lists, both searches, citations and status work."""
    embedder = FakeEmbedder()
    passages = archive.scope().passages
    assert len(once(archive).matching("bridges", 50)) == passages
    assert len(once(archive).sharing("voted on the bridges budget after a debate", 50)) == passages
    question = embedder.embed_question("Council of Bravo votes on bridges")
    assert "Bravo" in once(archive).nearest(question, 1)[0].passage.text
    assert once(archive).frequencies(["bravo"])["bravo"] > 0
    assert archive.status().words == passages
    entries = archive.entries()
    assert len(entries) == len(TOWNS)
    assert "bridges" in archive.article(entries[0].article_id).text
    assert archive.version(entries[0].content_hash)


def test_a_full_disk_is_read_like_a_read_only_one(
    disk: Disk, pages: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything is found while the disk is full and after, and nothing is reported as damaged."""
    folder = built(disk.folder / "archive", pages)
    disk.fill()
    with closing(Archive.open(folder, FakeEmbedder())) as archive:
        archive.create()
        once(archive).prepare()
        reads_all(archive)
        (problem,) = archive.verify()
        assert problem.harmless
        assert "because the disk is full" in problem.reason
        disk.free()
        reads_all(archive)
        assert archive.verify() == ()
        assert archive.remove([archive.entries()[0].article_id]).removed == 1
        disk.fill()
        assert len(archive.entries()) == 2
    assert caplog.records == []


def test_a_reader_that_was_there_before_goes_on(disk: Disk, pages: Path) -> None:
    """A server that had the archive open when the disk filled up answers on."""
    folder = built(disk.folder / "archive", pages)
    with closing(Archive.open(folder, FakeEmbedder())) as archive:
        reads_all(archive)
        disk.fill()
        reads_all(archive)
        with ThreadPoolExecutor(4) as threads:  # each thread has a connection of its own
            for _ in threads.map(lambda _: reads_all(archive), range(8)):
                pass


def test_a_log_on_a_full_disk_is_read(disk: Disk, pages: Path) -> None:
    """What a killed writer committed is found, by several readers at a time."""
    folder = with_a_log(built(disk.folder / "archive", pages))
    (folder / f"{FILE_NAME}-shm").unlink()
    disk.fill()

    def revision(_: int) -> int:
        with Catalogue(folder).reading() as snapshot:
            return snapshot.revision

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(revision, range(8))) == {77}


def test_a_disk_without_room_for_another_name_is_read(tmp_path: Path, pages: Path) -> None:
    """A disk can run out of inodes, too."""
    with mounted(tmp_path / "disk", files=200) as disk:
        folder = built(disk.folder / "archive", pages)
        for lock in (folder / "words").glob("*.lock"):
            lock.unlink()
        disk.use_all_names()
        with closing(Archive.open(folder, FakeEmbedder())) as archive:
            reads_all(archive)


def test_a_writer_says_that_it_did_nothing(disk: Disk, pages: Path) -> None:
    """Adding, removing and rebuilding fail for want of room, and nothing is lost."""
    folder = built(disk.folder / "archive", pages)
    write(pages, "Delta.txt", "Delta", "bridges")
    disk.fill()
    with closing(Archive.open(folder, FakeEmbedder())) as archive:
        with pytest.raises(ArchiveFull, match=r"^Nothing was removed\. The disk of") as refused:
            archive.remove([archive.entries()[0].article_id])
        assert refused.value.exit_code == 74
        for change in (lambda: archive.add([pages]), archive.rebuild, archive.publish):
            with pytest.raises(ArchiveFull, match=r"The disk of .* is full"):
                change()
        reads_all(archive)
        disk.free()
        assert archive.add([pages]).added == 1
        assert archive.verify() == ()


@pytest.mark.parametrize("logged", [False, True])
def test_the_catalogue_is_read_without_files_beside_it(
    tmp_path: Path, pages: Path, logged: bool
) -> None:
    """Where SQLite can make no file, in a folder that can be written, the catalogue is read."""
    folder = built(tmp_path / "archive", pages)
    if logged:
        folder = with_a_log(folder)
    fails_to_share_memory(folder)
    with closing(Catalogue(folder)) as catalogue:
        for _ in range(2):
            with catalogue.reading() as snapshot:
                assert len(snapshot.seqs()) > 0
                assert (snapshot.revision == 77) == logged


def test_a_change_during_such_a_reading_is_noticed(tmp_path: Path, pages: Path) -> None:
    """A reader that nothing tells of writers does not believe what it read meanwhile."""
    path = built(tmp_path / "archive", pages) / FILE_NAME
    with (
        pytest.raises(ArchiveLocked, match="changed while it was being read"),
        opened_in_place(path, writable=False),
    ):
        os.utime(path, ns=(1, 1))


def _no_file_may_grow() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_process_that_can_write_nothing_reads(tmp_path: Path, pages: Path) -> None:
    """A quota is not seen in the free space of the disk: every write that fails is put up with."""
    folder = built(tmp_path / "archive", pages)
    script = """
        import sys
        from pathlib import Path
        import index.vectors.vector_search
        from index.archive import Archive
        from tests.index.fakes import FakeEmbedder
        index.vectors.vector_search.FEW = 0
        from tests.index.test_full_disk import reads_all
        archive = Archive.open(Path(sys.argv[1]), FakeEmbedder())
        reads_all(archive)
        reads_all(archive)
    """
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", textwrap.dedent(script), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_no_file_may_grow,
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (0, 1), ended.stderr
    assert "Searching every passage exactly, without the published vectors" in ended.stderr


def test_removing_with_little_room_removes(tmp_path: Path, pages: Path) -> None:
    """What could not be published, or cleared, is a warning with the next step."""
    folder = built(tmp_path / "archive", pages)
    with closing(Archive.open(folder, FakeEmbedder())) as archive:
        first, second, _ = archive.entries()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("index.vectors.generation.TAIL_AT_MOST", -1)
            patched.setattr("index.vectors.publication._require_room", _without_room)
            removal = archive.remove([first.article_id])
        assert removal.removed == 1
        assert "searches still find every article but take longer" in removal.warnings[0]
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(WordsWriter, "commit", _without_room)
            removal = archive.remove([second.article_id])
        assert removal.removed == 1
        assert (
            "Searches do not find it. Free some space and run `onrecord rebuild`"
            in removal.warnings[0]
        )
        assert len(archive.entries()) == 1
        assert len(Words(folder / "words").seqs(-1)) > archive.scope().passages
        archive.rebuild()
        assert archive.verify() == ()


def test_adding_says_how_far_it_came(tmp_path: Path, pages: Path) -> None:
    """The disk fills up after the first batch, which is kept."""
    with closing(Archive.create_or_open(tmp_path / "archive", FakeEmbedder())) as archive:
        archive.create()
        commits = iter([WordsWriter.commit, _without_room])
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("index.adding.FIRST_PASSAGES", 1)
            patched.setattr("index.adding.MOST_PASSAGES", 1)
            patched.setattr(WordsWriter, "commit", lambda self: next(commits)(self))
            with pytest.raises(ArchiveFull, match=r"before the disk filled up: 1\. The disk of"):
                archive.add([pages])
        assert len(archive.entries()) == 1
        assert archive.add([pages]).added == 2


def _without_room(*_: object) -> None:
    raise ArchiveFull.at(Path("there"))
