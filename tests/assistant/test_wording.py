from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import Answer, Claim
from assistant.times.window import Window
from assistant.wording import (
    count,
    holdings,
    language,
    period,
    stands_for,
    times,
    times_of,
    windowed,
)
from index.scope import Filters
from sources.language.time_phrase import Granularity, Period, TimePhrase
from tests.assistant.fakes import an_article, citation
from tests.ui.fakes import a_scope

SAID = "Fares rise next year, and next year only."


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2024, 6, 3), date(2024, 6, 14), "3 – 14 June 2024"),
        (date(2024, 5, 3), date(2024, 6, 14), "3 May – 14 June 2024"),
        (date(2023, 5, 3), date(2024, 6, 14), "3 May 2023 – 14 June 2024"),
        (date(2024, 6, 3), date(2024, 6, 3), "3 June 2024"),
        (None, None, "no dated articles"),
    ],
)
def test_a_period_does_not_repeat_what_its_ends_share(
    first: date | None, last: date | None, written: str
) -> None:
    """Month and year stand once where both ends have them in common."""
    assert period(first, last) == written


def test_the_holdings_name_articles_outlets_dates_and_undated() -> None:
    """The line in the head of the page tells what the archive covers."""
    assert holdings(a_scope()) == "3 articles · 2 outlets · 3 May – 18 June 2024 · 1 undated"


def test_a_single_thing_is_counted_in_the_singular() -> None:
    """One article is not "1 articles"."""
    assert (count(1, "article"), count(4816, "article")) == ("1 article", "4,816 articles")


@pytest.mark.parametrize(
    ("granularity", "first", "last", "written"),
    [
        ("day", date(2024, 6, 12), date(2024, 6, 12), "12 June 2024 (said on 14 June 2024)"),
        ("week", date(2024, 6, 3), date(2024, 6, 9), "3 – 9 June 2024 (said on 14 June 2024)"),
        ("month", date(2024, 5, 1), date(2024, 5, 31), "May 2024 (said in June 2024)"),
        ("month", date(2024, 6, 1), date(2024, 6, 10), "early June 2024 (said in June 2024)"),
        ("month", date(2024, 6, 11), date(2024, 6, 20), "mid-June 2024 (said in June 2024)"),
        ("month", date(2024, 2, 21), date(2024, 2, 29), "late February 2024 (said in June 2024)"),
        ("season", date(2025, 6, 1), date(2025, 8, 31), "summer 2025 (said in June 2024)"),
        ("season", date(2024, 12, 1), date(2025, 2, 28), "winter 2024/25 (said in June 2024)"),
        ("year", date(2025, 1, 1), date(2025, 12, 31), "2025 (said in June 2024)"),
        ("decade", date(2030, 1, 1), date(2039, 12, 31), "the 2030s (said in June 2024)"),
    ],
)
def test_a_time_is_written_as_finely_as_it_was_named(
    granularity: str, first: date, last: date, written: str
) -> None:
    """A year is no list of days, and the day of publication is given where days count."""
    named = Period(first, last, Granularity(granularity))
    assert stands_for("then", named, date(2024, 6, 14)) == f"then = {written}"


def test_what_cited_words_stand_for_is_said_once() -> None:
    """Twice the same phrase is one thing to know."""
    article = an_article(said=SAID)
    at = article.text.index(SAID)
    named = Period(date(2025, 1, 1), date(2025, 12, 31), Granularity.YEAR)
    found = tuple(TimePhrase(at + n, at + n + 9, named) for n in (11, 26))
    cited = replace(citation(article, SAID), times=found)
    assert times(cited) == ("next year = 2025 (said in June 2024)",)
    assert times(citation(article, SAID)) == ()
    assert times_of(Claim(SAID, (cited, cited))) == times(cited)


def test_of_an_undated_article_nobody_knows_which_year_is_the_next() -> None:
    """The phrase is repeated, and the reason given."""
    assert stands_for("next year", None, None) == "next year (the article’s date is unknown)"


def test_the_window_is_told_with_the_words_that_it_comes_from() -> None:
    """And with the days that are effective, which the user's own filters may have narrowed."""
    filters = Filters(("Herald",), date(2024, 6, 1), date(2024, 6, 14))
    window = Window("last month", date(2024, 6, 1), date(2024, 6, 30), "What happened?")
    answer = Answer("What happened last month?", (), (), a_scope(filters=filters), window=window)
    assert windowed(answer) == (
        "Only articles since 1 June 2024 until 14 June 2024, taken from your question "
        "(“last month”); undated articles left out"
    )
    assert windowed(replace(answer, window=None)) == ""


def test_a_language_is_named_by_its_code() -> None:
    """A code that stands for none stays as it is."""
    assert [language(code) for code in ("ko", "th", "q?")] == ["Korean", "Thai", "q?"]
