from __future__ import annotations

import numpy as np

from assistant.reading.heads import short_answers
from assistant.reading.piece_rows import passage_row
from assistant.reading.reader import Passage
from tests.assistant.reading.tiny import CUTTER

TEXT = "Rain fell. The river rose by 15 metres."


def test_the_best_words_of_each_sentence_are_scored_against_none() -> None:
    """A start after its end, and words across two sentences, are never chosen."""
    row = passage_row(CUTTER, "How much?", Passage(TEXT, ((0, 10), (11, 39), (39, 39))))
    logits = np.zeros((len(row.ids), 2), dtype=np.float32)
    logits[0] = 1
    number, unit = row.piece_at(TEXT.index("15")), row.piece_at(TEXT.index("metres"))
    assert number is not None
    assert unit is not None
    logits[number, 0], logits[unit, 1] = 4, 3
    logits[number, 1] = 2
    logits[unit, 0] = 3.5
    first, second, third = short_answers(row, logits)
    assert first is not None
    assert second is not None
    assert TEXT[second.start : second.end] == "15 metres"
    assert second.score == 5
    assert first.score == -2
    assert first.end <= 10
    assert third is None
