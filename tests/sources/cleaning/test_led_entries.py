from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.files import SourceFile
from sources.reading import read

HEAD = (
    "<title>All of 5 April - Kelmar Post</title><meta property='og:type' content='article'>"
    "<meta property='article:published_time' content='2022-04-05'>"
)
TITLES = ("Storks are back", "Tram six returns", "Ferry stays in port", "Bell rings again")
SUMMARY = "It is the first time in eleven years, and nobody in the town had expected it so soon."
STORY = "<p>The council of Kelmar voted on Monday to repair the bridge, closed since last May.</p>"


def _entries(form: str) -> str:
    return "".join(
        form.format(n=n, title=title, told=f"{SUMMARY} {title} was the talk of the day.")
        for n, title in enumerate(TITLES)
    )


AGAIN = "<p><a href='/n/{n}'>{title}</a>. {told} <a href='/n/{n}'>{title} in full</a></p>"
SHARED = "<section><h2><a href='/{n}'>{title}</a></h2><p>{told} <a>Read on</a></p></section>"
DATED = "<p><a href='story.asp?id={n}'><b>{title}</b></a><br>{told}<br>{n} March 2006 - News</p>"
DATED = DATED.replace("{n} March", "1{n} March")


def _is_page(inside: str, tmp_path: Path) -> bool:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head>{HEAD}</head><body>{inside}</body></html>", encoding="utf-8")
    (found,) = read(SourceFile(path, path.parent))
    return isinstance(found, Page)


@pytest.mark.parametrize("form", [AGAIN, SHARED, DATED])
def test_a_list_that_declares_itself_an_article_is_refused(form: str, tmp_path: Path) -> None:
    """Its entries lead to pages of their own twice, share a label, or have days of their own."""
    count = "<p>Your search returned 212 articles. Sort them by day or place</p>"
    entries = f"<div>{count}{_entries(form)}</div>"
    inside = f"<main><article><h1>All of 5 April</h1>{entries}</article></main>"
    assert not _is_page(inside, tmp_path)


@pytest.mark.parametrize(
    "inside",
    [
        f"<div>{STORY}{_entries(AGAIN)}</div>",
        f"<div>{_entries(AGAIN)}</div><div>{STORY * 2}</div>",
        f"<div>{_entries('<p><a href=/p/{n}>{title}</a> plays on. {told}</p>')}</div>",
        f"<div>{_entries(AGAIN.replace('/n/', 'https://shop.example/'))}</div>",
    ],
)
def test_an_article_whose_paragraphs_begin_with_links_is_read(inside: str, tmp_path: Path) -> None:
    """It has text of its own, or its links lead to another site or are those of its sentences."""
    own = "<link rel='canonical' href='https://kelmar.example/5-april'>"
    assert _is_page(f"{own}<article><h1>All of 5 April</h1>{inside}</article>", tmp_path)
