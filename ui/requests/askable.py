"""Checks on a question, its standalone form and its history before it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from ui.errors import RequestUnusable

LONGEST_QUESTION = 2_000
MOST_TURNS = 50


def require_askable(text: str, standalone: str = "") -> None:
    """Raise RequestUnusable if the question, or its standalone form, is not a question."""
    if problem := why_not_asked(text):
        raise RequestUnusable(problem)
    if len(standalone) > LONGEST_QUESTION:
        raise RequestUnusable(
            f"The text to search for has {len(standalone):,} characters. "
            f"Search for {LONGEST_QUESTION:,} or fewer."
        )


def require_earlier(earlier: Sequence[str]) -> None:
    """Raise RequestUnusable if there are too many earlier questions, or one cannot be asked."""
    if len(earlier) > MOST_TURNS:
        raise RequestUnusable(
            f"There are {len(earlier):,} earlier questions. Give the last {MOST_TURNS} or fewer."
        )
    if problem := next(filter(None, map(why_not_asked, earlier)), ""):
        raise RequestUnusable(f"An earlier question cannot be asked. {problem}")


def why_not_asked(text: str) -> str:
    """Return the reason that a text cannot be asked, or '' if it can."""
    if not text.strip():
        return "Type a question first."
    if len(text) > LONGEST_QUESTION:
        return f"The question has {len(text):,} characters. Ask in {LONGEST_QUESTION:,} or fewer."
    return ""
