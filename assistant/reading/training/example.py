"""What the model is shown in training: a row, and what it should say to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assistant.reading.row import Row

# A segment that nobody labelled.
UNLABELLED = -1


class Task(Enum):
    """Which heads a row teaches."""

    PASSAGE = "passage"
    CLAIM = "claim"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class Example:
    """A row with the label of each segment: 0, 1 or UNLABELLED, or the class of a claim.

    `starts` and `ends` are the pieces at which the short answer may start and end; piece 0 is "no
    answer". Where they are empty, the row teaches nothing about the words.
    """

    task: Task
    row: Row
    labels: tuple[int, ...]
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
