from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Citation
from index.intake import message
from sources.article import UNKNOWN_TIME, Article, BlockKind, Page
from sources.cleaning.cleaner import clean
from sources.files import SourceFile
from sources.language.time_phrases import time_phrases
from sources.reading import read

OPENING = "The mayor of Varnby will open the bridge tomorrow, the town said in a short note."
CLOSING = "The bridge of Varnby will be closed tomorrow for a test of the new cables, it said."
ENTRIES = (("2024-08-30T09:00:00Z", CLOSING), ("2024-08-26T09:00:00+02:00", OPENING))
INTRODUCTION = (
    "Follow the works on the bridge of Varnby here. The town has built it for nine years, and it is"
    " to carry the new tram to the harbour as well."
)


def _read(page: str, folder: Path) -> Article:
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    (found,) = read(SourceFile(path, folder))
    assert isinstance(found, Page)
    line = message.message_line(found)
    assert message.message_of(line) == found
    return clean(found)


def _linked(bodies: bool) -> str:
    updates = [
        {"@type": "BlogPosting", "datePublished": time, **({"articleBody": text} if bodies else {})}
        for time, text in ENTRIES
    ]
    blog = {"@type": "LiveBlogPosting", "headline": "Bridge", "datePublished": "2024-08-26"}
    data = json.dumps({**blog, "liveBlogUpdate": updates})
    return f'<script type="application/ld+json">{data}</script>'


def _marked(attributes: str) -> str:
    entries = "".join(
        f'<div {attributes}><time datetime="{time}">11:00</time><p>{text}</p>'
        "<span>Share</span></div>"
        for time, text in ENTRIES
    )
    return f"<article><h1>Bridge</h1><p>{INTRODUCTION}</p>{entries}</article>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (_linked(bodies=True), "<h1>Bridge</h1>"),
        (_linked(bodies=True), _marked('class="x"')),
        (_linked(bodies=False), _marked('class="liveblog-entry"')),
        (_linked(bodies=False), _marked('itemprop="liveBlogUpdate"')),
        ("<title>Bridge - live</title>", _marked('class="live-blog-post"')),
        ("<title>Live: bridge</title>", _marked('class="block post"')),
    ],
)
def test_tomorrow_is_the_tomorrow_of_the_entry(head: str, body: str, tmp_path: Path) -> None:
    """Each entry is dated by its own time, which its citation carries."""
    article = _read(f"<html lang='en'><head>{head}</head><body>{body}</body></html>", tmp_path)
    assert "Share" not in article.text
    found = {
        phrase.period.first
        for phrase in time_phrases(article)
        if phrase.period and article.text[phrase.start : phrase.end] == "tomorrow"
    }
    assert found == {date(2024, 8, 31), date(2024, 8, 27)}
    start = article.text.index(OPENING)
    span = article.span(start, start + 9)
    citation = Citation.of(article, span, span, 1)
    assert (citation.published, citation.clock) == (date(2024, 8, 26), "09:00 +02:00")


def test_a_caption_in_an_entry_is_cited_as_one(tmp_path: Path) -> None:
    """It is not the outlet's own text, and it has the entry's time."""
    told = "Protesters stood outside the town hall on Thursday evening."
    entries = "".join(
        f'<div itemprop="liveBlogUpdate"><time datetime="2025-02-20T{hour}:10:00Z">{hour}.10</time>'
        f"<p>The debate in the town hall has now lasted for {hour} hours.</p>{figure}</div>"
        for hour, figure in (
            (21, ""),
            (19, f"<figure><img><figcaption>{told}</figcaption></figure>"),
        )
    )
    head = "<title>Council vote - as it happened</title>"
    article = _read(f"<html lang='en'><head>{head}</head><body>{entries}</body></html>", tmp_path)
    start = article.text.index(told)
    span = article.span(start, start + len(told))
    citation = Citation.of(article, span, span, 1)
    assert (citation.kind, article.kind_at(start)) == ("caption", BlockKind.CAPTION)
    assert citation.marks == ("caption", f"at {citation.clock}")
    other = article.span(start - 9, start - 5)
    assert Citation.of(article, other, other, 1).kind == ""


def test_what_stands_above_the_entries_is_kept(tmp_path: Path) -> None:
    """The headline and the introduction open the article, and have its own day."""
    head = _linked(bodies=False)
    article = _read(f"<html><head>{head}</head><body>{_marked('class=entry')}</body>", tmp_path)
    assert article.text.startswith(f"Bridge\n\n{INTRODUCTION}\n\n{CLOSING}")
    assert article.published_at(10) == date(2024, 8, 26)


def test_a_page_with_posts_is_no_live_blog(tmp_path: Path) -> None:
    """Dated boxes on a page that does not call itself live are no entries."""
    page = f"<html><head><title>Bridge</title></head><body>{_marked('class=post')}</body></html>"
    assert all(not block.dated for block in _read(page, tmp_path).blocks)


def test_buttons_of_all_entries_are_left_out(tmp_path: Path) -> None:
    """What most entries have in common is no part of them."""
    share = "<p>View more options to share this</p></div>"
    page = _linked(bodies=False) + _marked('class="liveblog-entry"').replace("</div>", share)
    third = '<div class="liveblog-entry"><time datetime="2024-08-31T09:00Z">9</time><p>Open.</p>'
    page = page.replace("</article>", f"{third}{share}</article>")
    text = _read(f"<html>{page}</html>", tmp_path).text
    assert OPENING in text
    assert "View more" not in text


def test_a_blog_is_declared_by_its_attributes(tmp_path: Path) -> None:
    """Its notices and buttons are left out, its introduction and its pinned entry are kept."""
    pinned = "The town asks everybody to stay away from the old bridge until Monday."
    update = 'itemprop="liveBlogUpdate" itemtype="https://schema.org/BlogPosting"'
    entries = "".join(
        f'<div {update}><time datetime="{time}">11:00</time><div><p>{text}</p></div>'
        "<ul><li>Share</li><li>Copy the link</li></ul></div>"
        for time, text in (*ENTRIES, ("2024-08-25T09:00:00Z", CLOSING.replace("bridge", "ferry")))
    )
    article = _read(
        "<div><p>We and our partners store files on this device. You may agree to that.</p></div>"
        '<main itemtype="https://schema.org/LiveBlogPosting"><h1>Bridge</h1>'
        f"<p>{INTRODUCTION}</p><div {update}><p>{pinned}</p></div>{entries}</main>",
        tmp_path,
    )
    assert sum("T" in block.dated for block in article.blocks) == len(ENTRIES) + 1
    assert article.published_at(article.text.index(pinned)) is None
    for text in (INTRODUCTION, pinned, OPENING, CLOSING):
        assert text in article.text
    assert "partners" not in article.text
    assert "Copy" not in article.text


TOLD = (
    "The council voted by nine to four to close the old bridge to lorries from Monday.",
    "“We have no choice,” Mayor Dana Orlova told the chamber, before the vote was taken.",
    "About sixty people stand outside the town hall with banners, and one lane is closed.",
    "The bridge was built in 1931, and it carries nine thousand vehicles on an ordinary day.",
    "Welcome to the live coverage of the vote, which the council expects before the evening.",
)


def _posts(address: str, attributes: str = "", moment: str = "") -> str:
    posts = "".join(
        f'<div {attributes}>{moment.format(n)}<h3><a href="{address.format(n)}">News {n} of it</a>'
        f"</h3><p>{text}</p></div>"
        for n, text in enumerate(TOLD)
    )
    return f"<main><h1>Bridge vote</h1>{posts}</main>"


CANONICAL = '<link rel="canonical" href="https://post.example/live/bridge">'
UPDATE = 'itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"'
MOMENT = '<meta itemprop="datePublished" content="2025-03-0{}T12:00:00Z">'


@pytest.mark.parametrize(
    "page",
    [
        _posts("#entry-{}"),
        CANONICAL + _posts("/live/bridge?post={}"),
        '<div itemscope itemtype="https://schema.org/LiveBlogPosting">'
        + _posts("/live/bridge/{}", UPDATE, MOMENT)
        + "</div>",
    ],
)
def test_entries_that_link_to_themselves_are_not_a_list(page: str, tmp_path: Path) -> None:
    """A page is refused as a list if its headings lead to other pages."""
    text = _read(f"<html><body>{page}</body></html>", tmp_path).text
    assert all(told in text for told in TOLD)


@pytest.mark.parametrize("stated", [1, 2])
def test_no_entry_is_lost_that_linked_data_leaves_out(stated: int, tmp_path: Path) -> None:
    """Linked data often has the latest entries only."""
    updates = [
        {"@type": "BlogPosting", "datePublished": "2025-03-04T12:00:00Z", "articleBody": text}
        for text in TOLD[:stated]
    ]
    data = {"@type": "LiveBlogPosting", "headline": "Bridge vote", "liveBlogUpdate": updates}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    text = _read(f"<html><head>{head}</head><body>{_posts('#e-{}')}</body></html>", tmp_path).text
    assert all(told in text for told in TOLD)


CLOCKS = ("14:05", "1:40 p.m.", "13h10", "12.30 Uhr", "12:00")
TITLED = "<title>Bridge vote live</title>"
ARTICLE = '<meta property="og:type" content="article">'


def _blog(entry: str, head: str = TITLED, around: str = "{}", day: str = "") -> str:
    entries = "".join(
        entry.format(at=at, n=n, text=text, told=text[:20])
        for n, (at, text) in enumerate(zip(CLOCKS, TOLD, strict=True))
    )
    day = f'<meta property="article:published_time" content="{day}">' if day else ""
    return f"{head}{day}<main><h1>Bridge vote</h1>{around.format(entries)}</main>"


@pytest.mark.parametrize(
    "page",
    [
        _blog("<div><span>{at}</span><h3><a href='#p{n}'>News {n}</a></h3><p>{text}</p></div>"),
        _blog("<section><h2>News {n}</h2><p class=at>{at}</p><p>{text}</p></section>"),
        _blog("<li><a href='/2025/03/04/bridge/entry-{n}'>{at}</a><p>{text}</p></li>"),
        _blog("<article><h3><a href='/2025/e-{n}'>N</a></h3><b>{at}</b><p>{text}</p></article>"),
        _blog("<div><a href='/live/bridge/{n}'>{at}</a><p>{text}</p></div>", CANONICAL),
        _blog("<div><b>{at}</b><h3><a href='/n/{n}'>{told}</a></h3><p>{text}</p></div>", ARTICLE),
        _blog("<dt>{at}</dt><dd>{text}</dd>", around="<dl>{}</dl>"),
        _blog("<tr><td>{at}</td><td>{text}</td></tr>", around="<table>{}</table>"),
        _blog("<b>{at}</b> {text}<br><br>", around="<div>{}</div>"),
        _blog("<div class=at>{at}</div><h2>News {n}</h2><p>{text}</p><a href=#{n}>Share</a>"),
    ],
)
def test_entries_are_recognised_by_their_times(page: str, tmp_path: Path) -> None:
    """Every entry is a part with its own time, though nothing declares the page a live blog."""
    article = _read(f"<html><body>{page}</body></html>", tmp_path)
    at = ("14:05", "13:40", "13:10", "12:30", "12:00")
    assert [article.dated_at(article.text.index(text)) for text in TOLD] == [*at]
    assert all(clock not in article.text for clock in CLOCKS)
    start = article.text.index(TOLD[1])
    span = article.span(start, start + 9)
    assert Citation.of(article, span, span, 1).clock == "13:40"


def test_a_time_of_day_is_of_the_day_of_the_page(tmp_path: Path) -> None:
    """An early time after a late one begins the next day."""
    entry = "<div><b>{at}</b><p>{text}</p></div>"
    page = (
        _blog(entry, day="2025-03-04T10:00:00Z").replace("14:05", "00:20").replace("1:40", "9:40")
    )
    article = _read(f"<html>{page}</html>", tmp_path)
    days = [article.dated_at(article.text.index(text)) for text in TOLD[:3]]
    assert days == ["2025-03-05T00:20", "2025-03-04T21:40", "2025-03-04T13:10"]


@pytest.mark.parametrize("other", [0, 60])
def test_a_counted_time_is_that_of_the_entry_if_all_shown_minutes_agree(
    other: int, tmp_path: Path
) -> None:
    """Other numbers of ten digits are identifiers."""
    page = _blog('<div data-timestamp="{n}"><b>{at}</b><p>{text}</p></div>')
    for n, minute in enumerate((65, 40, 10, -30, -60)):
        counted = 1741093200 + 60 * minute + (other if n == 1 else 0)
        page = page.replace(f'stamp="{n}"', f'stamp="{counted}"')
    article = _read(f"<html>{page}</html>", tmp_path)
    dated = [article.dated_at(article.text.index(text)) for text in TOLD]
    assert dated[0] == ("14:05" if other else "2025-03-04T14:05:00Z")
    assert all(one.endswith("Z") is not bool(other) for one in dated)


NAMED = "<li><b>Reader {n}</b> <time datetime='2025-03-04T1{n}:00'>{at}</time><p>{text}</p></li>"
STORY = "<article><h1>Bridge</h1>" + "".join(f"<p>{text} It is so.</p>" for text in TOLD)


@pytest.mark.parametrize(
    "page",
    [
        _blog("<div><h2><a href='/{told}'>It</a></h2><b>{at}</b><p>{text}</p></div>", ""),
        _blog("<div><h2><a href='/{told}'>It</a></h2><b>{at}</b><p>{text}</p></div>"),
        f"{STORY}<h2>How the day went</h2>{_blog('<p><b>{at}</b> {text}</p>', TITLED)}</article>",
        f"<article><h1>Bridge</h1><p>{TOLD[0]}</p></article>{_blog(NAMED, '', '<ul>{}</ul>')}",
    ],
)
def test_timed_boxes_are_not_always_entries(page: str, tmp_path: Path) -> None:
    """Teasers, comments and the timeline of a story have times too."""
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    (found,) = read(SourceFile(path, tmp_path))
    assert not isinstance(found, Page) or not any(turn.dated for turn in found.turns)


NOTE = "The hall of the council has been closed to visitors since nine, a clerk said at the door."


def test_times_below_their_entries_are_theirs(tmp_path: Path) -> None:
    """In boxes, the last entry has a time too. Without boxes it is unclear whose time it is."""
    article = _read(f"<html>{_blog('<div><p>{text}</p><span>{at}</span></div>')}</html>", tmp_path)
    assert [article.dated_at(article.text.index(text)) for text in TOLD][::4] == ["14:05", "12:00"]
    article = _read(f"<html>{_blog('<p>{text}</p><p>{at}</p>')}</html>", tmp_path)
    assert all(text in article.text for text in TOLD)
    assert not any(block.dated for block in article.blocks)


@pytest.mark.parametrize("place", ["between", "below"])
def test_text_without_a_time_is_not_lost_among_entries(place: str, tmp_path: Path) -> None:
    """Its day is unknown. It is not that of the page, which may be another."""
    note = f"<p>{NOTE}</p>" if place == "below" else f"<div><h3>Closed</h3><p>{NOTE}</p></div>"
    page = _blog("<div><b>{at}</b><p>{text}</p></div>")
    before = "</main>" if place == "below" else f"<div><b>{CLOCKS[2]}"
    article = _read(f"<html>{page.replace(before, note + before)}</html>", tmp_path)
    assert article.dated_at(article.text.index(NOTE)) == UNKNOWN_TIME
    assert article.published_at(article.text.index(NOTE)) is None
    assert article.dated_at(article.text.index(TOLD[4])) == "12:00"


RACE = "The third stage begins tomorrow at Tarn Head, its chief Kit Moss says."
WON = "Ada Rigg wins the stage in 41 minutes and will run again tomorrow, she says."
_STARTED = '<meta property="article:published_time" content="2026-04-30T06:00:00Z">'


def _race(before: str, first: str, second: str, title: str = "Fell race: live updates") -> str:
    return (
        f"<html lang='en'><head><title>{title}</title>{_STARTED}</head><body><article>"
        f"<h1>{title}</h1>{before}{first}{second}</article></body></html>"
    )


def _entry(tag: str, time: str, text: str) -> str:
    return f"<{tag}>{time}<p>{text}</p></{tag.split()[0]}>"


@pytest.mark.parametrize(
    ("tag", "first", "second"),
    [
        (
            'li class="ticker-item"',
            '<time datetime="2026-05-02T07:00:00Z">7 am</time>',
            '<time datetime="2026-05-01T21:30:00Z">9.30 pm</time>',
        ),
        (
            'div class="live-blog-post"',
            '<p class="timestamp">2 May 2026, 7:00 am</p><h3>Stage three</h3>',
            '<p class="timestamp">1 May 2026, 9:30 pm</p><h3>Winner</h3>',
        ),
        (
            'li class="stream"',
            "<h3><span>07:00 2 May</span><span>Stage three</span></h3>",
            "<h3><span>21:30 1 May</span><span>Winner</span></h3>",
        ),
        ("section", "<h4>Saturday, 2 May 2026</h4>", "<h4>Friday, 1 May 2026</h4>"),
    ],
)
def test_two_entries_are_enough_for_a_blog(
    tag: str, first: str, second: str, tmp_path: Path
) -> None:
    """The day may be in the markup, in a line of its own, without its year, or a heading."""
    article = _read(_race("", _entry(tag, first, RACE), _entry(tag, second, WON)), tmp_path)
    days = [article.published_at(article.text.index(text)) for text in (RACE, WON)]
    assert days == [date(2026, 5, 2), date(2026, 5, 1)]
    assert ("Stage three" in article.text) is ("Stage three" in first)


def test_the_time_of_an_entry_may_be_only_in_its_attributes(tmp_path: Path) -> None:
    """Seconds since 1970 date an entry that shows no time."""
    first = _entry('div class="liveblog-entry" data-timestamp="1777705200"', "<b>07:00</b>", RACE)
    second = _entry('div class="liveblog-entry" data-timestamp="1777618800"', "", WON)
    article = _read(_race("", first, second), tmp_path)
    days = [article.published_at(article.text.index(text)) for text in (RACE, WON)]
    assert days == [date(2026, 5, 2), date(2026, 5, 1)]


def test_lines_with_a_day_date_the_entries_below_them(tmp_path: Path) -> None:
    """The times below such a line are of its day, which the page's own is not."""
    lines = [
        f"<p>{day}</p>" + _entry('div class="post"', f"<b>{time}</b>", text)
        for day, time, text in (
            ("Saturday, 2 May 2026", "07:00", RACE),
            ("Friday, 1 May 2026", "11:30", WON),
        )
    ]
    article = _read(_race("", *lines), tmp_path)
    stamps = [article.dated_at(article.text.index(text)) for text in (RACE, WON)]
    assert stamps == ["2026-05-02T07:00", "2026-05-01T11:30"]
    assert "Saturday" not in article.text


def test_days_stay_open_if_the_times_of_a_blog_are_unknown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A warning says so, and "tomorrow" is not the day after the page's publication."""
    with caplog.at_level(logging.WARNING):
        article = _read(_race("", f"<p>{RACE}</p>", f"<p>{WON}</p>"), tmp_path)
    assert "were not understood" in caplog.text
    at = article.text.index(RACE)
    assert (article.published_at(at), article.published_at(0)) == (None, date(2026, 4, 30))
    assert article.text.split("\n\n")[1:] == [RACE, WON]
    caplog.clear()
    article = _read(_race("", f"<p>{RACE}</p>", f"<p>{WON}</p>", "Lives of runners"), tmp_path)
    assert article.published_at(article.text.index(RACE)) == date(2026, 4, 30)
    assert not caplog.text


def test_entries_that_linked_data_leaves_out_are_kept(tmp_path: Path) -> None:
    """A page that shows two entries has two, although its data lists one."""
    update = {"@type": "BlogPosting", "datePublished": "2026-05-02T07:00:00Z", "articleBody": RACE}
    data = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [update]})
    posts = [
        f'<li class="x"><article><h3>Stage</h3><div><p>{text}</p></div></article></li>'
        for text in (RACE, WON)
    ]
    head = f'<script type="application/ld+json">{data}</script>'
    article = _read(_race(head, *posts), tmp_path)
    assert {RACE, WON} <= {*article.text.split("\n\n")}


def test_a_correction_below_a_blog_is_part_of_it(tmp_path: Path) -> None:
    """It has no time of its own."""
    note = "Correction: an earlier version of this page called Ada Rigg the winner of 2025."
    page = _race(
        "",
        *(
            _entry('div class="post"', f"<time datetime='2026-05-0{day}T07:00Z'></time>", text)
            for day, text in ((2, RACE), (1, WON))
        ),
    )
    footer = f"</article><footer><p>{note}</p></footer>"
    article = _read(page.replace("</article>", footer), tmp_path)
    assert article.text.endswith(note)
    assert article.dated_at(article.text.index(WON)).startswith("2026-05-01")


def test_a_title_beside_its_time_and_the_standfirst_are_kept(tmp_path: Path) -> None:
    """The title of an entry may be bold beside its time, and the standfirst in any element."""
    entries = "".join(
        f"<dt><time>{at}</time> <strong>{title}</strong></dt><dd><p>{text}</p></dd>"
        for at, title, text in (
            ("19:41", "The bridge is open", OPENING),
            ("18:20", "Nobody is on it", CLOSING),
            ("16:05", "A test of the cables", INTRODUCTION),
        )
    )
    told = "The new bridge of Varnby carried its first tram on Monday afternoon."
    head = f"<header><h1>Bridge of Varnby: live updates</h1><div>{told}</div></header>"
    page = f"<title>Bridge of Varnby: live updates</title><main>{head}<dl>{entries}</dl></main>"
    lines = _read(page, tmp_path).text.split("\n\n")
    assert lines[:3] == ["Bridge of Varnby: live updates", told, "The bridge is open"]
    assert "Nobody is on it" in lines
