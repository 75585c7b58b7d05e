"""Amending: a question asked again with something about it changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from assistant.question import Question


class Amendment(StrEnum):
    """What of a question can be changed where it is shown."""

    STANDALONE = "standalone"
    WINDOW = "window"
    OUTLET = "outlet"
    SINCE = "since"
    UNTIL = "until"
    LANGUAGE = "language"


def amended(question: Question, what: str, value: str = "") -> Question:
    """Return the question with what is to be looked for replaced, or with a filter left out.

    A change that means nothing here leaves the question as it is.
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
