"""The language of an article from a site or book that states one language for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from ebooklib import epub

from sources.article import Page
from sources.reading import SourceFile, read
from tests.sources.formats.specimens import wordpress

KOREAN = "켈마르 항만청은 다음 달 3일부터 9주간 항만 다리의 차량 통행을 전면 통제한다고 밝혔다."
ENGLISH = "The harbour bridge of Kelmar will close to all traffic for nine weeks from 3 March."
DC = "http://purl.org/dc/elements/1.1/"


def _rss(*items: str) -> bytes:
    return (
        f'<rss version="2.0" xmlns:dc="{DC}"><channel><title>Courier</title>'
        f"<language>en-us</language>{''.join(items)}</channel></rss>"
    ).encode()


def _item(link: str, text: str, more: str = "") -> str:
    return (
        f"<item><link>https://a.example/{link}</link><description>{text}</description>{more}</item>"
    )


def _atom(text: str, language: str = "") -> bytes:
    own = f' xml:lang="{language}"' if language else ""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Courier</title>'
        f'<entry{own}><id>1</id><content type="html">{text}</content></entry></feed>'
    ).encode()


def _languages(folder: Path, name: str, content: bytes) -> list[str | None]:
    (folder / name).write_bytes(content)
    pages = list(read(SourceFile(folder / name, folder)))
    return [page.metadata.language for page in pages if isinstance(page, Page)]


def test_an_item_in_another_language_than_its_feed_is_known(tmp_path: Path) -> None:
    """The language that an item states itself is kept."""
    items = (
        _item("1", KOREAN),
        _item("2", ENGLISH),
        _item("3", KOREAN, "<dc:language>ja</dc:language>"),
    )
    assert _languages(tmp_path, "a.rss", _rss(*items)) == ["ko", "en", "ja"]
    assert _languages(tmp_path, "a.atom", _atom(KOREAN)) == ["ko"]
    assert _languages(tmp_path, "b.atom", _atom(KOREAN, "ja")) == ["ja"]


@pytest.mark.parametrize(
    ("category", "expected"),
    [("", "ko"), ('<category domain="language" nicename="fr"/>', "fr")],
)
def test_a_post_in_another_language_than_its_site_is_known(
    tmp_path: Path, category: str, expected: str
) -> None:
    """Polylang states the language of a post as a category."""
    export = wordpress().decode().replace("<wp:post_id>", f"{category}<wp:post_id>", 1)
    start = export.index("<content:encoded><![CDATA[") + len("<content:encoded><![CDATA[")
    export = f"{export[:start]}{KOREAN}{export[export.index(']]></content:encoded>') :]}"
    assert _languages(tmp_path, "a.xml", export.encode()) == [expected]


def test_a_chapter_in_another_language_than_its_book_is_known(tmp_path: Path) -> None:
    """A chapter without a language of its own has the book's, unless it is clearly in another."""

    def chapter(name: str, text: str) -> epub.EpubHtml:
        made = epub.EpubHtml(title=name, file_name=f"{name}.xhtml")
        made.content = f"<html><body><h1>{name}</h1><p>{text}</p></body></html>"
        return made

    book = epub.EpubBook()
    book.set_identifier("1")
    book.set_title("Courier")
    book.set_language("en")
    book.spine = [chapter("one", KOREAN), chapter("two", ENGLISH)]
    for one in book.spine:
        book.add_item(one)
    epub.write_epub(str(tmp_path / "made.epub"), book)
    assert _languages(tmp_path, "a.epub", (tmp_path / "made.epub").read_bytes()) == ["ko", "en"]
