from __future__ import annotations

from contextlib import closing

import pytest

from index.archive import Archive
from index.embedding.embedder import default_embedder
from sources.following.queue import Queue
from tests.browser.conftest import Visit
from tests.browser.screenshots import FEED, note_reading

# Scrolls each field's label below the head. Returns how many got there, and those seen through it.
LABELS = """() => {
  const labels = [...document.querySelectorAll('#adding span[data-testid=block-info]')];
  const head = document.getElementById('masthead');
  const places = labels.map((label) => {
    window.scrollBy({top: label.getBoundingClientRect().top - 30, behavior: 'instant'});
    const {x, y, width, height} = label.getBoundingClientRect();
    const seen = document.elementFromPoint(x + width / 2, y + height / 2);
    return {label: label.textContent, below: y < 50, covered: head.contains(seen)};
  }).filter(({below}) => below);
  return [places.length, places.filter(({covered}) => !covered).map(({label}) => label)];
}"""


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
    note_reading(archive, FEED, hours_ago=48)
    page.click("#follow-progress")
    page.wait_for_selector("#follow-list .entry:has-text('last read')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.reload()
    page.wait_for_selector("#stale .notice:has-text('The followed sources were last read')")
    page.click("button[role=tab]:has-text('Articles')")
    page.wait_for_selector("#follow-list .entry")
    there, seen = page.evaluate(LABELS)
    assert there >= 2
    assert seen == []
    assert page.evaluate("document.getElementById('masthead').offsetHeight") < 90
    assert page.evaluate("document.getElementById('stale').getBoundingClientRect().bottom") < 0
    with closing(Queue(archive)) as queue:
        queue.forget(FEED)


@pytest.mark.browser
def test_what_came_in_is_shown_without_a_reload(visit: Visit) -> None:
    """When progress is shown, and when the tab is opened; an old error goes."""
    page, archive = visit.page, visit.folder / "archive"
    visit.open_articles()
    before = page.inner_text("#masthead")
    page.fill("#follow-address input, #follow-address textarea", "http://127.0.0.1:9/feed.xml")
    page.click("#follow-button")
    page.wait_for_selector("#follow-report .notice:has-text('not a public address')")
    with closing(Archive.open(archive, default_embedder())) as other:
        for name in ("Talgar builds a bridge", "Talgar builds a mill"):
            file = visit.folder / f"{name}.txt"
            file.write_text(f"{name}\n\nThe council of Talgar voted for it on Monday.\n", "utf-8")
            other.add([file])
            if name.endswith("bridge"):
                page.click("#follow-progress")
            else:
                page.click("button[role=tab]:has-text('Ask')")
                page.click("button[role=tab]:has-text('Articles')")
            page.wait_for_selector(f"#list .entry:has-text('{name}')")
        assert not page.is_visible("#follow-report .notice")
        assert page.inner_text("#masthead") != before
        other.remove([entry.article_id for entry in other.entries(limit=2)])


@pytest.mark.browser
def test_the_form_is_one_tap_away_on_a_phone(visit: Visit) -> None:
    """It is below a list that may be long."""
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    visit.open_articles()
    page.click("a.jump")
    page.wait_for_function("document.querySelector('#adding').getBoundingClientRect().top < 300")
    page.set_viewport_size({"width": 1280, "height": 860})
    assert not page.is_visible("a.jump")
