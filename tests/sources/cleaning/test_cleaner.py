from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sources.article import Article, BlockKind, Metadata, Page
from sources.cleaning.cleaner import clean, removals
from sources.cleaning.notices import authors
from sources.errors import NothingLeft
from tests.timing import shortest

SHARED = Path(__file__).parents[4] / "shared" / "articles"
HEADLINE = "Ferry Line Between Two Islands Reopens After Nine Years"
OPENING = (
    "A ferry between the islands of Dunmore and Sella has started to run again, nine years after a"
    " storm destroyed both of its piers. It carries 80 people and twelve cars."
)
MIDDLE = (
    "The harbour office said that tickets cost 4.50 a person and that children travel free until"
    " the end of the summer holidays, when the new timetable begins."
)
CLOSING = (
    "A second boat is to follow next spring, the office said, provided that the shipyard can find"
    " enough welders to finish it before the ice comes."
)


def page(*lines: str, **known: object) -> Page:
    """Put lines between blank ones onto a page."""
    return Page("/archive/ferry.txt", "\n\n".join(lines), Metadata(**known))  # type: ignore[arg-type]


def blocks(article: Article) -> list[tuple[BlockKind, str]]:
    """Return the kinds and words of an article's blocks."""
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def words(article: Article, kind: BlockKind) -> list[str]:
    """Return the words of the blocks of one kind."""
    return [text for found, text in blocks(article) if found is kind]


def rules(of: Page) -> dict[str, str]:
    """Return which rule took which line."""
    return {removal.text: removal.rule for removal in removals(of)}


def shared(name: str) -> Page:
    """Read one of the two pages that are the standard for cleaning."""
    path = SHARED / name
    if not path.exists():
        pytest.skip("the two standard pages are not beside this checkout")
    return Page(str(path), path.read_text(encoding="utf-8"))


def test_standard_page_of_one_headline() -> None:
    """A page with an advertisement, a headline and a broken word comes out whole."""
    article = clean(shared("000_5b0ba33d9b196134.txt"))
    assert article.headline.startswith("Deeper Supply Chain Cooperation Seen as ‘Win-Win’")
    assert article.headline.endswith(": FM Cho.")
    assert [kind for kind, _ in blocks(article)] == [BlockKind.HEADLINE] + [BlockKind.PARAGRAPH] * 5
    assert "part of President Yoon Suk Yeol’s three-nation tour" in article.text
    assert "Advertisement" not in article.text
    assert article.metadata.outlet is None
    assert article.metadata.published is None
    assert article.metadata.language == "en"


def test_standard_page_of_many_parts() -> None:
    """A page with a toolbar, captions and a copyright line is told apart into its parts."""
    article = clean(shared("004_8c828a580b4acd51.txt"))
    headline = "Yoon Strengthens 'K Silk Road' Foundation with Central Asia on Critical Mineral"
    assert article.text.count(headline) == 1
    assert article.metadata.outlet == "The Asia Business Daily"
    assert article.metadata.url is None
    assert words(article, BlockKind.SUBHEADLINE) == [
        "Achievement of First Overseas Export of KTX Worth 270 Billion KRW",
        "Positive Signs in Gas Field, Plant, and Nuclear Power Plant Project Orders",
        "Expanding Diplomatic Horizons in Strategic Hub Jungangaro",
    ]
    assert words(article, BlockKind.HEADING) == [
        "Yoon Returns Home After Visiting Three Central Asian Countries",
        "Yoon Rolls Up Sleeves to Support Companies, $6 Billion Order in Turkmenistan",
        "Next Year’s Korea-Central Asia Five Nations Summit in Korea",
        '"Korea-Central Asia Building Foundations for a Sustainable Future"',
    ]
    captions = words(article, BlockKind.CAPTION)
    assert len(captions) == 4
    assert all(caption.startswith("President Yoon Suk-yeol") for caption in captions)
    assert len(words(article, BlockKind.PARAGRAPH)) == 19
    assert article.text.endswith('not only the North Korean nuclear issue."')
    for junk in ("본문", "bar_progress", "Text Size", "Close", "Yonhap News", "Join us", "asiae"):
        assert junk not in article.text


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("advertisement", "Advertisement here"),
        ("advertisement", "ADVERTISEMENT"),
        ("advertisement", "Advertisement - scroll to continue"),
        ("advertisement", "Article continues below this ad"),
        ("advertisement", "광고"),
        ("skip link", "본문 바로가기"),
        ("skip link", "Skip to main content"),
        ("machine word", "bar_progress"),
        ("machine word", "{{ article.byline }}"),
        ("button", "Share this article"),
        ("button", "Text Size"),
        ("button", "Read more"),
        ("button", "SHARE PRINT E-MAIL"),
        ("button", "Share: Facebook | Telegram | X"),
        ("button", "댓글 3"),
        ("button", "We use cookies. Accept all Settings"),
        ("link to another article", "Read more: What the new timetable means for islanders"),
        ("link to another article", "Related: A storm and its cost"),
        ("link to another article", "More:Which piers come next"),
        ("link to another article", "관련기사"),
        ("newsletter sign-up", "Sign up for our newsletter"),
        ("newsletter sign-up", "Want the news first? Sign up here for our daily email."),
        ("contact line", "Follow the reporter on Twitter: @ferrydesk"),
        ("contact line", "Contact Ida Brandt at ida.brandt@harbour.example."),
        ("subscription offer", "Already a subscriber? Log in"),
        ("subscription offer", "Sign in or subscribe now"),
        ("syndication line", "The post Ferry is late again appeared first on Harbour News."),
        ("syndication line", "Der Beitrag Die Fähre erschien zuerst auf Hafenblatt."),
        ("syndication line", "L’article Le bac est apparu en premier sur Le Port."),
        ("image credit", "[Image source=Harbour News]"),
        ("image credit", "[사진=하버뉴스]"),
        ("image credit", "/사진=하버뉴스 제공"),
        ("image credit", "(Photo: Ida Brandt)"),
        ("image credit", "Photo by Ida Brandt"),
        ("image credit", "Photo: I. Brandt/Reuters"),
        ("image credit", "Ida Brandt/Getty Images"),
        ("image credit", "REUTERS/Ida Brandt"),
        ("image credit", "Image credit: Harbour News"),
        ("image credit", "© Harbour News"),
        ("separator", "* * *"),
        ("repeated headline", HEADLINE),
        ("repeated paragraph", MIDDLE),
    ],
)
def test_line_that_is_no_text_is_removed(rule: str, line: str) -> None:
    """A line of furniture between paragraphs goes, by the rule that names it."""
    source = page(HEADLINE, OPENING, MIDDLE, line, CLOSING)
    assert clean(source).text == "\n\n".join([HEADLINE, OPENING, MIDDLE, CLOSING])
    assert rules(source) == {line: rule}


@pytest.mark.parametrize(
    "line",
    [
        '"No."',
        "He wept.",
        "Advertising pays for the ferry",
        "Share prices fell on Monday.",
        "Close to the water",
        "Print is not dead",
        "Related people live on both islands.",
        "“They told us to sign up for our own newsletter here,” said Brandt.",
        "Video from the storm shook the islanders",
        "(Brandt declined to comment.)",
        "The photograph by the door shows the old pier.",
        "A poem\nhas short lines\nthat stay apart\nand are not wrapped",
        "Contact with the mainland was lost at noon.",
        "Follow the money, Brandt advised.",
        "By Monday the piers were gone.",
        "Published in 1987, her book tells of the first ferry.",
        "The law says that all rights are reserved to the islanders.",
        "Reuters reported the same on Friday.",
        "Yes",
        "16 June 2024",
        "1. Repair the piers",
        "Members only",
        "Our subscribers",
        "The post was set up on the first pier.",
        "• 80 passengers",
    ],
)
def test_short_text_is_kept(line: str) -> None:
    """A short line that may be the article's own stays, in the body of the text."""
    source = page(HEADLINE, OPENING, line, CLOSING)
    assert removals(source) == ()
    assert clean(source).text.split("\n\n")[2:-1] == line.split("\n")


def test_navigation_before_headline_is_removed() -> None:
    """Short lines above the headline are a menu, and a toolbar stands below it."""
    source = page("Home\nWorld\nIsland Life", HEADLINE, "Zoom\nClose", OPENING, MIDDLE)
    article = clean(source)
    assert blocks(article)[0] == (BlockKind.HEADLINE, HEADLINE)
    assert article.text == "\n\n".join([HEADLINE, OPENING, MIDDLE])
    assert set(rules(source).values()) == {"navigation around the headline"}


def test_short_heading_of_first_section_is_kept() -> None:
    """A short line above the text stays where the page divides its text by such lines."""
    source = page(
        "Alba", OPENING, "Brenn", MIDDLE, "Corran", CLOSING, "Dunmore", "Rain.", title="Isles"
    )
    assert removals(source) == ()
    assert words(clean(source), BlockKind.HEADING)[-3:] == ["Brenn", "Corran", "Dunmore"]


def test_menu_and_name_of_outlet_are_removed() -> None:
    """A row of sections and the outlet's name above the headline go."""
    source = page(
        "THE HARBOUR NEWS",
        "News | Markets | Weather",
        HEADLINE,
        OPENING,
        "© 2024 The Harbour News.",
    )
    article = clean(source)
    assert article.text == f"{HEADLINE}\n\n{OPENING}"
    assert article.metadata.outlet == "The Harbour News"


def test_subheadlines_headings_and_lists() -> None:
    """Lines under the headline are sub-headlines, a short line above text is a heading."""
    article = clean(
        page(
            HEADLINE,
            "Tickets Stay Cheap",
            OPENING,
            "Why It Took So Long",
            MIDDLE,
            "80 people",
            "Go",
        )
    )
    assert blocks(article) == [
        (BlockKind.HEADLINE, HEADLINE),
        (BlockKind.SUBHEADLINE, "Tickets Stay Cheap"),
        (BlockKind.PARAGRAPH, OPENING),
        (BlockKind.HEADING, "Why It Took So Long"),
        (BlockKind.PARAGRAPH, MIDDLE),
        (BlockKind.PARAGRAPH, "80 people"),
        (BlockKind.PARAGRAPH, "Go"),
    ]


def test_line_above_credit_is_caption() -> None:
    """The line right above or before an image credit is a caption, without the credit."""
    article = clean(
        page(
            HEADLINE,
            OPENING,
            "The ferry leaves Sella.\n[Photo by Ida Brandt]",
            "The pier at dusk. (Photo: Harbour News)",
            "Gulls follow the boat. REUTERS/Ida Brandt",
            "The crew waves. /사진=하버뉴스",
            MIDDLE,
        )
    )
    assert words(article, BlockKind.CAPTION) == [
        "The ferry leaves Sella.",
        "The pier at dusk.",
        "Gulls follow the boat.",
        "The crew waves.",
    ]


def test_headline_in_front_of_caption_is_removed() -> None:
    """A headline repeated in front of a caption goes, also where no title was given."""
    article = clean(page(HEADLINE, OPENING, f"{HEADLINE} The ferry leaves Sella.", MIDDLE))
    assert words(article, BlockKind.CAPTION) == ["The ferry leaves Sella."]


def test_sentence_that_begins_like_headline_is_kept() -> None:
    """A paragraph that goes on from the headline's words in mid-sentence is not a caption."""
    going_on = f"{HEADLINE} of waiting, the harbour office said."
    assert going_on in clean(page(HEADLINE, OPENING, going_on)).text


def test_copyright_line_ends_article() -> None:
    """Everything after the copyright line goes, and its owner is the outlet."""
    source = page(
        HEADLINE, OPENING, "Copyright ⓒ Harbour News (www.harbour.example).", "Top Stories"
    )
    article = clean(source)
    assert article.text.endswith(OPENING)
    assert article.metadata.outlet == "Harbour News"
    assert rules(source)["Top Stories"] == "after the copyright line"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© The Harbour News(www.harbour.example). All rights reserved.", "The Harbour News"),
        ("Copyright 2024 The Harbour News. All rights reserved.", "The Harbour News"),
        ("저작권자 ⓒ 하버뉴스, 무단전재 및 재배포 금지", "하버뉴스"),
        ("<저작권자(c) 하버뉴스, 무단 전재-재배포 금지>", "하버뉴스"),
        ("(c) Port & Harvest Weekly 2024. All rights reserved.", "Port & Harvest Weekly"),
        ("All rights reserved.", None),
        ("무단전재 및 재배포 금지", None),
    ],
)
def test_owner_of_copyright_is_outlet(line: str, outlet: str | None) -> None:
    """Copyright lines of several kinds name the outlet, or leave it unknown."""
    article = clean(page(HEADLINE, OPENING, line))
    assert article.metadata.outlet == outlet
    assert article.text.endswith(OPENING)


def test_copyright_line_above_text_ends_nothing() -> None:
    """A copyright line at the top of the page does not take the article with it."""
    article = clean(page("© 2024 Harbour News. All rights reserved.", HEADLINE, OPENING, MIDDLE))
    assert article.text == "\n\n".join([HEADLINE, OPENING, MIDDLE])


def test_attribution_is_not_the_outlet() -> None:
    """An agency that the text quotes is not taken for the outlet."""
    article = clean(page(HEADLINE, OPENING, "According to Harbour News Agency, " + MIDDLE))
    assert article.metadata.outlet is None


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: 16 June 2024", date(2024, 6, 16)),
        ("Posted : 2024-06-16 08:10", date(2024, 6, 16)),
        ("입력 2024.06.16 10:21", date(2024, 6, 16)),
        ("입력 2024.06.16 10:21 수정 2024.06.17 09:00", date(2024, 6, 16)),
        ("Updated 4:05 PM EDT", None),
        ("Updated: 17 June 2024", None),
    ],
)
def test_labelled_date_is_read_and_removed(line: str, published: date | None) -> None:
    """A date labelled as that of publication is known; one of a change is not it."""
    article = clean(page(HEADLINE, line, OPENING))
    assert article.metadata.published == published
    assert line not in article.text


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ida Brandt", ("Ida Brandt",)),
        ("By Ida Brandt and Ole J. Strand", ("Ida Brandt", "Ole J. Strand")),
        ("Hong Gil-dong, Staff Reporter", ("Hong Gil-dong",)),
        ("홍길동 기자 hong@harbour.example", ("홍길동",)),
        ("From staff and wire reports", ()),
    ],
)
def test_byline_is_read_and_removed(line: str, authors: tuple[str, ...]) -> None:
    """A byline around the text gives the authors and goes."""
    for source in (page(HEADLINE, line, OPENING), page(HEADLINE, OPENING, line)):
        article = clean(source)
        assert article.metadata.authors == authors
        assert article.text == f"{HEADLINE}\n\n{OPENING}"


def test_byline_of_many_letters_takes_no_time() -> None:
    """A line in which a name and an address were run together is read as fast as any other."""
    line = "BALFORD HENRYSenior staff reporterbalfordh@jamaicaobserver.com"
    plain = "The rail yard reopens on Monday after a year of work on its tracks by the city"
    assert authors(line) == ()
    assert shortest(lambda: authors(line)) < 100 * shortest(lambda: authors(plain)) + 0.01


def test_given_metadata_wins() -> None:
    """What was known before cleaning is not replaced by what the page says."""
    article = clean(
        page(
            HEADLINE,
            "By Ida Brandt",
            OPENING,
            "© 2024 Harbour News",
            outlet="Other",
            authors=("A B",),
        )
    )
    assert article.metadata.outlet == "Other"
    assert article.metadata.authors == ("A B",)


def test_dateline_stays_text() -> None:
    """A dateline stays with its paragraph, also where it stood on a line of its own."""
    assert f"SELLA, June 16 (Harbour) -- {OPENING}" in clean(
        page(HEADLINE, f"SELLA, June 16 (Harbour) -- {OPENING}")
    ).text.split("\n\n")
    assert (
        f"SELLA —  {OPENING}".replace("  ", " ") in clean(page(HEADLINE, "SELLA —", OPENING)).text
    )


def test_given_title_is_the_headline_once() -> None:
    """A title that the text repeats is not doubled, also with the site's name or cut off."""
    for title in (HEADLINE, f"{HEADLINE} - Harbour News", HEADLINE[:30] + " ...", HEADLINE.upper()):
        article = clean(page(HEADLINE, OPENING, title=title))
        assert words(article, BlockKind.HEADLINE) == [HEADLINE]
        assert article.text.count(HEADLINE) == 1


def test_given_title_that_text_lacks_becomes_headline() -> None:
    """A title that the text does not hold is put in front of it."""
    article = clean(page(OPENING, MIDDLE, title="Ferry is back"))
    assert blocks(article)[0] == (BlockKind.HEADLINE, "Ferry is back")


@pytest.mark.parametrize(
    ("headline", "paragraph"),
    [
        ("Bakery news from Quell", "The bakery of Quell burned down on Friday night, and nobody"),
        ("Bakery news from Quell", "The bakery of Quell burned down on Friday night. Nobody was."),
        ("Bakery news", f"The bakery of Quell burned down on Friday night, {'and ' * 20}so on."),
        ("켈 빵집 화재", "켈의 빵집이 금요일 밤에 불에 탔으며 다친 사람은 없다고 소방서가 밝혔다."),
    ],
)
def test_short_line_above_one_paragraph_is_the_headline(headline: str, paragraph: str) -> None:
    """A note of a headline, an empty line and one paragraph needs no other sign."""
    article = clean(page(f"{headline}\n\n{paragraph}"))
    assert words(article, BlockKind.HEADLINE) == [headline]
    assert article.text.endswith(paragraph)


def test_paragraph_at_top_is_no_headline() -> None:
    """A page that begins with a paragraph has no headline."""
    article = clean(page(OPENING, MIDDLE))
    assert words(article, BlockKind.HEADLINE) == []
    assert article.headline == "ferry.txt"


def test_wrapped_lines_are_rejoined() -> None:
    """Lines wrapped at a width become the paragraphs that they were, hyphens mended."""
    wrapped = (
        "A ferry between the islands has started to run again, nine years after a\n"
        "storm destroyed both of its piers. It carries 80 people and twelve cars,\n"
        "and it needs no more than forty minutes for the crossing. The new coop-\n"
        "eration of both harbours is said to have cost less than a single high-\n"
        "speed boat would have.\n"
        "Tickets cost 4.50 a person. A high season at full speed would pay for it\n"
        "all, the office said, but nobody on the islands wants to promise that.\n"
    )
    assert clean(page(wrapped)).text == (
        "A ferry between the islands has started to run again, nine years after a storm destroyed"
        " both of its piers. It carries 80 people and twelve cars, and it needs no more than forty"
        " minutes for the crossing. The new cooperation of both harbours is said to have cost less"
        " than a single high-speed boat would have.\n\n"
        "Tickets cost 4.50 a person. A high season at full speed would pay for it all, the office"
        " said, but nobody on the islands wants to promise that."
    )


def test_one_paragraph_per_line_stays_apart() -> None:
    """Paragraphs between single line breaks stay paragraphs of their own."""
    article = clean(page("\n".join([HEADLINE, OPENING, "He wept.", MIDDLE, CLOSING])))
    assert article.text == "\n\n".join([HEADLINE, OPENING, "He wept.", MIDDLE, CLOSING])


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("as part of President Y", "oon Suk Yeol’s tour", "President Yoon Suk Yeol’s tour"),
        ("as part of the tour that Plan B", "will not allow", "Plan B will not allow"),
        ("as part of the tour that he", "made to the islands", "that he made to the islands"),
        ("as part of the coop\u00ad", "eration of harbours", "the cooperation of harbours"),
        ("as part of the tour of the ha", "rbour office", "the harbour office"),
    ],
)
def test_word_broken_by_line_is_mended(above: str, below: str, whole: str) -> None:
    """A line break inside a word goes, one between two words becomes a space."""
    text = f"The islanders heard of it for the first time {above}\n{below} in June."
    assert whole in clean(page(HEADLINE, OPENING, text, MIDDLE)).text


def test_invisible_characters_are_gone() -> None:
    """What a reader cannot see is not stored, and Hangul is composed."""
    source = page(
        HEADLINE, OPENING, "Two\u00a0words\u200b\ufeff\x00 here\ud800, \u1112\u1161\u11ab국"
    )
    assert clean(source).text.endswith("Two words here, 한국")


def test_language_is_told_from_text() -> None:
    """English and Korean are recognised, and a text too short to tell is of no language."""
    korean = "정부는 내년에 정상회의를 서울에서 연다고 밝혔다. 다섯 나라의 정상이 모두 참석한다."
    assert clean(page(HEADLINE, OPENING)).metadata.language == "en"
    assert clean(page(korean)).metadata.language == "ko"
    assert clean(page("Yes.")).metadata.language is None
    assert clean(page(OPENING, language="fr")).metadata.language == "fr"
    film = "Der Film “The Light in the Valley and the Sea” läuft ab Donnerstag auch in der Schweiz."
    assert clean(page(film)).metadata.language == "de"
    # The last words of German may be small words of English, too.
    sentence = "Der Präsident hat am Montag in der Hauptstadt neue Verträge der Regierung erklärt. "
    assert clean(page(f"{(sentence * 5)[:398]} in was an")).metadata.language == "de"


@pytest.mark.parametrize("text", ["", " \n\n\t", "\u200b\n\x00", "Advertisement\n\nbar_progress"])
def test_page_without_text_is_refused(text: str) -> None:
    """A page of which nothing is left is refused by name, also when it has a title."""
    with pytest.raises(NothingLeft, match=r"no article text, .* \(lines removed: \d"):
        clean(Page("/archive/ferry.txt", text, Metadata(title="Ferry is back")))


def test_a_running_line_is_no_navigation() -> None:
    """A short line that goes on from the one above, or on the one below, is part of the text."""
    source = Page(
        "/archive/ferry.txt",
        "Ferry captain retires after forty years\n\nJean-\nPierre\n\nShare\n\n" + MIDDLE,
        Metadata(title="Ferry captain retires after forty years"),
    )
    article = clean(source)
    assert "Jean-" in article.text
    assert "Pierre" in article.text
    assert "Share" not in article.text


def test_text_without_spaces_is_counted_by_characters() -> None:
    """A Japanese page has its headline, its paragraphs, and no menu."""
    headline = "港の橋、九週間通行止めへ"
    first = "カルマル港湾局は十一日、港の橋を三月三日から九週間通行止めにすると発表した。"
    second = "路線バスはフェリーで無料で渡る。修理には四百二十万クローネかかるという。"
    article = clean(page("国際", headline, first + second, second + first))
    assert article.text == "\n\n".join((headline, first + second, second + first))
    assert article.headline == headline
