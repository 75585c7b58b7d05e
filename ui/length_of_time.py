"""Durations as people type them: 90s, 15m, 6h, 2d."""

from __future__ import annotations

import re

import typer

_UNITS = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?([smhd])", re.ASCII)


def seconds_of(text: str) -> float:
    """Return a duration in seconds; raise typer.BadParameter if the text is not one."""
    found = _LENGTH.fullmatch(text.strip().lower())
    if found is None:
        raise typer.BadParameter(
            f"{text[:40]!r} is not a duration. Write one such as 30s, 15m, 6h or 2d."
        )
    return float(found[1]) * _UNITS[found[2]]


def said(seconds: float) -> str:
    """Return a duration in its largest whole unit: 6 hours."""
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number:,} {name}{'s' if number > 1 else ''}"
    return "less than a minute"
