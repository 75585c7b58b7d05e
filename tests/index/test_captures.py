"""Captures: pages that a crawler saved several times are versions of one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.scope import Filters
from sources.article import Article
from tests.index.fakes import FakeEmbedder
from tests.sources.formats.specimens import captures, zipped
from tests.websites import article_page

ADDRESS = "https://courier.example/mill"
FIRST, SECOND, THIRD = (f"2026-05-0{day}T05:05:05Z" for day in (5, 6, 7))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive that does not exist yet."""
    with_fake = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    yield with_fake
    with_fake.close()


def _page(workers: int) -> bytes:
    sentence = f"The old mill has reopened as a bakery with {workers} workers after 40 years."
    return article_page("Mill reopens", sentence, "It bakes 800 loaves a day.").encode()


def _crawl(folder: Path, *saved: tuple[str, int], packed: bool = False) -> Path:
    path = folder / ("crawl.warc.gz" if packed else "crawl.warc")
    pages = [(ADDRESS, day, _page(workers)) for day, workers in saved]
    path.write_bytes(captures(*pages, packed=packed))
    return path


def _only(archive: Archive) -> Article:
    (entry,) = archive.entries(Filters(), "", 10)
    return archive.article(entry.article_id)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "saved",
    [
        ((FIRST, 12), (SECOND, 14)),
        ((SECOND, 14), (FIRST, 12)),
        ((FIRST, 14), (SECOND, 12), (THIRD, 14)),
    ],
)
def test_the_newest_capture_is_the_article(
    archive: Archive, tmp_path: Path, saved: tuple[tuple[str, int], ...], packed: bool
) -> None:
    """Whatever the order of the captures, also where a change was taken back."""
    crawl = _crawl(tmp_path, *saved, packed=packed)
    assert archive.add([crawl]).added == 1
    assert "14 workers" in _only(archive).text
    assert archive.drift() == ()


def test_an_older_capture_is_an_older_version(archive: Archive, tmp_path: Path) -> None:
    """Its words stay readable, and reading the crawl again does not bring them back."""
    archive.add([_crawl(tmp_path, (FIRST, 12))])
    before = _only(archive)
    crawl = _crawl(tmp_path, (FIRST, 12), (SECOND, 13), (THIRD, 14))
    report = archive.add([crawl])
    assert (report.added, report.changed, report.refused) == (0, 2, ())
    assert "14 workers" in _only(archive).text
    assert "12 workers" in archive.version(before.content_hash).text
    crawl.write_bytes(crawl.read_bytes() + b"\r\n")
    report = archive.add([crawl])
    assert (report.added, report.changed) == (0, 0)
    assert "14 workers" in _only(archive).text


def test_the_crawls_of_a_wacz_are_compared(archive: Archive, tmp_path: Path) -> None:
    """The newest capture may be in any of its WARC files."""
    crawls = {
        f"archive__{name}.warc": captures((ADDRESS, day, _page(workers)))
        for name, day, workers in (("a", SECOND, 13), ("b", THIRD, 14), ("c", FIRST, 12))
    }
    path = tmp_path / "crawl.wacz"
    path.write_bytes(zipped(**crawls))
    assert archive.add([path]).refused == ()
    assert "14 workers" in _only(archive).text


def test_a_capture_that_says_noindex_withdraws_the_older_one(
    archive: Archive, tmp_path: Path
) -> None:
    """And reading the crawl again does not publish it again."""
    crawl = tmp_path / "crawl.warc"
    hidden = _page(12).replace(b"<head>", b'<head><meta name="robots" content="noindex">')
    crawl.write_bytes(captures((ADDRESS, FIRST, _page(12)), (ADDRESS, SECOND, hidden)))
    archive.add([crawl])
    for _ in range(3):
        archive.add([crawl])
        assert _only(archive).metadata.unpublished == "noindex"
