from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.errors import Refusal
from sources.files import SourceFile
from sources.reading import read

STORY = (
    "Forty children sang in three languages on Saturday and brought home the silver rose.",
    "“They were so quiet on the bus that I thought somebody was ill,” their conductor said later.",
)
TEASERS = tuple(
    f"The council of {place} put the matter off for {n} weeks, and will hear the owners in autumn."
    for n, place in enumerate(("Korva", "Talgar", "Lutsk", "Varnby", "Ostvik", "Sandholm"), 2)
)
CANONICAL = '<link rel="canonical" href="https://courier.example/choir">'
AS_ARTICLE = '<meta property="og:type" content="article">'
CARD = '<div><h3><a href="{address}">The news of {n}</a></h3><p>{text}</p></div>'
ITEM = '<li><a href="{address}">The news of {n}</a><p>{text}</p></li>'
NESTED = '<article><a href="{address}"><h2>News {n}</h2></a><p>{text}</p></article>'


def _teasers(card: str, address: str = "/news/{}") -> str:
    return "".join(
        card.format(address=address.format(n), n=n, text=text) for n, text in enumerate(TEASERS)
    )


def _read(body: str, folder: Path, head: str = CANONICAL) -> Page | Refusal:
    path = folder / "page.html"
    path.write_text(f"<html><head>{head}</head><body><main>{body}</main></body></html>")
    (found,) = read(SourceFile(path, folder))
    return found


def _story(count: int = 2, inside: str = "") -> str:
    told = "".join(f"<p>{text}</p>" for text in STORY[:count])
    return f"<article><h1>School choir wins</h1>{told}{inside}</article>"


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    "teasers",
    [
        f"<section><h2>More</h2>{_teasers(CARD)}</section>",
        f"<h2>More</h2><ul>{_teasers(ITEM)}</ul>",
        _teasers(CARD, "https://www.courier.example/{}"),
        f"<div>{_teasers(NESTED)}</div>",
    ],
)
@pytest.mark.parametrize("head", [CANONICAL, CANONICAL + AS_ARTICLE])
def test_many_teasers_neither_join_a_short_story_nor_hide_it(
    head: str, teasers: str, count: int, tmp_path: Path
) -> None:
    """Only the story is read, although it has much less text."""
    found = _read(_story(count) + teasers, tmp_path, head)
    assert isinstance(found, Page)
    assert [block for block in found.text.split("\n\n") if len(block) > 40] == [*STORY[:count]]


@pytest.mark.parametrize(
    "inside",
    [
        _teasers(CARD, "https://shop{}.example/book"),
        _teasers(CARD),
        _teasers(CARD) + f"<p>{STORY[0]}</p><p>{TEASERS[0].replace('Korva', 'Brevik')}</p>",
    ],
)
def test_a_list_that_an_article_consists_of_is_kept(inside: str, tmp_path: Path) -> None:
    """It leads to other sites, has no heading of its own, or is followed by text."""
    found = _read(_story(inside=inside), tmp_path, CANONICAL + AS_ARTICLE)
    assert isinstance(found, Page)
    assert sum(text in found.text for text in TEASERS) >= len(TEASERS) - 2


@pytest.mark.parametrize("teasers", [_teasers(CARD), f"<ul>{_teasers(ITEM)}</ul>"])
@pytest.mark.parametrize("head", ["", AS_ARTICLE])
def test_teasers_alone_are_a_list(head: str, teasers: str, tmp_path: Path) -> None:
    """Blog software declares its archives to be articles."""
    found = _read(f"<h1>Region</h1>{teasers}", tmp_path, head)
    assert isinstance(found, Refusal)
    assert "it is a list of" in found.reason
