"""Advertising is neither the text of an article nor an article of its outlet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sources.article import ADVERTISING, Page
from sources.files import SourceFile
from sources.reading import read

TEXT = (
    "<p>The council of Kelmar voted on Monday to repair the bridge across the river.</p>"
    "<p>The works will cost two million crowns and end in the autumn, it said.</p>"
    "<p>“We have no other bridge,” said Ivo Marten, the mayor, “and no time to lose.”</p>"
)
HEADLINE = "<h1>Bridge to be repaired</h1>"


def _read(body: str, folder: Path, head: str = "", name: str = "page.html") -> Page:
    path = folder / name
    page = (
        f"<html><head><title>Bridge to be repaired</title>{head}</head><body>{body}</body></html>"
    )
    path.write_text(page if name.endswith("html") else body, encoding="utf-8")
    (found,) = read(SourceFile(path, folder))
    assert isinstance(found, Page), found
    return found


@pytest.mark.parametrize(
    ("label", "head"),
    [
        ('<div class="label">Sponsored content</div>', ""),
        ("<header><p>Advertisement feature</p></header>", ""),
        ("<span>Paid for by Kelmar Cement</span>", ""),
        ('<p class="kicker">Anzeige</p>', ""),
        ("<p>Contenido patrocinado</p>", ""),
        ("<p>기사형 광고</p>", ""),
        ("", '<meta property="article:content_tier" content="sponsored">'),
        ("", '<meta name="content-type" content="Sponsored Content">'),
        ("", '<meta name="sponsored" content="true">'),
        (
            "",
            '<script type="application/ld+json">{"@type": ["NewsArticle", '
            '"AdvertiserContentArticle"], "headline": "Bridge to be repaired"}</script>',
        ),
    ],
)
def test_a_page_that_is_labelled_as_advertising_is_not_reporting(
    tmp_path: Path, label: str, head: str
) -> None:
    """The label is at its headline, or in its metadata."""
    found = _read(f"<main><article>{label}{HEADLINE}{TEXT}</article></main>", tmp_path, head)
    assert found.metadata.unpublished == ADVERTISING
    assert found.metadata.marks == ("advertising, not the outlet's reporting",)


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="ad">Advertisement</div><article>{HEADLINE}{TEXT}</article>',
        f"<article><p>Anzeige</p>{HEADLINE}{TEXT}</article>",
        f"<article>{HEADLINE}{TEXT}<p>Sponsored content</p></article>",
        f"<article>{HEADLINE}{TEXT}</article><aside><p>Sponsored content</p></aside>",
        f'<article>{HEADLINE}{TEXT}<p><a rel="sponsored" href="/x">Cement</a></p></article>',
    ],
)
def test_labels_of_boxes_do_not_make_an_article_advertising(tmp_path: Path, body: str) -> None:
    """They are above and below most articles."""
    assert _read(body, tmp_path).metadata.unpublished is None


@pytest.mark.parametrize(
    "record",
    [
        {"@type": "AdvertiserContentArticle"},
        {"type": "advertorial"},
        {"content_type": "Sponsored content"},
        {"is_sponsored": True},
    ],
)
def test_a_record_of_advertising_is_not_reporting(
    tmp_path: Path, record: dict[str, object]
) -> None:
    """Exports state it as a type, or by a flag."""
    body = json.dumps({"title": "Cement", "text": "Our cement is the best.", **record})
    assert _read(body, tmp_path, name="a.json").metadata.unpublished == ADVERTISING


@pytest.mark.parametrize(
    "box",
    [
        '<div class="ad"><p>{}</p></div>',
        '<div class="article-ad-container"><p>{}</p></div>',
        '<section id="ad-slot-3"><p>{}</p></section>',
        '<ins class="adsbygoogle">{}</ins>',
        '<div aria-label="Advertisement"><p>{}</p></div>',
        '<p class="sponsored">{}</p>',
    ],
)
def test_a_box_that_is_declared_as_an_advertisement_is_not_text(tmp_path: Path, box: str) -> None:
    """Its words could be quoted otherwise."""
    advert = box.format("Kelmar Cement: buy one sack and get one free, only this week.")
    first, *rest = TEXT.split("</p>", 1)
    body = f"<article>{HEADLINE}{first}</p>{advert}{rest[0]}</article>"
    text = _read(body, tmp_path).text
    assert "sack" not in text
    assert "Ivo Marten" in text
    assert "council of Kelmar" in text


@pytest.mark.parametrize("name", ["has-ads", "no-ad", "ad", "sponsored", "adverse", "reader"])
def test_an_article_inside_an_element_with_such_a_name_is_kept(tmp_path: Path, name: str) -> None:
    """Layouts are named after the advertisements that they have room for."""
    body = f'<div class="{name}"><div class="{name}">{TEXT}</div></div>'
    assert "Ivo Marten" in _read(f"{HEADLINE}{body}", tmp_path).text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:content_tier" content="metered">',
        '<meta name="article:content_tier" content="paid">',
        '<meta name="paid-content" content="true">',
    ],
)
def test_what_subscribers_pay_for_is_reporting(tmp_path: Path, head: str) -> None:
    """An article for subscribers is the outlet's own."""
    found = _read(f"<article>{HEADLINE}{TEXT}</article>", tmp_path, head)
    assert found.metadata.unpublished is None
