"""`onrecord follow`, and what other verbs and the page say of what is followed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from index.scope import Scope
from sources.errors import NotFetched
from sources.following.queue import Queue
from sources.following.queue_file import QUEUE
from sources.following.source import Kind, Source, Terms
from tests.patience import PATIENCE
from tests.serving import ROOT
from tests.websites import Website, article_page, website
from ui.app.page import _staleness
from ui.cli import run
from ui.exit_code import ExitCode
from ui.followed_sources import authorization
from ui.freshness import Freshness
from ui.length_of_time import said, seconds_of

TITLE = "Talgar builds a bridge of steel over its river"
FIRST = "The council of Talgar voted on Monday to build a bridge over the river near the old mill."
SECOND = "The work will begin in spring and cost 4 million tenge, Mayor Dana Orlova said on Friday."
SCOPE = Scope(1, 1, 0, (), (), None, None)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)

Called = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site() -> Iterator[Website]:
    """Serve a site with a feed of one article."""
    with website() as served:
        served.put("/bridge", article_page(TITLE, FIRST, SECOND))
        served.feed([("/bridge", TITLE, "A bridge will be built.")])
        yield served


@pytest.fixture
def onrecord(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Called:
    """Run a command on an archive of its own, which asks hosts without a delay."""
    monkeypatch.setenv("ONRECORD_FOLLOW_DELAY", "0.01")

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["--archive", str(tmp_path / "archive"), *map(str, arguments)])
        return (code, *capsys.readouterr())

    return call


def test_a_feed_is_followed_listed_and_removed(onrecord: Called, site: Website) -> None:
    """Once for cron; what it brought stays when it is followed no more."""
    feed = site.url("/feed.xml")
    code, out, _ = onrecord("follow", feed, "--allow", site.host, "--once")
    assert code == ExitCode.OK
    assert out.startswith(f"Now following {feed}.\nIt is read once now. To read it regularly, run ")
    assert out.endswith("running.\n1 added, 0 changed, 0 refused\n")
    again = onrecord("follow", feed, "--allow", site.host, "--once")
    assert again[1] == "0 added, 0 changed, 0 refused\n"
    settings = onrecord("follow", feed, "--allow", site.host, "--once", "--every", "1h")[1]
    assert settings.startswith(f"Already following {feed}. Its settings were updated.\n")
    code, out, _ = onrecord("follow", "--list")
    assert code == ExitCode.OK
    assert f"{feed} (feed)\n  last read less than a minute ago (2" in out
    assert "1 in the archive" in out
    (listed,) = json.loads(onrecord("follow", "--list", "--json")[1])
    assert (listed["kind"], listed["pages"]) == ("feed", {"taken": 1})
    assert onrecord("follow", "--remove", feed)[0] == ExitCode.OK
    assert onrecord("follow", "--list")[1] == "No sources are followed.\n"
    assert TITLE in onrecord("list")[1]


def test_what_was_given_up_is_named_with_its_reason(onrecord: Called, site: Website) -> None:
    """After the reading and in the list, for people and in JSON."""
    site.fail("/shut", 403)
    site.feed([("/bridge", TITLE, ""), ("/shut", "Numbers of the year", "")])
    feed, shut = site.url("/feed.xml"), site.url("/shut")
    code, out, err = onrecord("follow", feed, "--allow", site.host, "--once")
    assert code == ExitCode.OK
    assert out.endswith("1 added, 0 changed, 1 refused\n")
    reason = "the host returned status 403"
    step = "it is tried again when its source reports a change"
    assert err == f"refused {shut}: {reason}; {step}\n"
    listed_line = f"  {shut}: {reason}; given up until its source reports a change\n"
    assert listed_line in onrecord("follow", "--list")[1]
    (listed,) = json.loads(onrecord("follow", "--list", "--json")[1])
    assert listed["given_up"] == [{"address": shut, "reason": reason}]
    site.feed([("/bridge", TITLE, ""), ("/shut", "More numbers of the year", "")])
    done = json.loads(onrecord("follow", "--once", "--json")[1])
    assert done["refused"] == [{"origin": shut, "reason": reason, "next_step": step}]


def test_pages_that_wait_are_counted_with_the_reason(onrecord: Called, site: Website) -> None:
    """And with the time before which they are not asked for again."""
    site.fail("/shut", 503, Retry_After="600")
    site.feed([("/bridge", TITLE, ""), ("/shut", "Numbers of the year", "")])
    arguments = ("follow", site.url("/feed.xml"), "--allow", site.host, "--once")
    code, out, _ = onrecord(*arguments)
    assert code == ExitCode.OK
    last = out.splitlines()[-1]
    assert last.startswith("1 added, 0 changed, 0 refused; 1 waiting until 2")
    assert last.endswith(" UTC (the host returned status 503 and asked to wait 600 seconds)")
    done = json.loads(onrecord(*arguments, "--json")[1])
    assert done["waiting"] == 1
    assert datetime.fromisoformat(done["waiting_until"]) > datetime.now(UTC)


def test_pages_that_wait_for_several_reasons_are_counted_for_each(
    onrecord: Called, site: Website
) -> None:
    """The most frequent reason first."""
    paths = {"/a": 500, "/b": 502, "/c": 500}
    for path, status in paths.items():
        site.fail(path, status)
    site.feed([(path, f"Numbers of {path}", "") for path in paths])
    out = onrecord("follow", site.url("/feed.xml"), "--allow", site.host, "--once")[1]
    last = out.splitlines()[-1]
    assert "; 3 waiting until 2" in last
    assert last.endswith(" (2: the host returned status 500; 1: the host returned status 502)")


def test_a_long_list_of_problems_says_how_all_are_listed(onrecord: Called, site: Website) -> None:
    """It has ten of them."""
    for number in range(12):
        site.fail(f"/{number}", 403)
    site.feed([(f"/{number}", f"Numbers of {number}", "") for number in range(12)])
    onrecord("follow", site.url("/feed.xml"), "--allow", site.host, "--once")
    more = "  … and 2 more; `onrecord follow --list --json` lists all of them\n"
    assert more in onrecord("follow", "--list")[1]


def test_a_followed_page_that_is_no_article_is_a_problem(onrecord: Called, site: Website) -> None:
    """Every time, as long as it is none: a front page has links and no text of its own."""
    links = "".join(f'<li><a href="/{n}">Talgar news {n}</a></li>' for n in range(30))
    site.put("/news", f"<html><title>News</title><body><ul>{links}</ul></body></html>")
    front = site.url("/news")
    for arguments in ((front, "--allow", site.host), ()):
        code, _, err = onrecord("follow", *arguments, "--once")
        assert code == ExitCode.REFUSED
        assert err.startswith(f"could not read {front}: ")
        assert err.count("\n") == 1
    assert "  problem: " in onrecord("follow", "--list")[1]


def test_the_feed_of_a_front_page_is_named(onrecord: Called, site: Website) -> None:
    """The page itself has no article."""
    links = "".join(f'<li><a href="/{n}">Talgar news {n}</a></li>' for n in range(30))
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml?a=1&amp;b">'
    head = f"<title>News</title><link rel=stylesheet href=/a.css>{feed}"
    site.put("/news", f"<html><head>{head}</head><body><ul>{links}</ul></body></html>")
    code, _, err = onrecord("follow", site.url("/news"), "--allow", site.host, "--once")
    assert code == ExitCode.REFUSED
    assert f"; its feed is {site.url('/feed.xml?a=1&b')}; given up until it changes" in err


def test_a_followed_page_that_a_sitemap_lists_too_has_its_own_progress(
    onrecord: Called, site: Website
) -> None:
    """It is one page in the queue, and its refusal is shown for both."""
    site.fail("/shut", 403)
    for arguments in ((site.url("/feed.xml"),), (site.url("/shut"),)):
        site.feed([("/bridge", TITLE, ""), ("/shut", "Numbers of the year", "")])
        onrecord("follow", *arguments, "--allow", site.host, "--once")
    site.put("/shut", "<html><title>News</title><body></body></html>")
    onrecord("follow", "--once")
    listed = json.loads(onrecord("follow", "--list", "--json")[1])
    (page,) = (each for each in listed if each["address"] == site.url("/shut"))
    assert (page["kind"], page["pages"]) == ("page", {"given up": 1})
    assert page["trouble"].endswith("given up until its source reports a change")


def test_without_leave_nothing_inside_the_network_is_read(onrecord: Called, site: Website) -> None:
    """The message names the option that allows it; the command ends with 65."""
    code, out, err = onrecord("follow", site.url("/feed.xml"), "--once", "--json")
    assert code == ExitCode.REFUSED
    assert json.loads(out)["not_read"] == [site.url("/feed.xml")]
    assert f"--allow {site.host}" in err
    assert site.asked == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("follow", "gopher://x/"), "is not an http or https address"),
        (("follow", "no/such/folder"), "neither a folder nor an address"),
        (("follow", "https://a.example/", "--allow", "10.0.0.1"), "not a host with a port"),
        (("follow", "https://a.example/", "--every", "soon"), "is not a duration"),
        (
            ("follow", "https://a.example/", "--credentials", "user:pw"),
            "the name of an environment",
        ),
        (("follow", "https://user:pw@a.example/"), "contains a user name"),
        (("follow", "https://a.example/", "--language", "?"), "language"),
        (("follow", "https://a.example/", "--every", "0s"), "must be at least 1s, not '0s'"),
        (("follow", "https://a.example/", "--allow", "::1:80"), "such as 127.0.0.1:8000 or [::1]"),
        (("status", "--max-age", "x"), "is not a duration"),
        (("status", "--max-age", ""), "is not a duration"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    onrecord: Called, arguments: tuple[str, ...], message: str
) -> None:
    """As a usage error, before anything is read or stored."""
    code, _, err = onrecord(*arguments)
    assert (code, message in err) == (ExitCode.USAGE, True), err


def test_nothing_to_follow_says_what_to_give(onrecord: Called) -> None:
    """With the exit code for what is not there."""
    code, _, err = onrecord("follow", "--once")
    assert (code, "Give the address of a feed" in err) == (ExitCode.NO_INPUT, True)
    code, _, err = onrecord("follow", "--remove", "https://a.example/")
    assert (code, "is not followed" in err) == (ExitCode.NO_INPUT, True)


def test_status_says_when_sources_were_read_and_ends_with_3_when_too_long_ago(
    onrecord: Called, site: Website, tmp_path: Path
) -> None:
    """For a monitor: 0 while a reading is young enough."""
    onrecord("follow", site.url("/feed.xml"), "--allow", site.host, "--once")
    code, out, _ = onrecord("status", "--max-age", "6h")
    assert code == ExitCode.OK
    assert "newest article:    2 November 2026" in out
    assert "last reading:      less than a minute ago" in out
    assert f"  {site.url('/feed.xml')}: read less than a minute ago" in out
    with closing(Queue(tmp_path / "archive")) as queue:
        queue._connection.execute("UPDATE sources SET read_at = read_at - 7 * 3600")
    code, _, err = onrecord("status", "--max-age", "6h")
    told = "onrecord: No source was read in the last 6h. Run `onrecord follow`.\n"
    assert (code, err) == (3, told)
    assert onrecord("status", "--max-age", "8h")[0] == ExitCode.OK
    known = json.loads(onrecord("status", "--json")[1])["followed"]
    assert known["newest_article"] == "2026-11-02"
    assert known["sources"][0]["address"] == site.url("/feed.xml")


def test_verify_sources_names_what_drifted(onrecord: Called, site: Website, tmp_path: Path) -> None:
    """Followed addresses and files; it ends with 65, and stores nothing."""
    onrecord("follow", site.url("/feed.xml"), "--allow", site.host, "--once")
    page = tmp_path / "page.txt"
    page.write_text(f"A mill\n\n{SECOND}\n", encoding="utf-8")
    onrecord("add", page)
    assert onrecord("verify", "--sources")[0] == ExitCode.OK
    site.put("/bridge", article_page(TITLE, SECOND, SECOND[:50] + " the end of it."))
    page.unlink()
    code, out, _ = onrecord("verify", "--sources")
    assert code == ExitCode.REFUSED
    assert f"source: {page}: the file is gone; the stored version is kept" in out
    assert f"source: {site.url('/bridge')}: " in out
    assert FIRST in onrecord("show", "bridge")[1]


def _on_a_read_only_disk(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the queue's log unusable, as where SQLite cannot create files beside the queue."""
    (archive / f"{QUEUE}-shm").mkdir()
    monkeypatch.setattr("index.following_queue.can_be_written", lambda _: False)


def test_what_is_followed_is_read_on_a_read_only_disk(
    onrecord: Called, site: Website, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list, the last reading, a monitor's exit code, and verification of the addresses."""
    feed = site.url("/feed.xml")
    onrecord("follow", feed, "--allow", site.host, "--once")
    _on_a_read_only_disk(tmp_path / "archive", monkeypatch)
    code, out, _ = onrecord("follow", "--list")
    assert (code, f"{feed} (feed)\n  last read less than a minute ago" in out) == (0, True)
    code, out, _ = onrecord("status", "--max-age", "6h")
    assert (code, "last reading:      less than a minute ago" in out) == (0, True)
    site.put("/bridge", article_page(TITLE, SECOND, SECOND[:50] + " the end of it."))
    code, out, _ = onrecord("verify", "--sources")
    assert (code, f"source: {site.url('/bridge')}: " in out) == (ExitCode.REFUSED, True)


def test_a_queue_that_cannot_be_read_is_named(
    onrecord: Called, site: Website, tmp_path: Path
) -> None:
    """It is never taken for one that follows nothing."""
    onrecord("follow", site.url("/feed.xml"), "--allow", site.host, "--once")
    (tmp_path / "archive" / QUEUE).write_bytes(b"This is not a database." * 100)
    for arguments in (("follow", "--list"), ("status",), ("verify", "--sources")):
        code, _, err = onrecord(*arguments)
        assert (code, "following.sqlite3 cannot be used" in err) == (74, True), arguments
    assert "following.sqlite3 cannot be used" in str(_staleness(tmp_path / "archive", 24, SCOPE))


def test_credentials_are_read_from_the_variable_that_was_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As user and password or as a token; one that is not set is named."""
    monkeypatch.setenv("WIRE", "ann:secret")
    assert authorization("WIRE") == "Basic YW5uOnNlY3JldA=="
    monkeypatch.setenv("WIRE", "Bearer abc")
    assert authorization("WIRE") == "Bearer abc"
    monkeypatch.setenv("WIRE", "ann:se\ncret")
    with pytest.raises(NotFetched, match="WIRE contains a line break"):
        authorization("WIRE")
    monkeypatch.delenv("WIRE")
    with pytest.raises(NotFetched, match="WIRE is not set"):
        authorization("WIRE")


@pytest.mark.parametrize(
    ("hours", "limit", "is_stale"), [(25, 24, True), (23, 24, False), (999, 0, False)]
)
def test_readers_are_told_when_an_archive_has_gone_stale(
    hours: float, limit: float, *, is_stale: bool
) -> None:
    """Only where something is followed, and unless it is switched off."""
    read = (NOON - timedelta(hours=hours)).timestamp()
    source = Source("https://a.example/feed", Kind.FEED, Terms(), read_at=read)
    told = Freshness((source,), date(2026, 11, 20), NOON).stale(limit)
    assert ("The followed sources were last read on" in told) is is_stale
    assert ("The newest article is from 20 November 2026." in told) is is_stale
    unread = Source("https://a.example/feed", Kind.UNKNOWN, Terms())
    for sources in ((), (unread,)):
        assert Freshness(sources, date(2026, 11, 20), NOON).stale(limit) == ""


def test_lengths_of_time_are_read_and_said() -> None:
    """In seconds, minutes, hours and days."""
    assert [seconds_of(text) for text in ("90s", "15m", "6h", "2 d")] == [90, 900, 21_600, 172_800]
    assert [said(seconds) for seconds in (5, 90, 21_600, 200_000)] == [
        "less than a minute",
        "1 minute",
        "6 hours",
        "2 days",
    ]


def test_a_process_that_follows_reads_what_is_added_later_and_ends_when_told(
    onrecord: Called, site: Website, tmp_path: Path
) -> None:
    """Also a file that comes into a folder; it ends cleanly on SIGTERM."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    archive = str(tmp_path / "archive")
    command = [sys.executable, "-m", "ui", "--archive", archive, "follow", "--stay"]
    process = subprocess.Popen(  # noqa: S603 - this interpreter, our own program
        command, cwd=ROOT, stdin=subprocess.PIPE, env={**os.environ, "ONRECORD_FOLLOW_DELAY": "0"}
    )
    try:
        _until(lambda: (tmp_path / "archive" / "following.lock").exists())
        _until(lambda: "Another" in _quiet(onrecord, site.url("/feed.xml"), "--allow", site.host))
        onrecord("follow", folder)
        (folder / "mill.txt").write_text(f"A mill\n\n{SECOND}\n", encoding="utf-8")
        _until(lambda: {TITLE, "A mill"} <= _headlines(onrecord))
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0


def _quiet(onrecord: Called, *arguments: str) -> str:
    return onrecord("follow", *arguments)[2]


def _headlines(onrecord: Called) -> set[str]:
    code, out, _ = onrecord("list", "--json")
    return {entry["headline"] for entry in json.loads(out)["articles"]} if not code else set()


def _until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.2)
