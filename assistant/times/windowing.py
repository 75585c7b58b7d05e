"""The step that turns a time in a question into a filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from assistant.question import Question
from assistant.times.window import Events, Window, window_of
from assistant.wording import restrictions


@dataclass(frozen=True, slots=True)
class Windowed:
    """A question, with the filters narrowed by its own words.

    `sought` is the form of the question to search for. `window` is set if it narrowed the filters.
    `remark` is the reason why a time in the question did not.
    """

    question: Question
    sought: Question
    window: Window | None = None
    remark: str = ""


def windowed(question: Question, today: Callable[[], date] | None, events: Events) -> Windowed:
    """Narrow the filters of a question by the time it names, if `question.windowed` is True.

    "Last week" is counted from the day on which the question was asked if it carries one, else from
    today. Without either, nothing is narrowed. "This week" ends with the day of the question.
    """
    asked = question.asked or (today() if today is not None else None)
    if asked is None or not question.windowed:
        return Windowed(question, question)
    window = window_of(question.plain, asked, events)
    if window is None:
        return Windowed(question, question)
    if window.placed and question.asked and window.until is None:
        window = replace(window, until=question.asked)
    if not window.placed:
        why = (
            "there is no such day; ask with another date"
            if window.impossible
            else "the articles do not give a single date for it"
        )
        remark = f"“{window.phrase}” was ignored: {why}."
        return Windowed(question, question, remark=remark)
    if not window.fits(question.filters):
        limits = restrictions(replace(question.filters, outlets=(), languages=()))
        remark = (
            f"“{window.phrase}” was ignored: it does not overlap with your date filter "
            f"(only articles {limits})."
        )
        return Windowed(question, question, remark=remark)
    narrowed = replace(question, filters=window.narrowed(question.filters))
    return Windowed(narrowed, _sought(narrowed, window), window)


def _sought(question: Question, window: Window) -> Question:
    """Remove the words of the window from the text to search for."""
    if not question.standalone:
        return replace(question, text=window.question)
    typed = " ".join(question.text.replace(window.phrase, " ").split())
    return replace(question, text=typed, standalone=window.question)
