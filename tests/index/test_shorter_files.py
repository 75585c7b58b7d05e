"""Files that are added again with less of their article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.scope import Filters
from sources.article import Article
from tests.index.fakes import FakeEmbedder

FIRST = "The bridge over the Sill was closed on Friday because of cracks in two of its piers."
REST = ("The detour is 22 kilometres long, the county said.", "Repairs are to last until October.")
TEASER = "<div class=paywall><p>Subscribe to read the rest of this story.</p></div>"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive with a whole article."""
    with closing(Archive.create_or_open(tmp_path / "archive", FakeEmbedder())) as archive:
        archive.add([page(tmp_path, *(f"<p>{text}</p>" for text in (FIRST, *REST)))])
        yield archive


def page(folder: Path, *body: str, title: str = "Bridge closed") -> Path:
    """Write the page of the article, with this body."""
    path = folder / "bridge.html"
    path.write_text(
        f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"{''.join(body)}</article></body></html>"
    )
    return path


def stored(archive: Archive) -> Article:
    """Return the only article of an archive."""
    (entry,) = archive.entries(Filters(), "", 10)
    return archive.article(entry.article_id)


def test_a_file_that_becomes_a_teaser_is_reported_each_time(
    archive: Archive, tmp_path: Path
) -> None:
    """The stored version is kept, and `add` and `verify --sources` report it."""
    whole = stored(archive)
    path = page(tmp_path, f"<p>{FIRST}</p>{TEASER}")
    for _ in range(2):
        report = archive.add([path])
        (kept,) = report.fuller
        assert (report.unchanged, report.changed, kept.origin) == (1, 0, str(path))
        assert kept.reason.startswith("it is only a part of the article")
        (problem,) = archive.drift()
        assert problem.reason == kept.reason
    assert stored(archive) == whole


def test_a_file_with_less_than_half_of_the_text_is_stored_and_reported(
    archive: Archive, tmp_path: Path
) -> None:
    """A file's text is as its owner wants it; the version before it stays readable."""
    whole = stored(archive)
    path = page(tmp_path, "<p>The council of Ostvik closed the bridge on Monday.</p>")
    (shortened,) = archive.add([path]).shortened
    assert "less than half of the" in shortened.reason
    assert stored(archive).text.endswith("closed the bridge on Monday.")
    with archive.view() as view:
        assert view.version(shortened.earlier, shortened.article_id) == whole
    assert archive.drift() == ()
    # The whole article again is no loss.
    report = archive.add([page(tmp_path, *(f"<p>{text}</p>" for text in (FIRST, *REST)))])
    assert (report.changed, report.shortened) == (1, ())
