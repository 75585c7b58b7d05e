"""Following: sitemaps in plain text."""

from __future__ import annotations

import gzip

import pytest

from index.following import Round
from sources.following.source import Kind
from tests.index.desk import FIRST, OTHER, SECOND, TITLE, Desk
from tests.websites import article_page

MILL = "A mill burns down in the old town"


@pytest.mark.parametrize("way", ["itself", "packed", "in an index"])
def test_a_sitemap_in_plain_text_is_followed(desk: Desk, way: str) -> None:
    """One address a line, as the protocol allows."""
    desk.site.put("/mill", article_page(MILL, OTHER, SECOND))
    body = f"\ufeff{desk.site.url('/bridge')}\r\n{desk.site.url('/mill')}\r\n".encode()
    desk.site.put("/map.txt", body, "text/plain; charset=utf-8")
    followed = "/map.txt"
    if way == "packed":
        desk.site.put("/map.txt", gzip.compress(body), "application/gzip")
    if way == "in an index":
        named = f"<sitemap><loc>{desk.site.url('/map.txt')}</loc></sitemap>"
        desk.site.put("/map.xml", f"<sitemapindex>{named}</sitemapindex>", "text/xml")
        followed = "/map.xml"
    source = desk.follow(followed)
    assert desk.read() == Round(added=2)
    assert desk.queue.source(source.address).kind is Kind.SITEMAP
    assert {article.headline for article in desk.articles} == {TITLE, MILL}
    assert desk.read() == Round()


def test_an_article_in_plain_text_is_no_sitemap(desk: Desk) -> None:
    """It has lines that are not addresses."""
    text = f"{FIRST}\n\n{desk.site.url('/mill')}\n\n{SECOND}\n"
    desk.site.put("/bridge.txt", text, "text/plain")
    desk.follow("/bridge.txt")
    assert desk.read() == Round(added=1)
    assert SECOND in desk.articles[0].text


def test_a_page_without_a_headline_is_named_by_its_address(desk: Desk) -> None:
    """Its file has an internal name."""
    desk.site.put("/bridge", f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>")
    desk.follow("/bridge")
    desk.read()
    assert [article.headline for article in desk.articles] == [desk.site.url("/bridge")]
