"""Pairs of romanised Korean names, of one person or of two, in halves.

Each line of `romanisations.jsonl` holds two spellings that people in public life, or newsrooms
for them, use, and whether they can be one person's. The first byte of the SHA-256 of `one|other`
decides the half: even is for development, odd is held out.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("romanisations.jsonl")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings, and whether they can be one person's."""

    one: str
    other: str
    same: bool

    @property
    def held_out(self) -> bool:
        """Whether the pair is kept from tuning."""
        return hashlib.sha256(f"{self.one}|{self.other}".encode()).digest()[0] % 2 == 1


def pairs() -> tuple[Pair, ...]:
    """Return all pairs in the order of the file."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(Pair(**json.loads(line)) for line in lines)
