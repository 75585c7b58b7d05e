"""The heads over the encoder's hidden states, in numpy: a thousandth of the encoder's cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.reading.piece_rows import Row
from assistant.reading.reader import ShortAnswer
from assistant.reading.reader_weights import Tensors

Array = NDArray[np.float32]
# Abramowitz and Stegun 7.1.26: the error function within 1.5e-7. numpy has no such function.
_P = 0.3275911
_COEFFICIENTS = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


@dataclass(frozen=True)
class Heads:
    """The layers that turn the hidden states of one row into logits."""

    tensors: Tensors

    def answers(self, hidden: Array, segments: Sequence[tuple[int, int]]) -> Array:
        """Return a logit for each sentence, for the event that it answers the question."""
        return self._judged("answers", hidden, segments)[:, 0]

    def bears(self, hidden: Array, segments: Sequence[tuple[int, int]]) -> Array:
        """Return three logits for each piece of evidence: supports, neutral, contradicts."""
        return self._judged("bears", hidden, segments)

    def missing(self, hidden: Array, segments: Sequence[tuple[int, int]]) -> Array:
        """Return a logit for each word, for the event that the question depends on it."""
        return self._judged("missing", hidden, segments)[:, 0]

    def span(self, hidden: Array) -> Array:
        """Return two logits for each word piece: the short answer starts there, or ends there."""
        return self._dense("span", hidden)

    def _judged(self, head: str, hidden: Array, segments: Sequence[tuple[int, int]]) -> Array:
        means = np.array(
            [hidden[start : max(end, start + 1)].mean(axis=0) for start, end in segments]
        )
        first = np.broadcast_to(hidden[0], means.shape)
        inner = gelu(self._dense(f"{head}.0", np.concatenate([means, first], axis=1)))
        return self._dense(f"{head}.2", inner)

    def _dense(self, name: str, inputs: Array) -> Array:
        return inputs @ self.tensors[f"{name}.weight"].T + self.tensors[f"{name}.bias"]


def gelu(inputs: Array) -> Array:
    """Return x times the cumulative normal distribution at x."""
    scaled = np.abs(inputs) / np.float32(np.sqrt(2))
    step = 1 / (1 + _P * scaled)
    series = np.zeros_like(step)
    for coefficient in _COEFFICIENTS:
        series = (series + coefficient) * step
    error = np.sign(inputs) * (1 - series * np.exp(-(scaled**2)))
    return np.asarray(0.5 * inputs * (1 + error), dtype=np.float32)


# A short answer has at most this many word pieces. Longer ones are sentences.
LONGEST_ANSWER = 24


def short_answers(row: Row, logits: NDArray[np.float32]) -> list[ShortAnswer | None]:
    """Return each sentence's best words, scored against "no answer"; None for an empty one."""
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
