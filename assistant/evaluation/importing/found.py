"""The output of importers: cases, articles, and problems."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.line import Line


@dataclass(frozen=True, slots=True)
class Text:
    """An article that comes with a data set, in the JSONL form that `onrecord add` reads."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    def record(self) -> dict[str, str]:
        """Return the known fields."""
        known = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in known.items() if value}

    def to_json(self) -> str:
        """Return the article as a line of JSONL."""
        return json.dumps(self.record(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that was not imported: its file, its line or place there, and the reason."""

    path: Path
    place: int | str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.place}: {self.reason}"


Found = Line | Text | Problem
