from __future__ import annotations

from datetime import date

import pytest

from index.scope import Filters
from tests.ui.fakes import a_scope
from ui.filtering import FilterUnreadable, held_filters, read_day, read_filters


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2024-6-3 ", date(2024, 6, 3), date(2024, 6, 3)),
        ("", None, None),
    ],
)
def test_a_year_or_month_stands_for_all_its_days(
    typed: str, first: date | None, last: date | None
) -> None:
    """The beginning of a period takes the first day, its end the last."""
    assert read_day(typed, "From") == first
    assert read_day(typed, "To", last=True) == last


@pytest.mark.parametrize("typed", ["last week", "2024-13", "2024-02-30", "0000", "٢٠٢٤", "24"])
def test_what_is_no_date_is_refused_with_the_field_and_the_words(typed: str) -> None:
    """The message names the field and repeats what was typed."""
    with pytest.raises(FilterUnreadable, match="From") as refused:
        read_day(typed, "From")
    assert typed in str(refused.value)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    """Two swapped dates are named instead of finding nothing."""
    with pytest.raises(FilterUnreadable, match=r"2024-05-01.*2024-06-01.*Swap"):
        read_filters([], "2024-06-01", "2024-05-01", [])


def test_empty_fields_do_not_filter() -> None:
    """Fields that were never touched leave the whole archive."""
    assert read_filters(None, "", None, None) == Filters()


def test_a_single_outlet_may_stand_alone() -> None:
    """A program that gives a name instead of a list of names means that outlet."""
    assert read_filters("Port Gazette").outlets == ("Port Gazette",)
    assert read_filters("").outlets == ()


def test_an_unknown_outlet_or_language_is_no_absence() -> None:
    """What a program misspells is refused, with the names that there are."""
    scope = a_scope()
    held = held_filters(scope, ["Steppe Courier"], "2024", "", "ko")
    assert held == Filters(("Steppe Courier",), date(2024, 1, 1), None, ("ko",))
    with pytest.raises(FilterUnreadable, match=r"from “Nope”.*Steppe Courier, Tashkent Lantern"):
        held_filters(scope, "Nope")
    with pytest.raises(FilterUnreadable, match=r"in the language “xx”. The languages are: en, ko"):
        held_filters(scope, None, languages=["xx"])
