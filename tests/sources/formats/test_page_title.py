from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from sources.article import Page
from sources.cleaning.cleaner import clean
from sources.files import SourceFile
from sources.formats.page_title import headline_of, is_headed, shown_title
from sources.reading import read

LOGO = "<h1><a href='/'><img src=logo.gif alt='Harrowby Lantern'></a></h1>"


@pytest.mark.parametrize(
    ("title", "body", "headline"),
    [
        ("Harrowby Lantern - Dam holds for now", f"{LOGO}<div>Dam holds for now</div>", True),
        ("Dam holds for now « Harrowby Lantern", "<h2>Dam holds for now</h2>", True),
        (
            "Dam holds for now « Harrowby Lantern",
            "<h1><a href='/'>Harrowby Lantern</a></h1><h2>Dam holds for now</h2>",
            True,
        ),
        ("Dam news – Harrowby Lantern", "<p>Harrowby Lantern</p><h1>Dam holds for now</h1>", True),
        ("News: Dam holds for now | Lantern", "<td><font size=5>Dam holds for now</font>", True),
        ("The Harrowby Lantern - News", "<p>News</p><font size=5>Dam holds for now</font>", False),
        ("", "<h2>Dam holds for now</h2>", False),
    ],
)
def test_the_headline_is_the_part_of_the_title_that_the_page_shows(
    title: str, body: str, headline: bool
) -> None:
    """The site's name is a link, a picture or the shorter part, before or behind the headline."""
    tree = html.document_fromstring(f"<title>{title}</title><body>{body}<p>It holds.</p>")
    assert shown_title(tree) == ("Dam holds for now" if headline else None)


@pytest.mark.parametrize(
    ("stated", "body", "headline"),
    [
        ("Leak stopped!", "<h1>Dam holds for now</h1>", "Dam holds for now"),
        ("Dam holds", "<h1>Dam holds for now, mayor says</h1>", "Dam holds for now, mayor says"),
        (
            "(L+) Dam holds for now",
            "<h2><span>Harrowby</span> <span>Dam holds for now</span></h2>",
            "Dam holds for now",
        ),
        ("Leak stopped!", "<h1>Dam holds for now</h1><p>Leak stopped!</p>", "Leak stopped!"),
        ("Leak stopped!", "<h1>Live: Leak stopped!</h1>", "Leak stopped!"),
        ("Leak stopped!", "<h1>Harrowby Lantern Online</h1>", "Leak stopped!"),
        (
            "Leak stopped! | Harrowby Lantern",
            "<h1>Harrowby</h1><p>Harrowby Lantern</p>",
            "Leak stopped! | Harrowby Lantern",
        ),
    ],
)
def test_a_stated_headline_gives_way_to_the_one_shown(
    stated: str, body: str, headline: str
) -> None:
    """The main heading is the headline if the page's title or the stated headline confirms it."""
    head = "<title>Harrowby: Dam holds for now | Harrowby Lantern</title>"
    tree = html.document_fromstring(f"{head}<body>{body}<p>It holds.</p>")
    assert headline_of(tree, stated) == headline


def test_a_title_that_is_not_on_the_page_gives_way_to_the_line_above_the_text() -> None:
    """Old pages have the site's name as their title, and no heading."""
    text = "Mill pond to be drained\n\nThe mill pond is to be drained before Christmas."
    shown = text.split("\n\n")
    assert is_headed(text, "The Poole Chronicle Online", shown)
    assert not is_headed(text, "Mill pond to be drained", shown)
    assert not is_headed(shown[1], "The Poole Chronicle Online", shown)


def test_the_name_of_the_site_in_the_head_is_not_shown_on_the_page(tmp_path: Path) -> None:
    """Upper-case tags of the nineties, a table as layout, and a headline in bold."""
    path = tmp_path / "old.html"
    path.write_text(
        "<HTML><HEAD><TITLE>The Poole Chronicle Online</TITLE></HEAD><BODY><TABLE><TR><TD><A "
        "HREF=a>Front Page</A><BR><A HREF=b>Sports</A><BR><A HREF=c>Obituaries</A></TD><TD>"
        "<FONT SIZE=5><B>Mill pond to be drained</B></FONT><BR><FONT SIZE=2>By DONNA PRITCHARD"
        "<BR>October 14, 1999</FONT><P>POOLE "
        "-- The mill pond is to be drained before Christmas, the council said on Wednesday.<P>The "
        "work costs 41 million crowns.<BR><BR>It is to last until March.</TD></TR></TABLE></BODY>"
    )
    (page,) = read(SourceFile(path, tmp_path))
    assert isinstance(page, Page)
    assert clean(page).headline == "Mill pond to be drained"
