"""Something that verification found wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Which part is wrong, about what, and how to mend it.

    A harmless one takes nothing from anybody: it is what the next writer clears, or what could
    not be looked at.
    """

    part: str
    subject: str
    reason: str
    next_step: str
    harmless: bool = False
