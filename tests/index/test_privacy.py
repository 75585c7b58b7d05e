from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.privacy import OTHERS, private_writing
from tests.index.fakes import FakeEmbedder
from tests.views import once

ARTICLE = "A bridge in {place}\n\nThe mayor of {place} opened a bridge on Monday.\n"

pytestmark = pytest.mark.usefixtures("through_chroma")


@pytest.fixture(params=[0o000, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Run a test under a umask that lets others read, and one that lets them write too."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Write one article."""
    path = tmp_path / "talgar.txt"
    path.write_text(ARTICLE.format(place="Talgar"))
    return path


def loose(folder: Path) -> dict[str, str]:
    """Return everything in a folder, and the folder, that others have permissions on."""
    modes = {path: path.lstat().st_mode for path in (folder, *folder.rglob("*"))}
    return {str(path): oct(mode) for path, mode in modes.items() if mode & OTHERS}


def used(folder: Path, article: Path) -> Archive:
    """Make an archive with all its parts, and read it while its log is open."""
    archive = Archive.create_or_open(folder, FakeEmbedder())
    archive.add([article])
    archive.publish()
    once(archive).matching("bridge", 3)
    once(archive).nearest(FakeEmbedder().embed_question("bridge"), 3)
    return archive


def test_a_new_archive_is_for_its_owner_alone(umask: int, tmp_path: Path, article: Path) -> None:
    """Every file has mode 0600 and every folder 0700: those of SQLite, tantivy and Chroma too."""
    archive = used(tmp_path / "archive", article)
    names = {path.name for path in archive.folder.rglob("*")}
    assert {"catalogue.sqlite3-wal", "writer.lock", "meta.json", "chroma.sqlite3"} <= names
    assert loose(archive.folder) == {}
    archive.rebuild()
    assert loose(archive.folder) == {}
    archive.purge([entry.article_id for entry in archive.entries()])
    archive.close()
    assert loose(archive.folder) == {}
    assert os.umask(umask) == umask


@pytest.mark.usefixtures("umask")
def test_an_empty_folder_becomes_private_and_one_in_use_stays(tmp_path: Path) -> None:
    """The archive in it is private either way."""
    empty, in_use = tmp_path / "empty", tmp_path / "in-use"
    for folder in (empty, in_use):
        folder.mkdir()
    (in_use / "notes.txt").write_text("read by colleagues")
    for folder in (empty, in_use):
        Archive.create_or_open(folder, FakeEmbedder()).create()
    assert loose(empty) == {}
    assert sorted(Path(path).name for path in loose(in_use)) == ["in-use", "notes.txt"]


def test_a_shared_archive_stays_shared(tmp_path: Path, article: Path) -> None:
    """What is added to an archive that others may read can be read by them, and status says so."""
    before = os.umask(0o022)
    try:
        archive = used(tmp_path / "archive", article)
        assert not archive.status().open_to_others
        for path in (archive.folder, *archive.folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        second = tmp_path / "almaty.txt"
        second.write_text(ARTICLE.format(place="Almaty"))
        archive.add([second])
        archive.publish()
        assert archive.status().open_to_others
    finally:
        os.umask(before)
    assert {int(mode, 8) & 0o044 for mode in loose(archive.folder).values()} == {0o044}
    assert {str(path) for path in archive.folder.rglob("*")} <= loose(archive.folder).keys()


def test_blocks_that_overlap_leave_the_umask_as_it_was(umask: int, tmp_path: Path) -> None:
    """The last one to end restores it, whichever began first."""
    begun, ended = threading.Event(), threading.Event()

    def other() -> None:
        with private_writing(tmp_path):
            begun.set()
            ended.wait()

    thread = threading.Thread(target=other)
    with private_writing(tmp_path):
        thread.start()
        begun.wait()
    (tmp_path / "file").touch()
    assert loose(tmp_path / "file") == {}
    ended.set()
    thread.join()
    assert os.umask(umask) == umask
