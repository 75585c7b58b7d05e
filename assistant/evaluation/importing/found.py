"""What a reader of somebody's data set finds: cases, articles, and what it could not take."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.line import Line


@dataclass(frozen=True, slots=True)
class Text:
    """An article that comes with a data set, as `onrecord add` reads one from JSONL."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    def record(self) -> dict[str, str]:
        """Return the fields that are known."""
        known = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in known.items() if value}

    def to_json(self) -> str:
        """Return the article as a line of JSONL."""
        return json.dumps(self.record(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not taken: in which file, at which line or place in it, and why."""

    path: Path
    place: int | str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.place}: {self.reason}"


Found = Line | Text | Problem
