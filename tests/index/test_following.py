"""Following: from a site to the archive."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from index.archive import Archive
from index.catalogue.database import FILE_NAME
from index.errors import ArchiveLocked
from index.following import Round, folder_counts
from index.following_lock import following_lock, is_followed
from index.rechecking import drift_of_addresses
from sources.following.manners import Manners
from sources.following.queue import Queue
from sources.following.source import Kind, Source, State, Terms
from sources.following.spool import FOLLOWED, OF_FEED
from tests.index.desk import FIRST, MANNERS, OF_ITS_FEED, OTHER, SECOND, TITLE, Desk
from tests.index.fakes import FakeEmbedder
from tests.patience import PATIENCE
from tests.websites import article_page


def test_an_item_of_a_feed_is_taken_as_its_page(desk: Desk) -> None:
    """What the page does not say of itself is taken from the feed, what was set goes before."""
    desk.follow("/feed.xml", language="en")
    assert desk.read() == Round(added=1)
    (article,) = desk.articles
    assert SECOND in article.text
    known = article.metadata
    assert (known.title, known.outlet, known.language) == (TITLE, "The Steppe Courier", "en")
    assert (str(known.published), known.url) == ("2026-11-02", desk.site.url("/bridge"))
    assert known.marks == ()
    assert desk.read() == Round()


def test_an_outlet_that_was_set_goes_before_the_feeds(desk: Desk) -> None:
    """Who follows a source knows who publishes there."""
    desk.follow("/feed.xml", outlet="Courier of the Steppe")
    desk.read()
    assert desk.articles[0].metadata.outlet == "Courier of the Steppe"


def test_a_changed_page_is_a_new_version(desk: Desk) -> None:
    """The old one can still be cited, and nothing is lost of what the feed said."""
    desk.follow("/feed.xml")
    desk.read()
    (before,) = desk.articles
    desk.site.put("/bridge", article_page(TITLE, OTHER, SECOND))
    assert desk.read() == Round(changed=1)
    (after,) = desk.articles
    assert OTHER in after.text
    assert after.metadata == before.metadata
    assert desk.archive.version(before.content_hash).text == before.text


@pytest.mark.parametrize("status", [404, 410])
def test_a_vanished_page_is_kept_and_marked(desk: Desk, status: int) -> None:
    """Its words stay, its headline says that it is gone, and a page that comes back is unmarked."""
    desk.follow("/feed.xml")
    desk.read()
    desk.site.fail("/bridge", status)
    assert desk.read() == Round(changed=1)
    (gone,) = desk.articles
    assert SECOND in gone.text
    assert "[no longer at its source since 2" in gone.headline
    desk.site.put("/bridge", article_page(TITLE, FIRST, SECOND))
    desk.site.feed([("/bridge", TITLE, OF_ITS_FEED + " Again.")])
    desk.read()
    assert "no longer" not in desk.articles[0].headline


@pytest.mark.parametrize("kept_from", ["403", "robots", "front page", "wall", "list", "empty"])
def test_where_the_page_is_refused_the_feeds_own_text_is_a_part(desk: Desk, kept_from: str) -> None:
    """Also where what is at the address is not the article."""
    match kept_from:
        case "403":
            desk.site.fail("/bridge", 403)
        case "robots":
            desk.site.put("/robots.txt", "User-agent: *\nDisallow: /bridge\n", "text/plain")
        case "front page":
            desk.site.fail("/bridge", 302, Location="/")
            desk.site.put("/", article_page("The Courier", FIRST, SECOND))
        case "wall":
            desk.site.put("/bridge", article_page("Before you go on", "We value you. " * 20))
        case "list":
            desk.site.put("/bridge", f"<html><title>{TITLE}</title><body></body></html>")
        case _:
            desk.site.put("/bridge", "")
    desk.follow("/feed.xml")
    assert desk.read().added == 1
    (article,) = desk.articles
    assert article.metadata.part == OF_FEED
    assert "A bridge will be built." in article.text
    assert "[only a part: the text that its feed has]" in article.headline
    assert article.metadata.url == desk.site.url("/bridge")


def test_a_page_that_can_be_read_later_takes_the_place_of_its_part(desk: Desk) -> None:
    """It is one article, now whole."""
    desk.site.fail("/bridge", 403)
    desk.follow("/feed.xml")
    desk.read()
    desk.site.put("/bridge", article_page(TITLE, FIRST, SECOND))
    assert desk.read() == Round(changed=1)
    (article,) = desk.articles
    assert article.metadata.part is None
    assert SECOND in article.text


def test_a_page_behind_a_redirect_takes_the_place_of_its_part_too(desk: Desk) -> None:
    """A link that counts clicks leads to the page, which could not be read at first."""
    desk.site.fail("/click/1", 302, Location="/bridge")
    desk.site.fail("/bridge", 403)
    desk.site.feed([("/click/1", TITLE, OF_ITS_FEED)])
    desk.follow("/feed.xml")
    desk.read()
    for words in (FIRST, OTHER):
        desk.site.put("/bridge", article_page(TITLE, words, SECOND))
        assert desk.read() == Round(changed=1)
        (article,) = desk.articles
        assert article.metadata.part is None


def test_a_page_that_moved_stays_one_article(desk: Desk) -> None:
    """Its old address redirects to the new one."""
    desk.follow("/feed.xml")
    desk.read()
    desk.site.fail("/bridge", 301, Location="/new/bridge")
    desk.site.put("/new/bridge", article_page(TITLE, OTHER, SECOND))
    assert desk.read() == Round(changed=1)
    (article,) = desk.articles
    assert OTHER in article.text


def test_a_page_that_fails_is_tried_again(desk: Desk) -> None:
    """As often as it was set, and then the feed's text is taken."""
    desk.site.fail("/bridge", 500)
    desk.follow("/feed.xml")
    desk.read()
    assert desk.site.times_of("/bridge") == 2
    assert desk.articles[0].metadata.part == OF_FEED


def test_what_cannot_be_read_and_has_no_text_is_given_up_by_name(desk: Desk) -> None:
    """The log says why, and the rest goes on."""
    desk.site.put("/data", b"\x00\x01", "application/octet-stream")
    desk.site.feed([("/data", "Numbers of the year", ""), ("/bridge", TITLE, "")])
    source = desk.follow("/feed.xml")
    assert desk.read().added == 1
    assert desk.articles[0].metadata.outlet == "The Steppe Courier"
    (item,) = desk.queue.items(source.address, State.GIVEN_UP)
    assert item.trouble == "its content type is 'application/octet-stream', which is not supported"
    assert any("/data: gave up" in said for _, said in desk.queue.lines(10))


def test_an_article_by_file_and_by_feed_is_one(desk: Desk, tmp_path: Path) -> None:
    """Whichever came first, the address tells that they are the same."""
    saved = tmp_path / "saved.html"
    saved.write_text(article_page(TITLE, FIRST), encoding="utf-8")
    sidecar = tmp_path / "saved.html.meta.json"
    sidecar.write_text(f'{{"url": "{desk.site.url("/bridge")}"}}', encoding="utf-8")
    desk.archive.add([saved])
    desk.follow("/feed.xml")
    assert desk.read() == Round(changed=1)
    (article,) = desk.articles
    assert article.origin == str(saved)
    assert SECOND in article.text


def test_an_article_by_feed_and_then_by_file_is_one(desk: Desk, tmp_path: Path) -> None:
    """A file that comes later is a version of what was followed."""
    desk.follow("/feed.xml")
    desk.read()
    saved = tmp_path / "saved.json"
    url = desk.site.url("/bridge/?utm_source=mail")
    saved.write_text(f'{{"title": "{TITLE}", "url": "{url}", "text": "{OTHER}"}}')
    report = desk.archive.add([saved])
    assert (report.added, report.changed) == (0, 1)
    (article,) = desk.articles
    assert Path(article.origin).parent.name == FOLLOWED
    assert OTHER in article.text


def test_two_files_with_one_address_stay_two_articles(desk: Desk, tmp_path: Path) -> None:
    """Exports give many articles the address of the outlet's first page: none is lost for it."""
    desk.follow("/feed.xml")
    desk.read()
    url = desk.site.url("/bridge")
    saved = tmp_path / "saved.jsonl"
    lines = [f'{{"id": "{n}", "url": "{url}", "text": "{OTHER} Part {n}."}}' for n in range(3)]
    saved.write_text("\n".join(lines), encoding="utf-8")
    desk.archive.add([saved])
    assert len(desk.articles) == 3


def test_pages_that_lead_to_one_address_are_one_article(desk: Desk) -> None:
    """A feed that counts clicks redirects to the page, and a sitemap lists the page itself."""
    desk.site.fail("/click/1", 302, Location="/bridge")
    desk.site.feed([("/click/1", TITLE, OF_ITS_FEED), ("/bridge", TITLE, OF_ITS_FEED)])
    desk.follow("/feed.xml")
    desk.read()
    (article,) = desk.articles
    assert article.metadata.url == desk.site.url("/bridge")


def test_a_sitemap_and_those_that_it_names_are_followed(desk: Desk) -> None:
    """News sitemaps, too, and packed ones; a later date has a page read again."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    news = f'{space} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    inner = f"<sitemap><loc>{desk.site.url('/news.xml')}</loc></sitemap>"
    desk.site.put("/sitemap.xml", f"<sitemapindex {space}>{inner}</sitemapindex>", "text/xml")
    title = f"<news:news><news:title>{TITLE}</news:title></news:news>"
    listed = f"<url><loc>{desk.site.url('/bridge')}</loc>{title}</url>"
    desk.site.put("/news.xml", f"<urlset {news}>{listed}</urlset>", "application/xml")
    source = desk.follow("/sitemap.xml")
    assert desk.read().added == 1
    assert desk.queue.source(source.address).kind is Kind.SITEMAP
    assert [article.metadata.title for article in desk.articles] == [TITLE]


def test_a_page_itself_is_followed(desk: Desk) -> None:
    """What it says later is a new version."""
    desk.follow("/bridge")
    assert desk.read() == Round(added=1)
    desk.site.put("/bridge", article_page(TITLE, OTHER, SECOND))
    assert desk.read() == Round(changed=1)


@pytest.mark.parametrize("status", [404, 410])
def test_a_followed_page_that_is_gone_is_kept_and_marked(desk: Desk, status: int) -> None:
    """As a page of a feed is: it is no trouble, and the same page unmarks it when it is back."""
    source = desk.follow("/bridge")
    desk.read()
    desk.site.fail("/bridge", status)
    assert desk.read() == Round(changed=1)
    assert "[no longer at its source since 2" in desk.articles[0].headline
    assert desk.read() == Round()
    assert desk.queue.source(source.address).trouble == ""
    desk.site.put("/bridge", article_page(TITLE, FIRST, SECOND))
    assert desk.read() == Round(changed=1)
    assert "no longer" not in desk.articles[0].headline


def test_a_feed_whose_entries_have_no_address_is_damaged(desk: Desk) -> None:
    """It is named, unlike a feed without entries."""
    source = desk.follow("/feed.xml")
    unlinked = "<rss><channel><item><title>A</title></item></channel></rss>"
    desk.site.put("/feed.xml", unlinked, "application/rss+xml")
    desk.read()
    trouble = desk.queue.source(source.address).trouble
    assert trouble.startswith("of the feed's entries (1), none has a link that can be read; if")


def test_a_round_says_what_it_refused_and_why(desk: Desk, tmp_path: Path) -> None:
    """Pages that cannot be fetched, or are no articles, unpublished pages, and files; each once."""
    page = article_page(TITLE, FIRST, SECOND)
    desk.site.put("/draft", page.replace("<head>", '<head><meta name="robots" content="noindex">'))
    desk.site.fail("/shut", 403)
    for path in ("/list", "/wall"):
        desk.site.put(path, f"<html><title>{TITLE}</title><body></body></html>")
    listed = [("/draft", ""), ("/shut", ""), ("/list", ""), ("/wall", OF_ITS_FEED)]
    desk.site.feed([(path, TITLE, text) for path, text in listed])
    desk.follow("/feed.xml")
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    (folder / "draft.html").write_text(
        page.replace("<head>", '<head><meta name="robots" content="noindex">'), encoding="utf-8"
    )
    desk.queue.follow(Source(str(folder), Kind.FOLDER, Terms()))
    refused = {each.origin: each for each in desk.read().refused}
    pages = {desk.site.url(path) for path, _ in listed}
    assert set(refused) == {*pages, str(folder / "empty.txt"), str(folder / "draft.html")}
    assert refused[desk.site.url("/shut")].reason == "the host returned status 403"
    assert "noindex" in refused[desk.site.url("/draft")].reason
    again = "it is tried again when its source reports a change"
    assert refused[desk.site.url("/list")].next_step == again
    assert refused[desk.site.url("/wall")].next_step == "the text in its feed is used instead"


def test_a_feed_that_is_damaged_or_away_is_named_and_read_later(desk: Desk) -> None:
    """Nothing of the archive changes."""
    source = desk.follow("/feed.xml")
    desk.site.put("/feed.xml", "<rss><channel><", "application/rss+xml")
    desk.read()
    desk.site.fail("/feed.xml", 503)
    desk.read()
    now = desk.queue.source(source.address)
    assert now is not None
    assert (now.trouble, now.read) == ("the host returned status 503", None)
    desk.site.feed([("/bridge", TITLE, OF_ITS_FEED)])
    assert desk.read().added == 1
    assert desk.queue.source(source.address).trouble == ""


def test_a_feed_without_entries_is_no_trouble(desk: Desk) -> None:
    """There is nothing new today."""
    desk.site.feed([])
    source = desk.follow("/feed.xml")
    desk.read()
    now = desk.queue.source(source.address)
    assert (now.trouble, now.kind) == ("", Kind.FEED)


def test_unpublished_and_purged_pages_do_not_come_in(desk: Desk) -> None:
    """A page that wants no archive is left out, and one that was purged is not fetched again."""
    page = article_page(TITLE, FIRST, SECOND)
    desk.site.put("/draft", page.replace("<head>", '<head><meta name="robots" content="noindex">'))
    desk.site.feed([("/bridge", TITLE, OF_ITS_FEED), ("/draft", TITLE, "")])
    desk.follow("/feed.xml")
    desk.read()
    (article,) = desk.articles
    report = desk.archive.purge([article.id])
    assert [path for path in report.proof.left if "generations" not in path] == []
    assert not list((desk.archive.folder / FOLLOWED).glob("*.html"))
    asked = desk.site.times_of("/bridge")
    desk.site.feed([("/bridge", TITLE, OF_ITS_FEED + " Again.")])
    assert desk.read() == Round()
    assert desk.articles == []
    assert desk.site.times_of("/bridge") == asked


def test_a_page_that_is_withdrawn_is_kept_and_marked(desk: Desk) -> None:
    """Until it is published again."""
    page = article_page(TITLE, FIRST, SECOND)
    desk.site.put("/bridge", page)
    desk.site.feed([("/bridge", TITLE, OF_ITS_FEED)])
    desk.follow("/feed.xml")
    desk.read()
    hidden = page.replace("<head>", '<head><meta name="robots" content="noindex">')
    desk.site.put("/bridge", hidden)
    (drift,) = drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages)
    assert drift.subject == desk.site.url("/bridge")
    assert drift.reason == "it is no longer published (noindex)"
    assert desk.read() == Round(changed=1)
    (article,) = desk.articles
    assert "[withdrawn by its source since" in article.headline
    assert FIRST in article.text
    assert any("marked as withdrawn (noindex)" in said for _, said in desk.queue.lines(5))
    desk.site.put("/bridge", page)
    (drift,) = drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages)
    assert drift.reason == "it is published again"
    assert drift.next_step.startswith("`onrecord follow` removes the mark")
    assert desk.read() == Round(changed=1)
    assert [article.headline for article in desk.articles] == [TITLE]


def test_credentials_come_from_the_environment_and_are_stored_nowhere(desk: Desk) -> None:
    """Only the variable's name is in the queue."""
    desk.secrets["WIRE"] = "Basic c2VjcmV0"
    desk.follow("/feed.xml", credentials="WIRE")
    desk.read()
    sent = {path: headers.get("Authorization") for _, path, headers in desk.site.asked}
    assert sent == {"/robots.txt": None, "/feed.xml": "Basic c2VjcmV0", "/bridge": "Basic c2VjcmV0"}
    stored = b"".join(path.read_bytes() for path in desk.archive.folder.glob("following*"))
    assert b"WIRE" in stored
    assert b"c2VjcmV0" not in stored


def test_a_folder_is_followed(desk: Desk, tmp_path: Path) -> None:
    """Under the terms that were set."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "one.txt").write_text(f"{TITLE}\n\n{FIRST}\n", encoding="utf-8")
    desk.queue.follow(Source(str(folder), Kind.FOLDER, Terms(outlet="The Wire")))
    assert desk.read() == Round(added=1)
    (folder / "two.txt").write_text(f"{TITLE}\n\n{OTHER}\n", encoding="utf-8")
    assert desk.read() == Round(added=1)
    assert {article.metadata.outlet for article in desk.articles} == {"The Wire"}


def test_a_file_that_vanished_from_a_folder_is_kept_and_marked(desk: Desk, tmp_path: Path) -> None:
    """Its headline says since when; a file that comes back unchanged takes the mark away."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    for name, words in (("one", FIRST), ("two", OTHER)):
        (folder / f"{name}.txt").write_text(f"{TITLE} {name}\n\n{words}\n", encoding="utf-8")
    desk.queue.follow(Source(str(folder), Kind.FOLDER, Terms()))
    desk.read()
    kept = (folder / "one.txt").read_bytes()
    (folder / "one.txt").unlink()
    assert desk.read() == Round(changed=1)
    assert desk.read() == Round()
    marked = {article.name: article.headline for article in desk.articles}
    assert "[no longer at its source since 2" in marked["one.txt"]
    assert "no longer" not in marked["two.txt"]
    assert folder_counts(desk.archive.folder, folder) == {State.TAKEN: 1, State.GONE: 1}
    (problem,) = desk.archive.drift()
    assert problem.reason.startswith("the file is gone since 2")
    (folder / "one.txt").write_bytes(kept)
    assert desk.read() == Round(changed=1)
    assert not any("no longer" in article.headline for article in desk.articles)


def test_a_renamed_file_stays_one_article(desk: Desk, tmp_path: Path) -> None:
    """Also when it is edited under its new name, and when the reading comes after the mark."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    for name, words in (("one", FIRST), ("two", OTHER)):
        (folder / f"{name}.txt").write_text(f"{TITLE} {name}\n\n{words}\n", encoding="utf-8")
    desk.queue.follow(Source(str(folder), Kind.FOLDER, Terms()))
    desk.read()
    ids = {article.id for article in desk.articles}
    (folder / "one.txt").rename(folder / "uno.txt")
    assert desk.read() == Round(changed=1)
    (folder / "uno.txt").rename(tmp_path / "away.txt")
    desk.read()
    (tmp_path / "away.txt").rename(folder / "eins.txt")
    desk.read()
    (folder / "eins.txt").write_text(f"{TITLE} one\n\n{SECOND}\n", encoding="utf-8")
    assert desk.read() == Round(changed=1)
    assert {article.id for article in desk.articles} == ids
    (folder / "one.txt").write_text(f"{TITLE} again\n\n{OF_ITS_FEED}\n", encoding="utf-8")
    assert desk.read() == Round(added=1)
    assert desk.read() == Round()
    assert len(desk.articles) == len(ids) + 1
    assert not any(article.metadata.gone for article in desk.articles)
    assert desk.archive.drift() == ()


def test_an_emptied_folder_marks_nothing(desk: Desk, tmp_path: Path) -> None:
    """Its disk may not be mounted, which is reported as trouble."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "one.txt").write_text(f"{TITLE}\n\n{FIRST}\n", encoding="utf-8")
    desk.queue.follow(Source(str(folder), Kind.FOLDER, Terms()))
    desk.read()
    (folder / "one.txt").unlink()
    assert desk.read() == Round()
    assert "no longer" not in desk.articles[0].headline
    (source,) = desk.queue.sources()
    assert "is mounted" in source.trouble


def test_a_run_that_spent_its_bytes_goes_on_in_the_next(desk: Desk) -> None:
    """What was fetched until then is added."""
    for number in range(4):
        desk.site.put(f"/{number}", article_page(f"{TITLE} {number}", FIRST, SECOND))
    desk.site.feed([(f"/{number}", f"{TITLE} {number}", "") for number in range(4)])
    desk.follow("/feed.xml")
    desk.manners = Manners(delay=0.0, run_bytes=2_000)
    first = desk.read()
    assert first.spent
    assert first.added < 4
    desk.manners = Manners(delay=0.0)
    assert first.added + desk.read().added == 4


def test_one_process_follows_at_a_time(desk: Desk) -> None:
    """Another one says so."""
    folder = desk.archive.folder
    assert not is_followed(folder)
    with following_lock(folder):
        assert is_followed(folder)
        with (
            pytest.raises(ArchiveLocked, match="Another process"),
            following_lock(folder),
        ):
            pass


@dataclass
class Moved:
    """Moves the folder of a desk's archive, as `mv` does."""

    desk: Desk
    folder: Path

    def __enter__(self) -> Desk:
        desk, before = self.desk, self.desk.archive.folder
        desk.archive.close()
        desk.queue.close()
        before.rename(self.folder)
        desk.archive = Archive.create_or_open(self.folder, FakeEmbedder())
        desk.queue = Queue(self.folder)
        return desk

    def __exit__(self, *_: object) -> None:
        self.desk.archive.close()


@pytest.mark.parametrize("old", [False, True])
def test_a_moved_archive_keeps_its_followed_articles(desk: Desk, tmp_path: Path, old: bool) -> None:
    """They are verified, updated and purged in the new folder, with their ids of before."""
    desk.follow("/feed.xml")
    desk.read()
    (before,) = desk.articles
    if old:
        with closing(sqlite3.connect(desk.archive.folder / FILE_NAME)) as connection, connection:
            connection.execute("DELETE FROM settings WHERE name = 'home'")
    with Moved(desk, tmp_path / "moved"):
        assert desk.archive.drift() == ()
        assert desk.read() == Round()
        desk.site.put("/bridge", article_page(TITLE, OTHER, SECOND))
        assert desk.read() == Round(changed=1)
        (after,) = desk.articles
        assert after.id == before.id
        assert desk.archive.drift() == ()
        report = desk.archive.purge([after.id])
        assert report.proof.clean
        desk.site.put("/bridge", article_page(TITLE, FIRST, SECOND, OTHER))
        desk.site.feed([("/bridge", TITLE, OF_ITS_FEED + " Again.")])
        desk.read()
        assert desk.articles == []


def test_what_drifted_is_named(desk: Desk, tmp_path: Path) -> None:
    """Files and addresses are read again; what says the same, in other bytes, has not drifted."""
    for name in ("same", "moved", "gone"):
        desk.site.put(f"/{name}", article_page(f"{TITLE} {name}", FIRST, SECOND))
    desk.site.feed([(f"/{name}", f"{TITLE} {name}", "") for name in ("same", "moved", "gone")])
    desk.follow("/feed.xml")
    desk.read()
    kept, changed, lost = (tmp_path / f"{name}.txt" for name in ("kept", "changed", "lost"))
    for path in (kept, changed, lost):
        path.write_text(f"{path.stem}\n\n{FIRST}\n", encoding="utf-8")
    desk.archive.add([kept, changed, lost])
    assert desk.archive.drift() == ()
    desk.site.put("/same", article_page(f"{TITLE} same", FIRST, SECOND) + "<!-- later -->")
    desk.site.put("/moved", article_page(f"{TITLE} moved", OTHER, SECOND))
    desk.site.fail("/gone", 410)
    changed.write_text(f"changed\n\n{OTHER}\n", encoding="utf-8")
    lost.unlink()
    files = desk.archive.drift()
    assert {each.subject for each in files} == {str(changed), str(lost)}
    compare = desk.archive.drift_of_pages
    pages = list(drift_of_addresses(desk.queue, desk.visitor, compare))
    assert {each.subject: each.reason for each in pages} == {
        desk.site.url("/gone"): "the host returned status 410",
        desk.site.url("/moved"): next(e.reason for e in pages if "moved" in e.subject),
    }
    assert len(desk.articles) == 6


@pytest.mark.parametrize("encoding", ["euc-kr", "utf-8"])
def test_the_headline_is_looked_for_in_the_pages_own_encoding(desk: Desk, encoding: str) -> None:
    """A page that declares it, and escapes letters, is the article all the same."""
    title = "탈가르 시의회 철교 건설 결정 발표"
    page = article_page(
        title, "탈가르 시의회는 월요일에 철교를 건설하기로 결정했다고 시장이 밝혔다. " * 3
    )
    head = f'<head><meta charset="{encoding}">'
    desk.site.put("/bridge", page.replace("<head>", head).encode(encoding))
    desk.site.feed([("/bridge", title, "")])
    desk.follow("/feed.xml")
    assert desk.read().added == 1
    assert "철교를 건설하기로" in desk.articles[0].text


WALLS = {
    "consent": article_page("We value your privacy", "We and our partners store cookies. " * 9),
    "login": article_page("Log in to continue", "This is for registered readers alone. " * 9),
    "teaser": article_page(TITLE, FIRST[:60], "Subscribe to continue reading this article."),
    "short": article_page(TITLE, FIRST[:60]),
    "nothing": "<html><body></body></html>",
    "error": article_page("Service unavailable", "Please come back to this site later. " * 9),
}


@pytest.mark.parametrize("path", ["/feed.xml", "/bridge"])
@pytest.mark.parametrize("wall", [*WALLS, "front page", "consent host"])
def test_a_page_that_is_walled_off_later_keeps_its_article(
    desk: Desk, wall: str, path: str
) -> None:
    """It is neither a version nor marked as gone; why is in the log, the list and the drift."""
    source = desk.follow(path)
    desk.read()
    (before,) = desk.articles
    match wall:
        case "front page":
            desk.site.fail("/bridge", 302, Location="/")
            desk.site.put("/", article_page("The Courier", FIRST, SECOND))
        case "consent host":
            desk.site.fail("/bridge", 302, Location="/consent/collect")
            desk.site.put("/consent/collect", article_page(TITLE, FIRST, OTHER))
        case _:
            desk.site.put("/bridge", WALLS[wall])
    drift = list(drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages))
    assert [each.subject for each in drift] == [desk.site.url("/bridge")]
    assert drift[0].next_step.startswith("the stored version is kept")
    for _ in range(2):
        (refusal,) = desk.read().refused
        assert refusal.origin == desk.site.url("/bridge")
        assert refusal.next_step.startswith("the stored version is kept")
    assert desk.articles == [before]
    assert Path(before.origin).is_file()
    assert desk.archive.drift() == ()
    assert desk.queue.counts(source.address) == {State.TAKEN: 1}
    (item,) = desk.queue.troubled(source.address)
    assert item.trouble == refusal.reason
    assert any(refusal.reason in said for _, said in desk.queue.lines(10))
    assert not list((desk.archive.folder / FOLLOWED).glob("*.before*"))
    desk.site.put("/bridge", article_page(TITLE, FIRST, SECOND, OTHER))
    assert desk.read() == Round(changed=1)
    assert desk.queue.troubled(source.address) == ()


def test_a_page_that_says_that_it_is_not_found_is_gone(desk: Desk) -> None:
    """Whatever its status; a page that is back is unmarked without a change of its feed."""
    desk.follow("/feed.xml")
    desk.read()
    desk.site.put("/bridge", article_page("Page not found", "There is no such page here. " * 9))
    assert desk.read() == Round(changed=1)
    assert "[no longer at its source since 2" in desk.articles[0].headline
    drift = list(drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages))
    assert drift[0].reason.startswith("it is gone since 2")
    (sidecar,) = (desk.archive.folder / FOLLOWED).glob("*.meta.json")
    stated = sidecar.read_text(encoding="utf-8")
    sidecar.write_text("{}", encoding="utf-8")
    (unknown,) = drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages)
    assert unknown.reason.startswith("it is gone: ")
    sidecar.write_text(stated, encoding="utf-8")
    assert desk.read() == Round()
    desk.site.put("/bridge", article_page(TITLE, FIRST, SECOND))
    assert desk.read() == Round(changed=1)
    assert "no longer" not in desk.articles[0].headline


def test_a_kill_before_a_version_is_settled_loses_nothing(desk: Desk) -> None:
    """The copy of the stored version is there until the archive has taken the next one."""
    source = desk.follow("/bridge")
    desk.read()
    (before,) = desk.articles
    desk.site.put("/bridge", WALLS["short"])
    (item,) = desk.queue.items(source.address, State.TAKEN)
    desk.visitor.visit(item, source)
    assert [each.state for each in desk.queue.items(source.address, State.FETCHED)]
    (refusal,) = desk.read().refused
    assert "less than half of the" in refusal.reason
    assert desk.articles == [before]
    assert desk.archive.drift() == ()


def test_the_feeds_whole_text_goes_before_a_teaser(desk: Desk) -> None:
    """The page has less of the article, also when it is read again; a whole page has more."""
    teaser = article_page(TITLE, FIRST, "Subscribe to continue reading this article.")
    desk.site.put("/bridge", teaser)
    desk.site.feed([("/bridge", TITLE, f"{FIRST} {SECOND}")])
    desk.follow("/feed.xml")
    desk.read()
    assert desk.read().changed == 0  # the same bytes as before
    for _ in range(2):
        (article,) = desk.articles
        assert article.metadata.part == OF_FEED
        assert SECOND in article.text
        assert desk.archive.drift() == ()
        desk.site.put("/bridge", f"{teaser}<!-- later -->")
        assert desk.read().changed == 0
        assert desk.archive.drift() == ()
    desk.site.put("/bridge", article_page(TITLE, FIRST, SECOND, OTHER))
    assert desk.read() == Round(changed=1)
    assert desk.articles[0].metadata.part is None


PARAGRAPHS = tuple(
    f"{place} lost {number} of its houses to the flood, said {name}, who has led the place since "
    f"the year {2000 + number}, and asked the region for {number} million tenge."
    for number, (place, name) in enumerate(
        zip(
            ("Talgar", "Esik", "Shelek", "Turgen", "Baiterek", "Malybai", "Kaskelen", "Uzynagash"),
            ("Orlova", "Serik", "Aliyev", "Nurlan", "Kim", "Petrov", "Daulet", "Askar"),
            strict=True,
        ),
        start=3,
    )
)


@pytest.mark.parametrize("shown", range(1, 9))
def test_the_text_of_a_feed_is_stored_if_its_page_has_less(desk: Desk, shown: int) -> None:
    """No phrase marks the page as a teaser. Reading it again does not change the article."""
    stub = article_page(TITLE, *PARAGRAPHS[:shown])
    desk.site.put("/bridge", stub)
    syndicated = f"<p>The post {TITLE} appeared first on The Steppe Courier.</p>"
    text = "".join(f"<p>{each}</p>" for each in PARAGRAPHS) + syndicated
    desk.site.feed([("/bridge", TITLE, text)])
    desk.follow("/feed.xml")
    desk.read()
    for _ in range(2):
        (article,) = desk.articles
        assert all(each in article.text for each in PARAGRAPHS)
        assert article.metadata.part == (None if shown == len(PARAGRAPHS) else OF_FEED)
        desk.site.put("/bridge", f"{stub}<!-- later -->")
        assert desk.read().changed == 0


def test_an_edited_page_goes_before_the_text_of_its_feed(desk: Desk) -> None:
    """A corrected figure is in the page only, although the feed has a paragraph more."""
    corrected = PARAGRAPHS[1].replace("4 million", "40 million")
    desk.site.put("/bridge", article_page(TITLE, PARAGRAPHS[0], corrected, *PARAGRAPHS[2:7]))
    desk.site.feed([("/bridge", TITLE, "".join(f"<p>{each}</p>" for each in PARAGRAPHS))])
    desk.follow("/feed.xml")
    desk.read()
    (article,) = desk.articles
    assert "40 million" in article.text
    assert article.metadata.part is None


def test_a_feed_that_became_a_web_page_is_trouble(desk: Desk) -> None:
    """It stays a feed, and the page at its address is not an article."""
    source = desk.follow("/feed.xml")
    desk.read()
    desk.manners = replace(desk.manners, again=60.0, longest=7_200.0)
    desk.site.put("/feed.xml", article_page(TITLE, FIRST, OTHER))
    assert desk.read() == Round()
    known = desk.queue.source(source.address)
    assert (known.kind, known.trouble) == (Kind.FEED, "it was a feed and is a web page now")
    assert len(desk.articles) == 1


def _cut(desk: Desk, before: bytes) -> None:
    """Cut the feed off before these bytes occur for the last time."""
    status, headers, feed = desk.site.pages["/feed.xml"]
    desk.site.pages["/feed.xml"] = (status, headers, feed[: feed.rindex(before)])


def test_a_feed_without_a_complete_entry_is_not_read(desk: Desk) -> None:
    """Its first entry has a link that may be cut off too."""
    source = desk.follow("/feed.xml")
    _cut(desk, b"/bridge")
    desk.read()
    known = desk.queue.source(source.address)
    assert "it is cut off before the end of its first entry" in known.trouble
    assert known.read is None


def test_the_complete_entries_of_a_feed_that_is_cut_off_are_read(desk: Desk) -> None:
    """It is reported, and the rest comes with the next reading, although the feed has an ETag."""
    desk.site.put("/mill", article_page("A mill for Talgar", OTHER, SECOND))
    desk.site.feed([("/bridge", TITLE, OF_ITS_FEED), ("/mill", "A mill for Talgar", "")])
    whole = desk.site.pages["/feed.xml"]
    desk.follow("/feed.xml")
    _cut(desk, b"</item>")
    done = desk.read()
    assert done.added == 1
    assert [each.reason for each in done.refused] == [
        "the feed is cut off; its complete entries were read"
    ]
    assert desk.site.times_of("/mill") == 0
    desk.site.pages["/feed.xml"] = whole
    assert desk.read() == Round(added=1)


def test_a_feed_that_has_lost_its_entries_is_not_read(desk: Desk) -> None:
    """Unlike one that never had any, it is a problem, until it has entries again."""
    source = desk.follow("/feed.xml")
    desk.read()
    listed = desk.site.pages["/feed.xml"]
    desk.site.feed([])
    desk.manners = replace(desk.manners, again=60.0, longest=7_200.0)
    desk.read()
    trouble = desk.queue.source(source.address).trouble
    assert trouble == "it has no entries, although it had some before"
    desk.site.pages["/feed.xml"] = listed
    desk.read()
    assert desk.queue.source(source.address).trouble == ""


def test_a_feed_that_became_json_is_named_as_such(desk: Desk) -> None:
    """It is no web page."""
    source = desk.follow("/feed.xml")
    desk.read()
    desk.manners = replace(desk.manners, again=60.0, longest=7_200.0)
    desk.site.put("/feed.xml", '{"version": "1.1", "items": []}', "application/feed+json")
    desk.read()
    trouble = desk.queue.source(source.address).trouble
    assert trouble == "it was a feed and is of the content type 'application/feed+json' now"


def test_a_json_feed_is_followed(desk: Desk) -> None:
    """Its items are fetched as their pages, and the feed's own text is used where that fails."""
    desk.site.fail("/mill", 403)
    items = [
        {"id": "1", "url": "/bridge", "title": TITLE, "content_html": f"<p>{OF_ITS_FEED}</p>"},
        {"id": desk.site.url("/mill"), "title": "A mill for Talgar", "content_text": OTHER},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Steppe Courier"}
    desk.site.put("/feed.json", json.dumps(feed | {"items": items}), "application/feed+json")
    desk.follow("/feed.json")
    assert desk.read().added == 2
    texts = {article.metadata.part: article.text for article in desk.articles}
    assert SECOND in texts[None]
    assert OTHER in texts[OF_FEED]
    assert {article.metadata.outlet for article in desk.articles} == {"The Steppe Courier"}


def test_a_link_with_a_space_is_read_as_browsers_do(desk: Desk) -> None:
    """It was left out as if the entry had no link."""
    desk.site.put("/the%20bridge", article_page(TITLE, FIRST, SECOND))
    desk.site.feed([("/the bridge", TITLE, OF_ITS_FEED)])
    desk.follow("/feed.xml")
    assert desk.read() == Round(added=1)
    assert SECOND in desk.articles[0].text


def test_a_host_that_asked_to_wait_is_not_asked_by_the_next_run(desk: Desk) -> None:
    """`--once` makes every other source due."""
    source = desk.follow("/feed.xml")
    other = desk.follow("/bridge")
    desk.site.fail("/feed.xml", 503, Retry_After="3600")
    desk.site.fail("/bridge", 503)
    desk.manners = replace(desk.manners, longest=7_200.0)
    for _ in range(2):
        desk.read()
    assert desk.site.times_of("/feed.xml") == 1
    assert desk.site.times_of("/bridge") == 2
    trouble = desk.queue.source(source.address).trouble
    assert trouble == "the host returned status 503 and asked to wait 3,600 seconds"
    assert desk.queue.source(other.address).trouble == "the host returned status 503"


def _serve_pages(desk: Desk, *names: str) -> None:
    """Serve a feed of these pages, of which those that begin with "busy" answer 503."""
    for name in names:
        desk.site.put(f"/{name}", article_page(f"{TITLE} {name}", FIRST, SECOND))
        if name.startswith("busy"):
            desk.site.fail(f"/{name}", 503)
    desk.site.feed([(f"/{name}", f"{TITLE} {name}", OF_ITS_FEED) for name in names])
    desk.follow("/feed.xml")


def test_a_page_that_its_host_refuses_keeps_no_other_waiting(desk: Desk) -> None:
    """Status 503 is a matter of that page, until several pages in a row are refused."""
    desk.manners = replace(MANNERS, again=3_600.0, longest=7_200.0)
    _serve_pages(desk, "a", "busy1", "b", "busy2", "c", "d")
    assert desk.read().added == 4
    assert (desk.site.times_of("/busy1"), desk.site.times_of("/busy2")) == (1, 1)


def test_a_host_that_refuses_several_pages_is_left_alone(desk: Desk) -> None:
    """Its other pages wait, and come before those that have failed."""
    desk.manners = replace(MANNERS, tries=5, again=3_600.0, longest=7_200.0)
    _serve_pages(desk, *(f"busy{n}" for n in range(9)))
    assert desk.read() == Round()
    asked = {path for _, path, _ in desk.site.asked if path.startswith("/busy")}
    assert len(asked) == 3
    waiting = desk.queue._connection.execute(
        "SELECT tries FROM items ORDER BY next_at"  # as `next_item` takes them
    ).fetchall()
    assert [tries for (tries,) in waiting] == [0] * 6 + [1] * 3


def test_a_page_that_is_refused_for_long_is_stored_from_its_feed(desk: Desk) -> None:
    """Each of several pages, after as many tries as were set.

    If the third refusal in a row is the first page's second one, the other page waits a second.
    """
    _serve_pages(desk, "busy1", "busy2", "a")
    added, end = 0, time.monotonic() + PATIENCE
    while added < 3 and time.monotonic() < end:
        added += desk.read().added
    assert added == 3
    assert [article.metadata.part for article in desk.articles] == [None, OF_FEED, OF_FEED]


def test_a_short_wait_that_a_host_asks_for_is_waited_out(desk: Desk) -> None:
    """Within the run: the page is asked for once more."""
    answers = iter([(429, "1"), (200, "")])
    body = article_page(TITLE, FIRST, SECOND).encode()

    def busy_once(handler: BaseHTTPRequestHandler) -> None:
        status, wait = next(answers)
        handler.send_response(status)
        handler.send_header("Retry-After", wait)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    desk.manners = replace(MANNERS, again=3_600.0, longest=7_200.0)
    desk.site.pages["/bridge"] = busy_once
    desk.follow("/feed.xml")
    assert desk.read() == Round(added=1)
    first, second = (at for at, path, _ in desk.site.asked if path == "/bridge")
    assert second - first >= 1


@pytest.mark.parametrize("first", ["feed", "file"])
def test_a_page_with_a_canonical_address_is_one_article_with_its_file(
    desk: Desk, tmp_path: Path, first: str
) -> None:
    """The feed has another address; what only the feed states of it stays."""
    link = f'<head><link href="{desk.site.url("/news/7?a=1&amp;b=2")}" rel="canonical">'
    page = article_page(TITLE, FIRST, SECOND).replace("<head>", link)
    desk.site.put("/bridge", page)
    saved = tmp_path / "saved.html"
    saved.write_text(page.replace(SECOND, f"{SECOND} {OTHER}"), encoding="utf-8")
    if first == "file":
        desk.archive.add([saved])
    desk.follow("/feed.xml")
    desk.read()
    if first == "feed":
        desk.archive.add([saved])
    (article,) = desk.articles
    assert article.metadata.url == desk.site.url("/news/7?a=1&b=2")
    assert article.metadata.outlet == "The Steppe Courier"
    assert str(article.metadata.published) == "2026-11-02"
    desk.archive.add([saved])
    assert len(desk.articles) == 1


def test_a_news_sitemap_gives_the_outlet(desk: Desk) -> None:
    """Where the page does not state it. A headline that the page lacks is another page's."""
    news = (
        "<n:news><n:publication><n:name>The Steppe Gazette</n:name><n:language>en</n:language>"
        "</n:publication><n:publication_date>2026-11-05T08:00:00Z</n:publication_date>"
        f"<n:title>{TITLE}</n:title></n:news>"
    )
    entry = f"<url><loc>{desk.site.url('/bridge')}</loc>{news}</url>"
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/'
    sitemap = f'<urlset {names}schemas/sitemap-news/0.9">{entry}</urlset>'
    desk.site.put("/news.xml", sitemap, "application/xml")
    desk.follow("/news.xml")
    desk.read()
    (article,) = desk.articles
    assert article.metadata.outlet == "The Steppe Gazette"
    assert str(article.metadata.published) == "2026-11-05"


@pytest.mark.parametrize("host", ["127.0.0.1:8912", "127.0.0.1", "localhost", "news.example:8080"])
def test_a_host_is_not_an_outlet(desk: Desk, host: str) -> None:
    """The feed states its title."""
    name = f'<head><meta property="og:site_name" content="{host}">'
    page = article_page(TITLE, FIRST, SECOND)
    desk.site.put("/bridge", page.replace("<head>", name))
    desk.follow("/feed.xml")
    desk.read()
    assert desk.articles[0].metadata.outlet == "The Steppe Courier"


def test_tracking_parameters_do_not_make_another_address(desk: Desk, tmp_path: Path) -> None:
    """A saved file may state a canonical address with them."""
    link = f'<head><link rel="canonical" href="{desk.site.url("/bridge?utm_source=x")}">'
    saved = tmp_path / "saved.html"
    page = article_page(TITLE, FIRST, SECOND)
    saved.write_text(page.replace("<head>", link), encoding="utf-8")
    desk.archive.add([saved])
    desk.follow("/feed.xml")
    desk.read()
    (article,) = desk.articles
    assert article.metadata.url == desk.site.url("/bridge")


@pytest.mark.parametrize("answer", ["301", "404", "200"])
def test_an_entry_with_a_new_address_stays_one_article(desk: Desk, answer: str) -> None:
    """Its identifier and its time in the feed stay. The article gets the new address."""
    desk.follow("/feed.xml")
    desk.read()
    (before,) = desk.articles
    if answer != "200":
        desk.site.fail("/bridge", int(answer), Location="/steel-bridge")
    desk.site.put("/steel-bridge", article_page(TITLE, FIRST, SECOND))
    _, headers, feed = desk.site.pages["/feed.xml"]
    link = desk.site.url("/bridge")
    moved = feed.replace(
        f"<link>{link}".encode(), f"<link>{desk.site.url('/steel-bridge')}".encode()
    )
    desk.site.put("/feed.xml", moved, headers["Content-Type"])
    desk.read()
    (after,) = desk.articles
    assert (after.id, after.metadata.marks) == (before.id, ())
    assert after.metadata.url == desk.site.url("/steel-bridge")
    assert desk.archive.drift() == ()


def test_a_feed_that_numbers_its_entries_loses_no_article(desk: Desk) -> None:
    """The identifier of an entry is the one of another article later."""
    desk.site.put("/mill", article_page("A mill burns down in the old town", OTHER, SECOND))
    desk.follow("/feed.xml")
    for path, title, day in (("/bridge", TITLE, 2), ("/mill", "", 3)):
        desk.site.feed([(path, title, "")])
        _, headers, feed = desk.site.pages["/feed.xml"]
        numbered = feed.replace(f"<guid>{desk.site.url(path)}".encode(), b"<guid>1")
        dated = numbered.replace(b"02 Nov", f"0{day} Nov".encode())
        desk.site.put("/feed.xml", dated, headers["Content-Type"])
        assert desk.read() == Round(added=1)
    assert len(desk.articles) == 2


@pytest.mark.parametrize("first", ["/wrong", "/right"])
def test_a_wrong_canonical_address_loses_no_article(desk: Desk, first: str) -> None:
    """Whichever page is read first, and also when both change later."""
    page = article_page(f"{TITLE} too", OTHER, f"{FIRST} It is another bridge, said Dana Kim.")
    link = '<head><link rel="canonical" href="/right">'
    desk.site.put("/wrong", page.replace("<head>", link))
    desk.site.put("/right", article_page("A mill burns down in the old town", FIRST, SECOND))
    desk.site.feed([(first, "", "")])
    desk.follow("/feed.xml")
    desk.read()
    desk.site.feed([("/wrong", "", ""), ("/right", "", "")])
    assert desk.read() == Round(added=1)
    ids = {article.id for article in desk.articles}
    desk.site.put("/wrong", page.replace("<head>", link).replace("Dana Kim", "Dana Lee"))
    desk.site.put("/right", article_page("A mill burns down in the old town", FIRST, OTHER))
    assert desk.read() == Round(changed=2)
    assert {article.id for article in desk.articles} == ids


@pytest.mark.parametrize("stated", ["/", "https://other.example/a", "/same"])
def test_a_canonical_address_that_is_not_the_pages_own_merges_nothing(
    desk: Desk, stated: str
) -> None:
    """Some sites state their front page, or the same address everywhere."""
    for name in ("one", "two"):
        page = article_page(f"{TITLE} {name}", f"{name.title()} of many. {FIRST}", SECOND)
        link = f'<head><link rel=canonical href="{stated}">'
        desk.site.put(f"/{name}", page.replace("<head>", link))
    desk.site.feed([(f"/{name}", f"{TITLE} {name}", "") for name in ("one", "two")])
    desk.follow("/feed.xml")
    desk.read()
    assert len(desk.articles) == 2
