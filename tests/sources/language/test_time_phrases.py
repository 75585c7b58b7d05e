from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.article import Article, BlockKind, Metadata
from sources.language.english_times import ENGLISH
from sources.language.korean_times import KOREAN
from sources.language.time_phrase import Granularity, Period, TimePhrase
from sources.language.time_phrases import hinted, resolved, time_phrases
from tests.testsets.times import Measured, cases
from tests.timing import shortest

THURSDAY = date(2024, 6, 13)
# Measured once when the rules were written; who changes the rules may only raise them.
FLOORS = {"development": (1.0, 1.0), "held out": (1.0, 0.98)}


def named(text: str, published: date | None = THURSDAY) -> dict[str, Period | None]:
    """Return the phrases of a text with their periods."""
    phrases = resolved(text, 0, len(text), published)
    return {text[each.start : each.end]: each.period for each in phrases}


@pytest.mark.parametrize("half", FLOORS)
def test_sentences_of_news_keep_to_their_floors(half: str) -> None:
    """Of the phrases found this share is right, and of those expected this share is found."""
    measured = Measured.of(case for case in cases() if case.held_out is (half == "held out"))
    precision, recall = FLOORS[half]
    assert measured.precision >= precision
    assert measured.recall >= recall


def test_the_set_has_two_halves_and_sentences_without_a_time() -> None:
    """A set without traps would measure nothing about false hits."""
    everything = cases()
    held_out = [case for case in everything if case.held_out]
    assert len(everything) >= 120
    assert len(held_out) >= 40
    assert sum(not case.times for case in everything) >= 30
    assert all(words in case.text for case in everything for words, _ in case.times)


def test_a_phrase_keeps_its_place_in_the_article() -> None:
    """The offsets are those of the whole text, headline and all."""
    article = Article.from_blocks(
        "/a",
        [
            (BlockKind.HEADLINE, "Depot to close"),
            (BlockKind.PARAGRAPH, "It closes next year, the operator said on Tuesday."),
            (BlockKind.PARAGRAPH, "내년에 다시 문을 연다."),
        ],
        Metadata(published=THURSDAY),
    )
    year = Period(date(2025, 1, 1), date(2025, 12, 31), Granularity.YEAR)
    phrases = time_phrases(article)
    words = [article.text[phrase.start : phrase.end] for phrase in phrases]
    assert words == ["next year", "Tuesday", "내년"]
    assert [phrase.period == year for phrase in phrases] == [True, False, True]


def test_in_an_undated_article_the_phrase_is_kept_without_a_period() -> None:
    """Nobody knows which year is the next; a date with its year needs no day to be seen from."""
    assert named("It closes next year.", None) == {"next year": None}
    assert named("It closed on 3 May 2021.", None) == {}


@pytest.mark.parametrize("which", ["last Friday", "next Friday", "last May", "next autumn"])
def test_what_two_readers_take_for_two_days_stands_for_nothing(which: str) -> None:
    """Said on a Thursday in June, "next Friday" may be tomorrow; "last May" may be this year's."""
    days = {"last Friday": date(2024, 6, 15), "next Friday": THURSDAY}
    assert named(f"It closed {which}, or will close.", days.get(which, THURSDAY)) == {}


def test_the_nearest_verb_tells_whether_a_weekday_is_over() -> None:
    """Of two weekdays in one sentence one may be past and the other to come."""
    found = named("The mayor said on Monday that the pool would open on Monday next week.")
    assert [period and period.first for period in found.values()] == [
        date(2024, 6, 10),
        date(2024, 6, 17),
    ]


def test_a_story_of_another_year_keeps_its_months() -> None:
    """After "in 1950" a September is no September of the article's year."""
    text = "The war began in 1950. In September troops landed."
    assert named(text) == {}
    assert list(named("The war goes on. In May troops landed.")) == ["May"]


@given(st.text(max_size=300), st.dates(date(1605, 1, 1), date(2100, 1, 1)) | st.none())
def test_any_text_can_be_read(text: str, published: date | None) -> None:
    """Whatever an article holds, the phrases lie in it, in order and apart."""
    check(text, published)


PIECES = st.lists(
    st.sampled_from(
        "next last this coming Last This year month week weekend morning today night time Tuesday "
        "Friday May 31 29 Feb. February 12 in on of ago two the summer winter 내년 지난달 오는 "
        "31일 2월 30일 전 다음 주 화요일 올해 말 2024년 will said end by 했다 열린다 .".split()
    ),
    max_size=40,
)


@given(PIECES, st.dates(date(1605, 1, 1), date(2100, 1, 1)))
def test_any_order_of_the_words_of_time_can_be_read(pieces: list[str], published: date) -> None:
    """No combination names a day that does not exist, or one that is centuries away."""
    for phrase in check(" ".join(pieces), published):
        assert phrase.period is not None
        assert phrase.period.first <= phrase.period.last
        assert abs(phrase.period.first - published) < timedelta(days=366 * 25)


@given(PIECES | st.sampled_from([case.text.split(" ") for case in cases()]))
def test_nothing_that_a_rule_matches_is_passed_over(pieces: list[str]) -> None:
    """Hints save time and change nothing."""
    text = " ".join(pieces)
    around = {id(rule): stretches for rule, stretches in hinted(text)}
    for rule in (*ENGLISH, *KOREAN):
        everywhere = [found.span() for found in rule.pattern.finditer(text)]
        assert everywhere == [
            found.span()
            for first, last in around.get(id(rule), ())
            for found in rule.pattern.finditer(text, first, min(last, len(text)))
        ]


def check(text: str, published: date | None) -> tuple[TimePhrase, ...]:
    """Find phrases and look whether they lie where phrases may."""
    phrases = resolved(text, 0, len(text), published)
    last = 0
    for phrase in phrases:
        assert last <= phrase.start < phrase.end <= len(text)
        assert (phrase.period is None) == (published is None)
        last = phrase.end
    return phrases


@pytest.mark.parametrize(
    "piece",
    [
        "in 3 ",
        "1 ",
        "May 1 to ",
        "이번 ",
        "the end of the ",
        "Tuesday ",
        "said in 1950 in May ",
        "내년 ",
    ],
)
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    """Hostile text does not make the rules go back and forth."""
    short, long = piece * 100, piece * 1_000
    once = shortest(lambda: resolved(short, 0, len(short), THURSDAY))
    assert shortest(lambda: resolved(long, 0, len(long), THURSDAY)) < once * 30 + 0.05
