"""Following: pages that say, in any words, that there is no such article."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.following import Round
from index.rechecking import drift_of_addresses
from sources.following.source import State
from sources.following.spool import OF_FEED
from tests.index.desk import FIRST, OF_ITS_FEED, SECOND, TITLE, Desk
from tests.websites import article_page

NOTES = {
    "oops": (
        "<html><head><title>The Courier</title></head><body><h1>Oops! We can't find that page</h1>"
        "<p>The story you are looking for may have been moved or deleted. Try searching for it, or "
        "go to our home page for the latest news from around the region.</p></body></html>"
    ),
    "no longer": (
        "<html><head><title>The Courier</title></head><body><main><h1>Sorry, this article is no "
        "longer available</h1><p>It may have been removed because our licence has expired.</p><p>"
        "Our newsroom publishes hundreds of stories every week, and you can read the most popular "
        "ones below.</p></main></body></html>"
    ),
    "korean": article_page("스텝 신문", "찾으시는 기사는 삭제되었거나 주소가 바뀌었습니다."),
}
REASON = "the page is a short text without the article's headline"


@pytest.mark.parametrize("headline", ["Bridge", "Steel bridge", "桥梁建设获得批准"])
@pytest.mark.parametrize("note", NOTES)
def test_a_note_in_place_of_a_new_page_is_not_an_article(
    desk: Desk, note: str, headline: str
) -> None:
    """The text in its feed is stored, as a part."""
    desk.site.put("/bridge", NOTES[note])
    desk.site.feed([("/bridge", headline, OF_ITS_FEED)])
    desk.follow("/feed.xml")
    (refusal,) = desk.read().refused
    assert refusal.reason in (REASON, "the page does not contain the headline in its feed")
    (article,) = desk.articles
    assert article.metadata.part == OF_FEED
    assert article.metadata.title == headline


@pytest.mark.parametrize("path", ["/feed.xml", "/bridge"])
@pytest.mark.parametrize("note", NOTES)
def test_a_note_in_place_of_a_stored_page_keeps_it(desk: Desk, note: str, path: str) -> None:
    """It may be any message of the host, so the article is not marked as gone."""
    brief = article_page("Bridge approved", FIRST[:99])
    desk.site.put("/bridge", brief)
    desk.site.feed([("/bridge", "Bridge approved", OF_ITS_FEED)])
    source = desk.follow(path)
    desk.read()
    (before,) = desk.articles
    desk.site.put("/bridge", NOTES[note])
    (drift,) = drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages)
    assert drift.reason == REASON
    (refusal,) = desk.read().refused
    assert refusal.reason == REASON
    assert refusal.next_step.startswith("the stored version is kept")
    assert desk.articles == [before]
    assert Path(before.origin).is_file()
    assert desk.queue.counts(source.address) == {State.TAKEN: 1}
    desk.site.put("/bridge", article_page("Bridge approved", SECOND))
    assert desk.read() == Round(changed=1)


@pytest.mark.parametrize(
    ("headline", "page"),
    [
        (TITLE, article_page(TITLE, FIRST)),
        ("Brdg", article_page(TITLE, *[FIRST, SECOND] * 4)),
        (
            "Brdg",
            article_page(TITLE, FIRST).replace("<p>", "<time>2 November 2026</time><p>", 1),
        ),
    ],
)
def test_an_article_is_no_note(desk: Desk, headline: str, page: str) -> None:
    """It has its headline, or more than a line or two, or a date."""
    desk.site.put("/bridge", page)
    desk.site.feed([("/bridge", headline, OF_ITS_FEED)])
    desk.follow("/feed.xml")
    assert desk.read() == Round(added=1)
    assert desk.articles[0].metadata.part is None
