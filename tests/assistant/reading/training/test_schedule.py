from __future__ import annotations

from collections import Counter
from random import Random

from assistant.reading.piece_rows import claim_row
from assistant.reading.training.example import Example, Task
from assistant.reading.training.schedule import Portion, Schedule, Stock
from tests.assistant.reading.tiny import CUTTER


def stock(size: int, kind: int) -> Stock:
    """Return a stock whose rows tell their item and their stock."""

    def draw(item: int, random: Random) -> Example:
        row = claim_row(CUTTER, "long " * random.randrange(30), "rain")
        return Example(Task.CLAIM, row, (kind, item))

    return Stock(size, draw)


SCHEDULE = Schedule(
    (Portion("a", stock(10, 0), 0.75), Portion("b", stock(7, 1), 0.25)), batch=4, seed=1, pool=40
)


def test_a_pool_is_the_same_whenever_it_is_drawn() -> None:
    """So a run goes on from a checkpoint with the rows that were due."""
    assert SCHEDULE.batches(3) == SCHEDULE.batches(3)
    assert SCHEDULE.batches(3) != SCHEDULE.batches(4)


def test_shares_are_kept_and_every_item_is_drawn_before_any_is_again() -> None:
    """No item is drawn twice more often than another."""
    drawn = [example.labels for n in range(7) for batch in SCHEDULE.batches(n) for example in batch]
    counts = Counter(drawn)
    assert sum(count for (kind, _), count in counts.items() if kind == 0) == 210
    assert {count for (kind, _), count in counts.items() if kind == 0} == {21}
    assert {count for (kind, _), count in counts.items() if kind == 1} == {10}


def test_batches_hold_rows_of_similar_length() -> None:
    """Little of a batch is padding."""
    batches = SCHEDULE.batches(0)
    assert [len(batch) for batch in batches] == [4] * 10
    lengths = [[len(example.row.ids) for example in batch] for batch in batches]
    padding = sum(max(batch) * len(batch) - sum(batch) for batch in lengths)
    assert padding < 0.1 * sum(map(sum, lengths))
