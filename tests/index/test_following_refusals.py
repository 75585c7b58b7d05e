"""Following: what a round names, with the reason."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest

from index.archive import Archive
from index.following import Round
from index.intake.analyst import Analyst
from sources.following.refusals import MOST_NAMED
from tests.index.desk import FIRST, OF_ITS_FEED, OTHER, SECOND, TITLE, Desk
from tests.index.fakes import FakeEmbedder
from tests.websites import article_page


def with_links(desk: Desk, *links: str) -> None:
    """Add entries with these links to the feed."""
    _, headers, feed = desk.site.pages["/feed.xml"]
    entries = "".join(
        f"<item><title>Entry {n}</title><link>{escape(link)}</link><guid>urn:{n}</guid>"
        f"<description>{OTHER}</description></item>"
        for n, link in enumerate(links)
    )
    body = feed.replace(b"</channel>", f"{entries}</channel>".encode())
    desk.site.pages["/feed.xml"] = (200, headers, body)


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("", "it has no link"),
        ("mailto:desk@courier.example", "'mailto:desk@courier.example' is not an http or https"),
        ("ftp://courier.example/a", "'ftp://courier.example/a' is not an http or https address"),
        ("http://me:pw@courier.example/a", "on courier.example contains a user name"),
        ("http://[courier/a", "'http://[courier/a' is not an address"),
    ],
)
def test_an_entry_that_is_left_out_is_named(desk: Desk, link: str, why: str) -> None:
    """By its title, and with its link if it has one."""
    source = desk.follow("/feed.xml")
    with_links(desk, link)
    done = desk.read()
    assert done.added == 1
    (refusal,) = done.refused
    assert refusal.origin == f"{source.address} (“Entry 0”)"
    assert refusal.reason.startswith("it is left out: ")
    assert why in refusal.reason
    assert any(why in said for _, said in desk.queue.lines(10))


def test_many_entries_that_are_left_out_are_counted(desk: Desk) -> None:
    """After the first ones."""
    desk.follow("/feed.xml")
    with_links(desk, *["mailto:desk@courier.example"] * (MOST_NAMED + 3))
    refused = desk.read().refused
    assert len(refused) == MOST_NAMED + 1
    assert refused[-1].reason == "further entries are left out: 3"


@pytest.mark.parametrize("why", ["404", "robots", "private", "type", "size", "captcha", "failed"])
def test_a_page_in_whose_place_the_text_in_its_feed_is_stored_is_named(
    desk: Desk, why: str
) -> None:
    """With the reason, which the list of sources has too."""
    match why:
        case "404":
            desk.site.fail("/bridge", 404)
        case "robots":
            desk.site.put("/robots.txt", "User-agent: *\nDisallow: /bridge\n", "text/plain")
        case "private":
            desk.site.fail("/bridge", 302, Location="http://169.254.169.254/latest/")
        case "type":
            desk.site.put("/bridge", b"\xff\xd8\xff", "image/jpeg")
        case "size":
            desk.site.put("/bridge", b"a" * (desk.manners.page_bytes + 1))
        case "captcha":
            desk.site.put("/bridge", article_page("Just a moment...", "This is automatic. " * 9))
        case _:
            desk.site.fail("/bridge", 500)
    source = desk.follow("/feed.xml")
    done = desk.read()
    assert done.added == 1
    (refusal,) = done.refused
    assert refusal.origin == desk.site.url("/bridge")
    assert refusal.next_step == "the text in its feed is used instead"
    (item,) = desk.queue.troubled(source.address)
    assert item.trouble == refusal.reason
    assert any(refusal.reason in said for _, said in desk.queue.lines(10))
    assert desk.read() == Round()


def test_warnings_name_the_address_of_a_page(capfd: pytest.CaptureFixture[str], desk: Desk) -> None:
    """Its file has an internal name."""
    page = article_page(TITLE, FIRST, SECOND).replace(
        "</article>", f"</article><article><h2><a href='/x'>Mill</a></h2><p>{OTHER}</p></article>"
    )
    date = '<head><meta property="article:published_time" content="03/04/2024">'
    desk.site.put("/bridge", page.replace("<head>", date))
    desk.site.feed([("/bridge", TITLE, OF_ITS_FEED)])
    desk.follow("/feed.xml")
    # The process of another test would write to that test's standard error.
    folder, fresh = desk.archive.folder, Analyst()
    with closing(Archive.create_or_open(folder, FakeEmbedder(), fresh)) as archive:
        replace(desk, archive=archive).read()
    said = capfd.readouterr().err
    assert "does not identify one day" in said
    assert desk.site.url("/bridge") in said
    assert "followed/" not in said
    assert not any("followed/" in line for _, line in desk.queue.lines(20))
