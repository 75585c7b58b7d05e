"""The settings of a training run."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.reading.training.recipe import Ingredient, digest_of


@dataclass(frozen=True, slots=True)
class Budget:
    """The length of a run: rows, or minutes of training."""

    rows: int | None = None
    minutes: float | None = None

    def spent(self, rows: int, seconds: float) -> float:
        """Return the share of the budget spent; 1 or more ends the run."""
        if self.minutes is not None:
            return seconds / (60 * self.minutes)
        return rows / (self.rows or 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run.

    `average` is the decay of the moving average of the weights that is exported, 0 for none.
    """

    recipe: tuple[Ingredient, ...]
    budget: Budget
    seed: int = 16
    batch: int = 24
    rate: float = 2.2e-4
    warm_up: int = 200
    average: float = 0.995

    @property
    def described(self) -> dict[str, str]:
        """The settings that a checkpoint must match to be resumed. The budget may change."""
        return {
            "recipe": digest_of(self.recipe),
            "seed": str(self.seed),
            "batch": str(self.batch),
            "rate": str(self.rate),
            "warm-up": str(self.warm_up),
            "average": str(self.average),
        }
