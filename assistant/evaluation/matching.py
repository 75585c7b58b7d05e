"""Answer matching: whether a text states the expected answer or day."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from functools import lru_cache

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.expected import Sought
from sources.language.analysis import analysed
from sources.language.calendar_names import MONTH_PATTERNS

_ORDINAL = r"(?:st|nd|rd|th)?"


def names_day(text: str, day: date) -> bool:
    """Return True if a text names a day: "Nov. 5", "5 November 2024", "2024-11-05", "11월 5일".

    A date without a year may match. A date with another year does not. Relative days ("on Monday",
    "a week later") are not supported.
    """
    return any(_year(found) in (None, day.year) for found in _pattern(day).finditer(text))


@lru_cache(maxsize=1024)
def _pattern(day: date) -> re.Pattern[str]:
    month, number, of_day = MONTH_PATTERNS[day.month - 1], f"0?{day.month}", f"0?{day.day}"
    forms = (
        rf"\b{month}\.? {of_day}{_ORDINAL}(?!\w)(?:,? (?P<year1>\d{{4}})\b)?",
        rf"(?<![\d.,]){of_day}{_ORDINAL} (?:of )?{month}(?!\w)\.?(?:,? (?P<year2>\d{{4}})\b)?",
        rf"(?<!\d)(?P<year3>\d{{4}})(?P<mark>[-/.]) ?{number}(?P=mark) ?{of_day}(?!\d)",
        rf"(?<!\d)(?:(?P<year4>\d{{4}})년 ?)?{number}월 ?{of_day}일",
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def _year(found: re.Match[str]) -> int | None:
    return next((int(found[f"year{n}"]) for n in range(1, 5) if found[f"year{n}"]), None)


_EXPECTED = ("answer match", "number match", "date match")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def values(case: Case, outcome: Outcome) -> dict[str, float | None]:
    """Return the answer measures of an outcome, empty if the case has no expected answer."""
    text = outcome.text if outcome.answered and outcome.error is None else ""
    found: dict[str, float | None] = {}
    if case.answers or case.answers_all:
        found["answer match"] = float(states(case, text))
    if case.answers:
        found["token F1"] = max(token_f1(text, answer) for answer in case.answers)
    if case.numbers:
        stated = analysed(text).values
        found["number match"] = float(any(analysed(each).values & stated for each in case.numbers))
    if case.dates:
        found["date match"] = float(any(names_day(text, day) for day in case.dates))
    return found


def states_expected(case: Case, text: str) -> bool:
    """Return True if a text states everything that the case expects."""
    measured = values(case, Outcome(case.id, answered=True, text=text))
    expected = [measured[name] for name in _EXPECTED if name in measured]
    return bool(expected) and all(expected)


def normalised(text: str) -> str:
    """Return a text normalised as in SQuAD."""
    kept = "".join(c for c in text.lower() if unicodedata.category(c)[0] not in "PS")
    return " ".join(_ARTICLES.sub(" ", kept).split())


def token_f1(text: str, answer: str) -> float:
    """Return SQuAD's F1 between the words of a text and of an answer, as multisets.

    An answer by quotation is a whole sentence and the expected answer a few words of it, so the
    value stays low even for correct answers. It is useful for comparing runs, not as an accuracy.
    """
    ours, theirs = normalised(text).split(), normalised(answer).split()
    if not ours or not theirs:
        return float(ours == theirs)
    shared = (Counter(ours) & Counter(theirs)).total()
    if not shared:
        return 0.0
    precision, recall = shared / len(ours), shared / len(theirs)
    return 2 * precision * recall / (precision + recall)


def states(case: Case, text: str) -> bool:
    """Return True if a text states one of the accepted answers and all of the required ones."""
    sought = Sought(text, case.question)
    any_of = not case.answers or any(map(sought.states, case.answers))
    return any_of and all(map(sought.states, case.answers_all))
