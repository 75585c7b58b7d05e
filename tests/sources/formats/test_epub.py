from __future__ import annotations

from pathlib import Path

import pytest
from ebooklib import epub

from sources.article import Page
from sources.files import SourceFile
from sources.reading import read


@pytest.mark.parametrize(
    ("author", "publisher", "outlet"),
    [("", "", "Kelmar Courier"), ("Ann Lee", "", None), ("Ann Lee", "Lantern", "Lantern")],
)
def test_the_title_of_a_book_is_no_outlet(
    author: str, publisher: str, outlet: str | None, tmp_path: Path
) -> None:
    """An issue of a newspaper has the newspaper's name as its title, and a book has an author."""
    book = epub.EpubBook()
    book.set_title("Kelmar Courier")
    if author:
        book.add_author(author)
    if publisher:
        book.add_metadata("DC", "publisher", publisher)
    chapter = epub.EpubHtml(title="Bridge", file_name="bridge.xhtml")
    chapter.content = "<h1>Bridge</h1><p>The bridge of Kelmar was closed on Friday.</p>"
    book.add_item(chapter)
    book.spine = [chapter]
    path = tmp_path / "book.epub"
    epub.write_epub(str(path), book)
    (page,) = read(SourceFile(path, tmp_path))
    assert isinstance(page, Page)
    assert page.metadata.outlet == outlet
