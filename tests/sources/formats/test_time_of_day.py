from __future__ import annotations

import pytest

from sources.formats.time_of_day import TIME, minute_of_day


@pytest.mark.parametrize(
    ("line", "hour", "minute"),
    [
        ("at 14:05 on Monday", 14, 5),
        ("14.05, Monday", 14, 5),
        ("04.06.2024, 14.05", 14, 5),
        ("2024-06-04T14:05Z", 14, 5),
        ("14:05:59", 14, 5),
        ("12:01 a.m. ET", 0, 1),
        ("12.30pm", 12, 30),
        ("4 p.m., June 4", 16, 0),
        ("0001 GMT", 0, 1),
        ("1200hrs", 12, 0),
        ("14h05", 14, 5),
        ("4. Juni, 6 Uhr", 6, 0),
        ("18 heures", 18, 0),
        ("alle ore 6 del 4 giugno", 6, 0),
        ("godz. 18", 18, 0),
        ("오후 3시 20분", 15, 20),
        ("午前9時", 9, 0),
    ],
)
def test_a_time_is_read_in_any_of_its_forms(line: str, hour: int, minute: int) -> None:
    """Dates beside it are not taken for times."""
    (found,) = TIME.finditer(line)
    assert minute_of_day(found) == hour * 60 + minute


@pytest.mark.parametrize("line", ["04.06.2024", "4 June 2024", "1.25,5", "12.50%", "25:10", "3-2"])
def test_dates_and_other_numbers_are_no_times(line: str) -> None:
    """Not even if they begin like one."""
    assert TIME.search(line) is None
