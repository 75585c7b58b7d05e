from __future__ import annotations

from datetime import date

import pytest

from assistant.ledger.doubts.changed_days import Dated, unborne
from sources.language.analysis import analysed
from sources.language.moments import moments

JUNE_14 = date(2024, 6, 14)  # a Friday


def _unborne(sentence: str, evidence: str, said_on: date | None = JUNE_14) -> list[str]:
    cited = [Dated(analysed(evidence), said_on)]
    return [words for words, _ in unborne(analysed(sentence), cited)]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("It opened on 5 November 2024.", "It opened on Nov. 5, 2024."),
        ("It opened on November 5th.", "It opened on 2024-11-05."),
        ("It opened in 2024.", "It opened on 5 November 2024."),
        ("It opens in 2025.", "It opens next year."),
        ("It opened in May 2024.", "It opened last month."),
        ("It opened on 13 June 2024.", "It opened yesterday."),
        ("It opened on 14 June 2024.", "It opened on Friday."),
        ("It opened on Friday.", "It opened on 14 June."),
        ("It opened in 2022.", "It opened two years ago."),
        ("It opens in March 2025.", "It opens in March next year."),
        ("It opened in June 2024.", "It opened."),
        ("It opened in the 1960s.", "It opened in 1963."),
        ("It opened in summer.", "It opened in July."),
        ("It opens next year.", "It opens next year."),
        ("2025년 9월에 문을 연다.", "내년 9월에 문을 연다."),
        ("It may open.", "It will open."),
        ("They march on.", "They walk on."),
    ],
)
def test_dates_that_agree(sentence: str, evidence: str) -> None:
    """A date is borne out in any form, in part, and as a phrase that counts from the article."""
    assert _unborne(sentence, evidence) == []


@pytest.mark.parametrize(
    ("sentence", "evidence", "words"),
    [
        ("It opened on 6 November 2024.", "It opened on 5 November 2024.", "6 November 2024"),
        ("It opened on 5 November 2023.", "It opened on 5 November 2024.", "5 November 2023"),
        ("It opened in October 2024.", "It opened on 5 November 2024.", "October 2024"),
        ("It opens in 2026.", "It opens next year.", "2026"),
        ("It opened on Monday.", "It opened on Friday.", "Monday"),
        ("It opened on 15 June 2024.", "It opened yesterday.", "15 June 2024"),
        ("It opened in the 1980s.", "It opened in the 1960s.", "1980s"),
        ("It opened in winter.", "It opened in summer.", "winter"),
        ("It opened in June.", "It opened in July.", "June"),
        ("It opened in 1999.", "It opened.", "1999"),
        ("It opens tomorrow.", "It opens.", "tomorrow"),
        ("2026년에 문을 연다.", "내년에 문을 연다.", "2026년"),
    ],
)
def test_dates_that_do_not(sentence: str, evidence: str, words: str) -> None:
    """Another day, month or year is named as the sentence has it."""
    assert _unborne(sentence, evidence) == [words]


def test_an_undated_article_resolves_nothing() -> None:
    """Nobody knows which year is the next one."""
    assert _unborne("It opens in 2025.", "It opens next year.", None) == ["2025"]


def test_a_date_may_stand_in_two_places() -> None:
    """Day and month in one sentence and the year in another are one date."""
    cited = [Dated(analysed("It opened on 5 November.")), Dated(analysed("The year was 2021."))]
    assert list(unborne(analysed("It opened on 5 November 2021."), cited)) == []


@pytest.mark.parametrize("text", ["2024 people", "$2024", "2,024", "12024", "2024.5", "2024%"])
def test_amounts_are_no_years(text: str) -> None:
    """Four figures that count something name no year."""
    assert moments(text) == ()
