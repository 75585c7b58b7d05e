"""Training examples: a row and its expected output."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assistant.reading.row import Row

# A segment without a label.
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
