from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sources.article import Page
from sources.cleaning.partial import FOR_SUBSCRIBERS, without_notice
from sources.errors import Refusal
from sources.files import SourceFile
from sources.reading import read

START = "The harbour bridge of Kelmar will close for nine weeks, the port authority said."


@pytest.mark.parametrize(
    ("text", "left", "part"),
    [
        (f"{START} Buses will… [+1834 chars]", f"{START} Buses will…", "1834 more characters"),
        (f"{START} [&hellip;]".replace("&hellip;", "…"), START, "an excerpt"),
        (f"{START}\n\nSubscribe to continue reading", START, FOR_SUBSCRIBERS),
        (f"{START}\n\nTo continue reading this article, please log in.", START, FOR_SUBSCRIBERS),
        (f"{START}\n\nThis article is for subscribers only.\n\nFrom $1", START, FOR_SUBSCRIBERS),
        (f"{START}\n\nDieser Artikel ist nur für Abonnenten.", START, FOR_SUBSCRIBERS),
        (f"{START}\n\nこの記事は有料会員限定です。残り1234文字", START, FOR_SUBSCRIBERS),
        *(
            (f"{START}\n\n{notice}", START, FOR_SUBSCRIBERS)
            for notice in (
                *("Members only", "Unlock this article", "Keep reading for $1", "Premium article"),
                *("Réservé aux abonnés", "Artikel nur für Abonnenten", "Articolo per gli abbonati"),
                *("Conteúdo exclusivo para assinantes", "Dit artikel is alleen voor abonnees"),
            )
        ),
        (f"{START}\n\nRead the full story at courier.example", START, "the whole is elsewhere"),
    ],
)
def test_what_is_only_a_part_is_known(text: str, left: str, part: str) -> None:
    """The notice that a text is cut off is not its text; what it says is kept."""
    kept, found = without_notice(text)
    assert kept == left
    assert found is not None
    assert found.startswith(part)


@pytest.mark.parametrize(
    "text",
    [
        START,
        f"{START}\n\n“You must subscribe to read the full article,” Blix said of the new rule.",
        f"{START}\n\nAnd then…",
        f"{START}\n\nSubscribe to our newsletter",
        f"{START}\n\nOnly members of the council may read the report.",
        f"{START}\n\nLog in",
        f"{START} " * 40 + "\n\nSubscribe to continue reading",
    ],
)
def test_a_whole_text_is_not_taken_for_a_part(text: str) -> None:
    """Quoted words, ellipses, other offers and long texts are nobody's teaser."""
    assert without_notice(text) == (text, None)


def _page(folder: Path, name: str, content: str) -> Page | Refusal:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    (found,) = read(SourceFile(path, folder))
    return found


def _html(linked: dict[str, object], body: str) -> str:
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    return f"<html><head><title>Bridge</title>{script}</head><body><h1>Bridge</h1>{body}</body>"


LIMITED: dict[str, Any] = {
    "@type": "NewsArticle",
    "isAccessibleForFree": False,
    "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"},
}


def test_a_teaser_of_a_paywall_is_a_part_and_a_saved_article_is_not(tmp_path: Path) -> None:
    """schema.org's isAccessibleForFree tells, unless the part for subscribers is on the page."""
    teaser = _page(tmp_path, "a.html", _html(LIMITED, f"<article><p>{START}</p></article>"))
    assert isinstance(teaser, Page)
    assert teaser.metadata.part == FOR_SUBSCRIBERS
    body = f'<article><p>{START}</p><div class="x paid">{f"<p>{START}</p>" * 6}</div></article>'
    whole = _page(tmp_path, "b.html", _html(LIMITED, body))
    assert isinstance(whole, Page)
    assert whole.metadata.part is None


def test_a_page_of_teasers_is_refused_as_a_list(tmp_path: Path) -> None:
    """The front page of an outlet is no article; one that links to others at its end is."""
    teasers = "".join(
        f'<div><h3><a href="/{n}">Story {n} of the day in Kelmar</a></h3><p>{n}: {START}</p></div>'
        for n in range(8)
    )
    head = '<head><meta property="og:type" content="website"><title>Courier</title></head>'
    found = _page(tmp_path, "list.html", f"<html>{head}<body><main>{teasers}</main></body></html>")
    assert isinstance(found, Refusal)
    assert "list of 8 articles" in found.reason
    text = "".join(f"<p>On day {n} of the works, {START.lower()}</p>" for n in range(20))
    page = f"<html>{head}<body><article><h1>Bridge</h1>{text}</article>{teasers}</body></html>"
    assert isinstance(_page(tmp_path, "article.html", page), Page)


@pytest.mark.parametrize(
    "entries",
    [
        "<p class='n'><i>0{n}.04.2026</i> <a href='/{n}'><b>News {n} of the town, which is of more"
        " than passing interest</b></a><br>{t}</p>",
        "<dt><a href='/{n}'>News {n} of the town</a></dt><dd>{t}</dd>",
        "<h2><a href='/{n}'>News {n} of the town</a></h2><p>{t}</p>",
        "<div itemprop='blogPost' itemtype='https://schema.org/BlogPosting'><p>{t}</p>"
        "<a href='/{n}'>News {n}</a></div>",
    ],
)
def test_a_list_of_any_markup_is_refused(entries: str, tmp_path: Path) -> None:
    """Each entry has a link of its own, and a summary beside it."""
    listed = "".join(entries.format(n=n, t=f"{n}: {START}") for n in range(1, 8))
    found = _page(tmp_path, "list.html", f"<html><body><h1>News</h1>{listed}</body></html>")
    assert isinstance(found, Refusal)
    assert "list of" in found.reason


def test_the_offer_of_a_paywall_is_left_out(tmp_path: Path) -> None:
    """Its box is known by its short texts around a link, in every language."""
    box = (
        "<div class='q'><h3>Contenuto per abbonati</h3><p>Da 1 € al mese. Disdici quando vuoi.</p>"
        "<ul><li>L’archivio dal 1887</li></ul><a href='/abbonati'>Abbonati</a></div>"
    )
    data = '{"@type": "NewsArticle", "headline": "Ponte", "isAccessibleForFree": false}'
    head = f'<script type="application/ld+json">{data}</script>'
    inside = f"<article><h1>Ponte</h1><p>{START}</p><p>{START[:-1]} again.</p>{box}</article>"
    page = _page(tmp_path, "wall.html", f"<html><head>{head}</head><body>{inside}</body></html>")
    assert isinstance(page, Page)
    assert START in page.text
    assert "abbona" not in page.text
    assert page.metadata.part


WORDS = 13 * len(START.split())


@pytest.mark.parametrize(
    ("stated", "times", "is_part"),
    [
        ({"wordCount": WORDS}, 13, False),
        ({"wordCount": f"{WORDS:,}"}, 13, False),
        ({"wordCount": WORDS}, 4, True),
        ({"wordCount": "unknown"}, 1, True),
        ({"articleBody": START * 13}, 13, False),
        ({"articleBody": START * 2}, 2, True),
        ({"hasPart": {**LIMITED["hasPart"], "cssSelector": "#paid"}}, 13, False),
        ({"hasPart": LIMITED["hasPart"], "wordCount": WORDS}, 5, True),
        ({}, 2, True),
    ],
)
@pytest.mark.parametrize("line", ["", "<p>Subscribe to continue reading</p>"])
def test_the_stated_length_decides_whether_an_article_is_whole(
    line: str, stated: dict[str, object], times: int, is_part: bool, tmp_path: Path
) -> None:
    """A subscriber may have saved it. Then it is whole, whatever else the page states."""
    texts = "".join(f"<p>{START[:-1]} {n}.</p>" for n in range(times))
    body = f'<article><div id="paid" class="paid">{texts}</div>{line}</article>'
    linked = {"@type": "NewsArticle", "isAccessibleForFree": False, **stated}
    page = _page(tmp_path, "a.html", _html(linked, body))
    assert isinstance(page, Page)
    assert bool(page.metadata.part) is is_part
    assert page.text.count(START[:-1]) == times
    assert "Subscribe" not in page.text


def test_offers_in_menus_say_nothing_about_the_article(tmp_path: Path) -> None:
    """Sites offer subscriptions and a login above all of their articles."""
    menu = "<header><a href='/s'>Premium articles</a><p>Subscribe to read all articles</p></header>"
    page = _page(tmp_path, "a.html", f"<html><body>{menu}{_html({}, f'<p>{START}</p>' * 3)}")
    assert isinstance(page, Page)
    assert page.metadata.part is None


@pytest.mark.parametrize(
    ("end", "is_part"),
    [
        ("", False),
        ("<p>Subscribe to continue reading</p>", True),
        ("<p>The harbour master said on Tuesday that the bridge of Kelmar would be the…</p>", True),
        (
            "<p>The harbour master said on Tuesday that the bridge of Kelmar would be closed for"
            " longer than the</p>",
            True,
        ),
    ],
)
def test_an_article_for_subscribers_is_whole_unless_something_is_missing(
    end: str, is_part: bool, tmp_path: Path
) -> None:
    """All pages of a newsroom's own system state that they are for subscribers."""
    linked: dict[str, object] = {"@type": "NewsArticle", "isAccessibleForFree": False}
    texts = "".join(f"<p>{START[:-1]} {n}.</p>" for n in range(4))
    page = _page(tmp_path, "a.html", _html(linked, f"<article>{texts}{end}</article>"))
    assert isinstance(page, Page)
    assert bool(page.metadata.part) is is_part
