from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.files import SourceFile
from sources.reading import Refusal, read

FIRST = (
    "The council of Kelmar voted on Monday to repair the bridge, which has been closed since May."
)
TITLES = (
    "Storks return to the old brewery",
    "Baker lights his oven again",
    "Late frost threatens the apricots",
    "Ferry stays in port for a week",
    "School gets its bell back",
)
SUMMARY = "It is the first time in eleven years, and nobody had expected it so soon."
ITEMS = "".join(
    f'<li>{n + 1}/03/2024 - <a href="/{n}">{title}</a></li>' for n, title in enumerate(TITLES)
)
ROWS = "".join(
    f'<tr><td>{n + 1}.3.2024</td><td><a href="/{n}">{title}</a></td><td>4.21{n}</td></tr>'
    for n, title in enumerate(TITLES)
)
CARDS = "".join(
    f'<li><a href="/{n}"><h2>{title}</h2></a><p>{SUMMARY}</p><time>{n + 1} May 2025</time></li>'
    for n, title in enumerate(TITLES[:3])
)
SITE = '<meta property="og:type" content="website">'
PERSON = '<meta property="og:type" content="profile">'


def _read(inside: str, tmp_path: Path, head: str = "") -> Page | Refusal:
    path = tmp_path / "page.html"
    page = f"<html><head><title>Bridge</title>{head}</head><body>{inside}</body></html>"
    path.write_text(page, encoding="utf-8")
    (found,) = read(SourceFile(path, path.parent))
    assert isinstance(found, (Page, Refusal))
    return found


@pytest.mark.parametrize(
    ("inside", "head"),
    [
        (f"<h1>Kelmar</h1><ul>{ITEMS}</ul><p><a>0</a> | <a>10</a></p>", ""),
        (f"<table><tr><th>Day</th><th>Title</th><th>Read</th></tr>{ROWS}</table>", ""),
        (f"<main><h1>Bridges</h1><p>{FIRST} {SUMMARY}</p><ul>{CARDS}</ul></main>", SITE),
        (f"<main><h1>Nora Blix</h1><p>{FIRST}</p><h2>Lately</h2><ul>{CARDS}</ul></main>", PERSON),
    ],
)
def test_lists_of_articles_are_refused(inside: str, head: str, tmp_path: Path) -> None:
    """A list may have dates alone, a biography, or an introduction."""
    found = _read(inside, tmp_path, head)
    assert isinstance(found, Refusal), found.text
    assert "articles, not an article" in str(found)


@pytest.mark.parametrize("head", ["", SITE, '<meta property="og:type" content="article">'])
@pytest.mark.parametrize(
    "inside",
    [
        f"<h1>Bridge</h1><p>{FIRST}</p><h2>See also</h2><ul>{ITEMS}</ul>",
        f"<h1>Bridge</h1><p>{FIRST}</p><table>{ROWS}</table>",
        f"<h1>Bridge</h1><p>2 May 2025, 10:41</p><p>{FIRST}</p><h2>See also</h2><ul>{CARDS}</ul>",
        f"<h1>Bridge</h1><time>10:41</time><p>{FIRST}</p><h3>See also</h3><ul>{CARDS * 2}</ul>",
        f"<h1>Bridge</h1><p>2 May 2025 | <b>Nora Blix</b></p><div><p>{FIRST}</p></div>"
        f"<section><h4>See also</h4><ul>{CARDS}</ul></section>",
        f"<h1>Bridge</h1><p>{FIRST} {SUMMARY}</p><div>See also</div><ul>{CARDS}</ul>",
        # Without teasers that are dated, nothing shows that the text introduces them.
        f"<h1>Bridge</h1><p>{FIRST} {SUMMARY}</p>"
        + "".join(f'<h3><a href="/{n}">{title}</a></h3>' for n, title in enumerate(TITLES)),
        # The entries of the article are named by links.
        f"<h1>Bridge</h1><p>{FIRST}</p>"
        + f'<div><a href="/1">Kelmar</a><p>{SUMMARY} {SUMMARY}</p></div>' * 4,
    ],
)
def test_a_short_article_with_a_list_of_others_is_not_refused(
    inside: str, head: str, tmp_path: Path
) -> None:
    """Its date and its text are between the headline and the heading of the list."""
    found = _read(inside, tmp_path, head)
    assert isinstance(found, Page), found
    assert FIRST in found.text


def _entries(author: str, count: int = 6) -> str:
    entry = (
        "<div class=e><a href='/p/{n}'>Post {n} of the letter</a><div>What happens when a boat of "
        "number {n} meets a bridge at four miles an hour.</div><div><time>Sep {n}</time> • "
        f"<span>{author}</span></div></div>"
    )
    return "".join(entry.format(n=n) for n in range(1, count + 1))


POSTS = f"<h2>Latest</h2><div>{_entries('Wren Askew')}</div>"
BIOGRAPHY = (
    "<p>Wren Askew is our editor for rivers, and has covered two floods and a strike of the locks. "
    "Before that she spent nine years on evening papers in three towns, all closed by now.</p>"
)


@pytest.mark.parametrize(
    ("body", "is_list_page"),
    [
        (POSTS, True),
        (f"<h1>Wren Askew</h1>{BIOGRAPHY}{POSTS}", True),
        (f"<h1>Bridge hit</h1>{BIOGRAPHY}{POSTS}", False),
        (f"<h1>Wren Askew</h1><p>3 May 2024</p>{BIOGRAPHY}{POSTS}", False),
        (f"<h1>Wren Askew</h1>{BIOGRAPHY}<div>{_entries('Wren Askew', 3)}</div>", False),
    ],
)
def test_dated_entries_of_an_author_are_a_list(
    body: str, is_list_page: bool, tmp_path: Path
) -> None:
    """A page with a day or another headline is an article with teasers below it."""
    path = tmp_path / "page.html"
    path.write_text(f"<html lang=en><title>Letter</title><body>{body}", encoding="utf-8")
    (found,) = read(SourceFile(path, tmp_path))
    assert isinstance(found, Page) is not is_list_page
