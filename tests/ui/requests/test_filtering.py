from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from index.scope import Filters, Scope
from tests.ui.fakes import a_scope
from ui.errors import FilterUnreadable
from ui.requests.ask import AskRequest
from ui.requests.filtering import held_filters, read_day


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
    assert read_day(typed) == first
    assert read_day(typed, last=True) == last


@pytest.mark.parametrize("typed", ["last week", "2024-13", "2024-02-30", "0000", "٢٠٢٤", "24"])
def test_what_is_no_date_is_refused_with_what_was_typed(typed: str) -> None:
    """The message repeats the value."""
    with pytest.raises(FilterUnreadable) as refused:
        read_day(typed)
    assert typed in str(refused.value)


HELD = ("Port Gazette", "Port Herald", "The Steppe Courier", "the Times", "Times")


@dataclass
class FakeScopes:
    """Knows the outlets above, and counts how often it was asked."""

    asked: int = 0

    def scope(self, filters: Filters) -> Scope:
        """Return the scope."""
        self.asked += 1
        return replace(a_scope(filters=filters), outlets=HELD)


def read(**fields: Any) -> Filters:
    """Read the filters of a request."""
    return held_filters(AskRequest(question="Who?", **fields), FakeScopes())


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    """Two swapped dates are named instead of finding nothing."""
    with pytest.raises(FilterUnreadable, match=r"2024-05-01.*2024-06-01.*Swap"):
        read(since="2024-06-01", until="2024-05-01")


def test_empty_fields_do_not_filter_and_ask_the_archive_nothing() -> None:
    """Fields that were never touched leave the whole archive."""
    scopes = FakeScopes()
    assert held_filters(AskRequest(question="Who?"), scopes) == Filters()
    assert scopes.asked == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("The Steppe Courier", "The Steppe Courier"),
        ("steppe  courier", "The Steppe Courier"),
        ("THE STEPPE", "The Steppe Courier"),
        ("port g", "Port Gazette"),
        ("Times", "Times"),
        ("the Times", "the Times"),
    ],
)
def test_an_outlet_is_known_by_what_only_it_is_called(typed: str, meant: str) -> None:
    """In any case, without its "The", and cut off; a name as it is written always means itself."""
    assert read(outlets=[typed]).outlets == (meant,)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("port", "matches several outlets: Port Gazette, Port Herald. Type more"),
        ("times", "matches several outlets: the Times, Times."),
        ("Nope", "from “Nope”. The archive's outlets are: Port Gazette, Port Herald"),
        ("", "from “”"),
        ("the ", "from “the ”"),
    ],
)
def test_an_outlet_that_is_unclear_or_unknown_is_no_absence(typed: str, told: str) -> None:
    """The candidates are listed, or all outlets that there are."""
    with pytest.raises(FilterUnreadable) as refused:
        read(outlets=[typed])
    assert told in str(refused.value)


def test_a_language_is_known_by_its_code() -> None:
    """In any case; one that no article is in is refused."""
    assert read(languages=["KO", "ko"]).languages == ("ko",)
    with pytest.raises(
        FilterUnreadable, match=r"in the language “xx”. The archive's languages are: en, ko"
    ):
        read(languages=["xx"])
