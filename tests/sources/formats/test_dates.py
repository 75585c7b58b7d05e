from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sources.formats.dates import day_without_year, find_published, latest_day, parse_published

DAY = date(2024, 6, 16)


@pytest.mark.parametrize(
    "value",
    [
        "2024-06-16",
        " 2024-06-16\n",
        "2024-06-16 09:41",
        "2024-06-16T09:41:00+09:00",
        "2024-06-16T23:30:00.123456-0500",
        "2024-06-16T00:10:00Z",
        "2024-06-16 09:41:00 UTC",
        "2024/06/16",
        "2024/6/16",
        "2024.06.16",
        "2024.06.16 15:20",
        "2024. 6. 16.",
        "2024. 6. 16. 오후 3:20",
        "20240616",
        "20240616T094100Z",
        "Sun, 16 Jun 2024 09:41:00 +0900",
        "Sun, 16 Jun 2024 09:41:00 GMT",
        "Sun Jun 16 09:41:00 +0000 2024",
        "June 16, 2024",
        "JUNE 16, 2024",
        "Sunday, June 16, 2024",
        "June 16th 2024",
        "June 16, 2024 at 9:41 a.m. KST",
        "Jun 16 2024 9:41 AM",
        "Jun. 16, 2024",
        "June 16,2024 8:21",
        "16 June 2024",
        "16-Jun-2024",
        "16/06/2024",
        "06/16/2024",
        "16.6.2024 21:30",
        "06-16-2024",
        "2024年6月16日",
        "Sunday 16 June 2024 10.05 BST",
        "2024년 6월 16일",
        "2024년6월16일",
        "2024년 06월 16일 (일) 오후 3시 20분",
        "２０２４-０６-１６",
        20240616,
        1718500000,
        1718500000.5,
        1718500000000,
        "1718500000",
        "1718500000000",
        date(2024, 6, 16),
        datetime(2024, 6, 16, 23, 59, tzinfo=UTC),
    ],
)
def test_one_certain_day_is_read(value: object) -> None:
    """Every unambiguous way of writing 16 June 2024 gives that day."""
    assert parse_published(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        *("16. Juni 2024", "Sonntag, 16. Juni 2024", "Sonntag, den 16. Juni 2024, 10:30 Uhr"),
        *("16 juin 2024", "dimanche 16 juin 2024 à 10h30", "16 de junio de 2024"),
        *("16 de junho de 2024", "16 giugno 2024", "16. kesäkuuta 2024", "16 czerwca 2024"),
        *("16 июня 2024 г.", "16 червня 2024", "16 Haziran 2024", "2024. június 16."),
        *("16. Jun. 2024", "16 de juny de 2024", "16.06.2024, 10.30 Uhr"),
    ],
)
def test_months_of_other_languages_are_read(value: str) -> None:
    """With and without the weekday and the time."""
    assert parse_published(value) == DAY


@pytest.mark.parametrize("value", ["16 people 2024", "dated 16 juin 2024", "16 listopada 2024"])
def test_other_words_are_no_months(value: str) -> None:
    """Nor are weekdays, and "listopada" is November in Poland and October in Croatia."""
    assert parse_published(value) is None


@pytest.mark.parametrize(
    "value",
    ["2024-06-16T23:30:00-05:00", "2024-06-16T00:30:00+09:00", "Sun, 16 Jun 2024 23:59:59 -0800"],
)
def test_a_zone_does_not_move_the_day(value: str) -> None:
    """The day is kept as the outlet wrote it, whatever day it then was in Greenwich."""
    assert parse_published(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        *("03/04/2024", "03-04-2024", "24-06-16", "25/13/2024", "31/02/2024", "16.06.24"),
        *("2024", "2024-06", "June 2024", "June 16", "2024-W24-7", "2024년 6월"),
        *("2024-02-30", "2024-13-01", "2024-06-16T99:99", "2024-06/16", "31 June 2024"),
        *("yesterday", "today", "2 hours ago", "last June", "Published in 2024", "", "   "),
        *("0001-01-01", "1200-05-05", "2999-01-01", "9999-12-31", 99991231),
        *(None, True, False, [], {}, ["2024-06-16"], b"2024-06-16"),
        pytest.param(object(), id="object"),
        *(0, -1, 7, 2024, 10**15, 10**400, 1e300, float("nan"), float("inf"), float("-inf")),
        *("9" * 5000, "2024-06-16 " + "9" * 60, "1" * 12, "٢٠٢٤-٠٦-١٦x"),
        date(1, 1, 1),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_anything_less_than_a_certain_day_is_unknown(value: object) -> None:
    """Ambiguous, partial, impossible, relative and absurd dates are None, and nothing raises."""
    assert parse_published(value) is None


@pytest.mark.parametrize(
    "value",
    [
        *("1970-01-01T00:00:00Z", "1970-01-01 00:00:00", "Thu, 01 Jan 1970 00:00:00 GMT", "0", 0),
        *("1969-12-31T19:00:00-05:00", "Wed, 31 Dec 1969 19:00:00 EST", "1970-01-01T01:00+01:00"),
        *(datetime(1970, 1, 1), datetime(1970, 1, 1, tzinfo=UTC)),  # noqa: DTZ001 - as YAML reads it
    ],
)
def test_the_start_of_unix_time_is_a_placeholder(value: object) -> None:
    """Programs write it where the date is empty, in whatever zone they are."""
    assert parse_published(value) is None


@pytest.mark.parametrize("value", ["1970-01-01", "1 January 1970", "1970-01-01T09:30:00Z"])
def test_the_first_day_of_unix_time_is_a_day(value: str) -> None:
    """An old article may be of that day, if no clock says that it is zero."""
    assert parse_published(value) == date(1970, 1, 1)


def test_dates_far_ahead_are_unknown() -> None:
    """An embargo of days is believed, a date years ahead is a slip of the pen."""
    today = datetime.now(UTC).date()
    assert parse_published((today + timedelta(days=30)).isoformat()) == today + timedelta(days=30)
    assert parse_published((today + timedelta(days=800)).isoformat()) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thu, 11/02/2023 - 08:15", date(2023, 11, 2)),
        ("Sat, 11/02/2023", date(2023, 2, 11)),
        ("Mon, 11/02/2023", None),
        ("公開日：令和6年5月2日", date(2024, 5, 2)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("الأربعاء 19 يوليو/تموز 2023", date(2023, 7, 19)),
        ("٢٠ يناير ٢٠٢٤", date(2024, 1, 20)),
        ("２００３年１２月２日（火）", date(2003, 12, 2)),
        ("14 мамыр 2026", date(2026, 5, 14)),
        ("2026 жылғы 14 мамыр", date(2026, 5, 14)),
        ("2026-yil 14-may", date(2026, 5, 14)),
    ],
)
def test_weekdays_eras_and_digits_of_other_scripts_identify_a_day(
    text: str, day: date | None
) -> None:
    """A weekday tells 11 February from 2 November, if it is that of one of them."""
    assert find_published(text) == day


@pytest.mark.parametrize(
    "value", ["03.04.2024", "3.4.2024", "03.04.2024 10:30", "03.04.2024, 9 Uhr"]
)
def test_with_dots_the_day_comes_first(value: str) -> None:
    """A number above 12 or a weekday may still show that the month does."""
    assert parse_published(value) == date(2024, 4, 3)
    assert parse_published("04.28.2024") == date(2024, 4, 28)
    assert parse_published("Mon 03.04.2024") == date(2024, 3, 4)


@pytest.mark.parametrize("zone", ["ET", "(EST)", "a.m. PDT", "am Pacific"])
def test_beside_a_zone_of_the_united_states_the_month_may_come_first(zone: str) -> None:
    """The day is then one of two. Other zones and words do not count."""
    line = f"04.03.2024, 8:30 {zone}"
    assert find_published(line) is None
    assert latest_day(line) == date(2024, 4, 3)
    for other in ("CET", "est", "Uhr"):
        assert find_published(f"04.03.2024, 8:30 {other}") == date(2024, 3, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19:00 11 Jun", date(2024, 6, 11)),
        ("June 11th, 7 p.m.", date(2024, 6, 11)),
        ("11. Juni, 19 Uhr", date(2024, 6, 11)),
        ("el 11 de junio a las 19 h", date(2024, 6, 11)),
        ("6월 11일(화) 오후 7시", date(2024, 6, 11)),
        ("30 December", date(2023, 12, 30)),
        ("29 February", date(2024, 2, 29)),
        ("11 Jun and 12 Jun", None),
        ("31 June", None),
        ("10 minutes", None),
    ],
)
def test_a_day_without_a_year_is_in_the_year_nearest_to_a_day(text: str, day: date | None) -> None:
    """Unless it is no day, or there are two."""
    assert day_without_year(text, date(2024, 3, 1)) == day
