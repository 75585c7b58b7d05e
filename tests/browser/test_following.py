from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import pytest

from sources.following.queue import Queue
from sources.following.source import Kind, Source, Terms
from tests.browser.conftest import Visit

FEED = "https://courier.example/feed.xml"


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_feed_is_added_in_the_articles_tab(visit: Visit, width: int) -> None:
    """A refusal, the list, its progress and a banner, at both widths and without side-scrolling."""
    page, archive = visit.page, visit.folder / "archive"
    page.set_viewport_size({"width": width, "height": 860})
    page.click("button[role=tab]:has-text('Articles')")
    page.fill("#follow-address input, #follow-address textarea", "courier")
    page.click("#follow-button")
    page.wait_for_selector("#follow-report .notice")
    page.fill("#follow-address input, #follow-address textarea", FEED)
    page.click("#follow-button")
    page.wait_for_selector(f"#follow-list .entry:has-text('{FEED}')")
    _note_reading(archive)
    page.click("#follow-progress")
    page.wait_for_selector("#follow-list .entry:has-text('last read')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.reload()
    page.wait_for_selector("#masthead .notice:has-text('The followed sources were last read')")
    with closing(Queue(archive)) as queue:
        queue.forget(FEED)


def _note_reading(archive: Path) -> None:
    """Note that the feed was read two days ago."""
    long_ago = time.time() - 48 * 3_600
    with closing(Queue(archive, lambda: long_ago)) as queue:
        source = Source(FEED, Kind.FEED, Terms())
        queue.read(source, Kind.FEED, source.validators, ())
