from __future__ import annotations

import logging
from pathlib import Path

import pytest
from lxml import html

from sources.article import Page
from sources.cleaning.cleaner import clean
from sources.cleaning.other_stories import join_chunks
from sources.files import SourceFile
from sources.reading import read

FIRST = [
    f"The {place} of Kelmar was closed for {n} months, and nobody there has said why so far."
    for n, place in enumerate(("harbour", "library", "clinic", "market", "theatre"), 2)
]
SECOND = [
    f"A report of {n} pages on the {place} was kept in a drawer until the auditors asked for it."
    for n, place in enumerate(("harbour", "library", "clinic", "market", "theatre"), 7)
]


def _p(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _text(body: str, folder: Path) -> str:
    path = folder / "page.html"
    path.write_text(f"<html><head><title>Closed</title></head><body>{body}</body></html>")
    (found,) = read(SourceFile(path, folder))
    assert isinstance(found, Page)
    return found.text


@pytest.mark.parametrize(
    "body",
    [
        "<main><article><h1>Closed</h1>{first}</article><article>{second}</article></main>",
        "<h1>Closed</h1><article><h2>I. Doors</h2>{first}</article>"
        "<article><h2>II. Drawers</h2>{second}</article>",
        "<main><h1>Closed</h1><article>{first}</article><template><article>{second}</article>"
        "</template><noscript><article>{first}</article></noscript><article>{second}</article>"
        "</main>",
        "<main><h1>Closed</h1><section><article>{first}</article></section>"
        "<section><article><h2><a href='#two'>II</a></h2>{second}</article></section></main>",
    ],
)
def test_the_parts_of_a_story_are_one(body: str, tmp_path: Path) -> None:
    """A second element continues the article if it has no address, author or time of its own."""
    text = _text(body.format(first=_p(FIRST), second=_p(SECOND)), tmp_path)
    assert [block for block in text.split("\n\n") if len(block) > 40] == [*FIRST, *SECOND]


def test_what_is_between_the_parts_is_kept(tmp_path: Path) -> None:
    """A paragraph between two parts keeps its place."""
    between = "Part two was written by the same reporter in the week after the auditors had left."
    body = f"<h1>Closed</h1><article>{_p(FIRST)}</article><p>{between}</p>"
    text = _text(f"<main>{body}<article>{_p(SECOND)}</article></main>", tmp_path)
    assert [block for block in text.split("\n\n") if len(block) > 40] == [*FIRST, between, *SECOND]


@pytest.mark.parametrize(
    "own",
    [
        "<h2><a href='/analysis'>Analysis: drawers</a></h2>",
        "<h2>Analysis: drawers</h2><a rel='author' href='/karel'>Karel Ost</a>",
        "<h1>Analysis: drawers</h1>",
        "<h2>Analysis: drawers</h2><time datetime='2026-05-22'>22 May</time>",
    ],
)
def test_another_story_is_left_out_and_reported(
    own: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is never added to the article, and never dropped without a word."""
    first, second = f"<h1>Closed</h1>{_p(FIRST)}", own + _p(SECOND)
    with caplog.at_level(logging.WARNING):
        text = _text(f"<article>{first}</article><article>{second}</article>", tmp_path)
    assert [block for block in text.split("\n\n") if len(block) > 40] == FIRST
    assert "further stories on its page were left out: 1 (“Analysis: drawers”)" in caplog.text


def test_short_articles_beside_the_story_are_not_stories(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Teasers are left out by other rules, without a warning."""
    cards = "".join(
        f"<article><h3><a href='/{n}'>{x[:30]}</a></h3></article>" for n, x in enumerate(SECOND)
    )
    text = _text(f"<main><article><h1>Closed</h1>{_p(FIRST)}</article>{cards}</main>", tmp_path)
    assert [block for block in text.split("\n\n") if len(block) > 40] == FIRST
    assert not caplog.records


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Closed</h1><div><div class=c>{first}</div><p>Ad</p><div class=c>{second}</div></div>",
        "<h1>Closed</h1><article><div class=c>{first}</div></article><aside>More</aside>"
        "<div class=tail><div class=c>{second}</div></div>",
    ],
)
def test_boxes_alike_are_parts_of_one_story(body: str, tmp_path: Path) -> None:
    """Pages cut a long text into boxes, with offers between them."""
    text = _text(body.format(first=_p(FIRST), second=_p(SECOND)), tmp_path)
    assert all(told in text for told in (*FIRST, *SECOND))


def test_boxes_alike_with_headlines_of_their_own_are_not_joined() -> None:
    """They are the posts of a blog."""
    post = "<article><h2><a href=/{n}>Post</a></h2><div class=c>{text}</div></article>"
    page = "<h1>Closed</h1>" + "".join(
        post.format(n=n, text=_p(texts)) for n, texts in enumerate((FIRST, SECOND))
    )
    tree = html.document_fromstring(page)
    join_chunks(tree)
    assert len(tree.find_class("c")) == 2
    assert not tree.xpath("//*[@class='c']//*[@class='c']")


FINED = "The ferry company was fined 90,000 euros for oil off the quay, a court said on Friday."
ROOF = "The market hall will get a new roof for 2.2 million euros, and work begins in May."


def _short(first: str, second: str, attributes: str = 'data-url="/{}"') -> str:
    return (
        "<html><head><title>Ferry fined</title><link rel='canonical' href='https://quay.example/"
        "ferry'></head><body><main>"
        f"<article {attributes.format('market')}><h1>{first}</h1><p>{ROOF}</p></article>"
        f"<article {attributes.format('ferry')}><h1>{second}</h1><p>{FINED}</p></article>"
        "</main></body></html>"
    )


@pytest.mark.parametrize("attributes", ['data-url="/{}"', ""])
def test_a_short_story_that_the_page_loaded_beside_its_own_is_left_out(
    attributes: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The page's own has its address or its title, and need not be the first."""
    path = tmp_path / "page.html"
    path.write_text(_short("Market hall gets new roof", "Ferry fined", attributes))
    (found,) = read(SourceFile(path, tmp_path))
    assert isinstance(found, Page)
    assert (FINED in found.text, ROOF in found.text) == (True, False)
    assert "Market hall gets new roof" in caplog.text


def test_headlines_that_lead_to_other_pages_are_those_of_a_list(tmp_path: Path) -> None:
    """The first of them is not the page's own story."""
    path = tmp_path / "page.html"
    links = ["<a href='/market'>Market hall gets new roof</a>", "<a href='/gull'>Gull wins</a>"]
    path.write_text(_short(*links, attributes="").replace("<title>Ferry fined</title>", ""))
    (found,) = read(SourceFile(path, tmp_path))
    assert not isinstance(found, Page) or {FINED, ROOF} <= {*found.text.split("\n\n")}


def test_briefs_keep_their_headings_below_the_title_of_their_page(tmp_path: Path) -> None:
    """None of them is the headline of the others."""
    path = tmp_path / "page.html"
    briefs = [
        f"<article><h2>{h}</h2><p>{t}</p></article>"
        for h, t in (("Oil off the quay", FINED), ("A new market roof", ROOF))
    ]
    head = "<head><title>In brief: Tuesday | Quay Gazette</title></head>"
    path.write_text(f"<html>{head}<body><main>{''.join(briefs)}</main></body></html>")
    (found,) = read(SourceFile(path, tmp_path))
    assert isinstance(found, Page)
    blocks = clean(found).text.split("\n\n")
    assert blocks == ["In brief: Tuesday", "Oil off the quay", FINED, "A new market roof", ROOF]
