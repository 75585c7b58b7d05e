"""Rows from questions with candidate sentences, from the files `questions_*`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from assistant.reading.piece_rows import Cutter, passage_row
from assistant.reading.reader import Passage
from assistant.reading.training.example import UNLABELLED, Example, Task
from assistant.reading.training.passages import titled, window
from assistant.reading.training.typed_questions import as_typed

_BUDGET = 480
# The share of questions whose answering sentences are removed to make them unanswerable.
_REMOVED = 0.15


@dataclass(frozen=True, slots=True)
class Selection:
    """A question and candidate sentences with labels, in the order of the text."""

    question: str
    title: str
    sentences: tuple[str, ...]
    labels: tuple[int, ...]

    @classmethod
    def of(cls, question: str, title: str, candidates: list[list[object]]) -> Selection:
        """Return a selection of the candidates and, unlabelled, the sentences beside them."""
        texts = [str(each[0]) for each in candidates]
        sentences: list[str] = []
        labels: list[int] = []
        for number, (text, before, after, label) in enumerate(candidates):
            if before and str(before) not in {*texts, *sentences[-1:]}:
                sentences.append(str(before))
                labels.append(UNLABELLED)
            sentences.append(str(text))
            labels.append(int(str(label)))
            following = texts[number + 1 : number + 2]
            if after and str(after) not in texts and [str(after)] != following:
                sentences.append(str(after))
                labels.append(UNLABELLED)
        return cls(question, title, tuple(sentences), tuple(labels))


def selected(cutter: Cutter, selection: Selection, random: Random) -> Example:
    """Return a row for some sentences around one that answers, or around any."""
    sentences, labels = list(selection.sentences), list(selection.labels)
    if 1 in labels and random.random() < _REMOVED:
        kept = [number for number, label in enumerate(labels) if label == 0]
        if kept:
            sentences = [sentences[number] for number in kept]
            labels = [0] * len(kept)
    right = [number for number, label in enumerate(labels) if label == 1]
    best = random.choice(right) if right else random.randrange(len(sentences))
    first, last = window(_offsets(sentences), best, _BUDGET, random)
    passage = passage_of(sentences[first:last], titled(selection.title, random))
    row = passage_row(cutter, as_typed(selection.question, random), passage)
    # If no sentence answers, no words do either. If one does, the words are unknown.
    none = () if 1 in labels[first:last] or UNLABELLED in labels[first:last] else (0,)
    return Example(Task.PASSAGE, row, tuple(labels[first:last]), none, none)


def passage_of(sentences: Sequence[str], title: str) -> Passage:
    """Return consecutive sentences as a passage."""
    return Passage(" ".join(sentences), _offsets(sentences), title)


def _offsets(sentences: Sequence[str]) -> tuple[tuple[int, int], ...]:
    ends = [0]
    for sentence in sentences:
        ends.append(ends[-1] + len(sentence) + 1)
    return tuple((start, end - 1) for start, end in pairwise(ends))
