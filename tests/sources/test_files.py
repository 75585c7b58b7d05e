from __future__ import annotations

import os
from pathlib import Path

import pytest

from sources.article import Metadata
from sources.errors import Refusal
from sources.files import SourceFile, discover, shown


def _names(folder: Path) -> list[str]:
    found = list(discover([folder]))
    assert not [item for item in found if isinstance(item, Refusal)], found
    return [item.path.name for item in found if isinstance(item, SourceFile)]


def _refusal(path: Path) -> Refusal:
    (found,) = discover([path])
    assert isinstance(found, Refusal)
    assert found.reason
    assert found.next_step
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make the folder that is asked for, with room beside it."""
    made = tmp_path / "pages"
    made.mkdir()
    return made


def test_folders_are_walked_in_sorted_order(folder: Path) -> None:
    """Every run finds the same files in the same order, however deep."""
    for name in ("b.txt", "a/z.html", "a/b/c.md", "c.PDF"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    assert _names(folder) == ["c.md", "z.html", "b.txt", "c.PDF"]


def test_what_is_no_article_is_passed_over(folder: Path) -> None:
    """Hidden files, pictures and sidecars in a folder are neither read nor refused."""
    for name in (
        ".hidden.txt",
        "~$page.docx",
        "a.png",
        "README",
        "page.txt",
        "page.txt.meta.json",
        ".git/x.txt",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert _names(folder) == ["page.txt"]


def test_a_sidecar_of_nothing_is_refused(folder: Path) -> None:
    """A slip in a sidecar's name is told, because its metadata would silently be missing."""
    (folder / "page.txt").write_text("x")
    (folder / "pgae.txt.meta.json").write_text("{}")
    refused = [item for item in discover([folder]) if isinstance(item, Refusal)]
    assert [Path(item.origin).name for item in refused] == ["pgae.txt.meta.json"]


def test_a_file_that_is_reached_twice_is_found_once(folder: Path) -> None:
    """Overlapping arguments and links inside the folder do not double an article."""
    page = folder / "page.txt"
    page.write_text("x")
    (folder / "again.txt").symlink_to(page)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    found = list(discover([folder, page, folder / "again.txt"]))
    assert found == [SourceFile(page, folder)]


def test_links_out_of_the_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    """A link cannot bring a stranger's file or folder into the archive, named or walked."""
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    (tmp_path / "elsewhere").mkdir()
    (folder / "a.txt").symlink_to(secret)
    (folder / "b").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (folder / "tool").symlink_to(tmp_path / "missing")
    found = list(discover([folder]))
    assert [Path(item.origin).name for item in found if isinstance(item, Refusal)] == ["a.txt", "b"]
    assert len(found) == 2
    assert str(secret) in _refusal(folder / "a.txt").reason


def test_links_to_nothing_are_refused(folder: Path) -> None:
    """A broken link and a link that goes round in a circle are told by name."""
    (folder / "gone.txt").symlink_to(folder / "missing.txt")
    (folder / "round.txt").symlink_to(folder / "round.txt")
    found = list(discover([folder]))
    assert len(found) == 2
    assert all(isinstance(item, Refusal) and "link" in item.reason for item in found)
    assert "link" in _refusal(folder / "round.txt").reason


def test_a_named_file_of_another_kind_is_refused(folder: Path) -> None:
    """Whoever names a file is told that its kind is not read, and what lists those that are."""
    (folder / "page.png").write_text("x")
    refusal = _refusal(folder / "page.png")
    assert "'.png'" in refusal.reason
    assert "onrecord formats" in refusal.next_step


def test_a_named_sidecar_is_refused(folder: Path) -> None:
    """A sidecar is not taken for a JSON article."""
    (folder / "page.txt.meta.json").write_text("{}")
    assert "describes an article" in _refusal(folder / "page.txt.meta.json").reason


@pytest.mark.parametrize("name", ["missing.txt", "no/such/folder", "x" * 300 + ".txt", "nul\0.txt"])
def test_paths_that_cannot_be_are_refused(folder: Path, name: str) -> None:
    """A path that is not there, too long or impossible is a refusal, not an exception."""
    refusal = _refusal(folder / name)
    assert "\0" not in refusal.origin


@pytest.mark.parametrize("name", [b"a\nb.txt", b"\x1b[31mred.txt", b"caf\xe9.txt"])
def test_names_that_no_store_takes_are_refused_and_shown_escaped(folder: Path, name: bytes) -> None:
    """Control characters and stray bytes in names reach neither the archive nor the terminal."""
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("x")
    (found,) = discover([folder])
    assert isinstance(found, Refusal)
    assert "\\" in found.origin
    assert found.origin.isprintable()


@pytest.mark.parametrize("name", ["대통령.txt", "it's (1) #2.txt"])
def test_ordinary_odd_names_are_fine(folder: Path, name: str) -> None:
    """Korean letters, spaces and punctuation are no reason to refuse."""
    (folder / name).write_text("x")
    assert _names(folder) == [name]


def test_pipes_and_folders_under_an_articles_name(folder: Path) -> None:
    """A named pipe is refused without waiting for a writer; a folder may be called x.txt."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    (found,) = discover([folder])
    assert isinstance(found, Refusal)
    assert "regular" in found.reason


def test_folders_deeper_than_python_calls(folder: Path) -> None:
    """A thousand folders inside one another are walked."""
    levels = [folder]
    for _ in range(1200):
        levels.append(levels[-1] / "d")
        levels[-1].mkdir()
    page = levels[-1] / "page.txt"
    page.write_text("x")
    found = _names(folder)
    page.unlink()  # from below, because shutil.rmtree cannot
    for level in reversed(levels):
        level.rmdir()
    assert found == ["page.txt"]


@pytest.mark.parametrize("name", ["page.txt.meta.json", "page.meta.json"])
def test_both_names_of_a_sidecar(folder: Path, name: str) -> None:
    """A sidecar may carry the whole name of its article or the name without the ending."""
    (folder / "page.txt").write_text("x")
    (folder / name).write_text("{}")
    assert SourceFile(folder / "page.txt", folder).sidecar == folder / name


def test_the_digest_covers_all_that_reading_depends_on(folder: Path) -> None:
    """Bytes, sidecar and flags each change it; nothing else does."""
    page = folder / "page.txt"
    page.write_text("x")
    file = SourceFile(page, folder)
    plain = file.digest(Metadata())
    os.utime(page, (1, 1))
    assert file.digest(Metadata()) == plain
    assert file.digest(Metadata(outlet="O")) != plain
    (folder / "page.meta.json").write_text("{}")
    with_sidecar = file.digest(Metadata())
    assert with_sidecar != plain
    page.write_text("y")
    assert file.digest(Metadata()) not in {plain, with_sidecar}


def test_a_file_that_is_gone_never_counts_as_unchanged(folder: Path) -> None:
    """The digest of an unreadable file is new each time, so that reading gets to refuse it."""
    file = SourceFile(folder / "gone.txt", folder)
    assert file.digest(Metadata()) != file.digest(Metadata())


def test_paths_are_shown_without_control_characters() -> None:
    """What is printed of a path cannot steer the terminal."""
    assert shown(Path("a\x1b[0m\udcff한")) == "a\\x1b[0m\\udcff한"


def test_the_archive_is_passed_over(tmp_path: Path) -> None:
    """A folder that holds the archive, too, can be added; the archive itself is refused."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("The mayor opened the bridge.")
    words = tmp_path / "archive" / "words"
    words.mkdir(parents=True)
    (words / "meta.json").write_text("[]")
    (found,) = discover([tmp_path], tmp_path / "archive")
    assert isinstance(found, SourceFile)
    assert found.path.name == "a.txt"
    (refused,) = discover([tmp_path / "archive"], tmp_path / "archive")
    assert isinstance(refused, Refusal)
    assert refused.reason == "it is the archive itself"
