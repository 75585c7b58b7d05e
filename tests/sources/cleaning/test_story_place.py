from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.files import SourceFile
from sources.reading import read

FIRST = "The council of Kelmar voted on Monday to repair the bridge across the river."
SECOND = "The works will cost two million crowns and end in the autumn, it said."
STORY = f'<div class="s"><h1>Bridge</h1><p>{FIRST}</p><p>{SECOND}</p></div>'
TEASERS = (
    "<section><h2>XX more</h2><ul>"
    "<li><a>Storks return</a><p>XX. Since Tuesday the nest on the brewery is taken again.</p></li>"
    "<li><a>Baker reopens</a><p>XX. He was bored, so he lit the oven again, at last.</p></li>"
    "</ul></section>"
)
AUTHOR = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge", '
    '"author": {"@type": "Person", "name": "Nora Blix"}}</script>'
)


def _text(inside: str, tmp_path: Path, head: str = "") -> str:
    path = tmp_path / "page.html"
    page = f"<html><head><title>Bridge</title>{head}</head><body>{inside}</body></html>"
    path.write_text(page, encoding="utf-8")
    (found,) = read(SourceFile(path, path.parent))
    assert isinstance(found, Page), found
    return found.text


@pytest.mark.parametrize(
    "inside",
    [
        STORY + TEASERS,
        STORY + TEASERS.replace("<a>", '<a href="/other">', 1),
        f"{STORY}{TEASERS}<section><h2>XX letter</h2><p>XX. The best of the region by mail, "
        "each Friday.</p></section>",
        "<div><h2>XX matters to us</h2><p>XX. We and our partners store files on your device.</p>"
        f'<a href="#">Agree</a></div>{STORY}',
        f"<main>{STORY}<div><h3>The XX letter</h3><p>XX. Join the many readers who begin their day "
        "with it.</p><button>Get it</button></div></main>",
        f'<main>{STORY}<div class="AuthorCard"><h4>Nora Blix</h4><p>XX. Nora has written about '
        "rivers since she was a trainee.</p></div></main>",
    ],
)
def test_boxes_beside_a_short_story_are_left_out(inside: str, tmp_path: Path) -> None:
    """Teasers, offers and biographies are known by their place and structure, not by words."""
    text = _text(inside, tmp_path, AUTHOR)
    assert FIRST in text
    assert SECOND in text
    assert "XX" not in text


KEPT = "Since Tuesday the nest on the old brewery has been taken again by two storks."


@pytest.mark.parametrize(
    "inside",
    [
        # A list of things with links is the article's if text follows, or nothing else is there.
        f'<h1>Bridge</h1><p>{FIRST}</p><h2>Nests</h2><ul><li><a href="/1">Old brewery</a><p>{KEPT}'
        '</p></li><li><a href="/2">Mill</a><p>Nobody lives there now.</p></li></ul>'
        f"<p>{SECOND}</p>",
        f'<main><h1>Bridge</h1><p>{FIRST}</p><section><div><a href="/1">Brewery</a><p>{KEPT}</p>'
        '</div><div><a href="/2">Mill</a><p>Nobody lives there now, as far as anyone knows.</p>'
        "</div></section></main>",
        # Above the headline is a summary.
        f"<div><div><p>{KEPT}</p></div>{STORY}</div>",
        # A box of the article's own has a heading, too.
        f"<main>{STORY}<div><h3>Storks</h3><p>{KEPT}</p></div></main>",
        # The opinion of an author, below the author's name.
        f'<div class="author"><h4>Nora Blix</h4><h1>Bridge</h1><p>{KEPT}</p><p>{FIRST}</p></div>',
        f"<main>{STORY}<div><h4>Nora Blix</h4><p>{KEPT}</p></div></main>",
        '<div><h1>Bridge</h1><article class="author-nora"><div><p>Nora Blix</p>'
        f"<p>{FIRST}</p><p>{KEPT}</p></div></article></div>",
        # Parts that can be shared or unfolded are the story's.
        f"<main><h1>Bridge</h1><div><h3>Storks</h3><p>{KEPT}</p><button>Share</button></div>"
        f"<div><h3>Repair</h3><p>{FIRST}</p><button>Share</button></div><p>{SECOND}</p></main>",
        f"<main>{STORY}<div><h3>Storks</h3><p>{KEPT}</p>"
        '<button aria-expanded="false">More</button></div></main>',
    ],
)
def test_the_text_of_a_story_is_kept(inside: str, tmp_path: Path) -> None:
    """Nothing is taken for a box beside the story that may be part of it."""
    text = _text(inside, tmp_path, AUTHOR)
    assert FIRST in text
    assert KEPT in text


def test_an_anchor_without_an_address_is_no_link(tmp_path: Path) -> None:
    """Other links lead to it, and its text is the article's."""
    anchored = f'<h1>Bridge</h1><p>{FIRST} <a name="two">{SECOND}</a> {KEPT}</p>'
    assert SECOND in _text(anchored, tmp_path)


def test_the_cells_beside_the_story_of_a_page_laid_out_with_tables_are_left_out(
    tmp_path: Path,
) -> None:
    """A poll and the news of the day are beside it. A table of facts inside it stays."""
    told = [f"The council of Kelmar paid for {n} dredgers that never came." for n in range(2, 16)]
    text = "<br><br>".join(told)
    facts = "<table><tr><td>Dredgers</td><td>Eight, two of them unpaid.</td></tr></table>"
    page = (
        "<table><tr><td>Poll<br>Should the harbour be dredged again this year, and by whom?</td>"
        f"<td><b>Dredgers never came to Kelmar</b><br>{text}{facts}</td>"
        "<td>Today<br>Our post office takes orders for new year cards until the twentieth.</td>"
        "</tr></table>"
    )
    path = tmp_path / "page.html"
    path.write_text(f"<title>Courier</title><body>{page}</body>", encoding="utf-8")
    (found,) = read(SourceFile(path, tmp_path))
    assert isinstance(found, Page)
    assert "Poll" not in found.text
    assert "post office" not in found.text
    assert all(line in found.text for line in told)
    assert "Eight, two of them unpaid." in found.text


OTHER = "<section><h2>More</h2><div><p>The baker was bored, so he lit the old oven again.</p></div>"


@pytest.mark.parametrize(
    "wall",
    [
        "<p>XX with plus</p><ul><li>XX all articles</li><li>XX any time</li></ul>"
        "<p>XX four weeks for 1 euro</p><button>Try</button><p>XX reader? <a>Log in</a></p>",
        "<h3>XX reading?</h3><p>XX. Subscribe and read this article today, free for a month.</p>"
        "<button>Yes, read on</button><button>Log in</button>",
    ],
)
def test_a_wall_below_the_text_of_a_story_is_left_out(wall: str, tmp_path: Path) -> None:
    """Its buttons may be several, and it needs no heading; the text of others may be below it."""
    story = f"<article><h1>Bridge</h1><p>{FIRST}</p><p>{SECOND}</p><div>{wall}</div></article>"
    text = _text(f"{story}{OTHER}", tmp_path)
    assert SECOND in text
    assert "XX" not in text


@pytest.mark.parametrize(
    "box",
    [
        f"<p>Kelmar</p><p>{KEPT * 2}</p><button>Share</button>",
        f"<p>Kelmar</p><p>{KEPT}</p><button>Share</button><p>It is open again.</p>",
    ],
)
def test_a_short_text_with_a_button_is_not_a_wall(box: str, tmp_path: Path) -> None:
    """A wall has short lines only, and nothing but links below its buttons."""
    story = f"<article><h1>Bridge</h1><p>{FIRST}</p><div>{box}</div></article>"
    assert KEPT in _text(f"{story}{OTHER}", tmp_path)
