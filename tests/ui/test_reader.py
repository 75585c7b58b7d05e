from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from sources.article import Article, Metadata
from tests.ui.fakes import SENTENCE, FakeArchive, a_citation, an_article
from ui.render.html.article import published_host
from ui.render.html.page_parts import article_href
from ui.web import REMOVED, REPLACED, reader_routes


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Make an archive that holds nothing yet."""
    return FakeArchive(tmp_path)


@pytest.fixture
def article(archive: FakeArchive) -> Article:
    """Put an article into the archive."""
    return archive.hold(an_article())


@pytest.fixture
def visitor(archive: FakeArchive) -> TestClient:
    """Make a visitor of the article pages."""
    app = FastAPI()
    app.include_router(reader_routes(archive))
    return TestClient(app)


def test_the_link_of_a_source_shows_the_article_with_the_cited_words_marked(
    visitor: TestClient, article: Article
) -> None:
    """Headline, outlet, date, headings and captions are told apart, and the span is marked."""
    shown = visitor.get(article_href(a_citation(article).span)).text
    assert f'<mark id="cited" tabindex="-1">{SENTENCE}</mark>' in shown
    assert '<h1 dir="auto">A line through the steppe</h1>' in shown
    assert "Steppe Courier" in shown
    assert "14 June 2024" in shown
    assert '<h2 dir="auto">What it cost</h2>' in shown
    assert 'class="caption"' in shown


def test_an_article_can_be_opened_without_a_citation(visitor: TestClient, article: Article) -> None:
    """The list of articles links to what is current, with nothing marked."""
    shown = visitor.get(f"/article/{article.id}").text
    assert "What it cost" in shown
    assert "<mark" not in shown


def test_a_span_over_two_blocks_is_marked_in_both(visitor: TestClient, article: Article) -> None:
    """A highlight that crosses a paragraph's end goes on in the next block."""
    span = article.span(article.text.index("next spring."), article.text.index(" at the last"))
    shown = visitor.get(article_href(span)).text
    assert shown.count("<mark") == 2
    assert ">Workers</mark> at the last" in shown


def test_a_version_that_was_replaced_says_so(
    visitor: TestClient, archive: FakeArchive, article: Article
) -> None:
    """The cited version stays readable, and the reader is told that it is not the current one."""
    archive.hold(an_article(paragraph="Rewritten."))
    shown = visitor.get(article_href(a_citation(article).span)).text
    assert REPLACED in shown
    assert SENTENCE in shown


def test_a_removed_article_says_so(
    visitor: TestClient, archive: FakeArchive, article: Article
) -> None:
    """An answer that is still open keeps its source."""
    archive.remove([article.id], 1.0)
    assert REMOVED in visitor.get(article_href(a_citation(article).span)).text


@pytest.mark.parametrize(
    "address",
    [
        "/article/unknown",
        "/article/{id}?version=unknown",
        "/article/{id}?start=0&end=999999",
        "/article/{id}?start=9&end=3",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(
    visitor: TestClient, article: Article, address: str
) -> None:
    """Wrong addresses end in a sentence, not in a traceback."""
    answer = visitor.get(address.format(id=article.id))
    assert answer.status_code == 404
    assert '<article class="reading">' in answer.text


def test_hostile_articles_stay_text(visitor: TestClient, archive: FakeArchive) -> None:
    """No tag, no attribute and no address of an article becomes live."""
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    metadata = Metadata(evil, evil, None, "javascript:alert(1)", (evil,), evil)
    article = archive.hold(an_article(paragraph=evil, metadata=metadata))
    shown = visitor.get(f"/article/{article.id}").text
    assert "<script" not in shown
    assert "<img" not in shown
    assert "javascript:" not in shown


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://paper.example/line?id=1", "paper.example"),
        ("http://paper.example", "paper.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//paper.example/line", None),
        ("https://bank.example@paper.example/", None),
        ("https://раper.example/", None),
        ("https://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_are_linked(url: str | None, host: str | None) -> None:
    """Scripts, hidden hosts and look-alike letters are not."""
    assert published_host(url) == host


def test_a_purged_article_was_removed_by_the_archive(
    archive: FakeArchive, visitor: TestClient, article: Article
) -> None:
    """Its link says when, for the version that was cited and for any other."""
    archive.purge(article, date(2026, 3, 1))
    for address in (article_href(a_citation(article).span), f"/article/{article.id}"):
        answer = visitor.get(address)
        assert answer.status_code == 410
        assert "removed from the archive on 1 March 2026" in answer.text
