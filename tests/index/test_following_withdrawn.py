"""Following: pages that their host's X-Robots-Tag header withdraws."""

from __future__ import annotations

import pytest

from index.following import Round
from index.rechecking import drift_of_addresses
from tests.index.desk import FIRST, OF_ITS_FEED, SECOND, TITLE, Desk
from tests.websites import article_page

PAGE = article_page(TITLE, FIRST, SECOND)


@pytest.mark.parametrize("header", ["noindex", "none", "noarchive, NOINDEX", "OnRecord: noindex"])
def test_a_page_that_its_header_withholds_does_not_come_in(desk: Desk, header: str) -> None:
    """As with the meta tag, and the text in its feed is not used instead."""
    desk.site.put("/bridge", PAGE, X_Robots_Tag=header)
    desk.site.feed([("/bridge", TITLE, OF_ITS_FEED)])
    desk.follow("/feed.xml")
    (refusal,) = desk.read().refused
    assert refusal.reason == "it is not published (noindex)"
    assert desk.articles == []


@pytest.mark.parametrize("path", ["/feed.xml", "/bridge"])
def test_a_page_that_its_header_withdraws_is_kept_and_marked(desk: Desk, path: str) -> None:
    """Although its bytes and its ETag stay the same; until the header is gone."""
    desk.follow(path)
    desk.read()
    desk.site.put("/bridge", PAGE, X_Robots_Tag="noindex")
    (drift,) = drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages)
    assert drift.reason == "it is no longer published (noindex)"
    assert desk.read() == Round(changed=1)
    (article,) = desk.articles
    assert "[withdrawn by its source since" in article.headline
    assert FIRST in article.text
    assert desk.read() == Round()
    desk.site.put("/bridge", PAGE)
    (drift,) = drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages)
    assert drift.reason == "it is published again"
    assert desk.read() == Round(changed=1)
    assert [article.headline for article in desk.articles] == [TITLE]


def test_a_header_that_occurs_twice_counts_twice(desk: Desk) -> None:
    """The second one does not replace the first."""
    body = PAGE.encode()

    def answer(handler) -> None:  # type: ignore[no-untyped-def]
        handler.send_response(200)
        for directive in ("noindex", "googlebot: nofollow"):
            handler.send_header("X-Robots-Tag", directive)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    desk.site.pages["/bridge"] = answer
    desk.follow("/bridge")
    desk.read()
    assert desk.articles == []
