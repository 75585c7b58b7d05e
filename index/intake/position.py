"""The position of a record in its file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from index.intake.analyst import ReadEvent
from index.intake.event import Draft, SeenRecord


class Place:
    """The position of records in their file, as far as its stream reports it.

    A list is read at once, so the positions of its records are interpolated between its start
    and its end.
    """

    def __init__(self, streams: Sequence[BinaryIO]) -> None:
        self._streams = streams
        self._begun = 0

    def of(self, event: ReadEvent, share: float) -> ReadEvent:
        """Return a record's event with its position; `share` is its place in a list, or 0."""
        if not self._streams or not isinstance(event, Draft | SeenRecord):
            return event
        position = self._streams[0].tell()
        reached = self._begun + int((share or 1.0) * (position - self._begun))
        if share in (0.0, 1.0):
            self._begun = position
        whole = reached >= os.fstat(self._streams[0].fileno()).st_size
        return event if whole else replace(event, position=reached)
