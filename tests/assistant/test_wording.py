from __future__ import annotations

from datetime import date

import pytest

from assistant.wording import count, holdings, period
from tests.ui.fakes import a_scope


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
