"""Training examples, and batches of them as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import Enum

import torch
from torch import Tensor

from assistant.reading.encoder import inputs
from assistant.reading.piece_rows import Row

# The label of a segment that has none, and is ignored in training.
UNLABELLED = -1


class Task(Enum):
    """The heads that a row trains."""

    PASSAGE = "passage"
    CLAIM = "claim"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class Example:
    """A row with the label of each segment: 0, 1 or UNLABELLED, or the class of a claim.

    `starts` and `ends` are the pieces at which the short answer may start and end. Piece 0 is "no
    answer". If they are empty, the row does not train the short answer.
    """

    task: Task
    row: Row
    labels: tuple[int, ...]
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


TASKS = tuple(Task)


@dataclass(frozen=True)
class Batch:
    """Rows of pieces, and their labels.

    `pool` averages the pieces of each segment. `labels` are those of the segments, UNLABELLED if
    there is none. `tasks` are the numbers of the rows' tasks. `read` marks the pieces that may be a
    short answer: the first, and those of the body.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    pool: Tensor
    labels: Tensor
    tasks: Tensor
    read: Tensor
    starts: Tensor
    ends: Tensor

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Batch:
        """Return examples as a batch."""
        rows = [example.row for example in examples]
        length = max(len(row.ids) for row in rows)
        most = max(len(row.segments) for row in rows)
        ids, mask, types = (torch.from_numpy(each) for each in inputs(rows, length))
        pool = torch.zeros(len(rows), most, length)
        labels = torch.full((len(rows), most), UNLABELLED)
        read, starts, ends = (torch.zeros(len(rows), length, dtype=torch.bool) for _ in range(3))
        for number, example in enumerate(examples):
            row = example.row
            for segment, (start, end) in enumerate(row.segments):
                if end > start:
                    pool[number, segment, start:end] = 1 / (end - start)
                    labels[number, segment] = example.labels[segment]
            read[number, 0] = True
            read[number, row.body : row.body + len(row.offsets)] = True
            starts[number, list(example.starts)] = True
            ends[number, list(example.ends)] = True
        tasks = torch.tensor([TASKS.index(example.task) for example in examples])
        return cls(ids, mask, types, pool, labels, tasks, read, starts, ends)

    def to(self, device: torch.device) -> Batch:
        """Return the batch on a device."""
        return Batch(**{each.name: getattr(self, each.name).to(device) for each in fields(self)})
