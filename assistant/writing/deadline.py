"""Deadlines for a chat model's reply, including the time to read it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from assistant.errors import ModelFailed


@dataclass(frozen=True, slots=True)
class Deadline:
    """A number of seconds, counted from the creation of the deadline."""

    seconds: float
    _began: float = field(default_factory=time.monotonic, repr=False)

    @property
    def left(self) -> float:
        """The seconds left, at least 0."""
        return max(0.0, self._began + self.seconds - time.monotonic())

    @property
    def missed(self) -> ModelFailed:
        """The error for a missed deadline."""
        return ModelFailed(
            f"it did not come to an end within {self.seconds:g} seconds; "
            "ONRECORD_MODEL_SECONDS gives it longer"
        )

    def keep(self) -> None:
        """Raise ModelFailed if no time is left."""
        if not self.left:
            raise self.missed
