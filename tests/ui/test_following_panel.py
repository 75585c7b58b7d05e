from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from index.following_lock import following_lock
from index.scope import Scope
from sources.errors import NotFetched
from sources.following.queue import Queue
from sources.following.queue_file import QUEUE
from sources.following.reach import Reach
from sources.following.readable_queue import followed
from sources.following.source import Kind, Listed, Source, State, Terms
from ui.app.following_panel import FollowingPanel
from ui.app.page import _staleness
from ui.following_process import End, FollowingProcess

FEED = "https://courier.example/feed.xml"
SCOPE = Scope(1, 1, 0, (), (), None, None)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[FollowingPanel]:
    """Return the panel of an archive that follows nothing."""
    with gr.Blocks():
        yield FollowingPanel(tmp_path, reach=Reach(resolve=_addresses))


def _addresses(host: str, _: int) -> Sequence[str]:
    """Return the addresses of hosts without a network."""
    if host == "away.example":
        raise NotFetched("the host away.example cannot be found", host=True)
    inside = {"intranet.example": "10.1.2.3", "127.0.0.1": "127.0.0.1"}
    return [inside.get(host, "93.184.216.34")]


def shown(updates: dict[Any, Any], part: gr.HTML) -> str:
    """Return what a part of the panel shows after an event."""
    return str(updates[part])


def test_a_feed_is_followed_from_the_page(panel: FollowingPanel, tmp_path: Path) -> None:
    """It is in the list, and a note says that nobody reads it until somebody does."""
    assert "No sources are followed yet." in shown(panel.refreshed(), panel._list)
    assert not (tmp_path / QUEUE).exists()
    updates = panel._on_follow(f" {FEED}#top ", " The  Courier ")
    assert f"Now following {FEED}.</p>" in shown(updates, panel._report)  # nobody reads it yet
    assert updates[panel._address] == ""
    (source,) = followed(tmp_path)
    assert (source.address, source.kind) == (FEED, Kind.UNKNOWN)
    assert source.terms == Terms(outlet="The Courier")
    listed = shown(panel.refreshed(), panel._list)
    assert '<p class="byline">not read yet</p>' in listed
    assert "<code>onrecord serve --follow</code>" in listed
    with following_lock(tmp_path):
        assert "They are not being read" not in shown(panel.refreshed(), panel._list)


@pytest.mark.parametrize(
    "address", ["", "feed", "/etc", "file:///etc/passwd", "http://a:b@c.example/"]
)
def test_nothing_but_addresses_is_followed_from_the_page(
    panel: FollowingPanel, tmp_path: Path, address: str
) -> None:
    """No folder of the server, no user names; what was typed stays, to be mended."""
    updates = panel._on_follow(address, "")
    assert 'class="notice"' in shown(updates, panel._report)
    assert panel._address not in updates
    assert followed(tmp_path) == ()


@pytest.mark.parametrize("host", ["127.0.0.1:8901", "intranet.example"])
def test_an_address_inside_the_network_is_refused_at_once(
    panel: FollowingPanel, tmp_path: Path, host: str
) -> None:
    """With the command for whoever may allow it; what was typed stays."""
    updates = panel._on_follow(f"http://{host}/feed.xml?a=1&b=2", "")
    said = shown(updates, panel._report)
    assert "is not a public address, and only public ones can be followed from this page" in said
    named = host if ":" in host else f"{host}:80"
    command = f"onrecord follow 'http://{host}/feed.xml?a=1&b=2' --allow {named}"
    assert command in unescape(said)
    assert panel._address not in updates
    assert followed(tmp_path) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "courier.example/feed.xml",
        "https://courier.example/feed.xml",
        "COURIER.example:443/feed.xml",
    ],
)
def test_an_address_without_a_scheme_is_one_of_https(
    panel: FollowingPanel, tmp_path: Path, typed: str
) -> None:
    """As people type it."""
    panel._on_follow(typed, "")
    assert [source.address for source in followed(tmp_path)] == [FEED]


def test_a_server_that_follows_says_why_it_does_not_at_the_moment(tmp_path: Path) -> None:
    """It does not advise to start what was started."""
    process = FollowingProcess(["false"])
    with gr.Blocks():
        panel = FollowingPanel(tmp_path, process, reach=Reach(resolve=_addresses))
    panel._on_follow(FEED, "")
    assert "They will be read in a moment." in shown(panel.refreshed(), panel._list)
    process.end = End("exited with code 1 (<b>)", datetime.now(UTC) + timedelta(minutes=2.5))
    listed = shown(panel.refreshed(), panel._list)
    assert "the process that reads them exited with code 1 (&lt;b&gt;)" in listed
    assert "It will be restarted in 2 minutes." in listed
    assert "serve --follow" not in listed
    with following_lock(tmp_path):
        assert "the process" not in shown(panel.refreshed(), panel._list)


def test_a_host_that_cannot_be_found_now_is_followed(panel: FollowingPanel, tmp_path: Path) -> None:
    """It may be found when it is read."""
    panel._on_follow("https://away.example/feed.xml", "")
    assert len(followed(tmp_path)) == 1


def test_a_source_is_removed_on_the_page(panel: FollowingPanel, tmp_path: Path) -> None:
    """Its row has a button, and the report says what stays."""
    updates = panel._on_follow(FEED, "")
    assert f'data-forget="{FEED}"' in shown(updates, panel._list)
    updates = panel._on_forget(gr.EventData(None, {"address": FEED}))
    assert f"No longer following {FEED}. Its articles stay" in shown(updates, panel._report)
    assert "No sources are followed yet." in shown(updates, panel._list)
    assert followed(tmp_path) == ()


def test_trouble_and_the_log_are_shown_as_text(panel: FollowingPanel, tmp_path: Path) -> None:
    """Whatever a host answers, it is no markup of the page."""
    with closing(Queue(tmp_path)) as queue:
        source = Source(FEED, Kind.FEED, Terms())
        queue.follow(source)
        queue.source_failed(source, "<b>no</b>", 60)
        queue.say(f"{FEED}: <script>alert(1)</script>")
    listed = shown(panel.refreshed(), panel._list)
    assert "<b>no" not in listed
    assert "<script>" not in listed
    assert "Not read:" in listed
    assert "<summary>Log</summary>" in listed
    assert re.search(r">\d{4}-\d\d-\d\d \d\d:\d\d UTC</time>", listed)
    assert "not read yet" not in listed  # "Not read:" says it with the reason


def test_pages_that_were_not_read_well_are_listed(panel: FollowingPanel, tmp_path: Path) -> None:
    """Each with the reason, and what the archive holds of it; and how old the reading is."""
    two_days_ago = time.time() - 48 * 3_600
    with closing(Queue(tmp_path, lambda: two_days_ago)) as queue:
        source = Source(FEED, Kind.FEED, Terms())
        queue.follow(source)
        listed = [Listed(f"https://courier.example/{name}") for name in ("shut", "wall", "good")]
        queue.read(source, Kind.FEED, source.validators, listed)
        items = {item.address[-4:]: item for item in queue.items(FEED, State.WAITING)}
        queue.put(replace(items["shut"], state=State.GIVEN_UP, trouble="status 403"))
        kept = {"state": State.TAKEN, "digest": "a", "file": "a.html"}
        queue.put(replace(items["wall"], **kept, trouble="it is a <b>login page</b>"))
        queue.put(replace(items["good"], **kept))
    text = shown(panel.refreshed(), panel._list)
    assert "last read 2 days ago (2" in text
    assert "<summary>2 pages with a problem</summary>" in text
    assert "status 403</bdi>; given up until its source reports a change" in text
    assert "&lt;b&gt;login page&lt;/b&gt;</bdi>; the stored version is kept" in text
    assert "courier.example/good" not in text


def test_a_banner_says_that_an_archive_has_gone_stale(tmp_path: Path) -> None:
    """Below the masthead, only where something is followed and was not read for too long."""
    assert str(_staleness(tmp_path, 24, SCOPE)) == ""
    with closing(Queue(tmp_path)) as queue:
        queue.follow(Source(FEED, Kind.FEED, Terms(), read_at=time.time() - 25 * 3_600))
    assert "The followed sources were last read on" in str(_staleness(tmp_path, 24, SCOPE))
    assert str(_staleness(tmp_path, 26, SCOPE)) == ""
