"""The best short answer in each sentence, from the logits of its start and end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.reading.reader import ShortAnswer
from assistant.reading.row import Row

# A short answer has at most this many word pieces. Longer ones are sentences.
LONGEST_ANSWER = 24


def short_answers(row: Row, logits: NDArray[np.float32]) -> list[ShortAnswer | None]:
    """Return the best words of each sentence, scored against "no answer"; None if it is empty."""
    none = float(logits[0].sum())
    return [_best(row, logits, start, end, none) for start, end in row.segments]


def _best(
    row: Row, logits: NDArray[np.float32], start: int, end: int, none: float
) -> ShortAnswer | None:
    length = end - start
    if length <= 0:
        return None
    scores = logits[start:end, 0][:, None] + logits[start:end, 1][None, :]
    distance = np.arange(length)[None, :] - np.arange(length)[:, None]
    scores = np.where((distance >= 0) & (distance < LONGEST_ANSWER), scores, -np.inf)
    first, last = divmod(int(scores.argmax()), length)
    begin = row.offsets[start + first - row.body][0]
    stop = row.offsets[start + last - row.body][1]
    return ShortAnswer(begin, stop, float(scores[first, last]) - none)
