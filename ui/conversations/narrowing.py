"""Narrowing: the time that a question names, told as the filter that it became."""

from __future__ import annotations

from assistant.times.window import Window
from assistant.wording import day


def narrowed(window: Window) -> str:
    """Say which days a window leaves, and which words of the question it is from."""
    parts = []
    if window.since:
        parts.append(f"since {day(window.since)}")
    if window.until:
        parts.append(f"until {day(window.until)}")
    return f"{' '.join(parts)}, from “{' '.join(window.phrase.split())}”"
