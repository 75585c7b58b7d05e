"""Windowing: the step that makes a time in a question a filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from assistant.question import Question
from assistant.times.window import Events, Window, window_of
from assistant.wording import restrictions


@dataclass(frozen=True, slots=True)
class Windowed:
    """A question as it was asked, with the filters that its own words narrowed.

    `sought` is the same question as it is to be looked for. `window` is there when it narrowed
    something; `remark` says why a time in the question did not.
    """

    question: Question
    sought: Question
    window: Window | None = None
    remark: str = ""


def windowed(question: Question, today: Callable[[], date] | None, events: Events) -> Windowed:
    """Narrow the filters of a question by the time that it names, unless it says not to.

    "Last week" is counted from the day on which the question says it was asked, else from today.
    Without either, nothing is narrowed. "This week" ends with the day on which it was asked.
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
            else "the articles do not state one day for it"
        )
        remark = f"“{window.phrase}” is not used as a filter: {why}."
        return Windowed(question, question, remark=remark)
    if not window.fits(question.filters):
        limits = restrictions(replace(question.filters, outlets=(), languages=()))
        remark = (
            f"“{window.phrase}” is not used as a filter: it has no day in common with the dates "
            f"that are set (only articles {limits})."
        )
        return Windowed(question, question, remark=remark)
    narrowed = replace(question, filters=window.narrowed(question.filters))
    return Windowed(narrowed, _sought(narrowed, window), window)


def _sought(question: Question, window: Window) -> Question:
    """Leave the words of the window out of what is looked for."""
    if not question.standalone:
        return replace(question, text=window.question)
    typed = " ".join(question.text.replace(window.phrase, " ").split())
    return replace(question, text=typed, standalone=window.question)
