from __future__ import annotations

from datetime import date

import pytest

from assistant.times.window import Window
from index.scope import Filters

MAY, JUNE, JULY, AUGUST = (date(2024, month, 1) for month in (5, 6, 7, 8))


def window(since: date | None, until: date | None) -> Window:
    """Make a window of these days."""
    return Window("then", since, until, "What happened?")


@pytest.mark.parametrize(
    ("own", "of_user", "left"),
    [
        ((JUNE, JULY), (None, None), (JUNE, JULY)),
        ((JUNE, None), (None, JULY), (JUNE, JULY)),
        ((JUNE, JULY), (MAY, AUGUST), (JUNE, JULY)),
        ((MAY, AUGUST), (JUNE, JULY), (JUNE, JULY)),
        ((MAY, JULY), (JUNE, AUGUST), (JUNE, JULY)),
        ((JUNE, None), (JUNE, JUNE), (JUNE, JUNE)),
    ],
)
def test_a_window_narrows_what_the_user_set(
    own: tuple[date | None, date | None],
    of_user: tuple[date | None, date | None],
    left: tuple[date | None, date | None],
) -> None:
    """The days that are in both are left, and the other filters stay."""
    filters = Filters(("Herald",), *of_user, ("en",))
    assert window(*own).fits(filters)
    assert window(*own).narrowed(filters) == Filters(("Herald",), *left, ("en",))


def test_a_window_without_a_day_in_common_leaves_the_filters_alone() -> None:
    """What the user set is never widened, and never emptied."""
    filters = Filters(since=JULY, until=AUGUST)
    assert not window(MAY, JUNE).fits(filters)
    assert window(MAY, JUNE).narrowed(filters) == filters
