from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sources.article import Page
from sources.errors import Refusal
from sources.reading import SourceFile, read


def _page(entry: str, folder: Path) -> Page:
    path = folder / "feed.atom"
    path.write_text(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>{entry}'
        "<content>The café of Varnby closes.</content></entry></feed>",
        encoding="utf-8",
    )
    (page,) = read(SourceFile(path, folder))
    assert isinstance(page, Page)
    return page


def test_markup_in_the_title_of_an_entry_is_left_out(tmp_path: Path) -> None:
    """Atom states that a title is HTML, and RSS does not need to."""
    title = '<title type="html">Caf&amp;eacute; &lt;b&gt;closes&lt;/b&gt;</title>'
    assert _page(title, tmp_path).metadata.title == "Café closes"


def test_an_author_without_a_name_is_unknown(tmp_path: Path) -> None:
    """A damaged name leaves an address alone."""
    author = "<author><nime>Ann Writer</nime><email>ann@courier.example</email></author>"
    assert _page(author, tmp_path).metadata.authors == ()


def test_a_draft_of_the_publishing_protocol_is_not_published(tmp_path: Path) -> None:
    """As blog software marks it in the feed of an editor."""
    control = '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>{}</app:draft></app:control>'
    for said, reason in (("yes", "draft"), ("no", None)):
        assert _page(control.format(said), tmp_path).metadata.unpublished == reason


RSS = (
    '<rss version="2.0"><channel><title>{title}</title><item><title>Puffins return | Isle Bulletin'
    "</title><link>https://isle.example/puffins</link><description>{text}</description></item>"
    "</channel></rss>"
)


def _rss(folder: Path, title: str, text: str) -> Page:
    path = folder / "feed.rss"
    path.write_text(RSS.format(title=title, text=text), encoding="utf-8")
    (page,) = read(SourceFile(path, folder))
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize(
    "title", ["Isle Bulletin - Latest", "Isle Bulletin | Top stories", "News: Isle Bulletin"]
)
def test_the_name_of_a_feed_is_no_part_of_its_outlet(title: str, tmp_path: Path) -> None:
    """The outlet's name is then also known behind the headline."""
    page = _rss(tmp_path, title, "Puffins are back.")
    assert (page.metadata.outlet, page.metadata.title) == ("Isle Bulletin", "Puffins return")


def test_the_title_of_a_feed_is_its_outlet(tmp_path: Path) -> None:
    """A part of a name that is not a feed's stays."""
    assert _rss(tmp_path, "Isle - A Bulletin", "Back.").metadata.outlet == "Isle - A Bulletin"


@pytest.mark.parametrize(
    "link",
    [
        '&lt;a href="x"&gt;Continue reading&lt;/a&gt;',
        '&lt;a class="more" href="x"&gt;&lt;span&gt;Read more &lt;i&gt;about it&lt;/i&gt; →'
        "&lt;/span&gt;&lt;/a&gt;&lt;/p&gt;",
        '&lt;a href="x"&gt;Weiterlesen&lt;/a&gt;',
    ],
)
def test_the_link_to_the_article_is_no_part_of_a_summary(link: str, tmp_path: Path) -> None:
    """Other links at its end are."""
    said = "The ferry is late again because of fog, the captain said..."
    assert _rss(tmp_path, "Isle Bulletin", f"{said} {link}").text == said
    other = '&lt;a href="x"&gt;the timetable&lt;/a&gt;'
    assert _rss(tmp_path, "Isle Bulletin", f"{said} {other}").text == f"{said} the timetable"


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("Mon, 3 Jun 24 22:30 EST", date(2024, 6, 3)),
        ("Mon, 03 Jun 2024 22:30:00 EST", date(2024, 6, 3)),
        ("Tue, 4 Jun 24 01:30 +0900", date(2024, 6, 4)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Thu, 1 Jan 70 00:00 GMT", None),
        ("Wed, 31 Dec 69 19:00 EST", None),
    ],
)
@pytest.mark.parametrize("name", ["pubDate", "dc:date"])
def test_the_day_of_an_entry_is_kept_as_written(
    name: str, stated: str, day: date | None, tmp_path: Path
) -> None:
    """Whatever day it then was in Greenwich; the start of Unix time is a placeholder."""
    path = tmp_path / "feed.rss"
    path.write_text(
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><title>'
        f"Puffins return</title><{name}>{stated}</{name}><description>They nest.</description>"
        "</item></channel></rss>",
        encoding="utf-8",
    )
    (page,) = read(SourceFile(path, tmp_path))
    assert isinstance(page, Page)
    assert page.metadata.published == day


def test_an_entry_whose_summary_is_damaged_raises_nothing(tmp_path: Path) -> None:
    """Feedparser returns None for it if a text follows."""
    file = tmp_path / "a.rss"
    item = "<item><description>Closed.</descri\xe7n><content:encoded>Open.</content:encoded></item>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    feed = f'<rss {space} version="2.0"><channel><title>News</title>{item}</channel></rss>'
    file.write_bytes(feed.encode("latin-1"))
    found = list(read(SourceFile(file, tmp_path)))
    assert any(isinstance(each, Refusal) for each in found)
