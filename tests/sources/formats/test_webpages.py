from __future__ import annotations

import io
import json
import logging
from datetime import date
from pathlib import Path

import pytest
import trafilatura

from sources.article import Page
from sources.cleaning.cleaner import removals
from sources.cleaning.retention import Retention
from sources.errors import Unreadable
from sources.formats.page_cost import MAX_CHARACTERS, MAX_DEPTH, MAX_ELEMENTS, MAX_TABLES
from sources.formats.webpages import read_webpage

BODY = """<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article>
<h1>Naru Rail wins order for night trains</h1>
<figure><img src="a.jpg"><figcaption>A night train in Tashkent on Friday.</figcaption></figure>
<p>Naru Rail will build 24 sleeping cars for the Uzbek railway, the ministry said in Seoul.</p>
<h3>Delivery</h3>
<p>The first cars are due in 2027, and the last<br>of them a year later, officials said.</p>
</article><aside>Most read: ten hotels</aside>
<footer>Copyright 2021 Steppe Courier. All rights reserved.</footer></body>"""


def _read(page: str | bytes, folder: Path) -> Page:
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    with path.open("rb") as stream:
        assert isinstance(stream, io.BufferedReader)
        (found,) = read_webpage(stream, "/page.html")
    return found


def _page(head: str = "", attributes: str = "") -> str:
    return f"<!doctype html><html {attributes}><head>{head}</head>{BODY}</html>"


def test_the_article_is_kept_in_blocks_and_the_page_around_it_is_not(tmp_path: Path) -> None:
    """Headings, paragraphs and captions are blocks; navigation, asides and footers are gone."""
    blocks = _read(_page(), tmp_path).text.split("\n\n")
    assert blocks == [
        "Naru Rail wins order for night trains",
        "A night train in Tashkent on Friday.",
        "Naru Rail will build 24 sleeping cars for the Uzbek railway, the ministry said in Seoul.",
        "Delivery",
        "The first cars are due in 2027, and the last\nof them a year later, officials said.",
    ]


def test_a_caption_below_the_headline_leaves_nothing_in_the_title(tmp_path: Path) -> None:
    """The mark that keeps its place is not put into the headline."""
    page = (
        f"<html><body><header>{BODY.partition('<article>')[2].replace('</h1>', '</h1></header>')}"
    )
    assert _read(page, tmp_path).metadata.title == "Naru Rail wins order for night trains"


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<link rel="canonical" href="https://steppe.example/2024/06/14/trains">',
        '<meta property="article:modified_time" content="2024-06-14">',
        '<meta name="copyright" content="2023">',
        '<meta property="article:published_time" content="03/04/2024">',
    ],
)
def test_a_page_that_states_no_day_is_undated(head: str, tmp_path: Path) -> None:
    """No day is taken from an address, a copyright line, a change or an ambiguous statement."""
    assert _read(_page(head), tmp_path).metadata.published is None


LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "S"},
{"@type": ["NewsArticle"], "headline": "Night trains", "datePublished": "2024-06-14T09:00+09:00",
"author": [{"@type": "Person", "name": "Seo Da-eun"}], "publisher": {"name": "Steppe Courier"},
"inLanguage": "en"}]}</script>"""


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-06-14T09:00:00+09:00">',
        '<meta name="DC.date.issued" content="2024-06-14">',
        '<meta itemprop="datePublished" content="June 14, 2024">',
        LINKED,
        '<meta name="date" content="soon">' + LINKED,
    ],
)
def test_a_stated_day_is_taken(head: str, tmp_path: Path) -> None:
    """Meta tags and linked data state the day; a useless statement does not hide a good one."""
    assert _read(_page(head), tmp_path).metadata.published == date(2024, 6, 14)


@pytest.mark.parametrize(("status", "reason"), [("draft", "draft"), ("publish", None)])
def test_the_class_of_a_post_states_whether_it_is_published(
    status: str, reason: str | None, tmp_path: Path
) -> None:
    """WordPress gives a preview the same page as a published post."""
    post = f'class="post-9 post type-post status-{status} hentry"'
    assert _read(_page(attributes=post), tmp_path).metadata.unpublished == reason


def test_the_only_time_of_the_article_is_its_day(tmp_path: Path) -> None:
    """One marked-up time in the article is its day; two different ones are two too many."""
    one = _page().replace("<h3>", '<time datetime="2024-06-14T09:00">14 June</time><h3>')
    two = one.replace("<h3>", '<time datetime="2024-06-15">15 June</time><h3>')
    assert _read(one, tmp_path).metadata.published == date(2024, 6, 14)
    assert _read(two, tmp_path).metadata.published is None


def test_what_the_page_states_about_itself_is_taken(tmp_path: Path) -> None:
    """Linked data, Open Graph, the canonical link and the language are read."""
    head = LINKED + '<link rel="canonical" href="https://steppe.example/a">'
    metadata = _read(_page(head, 'lang="en-GB"'), tmp_path).metadata
    assert metadata.title == "Night trains"
    assert metadata.outlet == "Steppe Courier"
    assert metadata.authors == ("Seo Da-eun",)
    assert metadata.url == "https://steppe.example/a"
    assert metadata.language == "en"


def test_the_outlet_is_cut_from_the_title(tmp_path: Path) -> None:
    """A title that ends in the outlet's name is a title and an outlet."""
    head = (
        '<meta property="og:title" content="Night trains | Steppe Courier">'
        '<meta property="og:site_name" content="Steppe Courier">'
    )
    assert _read(_page(head), tmp_path).metadata.title == "Night trains"


def test_an_address_is_no_outlet(tmp_path: Path) -> None:
    """Where the page names no outlet, none is made from its address."""
    head = '<link rel="canonical" href="https://www.steppe.example/a">'
    assert _read(_page(head), tmp_path).metadata.outlet is None


def test_a_declared_korean_page_is_read(tmp_path: Path) -> None:
    """A page in EUC-KR that says so is read, its title included."""
    head, body = '<meta charset="euc-kr">', "<h1>열차 수출</h1><p>계약이 체결됐다.</p>"
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    found = _read(page.encode("cp949"), tmp_path)
    assert "계약이 체결됐다." in found.text
    assert found.metadata.title == "열차 수출"


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", "datePublished": {"@value": 5}, "author": 7, "publisher": []}',
        "[" * 100_000,
        '{"@graph": ' * 500 + "1" + "}" * 500,
        "not json",
    ],
    ids=["types", "deep", "graph", "broken"],
)
def test_hostile_linked_data_is_ignored(data: str, tmp_path: Path) -> None:
    """Linked data of odd types or endless depth takes nothing from the article."""
    page = _page(f'<script type="application/ld+json">{data}</script>')
    assert "24 sleeping cars" in _read(page, tmp_path).text


def test_a_deep_page_keeps_its_text(tmp_path: Path) -> None:
    """A page nested deeper than the parser's usual limit loses nothing on the way."""
    page = _page().replace("<article>", "<article>" + "<div>" * 280)
    assert "due in 2027" in _read(page, tmp_path).text


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    """A page without text is refused."""
    with pytest.raises(Unreadable, match="no article"):
        _read("<html><head></head><body><script>x()</script></body></html>", tmp_path)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>a" * (MAX_ELEMENTS + 1), "elements"),
        ("<div>" * 250 + "<p>a</p>" * 5_000, "levels"),
        ("<div>a" * (MAX_DEPTH + 1), "elements inside one another"),
        ("<table><tr><td>a" * (MAX_TABLES + 1), "tables inside one another"),
        ("a " * MAX_CHARACTERS, "characters"),
    ],
    ids=["wide", "deep on the whole", "deep", "tables", "long"],
)
def test_a_page_that_would_cost_minutes_is_refused(tmp_path: Path, page: str, said: str) -> None:
    """Extraction is not begun where size or shape would make it take minutes."""
    with pytest.raises(Unreadable, match=said):
        _read(f"<html><body>{page}", tmp_path)


def test_trafilatura_invents_dates(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The reason not to use its date: a page with a copyright year only gets 1 January from it."""
    trafilatura = pytest.importorskip("trafilatura")
    with caplog.at_level(logging.CRITICAL):
        guessed = trafilatura.bare_extraction(_page(), with_metadata=True).date
    assert guessed == "2021-01-01"
    assert _read(_page(), tmp_path).metadata.published is None


def test_a_very_large_page_is_read_without_comparing(tmp_path: Path) -> None:
    """A live blog has more elements than are compared, and keeps its text all the same."""
    entries = "".join(f"<p>The council met again at stage {n} of it.</p>" for n in range(5_500))
    page = _page().replace("</article>", f"{entries}</article>")
    text = _read(page, tmp_path).text
    assert "due in 2027" in text
    assert "stage 5499 of it" in text


SENTENCES = (
    "The trial of the new screening test began in Kelmar with 412 women, the clinic said.",
    "The results will be sent to each of the women by letter, its head, Ilse Varga, said.",
    "A second round is planned in the spring, when the ward has moved to the harbour.",
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def _article(body: str, head: str = "") -> str:
    return f"<html lang='en'><head>{head}</head><body><h1>Trial begins</h1>{body}</body></html>"


def test_a_figure_that_wraps_the_text_is_not_emptied(tmp_path: Path) -> None:
    """Some systems put the whole article, or a table of it, into a figure."""
    page = _article(f'<main><figure class="content">{PARAGRAPHS}</figure></main>')
    text = _read(page, tmp_path).text
    assert all(sentence in text for sentence in SENTENCES)


@pytest.mark.parametrize("name", ["gallery", "article-body", "post-content"])
def test_gallery_captions_do_not_take_the_place_of_the_article(name: str, tmp_path: Path) -> None:
    """A gallery has more words than the text beside it; both are kept, the text first."""
    caption = "A view of the ward {}, as seen from the harbour of Kelmar on a morning in spring."
    pictures = "".join(
        f'<figure><img src="{n}.jpg"><figcaption>{caption.format(n)}</figcaption></figure>'
        for n in range(40)
    )
    page = _article(f'<div>{PARAGRAPHS}</div><section class="{name}">{pictures}</section>')
    text = _read(page, tmp_path).text
    assert all(sentence in text for sentence in SENTENCES)
    assert text.index(SENTENCES[-1]) < text.index(caption.format(0))
    assert "⟦" not in text


def test_a_page_of_pictures_is_its_captions(tmp_path: Path) -> None:
    """Where a page has captions and no other text, they are the article."""
    pictures = "".join(
        f'<figure><img src="a.jpg"><figcaption>{sentence}</figcaption></figure>'
        for sentence in SENTENCES
    )
    text = _read(_article(f"<article>{pictures}</article>"), tmp_path).text
    assert all(sentence in text for sentence in SENTENCES)


def test_the_text_of_linked_data_is_taken_where_the_page_has_none(tmp_path: Path) -> None:
    """A page that a script fills states its text for machines; a page with text keeps its own."""
    body = " ".join(SENTENCES)
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": '
        f'"{body}"}}</script>'
    )
    empty = _read(_article("<p>Enable JavaScript to read this page.</p>", head), tmp_path)
    assert empty.text == body
    whole = _read(_article(f"<article>{PARAGRAPHS}</article>", head), tmp_path)
    assert SENTENCES[0] in whole.text.split("\n\n")


@pytest.mark.parametrize(
    "comments",
    [
        '<div class="article-comments"><h4>Comments</h4>{}</div>',
        '<section id="reader-comments">{}</section>',
        "<h3>12 comments</h3><div>{}</div>",
        '<div><div itemscope itemtype="https://schema.org/Comment">{}</div></div>',
        '<ol class="commentlist"><li>{}</li></ol>',
    ],
)
def test_comments_of_readers_are_not_the_article(comments: str, tmp_path: Path) -> None:
    """Comments are named, marked up or headed as such."""
    said = "<p>This mayor has lied to all of us since she was elected, and everyone knows.</p>" * 5
    page = _article(f"<article>{PARAGRAPHS}{comments.format(said)}</article>")
    text = _read(page, tmp_path).text
    assert "lied" not in text
    assert SENTENCES[-1] in text


def test_what_is_named_after_comments_and_holds_the_article_stays(tmp_path: Path) -> None:
    """Themes put `comments` among the classes of the whole page."""
    page = (
        f'<html><body><div class="comments"><h1>Trial begins</h1>{PARAGRAPHS}</div></body></html>'
    )
    assert SENTENCES[0] in _read(page, tmp_path).text


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Trial begins | CBC News", ""),
        ("Trial begins - The Courier", '<meta property="og:site_name" content="Courier">'),
        ("Trial begins | Steppe", '<link rel="canonical" href="https://www.steppe.example/a">'),
        ("Steppe Courier: Trial begins", ""),
        ("Trial begins | Health | Courier", '<meta property="og:site_name" content="Courier">'),
    ],
)
def test_the_outlet_is_taken_off_the_headline(title: str, head: str, tmp_path: Path) -> None:
    """By its name, by the page's address, or because the page's own heading lacks it."""
    head += f'<meta property="og:title" content="{title}">'
    assert _read(_article(PARAGRAPHS, head), tmp_path).metadata.title == "Trial begins"


def test_the_time_of_a_change_is_no_publication(tmp_path: Path) -> None:
    """A marked-up time counts only where it is not said to be that of the last change."""
    for time in (
        '<time itemprop="dateModified" datetime="2017-11-27">27/11/2017</time>',
        '<time class="updated-at" datetime="2017-11-27">27/11/2017</time>',
        '<p>Updated: <time datetime="2017-11-27">27/11/2017</time></p>',
    ):
        page = _article(f"<article>{time}{PARAGRAPHS}</article>")
        assert _read(page, tmp_path).metadata.published is None


def test_one_broken_byte_is_replaced_and_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A page that declares UTF-8 is read despite a broken byte."""
    page = _article(f"<article>{PARAGRAPHS}</article>", '<meta charset="utf-8">').encode()
    broken = page.replace(b"began in", b"began\xe4 in", 1)
    assert "began� in Kelmar" in _read(broken, tmp_path).text
    assert "invalid bytes in its UTF-8: 1" in caplog.text


def test_an_outlet_is_no_author(tmp_path: Path) -> None:
    """Neither the outlet, nor its staff, nor an organisation wrote the article as a person."""
    head = (
        '<meta property="og:site_name" content="Steppe Courier"><script type="application/ld+json">'
        '{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Seo Da-eun"}, {"name": '
        '"Steppe Courier Staff"}, {"@type": "NewsMediaOrganization", "name": "Reuters"}]}</script>'
    )
    assert _read(_article(PARAGRAPHS, head), tmp_path).metadata.authors == ("Seo Da-eun",)


def test_a_page_is_extracted_twice_only_if_little_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second extraction costs as much as the first, and most pages do not need it."""
    made: list[bool] = []
    extraction = trafilatura.bare_extraction

    def recorded(*given: object, **options: object) -> object:
        made.append(bool(options["favor_precision"]))
        return extraction(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(trafilatura, "bare_extraction", recorded)
    page = _article(f"<article>{PARAGRAPHS}</article>")
    _read(page, tmp_path)
    assert made == [True]
    other = "".join(f"<p>Form {n}: {SENTENCES[0]}</p>" for n in range(9))
    _read(page.replace("</body>", f"<div class='sidebar'>{other}</div></body>"), tmp_path)
    assert made == [True, True, False]


def test_the_kept_share_of_a_page_is_known(tmp_path: Path) -> None:
    """The running text of the page is counted, and a small share of it is reported as little."""
    page = _article(f"<article>{PARAGRAPHS}</article>")
    found = _read(page, tmp_path)
    assert Retention.of(found, removals(found)).percent == 100
    other = "".join(f"<p>Form {n}: {SENTENCES[0]}</p>" for n in range(9))
    found = _read(page.replace("</body>", f"<div class='sidebar'>{other}</div></body>"), tmp_path)
    retention = Retention.of(found, removals(found))
    assert retention.is_little
    assert retention.removed == (("text around the article", retention.outside),)
    assert {removal.text for removal in removals(found)} == {
        f"Form {n}: {SENTENCES[0]}" for n in range(9)
    }


def test_comments_and_other_stories_are_listed_and_are_not_little_kept(tmp_path: Path) -> None:
    """The count begins with the whole page, and a long thread makes no article short."""
    remarks = "".join(f"<p>Remark {n}: {SENTENCES[0]}</p>" for n in range(40))
    page = _article(f"<article>{PARAGRAPHS}</article>")
    found = _read(page.replace("</body>", f"<div id='comments'>{remarks}</div></body>"), tmp_path)
    listed = removals(found)
    assert [removal.rule for removal in listed] == ["readers' comments"] * 40
    retention = Retention.of(found, listed)
    assert retention.percent < 50
    assert not retention.is_little


def test_a_short_sentence_stays_above_the_pictures_below_it(tmp_path: Path) -> None:
    """The captions of a gallery follow the text above it, however short that is."""
    figures = "".join(
        f"<figure><img><figcaption>Ward {n} of the clinic on Friday.</figcaption></figure>"
        for n in (1, 2)
    )
    page = _article(f"<article>{PARAGRAPHS}<p>Yes, said Varga.</p><div>{figures}</div></article>")
    blocks = _read(page, tmp_path).text.split("\n\n")
    captions = [f"Ward {n} of the clinic on Friday." for n in (1, 2)]
    assert blocks[-4:] == [SENTENCES[-1], "Yes, said Varga.", *captions]


def test_an_article_in_an_aside_is_kept(tmp_path: Path) -> None:
    """An aside with most of the running text of its page is not beside the article."""
    first, rest = PARAGRAPHS.split("</p>", 1)
    found = _read(_article(f"{first}</p><aside class='article-body'>{rest}</aside>"), tmp_path)
    assert {*SENTENCES} <= {*found.text.split("\n\n")}


def test_an_article_only_in_the_state_of_its_page_is_read(tmp_path: Path) -> None:
    """A page that scripts build shows its furniture, and no text, without them."""
    text = "The bridge of Kelmar will be repaired, the council said, in the summer months. " * 3
    state = json.dumps({"post": {"title": "Bridge", "body": f"<p>{text}</p>"}})
    page = (
        "<html><head><title>Bridge | Courier</title></head><body><header>News Sport</header><main>"
        "<div>Loading…</div></main><p>This site stores files on your device. By going on you agree "
        "to it and to all that follows from it.</p>"
        f'<script type="application/json">{state}</script></body></html>'
    )
    assert _read(page, tmp_path).text == text.strip()
    shown = page.replace(
        "<div>Loading…</div>", f"<article><h1>Bridge</h1><p>{text} Yes.</p></article>"
    )
    assert " Yes." in _read(shown, tmp_path).text


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("<div>Published 13 February 2024</div>", date(2024, 2, 13)),
        ("<p>By Jane Doe | February 13, 2024</p>", date(2024, 2, 13)),
        ("<span>입력</span> <span>2024.02.13. 오전 8:30</span>", date(2024, 2, 13)),
        (
            "<p>13. Februar 2024</p><p>Zuletzt aktualisiert am 14. Februar 2024</p>",
            date(2024, 2, 13),
        ),
        (
            "<div>Published</div><div>13 February 2024</div><div>Updated</div><div>14 February 2024"
            "</div>",
            date(2024, 2, 13),
        ),
        ("<div>Updated</div><div>14 February 2024</div>", None),
        ("<p>Fenella Strake, Tuesday 13 February 2024</p>", date(2024, 2, 13)),
        ("<p>2024.02.13. 오전 8:30수정2024.02.14.</p>", date(2024, 2, 13)),
        ("<p>Jane Doe, reporting since 3 March 2024</p><p>13 February 2024 in Varnby</p>", None),
        ('<div class="last-modified">14 February 2024</div>', None),
        ("<p>04/05/2024</p>", None),
        ("<ul><li>3 March 2024</li><li>4 March 2024</li></ul>", None),
    ],
)
def test_a_date_that_is_only_shown_dates_the_page(
    shown: str, day: date | None, tmp_path: Path
) -> None:
    """It is near the headline. The date of a change and one of several dates do not count."""
    page = _article(f"{shown}{PARAGRAPHS}")
    assert _read(page, tmp_path).metadata.published == day


def test_the_day_of_a_masthead_is_no_publication(tmp_path: Path) -> None:
    """It is the day on which somebody saved the page."""
    masthead = "<body><header>Tuesday, 13 February 2024</header>"
    page = _article(PARAGRAPHS).replace("<body>", masthead)
    assert _read(page, tmp_path).metadata.published is None


TOLD = "".join(
    f"<p>{said} of the harbour, the council of Varnby said on Monday.</p>"
    for said in (
        "A third of the sheds belong to the company that runs the ferries",
        "Nobody has asked the fishermen what they think of the new quay",
        "The crane of 1911 is to stay where it has always stood, at the mouth",
    )
)


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("<div>Harbour <time>13 February 2024</time> 18 204 views</div>", date(2024, 2, 13)),
        ("<p>令和6年2月13日付　第2418号</p>", date(2024, 2, 13)),
        ("<p>News</p><p>Sport</p><p>Tuesday, 13 February 2024</p>", None),
    ],
)
def test_a_date_above_the_headline_in_the_box_of_the_article_is_its_day(
    above: str, day: date | None, tmp_path: Path
) -> None:
    """The box is the smallest one with the headline and the text. A menu in it is the site's."""
    head = "<title>Crane stays at the harbour - Varnby Post</title>"
    banner = "<h1><a href='/'>Varnby Post</a></h1><p>Friday, 1 March 2024</p>"
    box = f"<div>{above}<h2>Crane stays at the harbour</h2><div>{TOLD}</div></div>"
    page = f"<html><head>{head}</head><body>{banner}{box}</body></html>"
    assert _read(page, tmp_path).metadata.published == day


FRENCH = "".join(
    f"<p>{said} du port, a dit le conseil de Varnby lundi.</p>"
    for said in (
        "Un tiers des hangars appartient à la compagnie qui exploite les bacs",
        "Personne n'a demandé aux pêcheurs ce qu'ils pensent du nouveau quai",
    )
)


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        *(("fr", FRENCH, date(2024, 5, 4)), ("fr_FR", FRENCH, date(2024, 5, 4))),
        *(("fr", TOLD, None), ("", FRENCH, None), ("en-GB", TOLD, None), ("fr-CA", FRENCH, None)),
    ],
)
def test_a_date_in_figures_is_read_in_the_order_of_the_language_of_the_page(
    lang: str, text: str, day: date | None, tmp_path: Path
) -> None:
    """The page declares the language, and its text is in it. English has both orders."""
    page = f"<html lang='{lang}'><body><h1>Varnby</h1><p>Publié le 04/05/2024 à 06h30</p>{text}"
    assert _read(page, tmp_path).metadata.published == day


PUDDLE = "They promised us a river and sold us a puddle with an invoice."


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        (f"<figure><blockquote><p>{PUDDLE}</p></blockquote></figure>", [PUDDLE]),
        (f"<figure><img src='a'><blockquote>{PUDDLE}</blockquote></figure>", [PUDDLE]),
        (
            f"<figure><blockquote><p>{PUDDLE}</p></blockquote>"
            "<figcaption>Berit Holmgren, ship chandler</figcaption></figure>",
            [PUDDLE, "Berit Holmgren, ship chandler"],
        ),
        (f"<figure><p>{PUDDLE}</p></figure>", [PUDDLE]),
        (
            "<figure><table><tr><td><p>Lock</p></td><td><p>14</p></td></tr>"
            "<tr><td>Basin</td><td>9</td></tr></table></figure>",
            ["Lock | 14", "Basin | 9"],
        ),
        (f"<p>“{PUDDLE}” she said.</p><figure><blockquote>{PUDDLE}</blockquote></figure>", []),
        ("<figure><div><p>Play the video</p></div></figure>", []),
    ],
)
def test_a_figure_without_a_picture_belongs_to_the_text(figure: str, kept: list[str]) -> None:
    """Its quotation, table or paragraph is kept, unless the text has the quotation already."""
    told = [f"The council of Kelmar paid for {n} dredgers that never came." for n in range(2, 8)]
    paragraphs = [f"<p>{text}</p>" for text in told]
    text = "".join([*paragraphs[:3], figure, *paragraphs[3:]])
    data = f"<article><h1>River</h1>{text}</article>".encode()
    (page,) = read_webpage(io.BytesIO(data), "page.html")
    blocks = [block for block in page.text.split("\n\n") if block not in (*told, "River")]
    assert [block for block in blocks if "she said" not in block] == kept


def test_a_malformed_address_is_no_failure() -> None:
    """The page of it is read as any other."""
    told = "The council of Kelmar voted on Monday to repair the bridge across the river."
    address = (
        '<link rel="canonical" href="https://[/bridge"><meta property="og:site_name" content="A">'
    )
    data = f"<html><head>{address}</head><body><article><h1>Bridge</h1><p>{told}</p>".encode()
    (page,) = read_webpage(io.BytesIO(data), "page.html")
    assert told in page.text


def test_a_date_that_is_that_of_the_change_gives_way_to_the_one_shown(tmp_path: Path) -> None:
    """Some pages state the day of their last change as their date."""
    metas = (
        '<meta property="article:modified_time" content="2024-02-14T09:00:00Z">'
        '<meta name="date" content="2024-02-14">'
    )
    shown = "<div>Published 13 February 2024, updated 14 February 2024</div>"
    page = _article(f"{shown}{PARAGRAPHS}").replace("<head>", f"<head>{metas}")
    assert _read(page, tmp_path).metadata.published == date(2024, 2, 13)
    page = _article(PARAGRAPHS).replace("<head>", f"<head>{metas}")
    assert _read(page, tmp_path).metadata.published == date(2024, 2, 14)
