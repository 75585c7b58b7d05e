"""The order in which rows are drawn: the same for the same seed, also after resuming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from assistant.reading.training.example import Example
from assistant.reading.training.kitchen import Stock

# The rows drawn at once and batched by similar length, so that there is little padding.
POOL = 2048


@dataclass(frozen=True, slots=True)
class Portion:
    """A stock, its name, and its share of all rows."""

    name: str
    stock: Stock
    share: float


@dataclass(frozen=True)
class Schedule:
    """Draw pools of rows by number.

    Pool n takes from each stock the rows that are due by its end and were not by its start. Each
    pass over a stock has its own order.
    """

    portions: tuple[Portion, ...]
    batch: int
    seed: int
    pool: int = POOL

    def batches(self, number: int) -> list[list[Example]]:
        """Return the batches of a pool, in training order."""
        random = _random(self.seed, "pool", number)
        drawn = list(self._drawn(number))
        random.shuffle(drawn)
        drawn.sort(key=lambda example: len(example.row.ids))
        batches = [drawn[start : start + self.batch] for start in range(0, len(drawn), self.batch)]
        random.shuffle(batches)
        return batches

    def _drawn(self, number: int) -> Iterator[Example]:
        whole = sum(portion.share for portion in self.portions)
        for portion in self.portions:
            rows = self.pool * portion.share / whole
            for turn in range(int(number * rows), int((number + 1) * rows)):
                random = _random(self.seed, portion.name, turn)
                again, place = divmod(turn, portion.stock.size)
                item = _order(self.seed, portion.name, again, portion.stock.size)[place]
                yield portion.stock.draw(item, random)


def _random(*of: object) -> Random:
    return Random(":".join(map(str, of)))


@lru_cache(maxsize=64)
def _order(seed: int, name: str, again: int, size: int) -> list[int]:
    order = list(range(size))
    _random(seed, name, "order", again).shuffle(order)
    return order
