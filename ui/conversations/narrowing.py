"""Describe the date filter that a question's own time expression became."""

from __future__ import annotations

from assistant.times.window import Window
from assistant.wording import day


def narrowed(window: Window) -> str:
    """Return a sentence with the days of a window and the words of the question that set it."""
    parts = []
    if window.since:
        parts.append(f"since {day(window.since)}")
    if window.until:
        parts.append(f"until {day(window.until)}")
    return f"{' '.join(parts)}, from “{' '.join(window.phrase.split())}”"
