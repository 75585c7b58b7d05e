"""What is not published, and what is only a part, on their way into the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Citation
from index.admission import Admission
from index.archive import Archive
from index.scope import Filters
from tests.index.fakes import FakeEmbedder

BODY = "The mayor of Alton will resign, the council said after a debate of several hours."
EVERYTHING = Admission(unpublished=True)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive that does not exist yet."""
    with_fake = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    yield with_fake
    with_fake.close()


def _export(folder: Path, *records: dict[str, object]) -> Path:
    path = folder / "export.json"
    path.write_text(json.dumps([{"content": BODY, **record} for record in records]))
    return path


def _headlines(archive: Archive) -> list[str]:
    return [entry.headline for entry in archive.entries(Filters(), "", 10)]


def test_a_draft_is_left_out_and_counted_each_time(archive: Archive, tmp_path: Path) -> None:
    """It does not enter the record, and no later run passes over it in silence."""
    path = _export(
        tmp_path,
        {"id": 1, "title": "A", "status": "publish"},
        {"id": 2, "title": "B", "status": "draft", "content": f"{BODY} Nobody knows it."},
    )
    for added in (1, 0):
        report = archive.add([path])
        assert (report.added, [record.reason for record in report.unpublished]) == (
            added,
            ["draft"],
        )
    assert _headlines(archive) == ["A"]
    assert archive.add([path], dry_run=True).unpublished


def test_an_included_draft_is_marked_wherever_it_is_named(archive: Archive, tmp_path: Path) -> None:
    """Lists, stored articles and citations name it by a headline that carries the mark."""
    path = _export(tmp_path, {"id": 2, "title": "B", "status": "draft"})
    assert archive.add([path], admission=EVERYTHING).added == 1
    marked = "B [not published: draft]"
    assert _headlines(archive) == [marked]
    (entry,) = archive.entries(Filters(), "", 10)
    article = archive.article(entry.article_id)
    span = article.span(0, 5)
    assert Citation.of(article, span, span, 1).headline == marked
    assert archive.add([path], admission=EVERYTHING).unchanged == 1


def test_a_draft_that_is_published_loses_its_mark(archive: Archive, tmp_path: Path) -> None:
    """The file is read again each time, because an embargo ends without changing it."""
    archive.add(
        [_export(tmp_path, {"id": 2, "title": "B", "status": "draft"})], admission=EVERYTHING
    )
    report = archive.add([_export(tmp_path, {"id": 2, "title": "B", "status": "publish"})])
    assert (report.changed, report.unpublished) == (1, ())
    assert _headlines(archive) == ["B"]


def test_a_part_is_marked(archive: Archive, tmp_path: Path) -> None:
    """What a provider cut off is no whole article, and says so."""
    archive.add([_export(tmp_path, {"id": 3, "title": "C", "content": f"{BODY}… [+1834 chars]"})])
    assert _headlines(archive) == ["C [only a part: 1834 more characters are missing]"]


def test_advertising_is_left_out_and_not_called_unpublished(
    archive: Archive, tmp_path: Path
) -> None:
    """It was published, but it is not the reporting of its outlet."""
    path = _export(tmp_path, {"id": 2, "title": "B", "type": "advertorial"})
    (record,) = archive.add([path]).unpublished
    assert record.why == "it is advertising, not the outlet's reporting"
    assert archive.add([path], admission=EVERYTHING).added == 1
    assert _headlines(archive) == ["B [advertising, not the outlet's reporting]"]
