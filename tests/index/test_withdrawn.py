"""Stored articles that their source no longer publishes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Citation
from index.admission import Admission
from index.archive import Archive
from index.scope import Filters
from sources.article import Article
from tests.index.fakes import FakeEmbedder

BODY = "The mayor of Alton will resign, the council said after a debate of several hours."
OTHER = "The bridge at Birk will be closed for two weeks, the county said on Tuesday."
UNPUBLISHED: tuple[dict[str, object], ...] = (
    {"status": "draft"},
    {"status": "trash", "content": ""},
    {"published": False},
    {"visibility": "private"},
    {"embargo": "2999-01-01"},
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive that does not exist yet."""
    with_fake = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    yield with_fake
    with_fake.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a folder with an export of one article."""
    folder = tmp_path / "news"
    folder.mkdir()
    return _export(folder)


def _export(folder: Path, **fields: object) -> Path:
    record = {"id": 1, "title": "Mayor", "content": BODY, **fields}
    (folder / "export.json").write_text(json.dumps([record]))
    return folder


def _articles(archive: Archive) -> list[Article]:
    return [archive.article(each.article_id) for each in archive.entries(Filters(), "", 10)]


@pytest.mark.parametrize("fields", UNPUBLISHED)
def test_an_article_that_is_no_longer_published_is_kept_and_marked(
    archive: Archive, news: Path, fields: dict[str, object]
) -> None:
    """Its text stays, and its headline carries the mark in every list and citation."""
    archive.add([news])
    report = archive.add([_export(news, **fields)])
    assert (report.changed, report.unpublished, len(report.withdrawn)) == (1, (), 1)
    (article,) = _articles(archive)
    assert article.text.endswith(BODY)
    assert article.headline.startswith("Mayor [withdrawn by its source since 2")
    assert str(report.withdrawn[0].reason) in article.headline
    span = article.span(0, 5)
    assert Citation.of(article, span, span, 1).headline == article.headline
    again = archive.add([news])
    assert (again.changed, again.unchanged, again.withdrawn) == (0, 1, ())


@pytest.mark.parametrize("content", [BODY, OTHER])
def test_the_mark_goes_when_the_article_is_published_again(
    archive: Archive, news: Path, content: str
) -> None:
    """Also if the file is then exactly what it was at first."""
    archive.add([news])
    archive.add([_export(news, status="draft")])
    assert archive.add([_export(news, content=content)]).changed == 1
    (article,) = _articles(archive)
    assert (article.headline, article.text.endswith(content)) == ("Mayor", True)


def test_sync_keeps_withdrawn_articles(archive: Archive, news: Path) -> None:
    """They are not missing files, also if nothing else is in the folder."""
    archive.add([news])
    _export(news, status="draft")
    plan = archive.add([news], sync=True, dry_run=True)
    for _ in range(2):
        report = archive.add([news], sync=True)
        assert (report.removed, report.refused) == (0, ())
    assert (plan.changed, plan.removed, len(plan.withdrawn)) == (1, 0, 1)
    assert "withdrawn" in _articles(archive)[0].headline
    (news / "export.json").unlink()
    assert archive.add([news], sync=True, emptying=True).removed == 1


def test_sync_keeps_drafts_that_were_included(archive: Archive, news: Path) -> None:
    """Their file still holds them; they were never published, so nothing was withdrawn."""
    archive.add([_export(news, status="draft")], admission=Admission(unpublished=True))
    report = archive.add([news], sync=True)
    assert (report.removed, report.refused, report.withdrawn) == (0, (), ())
    assert _articles(archive)[0].headline == "Mayor [not published: draft]"


def test_including_unpublished_articles_stores_the_draft(archive: Archive, news: Path) -> None:
    """As before: the new text replaces the old one and is marked as unpublished."""
    archive.add([news])
    archive.add(
        [_export(news, status="draft", content=OTHER)], admission=Admission(unpublished=True)
    )
    (article,) = _articles(archive)
    assert (article.headline, article.text.endswith(OTHER)) == (
        "Mayor [not published: draft]",
        True,
    )


def test_a_new_reason_keeps_the_day(archive: Archive, news: Path) -> None:
    """A draft that ends in the trash was withdrawn when it became a draft."""
    archive.add([news])
    archive.add([_export(news, status="draft")])
    since = _articles(archive)[0].metadata.gone
    archive.add([_export(news, status="trash")])
    known = _articles(archive)[0].metadata
    assert (known.gone, known.unpublished) == (since, "trash")


def test_verify_reports_a_withdrawal_that_add_has_not_seen(archive: Archive, news: Path) -> None:
    """And that a withdrawn article is published again, until `add` has read it."""
    archive.add([news])
    assert archive.drift() == ()
    _export(news, status="draft")
    (problem,) = archive.drift()
    assert problem.reason == "it is no longer published (draft)"
    archive.add([news])
    assert archive.drift() == ()
    _export(news)
    (problem,) = archive.drift()
    assert problem.reason == "it is published again"


def test_verify_reports_a_draft_that_has_been_published(archive: Archive, news: Path) -> None:
    """A draft was stored on request, and its file states that it is published now."""
    archive.add([_export(news, status="draft")], admission=Admission(unpublished=True))
    assert archive.drift() == ()
    _export(news, status="published")
    (problem,) = archive.drift()
    assert problem.reason == "it is published now, but it was stored before (draft)"
    archive.add([news])
    assert archive.drift() == ()


def test_verify_ignores_records_that_were_never_stored(archive: Archive, news: Path) -> None:
    """`add` reported them, and the archive lacks nothing of what it holds."""
    stored = {"id": 1, "title": "Mayor", "content": BODY}
    export = news / "export.json"
    export.write_text(json.dumps([stored, {"id": 2, "title": "Without text"}]))
    assert len(archive.add([export]).refused) == 1
    assert archive.drift() == ()
    export.write_text(json.dumps([{**stored, "content": ""}, {"id": 2, "content": OTHER}]))
    (problem,) = archive.drift()
    assert "has no text" in problem.reason


def test_a_saved_page_that_says_noindex_withdraws_the_article(
    archive: Archive, tmp_path: Path
) -> None:
    """The same file, saved again."""
    page = tmp_path / "page.html"
    html = f"<html><head>{{}}</head><body><article><h1>Mayor</h1><p>{BODY} {OTHER}</p></article>"
    page.write_text(html.format(""))
    archive.add([page])
    page.write_text(html.format('<meta name="robots" content="noindex">'))
    assert [each.reason for each in archive.add([page]).withdrawn] == ["noindex"]


@pytest.mark.parametrize("url", ["https://alton.example/mayor", "https://alton.example/?p=1"])
def test_a_later_export_withdraws_the_article_at_its_address(
    archive: Archive, tmp_path: Path, url: str
) -> None:
    """And publishes it again; nothing is stored twice."""
    folders = [tmp_path / name for name in ("may", "june", "july")]
    for folder in folders:
        folder.mkdir()
    may, june, july = folders
    archive.add([_export(may, url=url)])
    report = archive.add([_export(june, url=url, status="trash", id=7)])
    assert [each.reason for each in report.withdrawn] == ["trash"]
    assert archive.add([may, june]).changed == 0
    archive.add([_export(july, url=url, id=8, content=OTHER)])
    (article,) = _articles(archive)
    assert (article.headline, article.text.endswith(OTHER)) == ("Mayor", True)


@pytest.mark.parametrize("names", [("export", "page"), ("page", "export")])
def test_an_export_withdraws_a_page_that_is_added_with_it(
    archive: Archive, tmp_path: Path, names: tuple[str, str]
) -> None:
    """In either order of their names, and it is counted once."""
    url = "https://alton.example/mayor"
    folder = tmp_path / "news"
    export, page = (folder / name for name in names)
    for each in (export, page):
        each.mkdir(parents=True)
    _export(export, url=url, status="trash", id=7)
    (export / "other.json").write_text(json.dumps([{"content": OTHER, "status": "draft"}]))
    _export(page, url=url)
    report = archive.add([folder])
    assert (report.added, [each.reason for each in report.withdrawn]) == (1, ["trash"])
    assert [each.reason for each in report.unpublished] == ["draft"]
    (article,) = _articles(archive)
    assert article.headline.startswith("Mayor [withdrawn by its source since 2")
    assert archive.add([folder]).changed == 0


@pytest.mark.parametrize("url", ["https://alton.example/", "https://alton.example/news"])
def test_an_address_that_articles_share_withdraws_none(
    archive: Archive, tmp_path: Path, url: str
) -> None:
    """Exports give them the address of their front page or section."""
    stored = [{"id": number, "content": f"{number} {BODY}", "url": url} for number in (1, 2)]
    (tmp_path / "may.json").write_text(json.dumps(stored[:1] if url.endswith("/") else stored))
    archive.add([tmp_path / "may.json"])
    (tmp_path / "june").mkdir()
    report = archive.add([_export(tmp_path / "june", url=url, status="draft", id=9)])
    assert (report.withdrawn, len(report.unpublished)) == ((), 1)


def test_a_draft_beside_the_published_article_withdraws_nothing(
    archive: Archive, tmp_path: Path
) -> None:
    """Exports with revisions have both under one address, in either order."""
    url = "https://alton.example/mayor"
    both = [{"id": 1, "content": BODY, "url": url}, {"id": 2, "content": OTHER, "url": url}]
    both[1]["status"] = "draft"
    for records in (both, both[::-1]):
        (tmp_path / "export.json").write_text(json.dumps(records))
        for _ in range(2):
            assert archive.add([tmp_path / "export.json"]).withdrawn == ()
    assert len(_articles(archive)) == 1
