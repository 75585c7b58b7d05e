from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from sources.article import Page
from sources.files import SourceFile
from sources.formats.page_authors import shown_authors
from sources.reading import read

HEADLINE = "Council of Varnby decides on its harbour"
TEXT = "<p>The council of Varnby has decided on its plan for the harbour, the mayor said.</p>"
TEASER = "<div class=card><h3>Ferry lost</h3><span class=author>Erik Lund</span></div>"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<p class=by>Fenella Strake, Wednesday 5 July 2023</p>", ["Fenella Strake"]),
        ("<p><a href='/author/7'>Ann Lee</a> | 3 May 2024</p>", ["Ann Lee"]),
        ("<div>The Courier <span class=auteur>Élodie Garance</span></div>", ["Élodie Garance"]),
        (
            "<p>By <a rel=author href=/a>Ann Lee</a> and <a rel=author href=/b>Bo Hall</a></p>",
            ["Ann Lee", "Bo Hall"],
        ),
        (
            "<p class=meta>Von Friederike Amsel · 11. Februar 2023 · 4 Minuten</p>",
            ["Friederike Amsel"],
        ),
        ("<small>June 3rd, 2014 by Desmond Okafor-Lane</small>", ["Desmond Okafor-Lane"]),
        ("<p>Submitted by Hester Quill on Thu, 11/02/2023 - 08:15</p>", ["Hester Quill"]),
        ("<div>2011년 04월 15일 (금) 09:12:40 공형택 기자 gong@paper.example</div>", ["공형택"]),
        ("<p class=writer>高梨 澄子</p>", ["高梨 澄子"]),
        ("<p>2026-04-08 08:12 来源：江口晚报 作者：林岚</p>", ["林岚"]),
        ("<p class=author>Our web team</p>", []),
        ("<p class=author><img src=a.jpg></p>", []),
        ("<p>Reading time: 4 minutes</p>", []),
        ("<p>Photo: Ann Lee</p>", []),
        ("<div class=byline>Words: Jon Wry | Photos: Mia Eke</div>", ["Jon Wry"]),
        ("<p>By Jon Wry, photos by Mia Eke</p>", ["Jon Wry"]),
        ("<p class=author>Text: Jon Wry, Fotos: Mia Eke</p>", ["Jon Wry"]),
        ("<p class=author><b>Jon Wry</b><i>Correspondent</i></p>", ["Jon Wry"]),
        ("<p>June 3rd, 2014 by Jon Wry in <a href=/news>News</a></p>", ["Jon Wry"]),
        (
            "<p>By <a rel=author>Mar Tordera</a> and <a rel=author>Sam Wry</a>, 3 May 2024</p>",
            ["Mar Tordera", "Sam Wry"],
        ),
        ("<p>Edited by Jon Wry</p>", []),
        ("<p>08:41 来源：江口晚报 记者：林岚 字号：大 中 小 我要评论(5)</p>", ["林岚"]),
        ("<p>记者　林岚　白露</p>", ["林岚", "白露"]),
        ("<p class=meta>By Ottoline Baird-<br>Whitmore</p>", ["Ottoline Baird-Whitmore"]),
    ],
)
def test_people_between_the_headline_and_the_text_are_its_authors(
    byline: str, names: list[str]
) -> None:
    """The page's markup says who they are, or a label; teasers of other articles do not count."""
    body = f"<body>{TEASER}<h1>{HEADLINE}</h1>{byline}{TEXT}{TEASER}"
    tree = html.document_fromstring(f"<title>{HEADLINE}</title>{body}")
    assert list(shown_authors(tree, [HEADLINE])) == names


STANDFIRST = "The mayor, who had opposed the plan for years, praises the vote as a fresh start."


@pytest.mark.parametrize("standfirst", ["<p class=dek>{}</p>", "<h2>{}</h2>", "<p><b>{}</b></p>"])
def test_a_standfirst_above_the_byline_is_not_the_text(standfirst: str) -> None:
    """No other running text of the page is marked up as it is."""
    body = f"<h1>{HEADLINE}</h1>{standfirst.format(STANDFIRST)}<div>By Jon Wry</div>{TEXT}{TEXT}"
    tree = html.document_fromstring(f"<body>{body}")
    assert shown_authors(tree, [HEADLINE]) == ("Jon Wry",)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{STANDFIRST}</p><p>By Jon Wry</p>{TEXT}",
        f"<p class=only>{STANDFIRST}</p><div>By Jon Wry</div>",
        f"<p class=lead>{STANDFIRST}</p><h3>Ferry lost</h3><div>By Jon Wry</div>{TEXT}",
    ],
)
def test_a_name_below_the_first_paragraph_is_not_the_author(body: str) -> None:
    """It is a paragraph like the others, or the whole text, or another story follows it."""
    tree = html.document_fromstring(f"<body><h1>{HEADLINE}</h1>{body}")
    assert shown_authors(tree, [HEADLINE]) == ()


@pytest.mark.parametrize(
    ("author", "line", "names"),
    [
        ("Jon Wry", "Coast Ledger, Jon Wry, 3 May 2024", ["Jon Wry"]),
        ("wry, Mia Eke", "3 May 2024 | wry und Mia Eke", ["wry", "Mia Eke"]),
        ("Webmaster Joe", "3 May 2024", []),
    ],
)
def test_a_stated_author_counts_if_the_page_shows_the_name_near_its_headline(
    author: str, line: str, names: list[str]
) -> None:
    """Other names in the head are often those of an account or of a supplier."""
    head = f"<head><meta name=content_author content='{author}'></head>"
    tree = html.document_fromstring(f"{head}<body><h1>{HEADLINE}</h1><p>{line}</p>{TEXT}")
    assert list(shown_authors(tree, [HEADLINE])) == names


def test_a_page_without_its_headline_names_nobody() -> None:
    """Somebody named elsewhere on the page may have written something else."""
    tree = html.document_fromstring(f"<body><h1>{HEADLINE}</h1><p class=author>Ann Lee</p>{TEXT}")
    assert shown_authors(tree, ["Ferry lost", ""]) == ()


@pytest.mark.parametrize(
    ("below", "head", "names"),
    [
        (
            "<div class=author-bio><p>Finn Marsh is a reporter at the Gazette. He covers fires and "
            "bread. He has won a prize.</p></div>",
            "",
            (),
        ),
        (
            "<div class=author-box><p>Jon Wry is the Post's nature correspondent. He lives in "
            "Fell.</p></div>",
            "",
            (),
        ),
        ("<div class=author>Jon Wry</div>", "", ("Jon Wry",)),
        ("", '<meta name=author content="Jon Wry">', ("Jon Wry",)),
        ("", '<meta name=author content="Coast Ledger Staff">', ()),
        ("", '<meta name=author content="Words: Jon Wry, Photos: Mia Eke">', ("Jon Wry",)),
    ],
)
def test_a_name_is_an_author_if_the_page_states_it_or_shows_it_as_a_byline(
    below: str, head: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    """A biography below the article is running text, and staff are nobody in particular."""
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><article><h1>{HEADLINE}</h1>"
        f"{TEXT * 3}</article>{below}</body></html>"
    )
    (page,) = read(SourceFile(path, tmp_path))
    assert isinstance(page, Page)
    assert page.metadata.authors == names
