from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.uploads.kept_uploads import keep, kept_uploads, safe_name, shown_name

HOSTILE = [
    "../../etc/passwd.txt",
    "/etc/cron.d/job.txt",
    "C:\\Windows\\system.txt",
    "nul\0byte.txt",
    "a" * 300 + ".txt",
    ".bashrc.txt",
    "-rf.txt",
    "....txt",
    "line\nbreak.txt",
    "right\u202eleft.txt",
    "CON.txt ",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_becomes_a_plain_one(name: str) -> None:
    """Whatever a file is called, it lands as one short file inside of the folder."""
    kept = safe_name(name)
    assert Path(kept).name == kept
    assert len(os.fsencode(kept)) < 255
    assert kept.isprintable()
    assert kept[0] not in ".-"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_every_name_stays_inside_the_folder(name: str) -> None:
    """No text leads out of the folder or cannot be written."""
    kept = safe_name(name)
    assert (Path("/folder") / kept).parent == Path("/folder")
    assert len(os.fsencode(kept)) < 255
    assert "\0" not in kept


@pytest.mark.parametrize("name", ["page.txt", "Train-cars_2.html", "기사.md", "wire.jsonl.gz"])
def test_a_harmless_name_stays(name: str) -> None:
    """Uploading the same file again replaces it, because its name is the same."""
    assert safe_name(name) == name


def test_different_names_never_become_one() -> None:
    """Two names that differ only in what had to go stay apart."""
    assert safe_name("a b.txt") != safe_name("a/b.txt") != safe_name("a?b.txt")


def test_a_sidecar_stays_beside_its_article() -> None:
    """The name of a sidecar is that of its article, also when that had to change."""
    assert safe_name("my page.txt.meta.json") == safe_name("my page.txt") + ".meta.json"


def test_a_name_is_shown_on_one_line_and_not_endlessly() -> None:
    """Control characters do not reach the page, nor does a name of any length."""
    assert shown_name("a\nb\u202ec") == "a\ufffdb\ufffdc"
    assert len(shown_name("x" * 300)) == 120


def test_the_second_upload_of_a_name_replaces_the_first(tmp_path: Path) -> None:
    """There is one file with the newer words, and nothing half-written beside it."""
    upload, folder = tmp_path / "page.txt", tmp_path / "uploads"
    for words in ("old", "new"):
        upload.write_text(words)
        keep(upload, folder)
    assert {file.name: file.read_text() for file in folder.iterdir()} == {"page.txt": "new"}


def test_what_cannot_be_taken_is_refused_by_name(tmp_path: Path) -> None:
    """Other endings and too large files are not kept, and each is told why."""
    names = ("page.txt", "logo.svg", "large.txt", "README")
    for name in names:
        (tmp_path / name).write_text("x" * (99 if name == "large.txt" else 9))
    kept, refused = kept_uploads([tmp_path / n for n in names], tmp_path / "uploads", 50)
    assert [path.name for path in kept] == ["page.txt"]
    assert [(r.origin, r.reason) for r in refused] == [
        ("logo.svg", "files ending in .svg are not read"),
        ("large.txt", "it has 99 bytes, and the limit for uploads is 50"),
        ("README", "its name has no extension"),
    ]


def test_a_sidecar_is_kept_but_is_no_article(tmp_path: Path) -> None:
    """The reader finds the sidecar beside its article; it is not added itself."""
    uploads = [tmp_path / "page.txt", tmp_path / "page.txt.meta.json"]
    for upload in uploads:
        upload.write_text("{}")
    kept, _ = kept_uploads(uploads, tmp_path / "uploads", 50)
    assert [path.name for path in kept] == ["page.txt"]
    assert (tmp_path / "uploads" / "page.txt.meta.json").exists()


@pytest.mark.parametrize("name", ["\u0f71\u0f72" * 500_000 + ".txt", ".meta.json" * 100_000])
def test_a_name_without_end_becomes_a_short_one(name: str) -> None:
    """It is neither normalised whole nor read ending by ending."""
    assert len(safe_name(name)) < 200
