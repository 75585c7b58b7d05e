from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sources.article import Article, Metadata, Page
from sources.cleaning.cleaner import clean, clean_and_list
from sources.cleaning.date_lines import date_line

KNOWN = ("みさき新報", "Lena Krings")


@pytest.mark.parametrize(
    "line",
    [
        "October 14, 2004 - by our own correspondent | Print | E-mail",
        "14 октября 2004 | Происшествия",
        "2026年6月22日 みさき新報 A+ A-",
        "Lena Krings 3.2.2026",
        "Staff writer · 3 de febrero de 2026",
    ],
)
def test_a_date_with_the_outlet_or_behind_a_sign_is_an_imprint(line: str) -> None:
    """The months may be in any language."""
    assert date_line(line, KNOWN) is not None


@pytest.mark.parametrize(
    "line",
    [
        "What the attack of 14 October 2004 changed in Kelmar",
        "14 October 2004 changed everything in the town",
        "On 3.2.2026 the bridge was closed.",
        "The 2004 budget in twelve charts",
    ],
)
def test_a_headline_with_a_date_is_none(line: str) -> None:
    """A date in a sentence or a headline is not apart from its words."""
    assert date_line(line, KNOWN) is None


HEADLINE = "Talgar builds a bridge over its river"
FIRST = (
    "The council of Talgar voted on Monday to build a bridge over the river near the old mill, "
    "Mayor Dana Orlova said on Tuesday."
)
SECOND = (
    "The work will begin in spring and cost 4 million tenge, according to the budget of the town "
    "that was published on Friday."
)
STATED = {
    "Published 13 February 2024": date(2024, 2, 13),
    "13/02/2024 08:30": date(2024, 2, 13),
    "By Jane Doe | March 4, 2024": date(2024, 3, 4),
    "Jane Doe | March 4, 2024 | 5 min read": date(2024, 3, 4),
    "March 4, 2024 by Jane Doe": date(2024, 3, 4),
    "Posted on Feb 3, 2024 by admin": date(2024, 2, 3),
    "Tuesday, 13 February 2024": date(2024, 2, 13),
    "Date: 13 February 2024": date(2024, 2, 13),
    "입력 2024.02.13. 오전 8:30": date(2024, 2, 13),
    "입력2024.02.13. 오전 8:30 수정2024.02.14. 오전 9:00 기사원문": date(2024, 2, 13),
    "Veröffentlicht am 13. Februar 2024": date(2024, 2, 13),
    "Dienstag, 13. Februar 2024, 10:30 Uhr": date(2024, 2, 13),
    "12. März 2024": date(2024, 3, 12),
    "Publié le 13 février 2024 à 10h30, mis à jour le 14 février 2024": date(2024, 2, 13),
    "Publicado el 13 de febrero de 2024": date(2024, 2, 13),
    "Опубликовано 13 февраля 2024 г.": date(2024, 2, 13),
    "Published: March 4, 2024 | Updated: March 5, 2024": date(2024, 3, 4),
    "Updated: March 4, 2024": None,
    "Zuletzt aktualisiert am 4. März 2024": None,
    "2024-02-13 08:12 来源：江口晚报 作者：林岚": date(2024, 2, 13),
    "2024年2月13日 08:12 来源：新华社": date(2024, 2, 13),
    "Stand: 04.03.2024": None,
    "04/05/2024": None,
}


def _cleaned(*lines: str, known: Metadata | None = None) -> Article:
    return clean(Page("/news/bridge.txt", "\n\n".join(lines), known or Metadata()))


@pytest.mark.parametrize(("line", "day"), STATED.items())
@pytest.mark.parametrize("order", ["first", "below the headline", "in a short text"])
def test_a_visible_date_line_gives_the_day_and_costs_no_headline(
    line: str, day: date | None, order: str
) -> None:
    """It is not part of the text. The day of a change is not used, and 04/05 could be two days."""
    short = "The council voted. It will cost a lot."
    lines = {
        "first": (line, HEADLINE, FIRST, SECOND),
        "below the headline": (HEADLINE, line, FIRST, SECOND),
        "in a short text": (HEADLINE, line, short),
    }[order]
    article, removed = clean_and_list(Page("/news/bridge.txt", "\n\n".join(lines)))
    assert (article.headline, article.metadata.published) == (HEADLINE, day)
    assert line not in article.text
    assert line in [removal.text for removal in removed]


def test_a_line_that_names_its_author_gives_both() -> None:
    """The byline and the date share a line."""
    article = _cleaned(HEADLINE, "By Jane Doe | March 4, 2024", FIRST, SECOND)
    assert article.metadata.authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "lines",
    [
        ("Diary of a siege in the old town", "4 March 2024", FIRST, "5 March 2024", SECOND),
        (HEADLINE, "LONDON, March 4 (Reuters) - The bridge will be built.", FIRST, SECOND),
        (HEADLINE, f"On 13 February 2024 it was decided. {FIRST}", SECOND),
        ("Concerts in the park", "A list.", "B list.", "C list.", "D list.", "4 March 2024", "E."),
        (HEADLINE, f"{(datetime.now(UTC) + timedelta(days=9)):%d %B %Y, 20:30}", FIRST, SECOND),
    ],
    ids=["diary", "dateline", "running text", "list", "event"],
)
def test_other_dates_are_text(lines: tuple[str, ...]) -> None:
    """Entries of a diary, datelines, sentences and days ahead do not date the article."""
    article = _cleaned(*lines)
    assert article.metadata.published is None
    assert all(line in article.text for line in lines[1:])


def test_a_date_alone_does_not_count_against_the_metadata() -> None:
    """The file's own date is that of publication, and the line may be another's."""
    day = date(2024, 3, 9)
    article = _cleaned(
        HEADLINE, "Tuesday, 13 February 2024", FIRST, SECOND, known=Metadata(published=day)
    )
    assert article.metadata.published == day
    assert "13 February" in article.text


def test_a_date_with_a_label_takes_precedence_over_one_alone() -> None:
    """A masthead has the day of the visit."""
    lines = ("Friday, 1 March 2024", HEADLINE, "Published 13 February 2024", FIRST, SECOND)
    assert _cleaned(*lines).metadata.published == date(2024, 2, 13)
