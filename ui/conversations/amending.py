"""Change one setting of a question, and describe the period that was taken from its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from assistant.question import Question
from assistant.times.window import Window
from assistant.wording import day


class Amendment(StrEnum):
    """The settings of a question that a visitor can change next to it."""

    STANDALONE = "standalone"
    WINDOW = "window"
    OUTLET = "outlet"
    SINCE = "since"
    UNTIL = "until"
    LANGUAGE = "language"


def amended(question: Question, what: str, value: str = "") -> Question:
    """Return the question with its standalone form replaced or a filter removed.

    Return the question unchanged if the change does not apply to it.
    """
    filters = question.filters
    match what:
        case Amendment.STANDALONE:
            return replace(question, standalone=value.strip())
        case Amendment.WINDOW:
            return replace(question, windowed=False)
        case Amendment.OUTLET:
            kept = tuple(name for name in filters.outlets if name != value)
            return replace(question, filters=replace(filters, outlets=kept))
        case Amendment.LANGUAGE:
            codes = tuple(code for code in filters.languages if code != value)
            return replace(question, filters=replace(filters, languages=codes))
        case Amendment.SINCE | Amendment.UNTIL:
            nothing: dict[str, date | None] = {what: None}
            return replace(question, filters=replace(filters, **nothing))  # type: ignore[arg-type]
    return question


def narrowed(window: Window) -> str:
    """Return a window as text, with its words in the question: since 1 June, from “in June”."""
    parts = []
    if window.since:
        parts.append(f"since {day(window.since)}")
    if window.until:
        parts.append(f"until {day(window.until)}")
    return f"{' '.join(parts)}, from “{' '.join(window.phrase.split())}”"
