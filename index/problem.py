"""A problem found by verification."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Which part is wrong, what it concerns, and how to fix it.

    A harmless problem has no effect on users: the next writer clears it, or something could not be
    checked.
    """

    part: str
    subject: str
    reason: str
    next_step: str
    harmless: bool = False
