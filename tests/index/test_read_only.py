"""An archive on a read-only disk, or in a folder of somebody else's."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.catalogue.database import FILE_NAME, Catalogue
from index.errors import ArchiveNotClosed, ArchiveReadOnly
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write
from tests.views import once

pytestmark = pytest.mark.usefixtures("through_chroma")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive of three articles with published vectors."""
    for name in ("Alpha", "Bravo", "Charlie"):
        write(tmp_path / "pages", f"{name}.txt", name, "bridges")
    with closing(Archive.create_or_open(tmp_path / "archive", FakeEmbedder())) as archive:
        archive.add([tmp_path / "pages"])
        archive.publish()
    return tmp_path / "archive"


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every file with its size and the time of its last change."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(f): (f.stat().st_size, f.stat().st_mtime_ns) for f in files}


def links_now() -> set[Path]:
    """Return the folders of links to word indexes."""
    return set(Path(tempfile.gettempdir()).glob("onrecord-*"))


def test_reading_writes_nothing(
    folder: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Words, vectors, lists, status and verification work, and leave no file changed or made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before, links = contents(folder), links_now()
    with closing(Archive.open(folder, FakeEmbedder(), writable=False)) as archive:
        vector = FakeEmbedder().embed_question("Council of Bravo votes on bridges")
        assert len(once(archive).matching("bridges", 50)) == archive.scope().passages
        assert "Bravo" in once(archive).nearest(vector, 1)[0].passage.text
        assert once(archive).frequencies(["bravo"])["bravo"] > 0
        assert archive.status().words == archive.scope().passages
        assert [problem.harmless for problem in archive.verify()] == [True]
        assert len(archive.entries()) == 3
        archive.create()
        assert links_now() - links
    assert links_now() == links
    assert contents(folder) == before
    assert caplog.records == []


def test_writing_is_refused(folder: Path, tmp_path: Path) -> None:
    """Whatever would change the archive says that its folder cannot be written."""
    with closing(Archive.open(folder, FakeEmbedder(), writable=False)) as archive:
        for change in (
            lambda: archive.add([tmp_path / "pages"]),
            lambda: archive.remove(["0" * 16]),
            archive.rebuild,
        ):
            with pytest.raises(ArchiveReadOnly, match="is not writable") as refused:
                change()
            assert refused.value.exit_code == 74


def left_open(folder: Path) -> Path:
    """Return a copy of an archive as a writer leaves it that is killed."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        connection.execute("UPDATE settings SET value = '77' WHERE name = 'revision'")
        copy = folder.with_name("copy")
        shutil.copytree(folder, copy)
    return copy


def test_what_a_killed_writer_committed_is_read(folder: Path) -> None:
    """A log beside the catalogue is not passed over."""
    copy = left_open(folder)
    with closing(Catalogue(copy, writable=False)) as catalogue, catalogue.reading() as snapshot:
        assert snapshot.revision == 77


def test_a_log_that_cannot_be_read_without_writing_is_said(folder: Path) -> None:
    """The message says to open the archive once where it can be written."""
    copy = left_open(folder)
    memory = copy / f"{FILE_NAME}-shm"
    memory.unlink()
    memory.symlink_to(memory)  # SQLite cannot make its file, as it cannot on a read-only disk
    catalogue = Catalogue(copy, writable=False)
    with pytest.raises(ArchiveNotClosed, match="not closed cleanly"), catalogue.reading():
        pass


def test_whoever_may_read_the_folder_may_read_the_words(folder: Path) -> None:
    """Every file of the word index is as open as the folder that it lies in."""
    words = folder / "words"
    wanted = words.stat().st_mode & 0o444
    assert {file.stat().st_mode & 0o444 for file in words.iterdir()} == {wanted}
