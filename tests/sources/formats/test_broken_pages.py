"""Pages that were damaged before they were saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.files import SourceFile
from sources.reading import read

PAGE = (
    '<html lang="de"><head><title>Brücke zu</title></head><body><article><h1>Brücke zu</h1><p>Die '
    "Brücke über die Sill ist seit Freitag gesperrt, sagte der Landkreis.</p><p>„Ich würde meine "
    "Mutter nicht darüber fahren“, sagte Hilda Böhm.</p><p>Die Arbeiten dauern bis Oktober, wenn "
    "das Geld reicht.</p></article></body></html>"
)


def page(folder: Path, html: str) -> Page:
    """Read a page."""
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    (found,) = read(SourceFile(path, folder))
    assert isinstance(found, Page)
    return found


@pytest.mark.parametrize(
    ("end", "is_part"),
    [
        ("wenn", True),
        ("dauern bis Okt", True),
        ("</article", True),
        ("reicht.</p>", False),
        ("</html>", False),
        ("</article></body></html>", False),
    ],
)
def test_a_page_that_is_cut_off_is_a_part(end: str, is_part: bool, tmp_path: Path) -> None:
    """It ends in a tag or in the middle of a sentence; a page need not close its elements."""
    found = page(tmp_path, PAGE[: PAGE.index(end) + len(end)])
    assert (found.metadata.part is not None) is is_part
    fragment = PAGE[PAGE.index("<article>") : PAGE.index("wenn") + 4]
    assert page(tmp_path, fragment).metadata.part is None


def test_text_that_is_encoded_twice_is_reported_and_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Only its owner knows what was meant. The warning has an example of both."""
    twice = PAGE.encode().decode("cp1252")
    assert "BrÃ¼cke" in page(tmp_path, twice).text
    assert "seems to be encoded twice (“BrÃ¼cke” for “Brücke”)" in caplog.text
    caplog.clear()
    page(tmp_path, PAGE.replace("Sill", "SÃO JOÃO, Â°C"))
    assert not caplog.text
