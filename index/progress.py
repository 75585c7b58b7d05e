"""How far a long change of the archive has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """What has been done so far; `fraction` is of the bytes to read, for an estimate of time."""

    articles: int
    passages: int
    fraction: float
    step: str = "adding"
