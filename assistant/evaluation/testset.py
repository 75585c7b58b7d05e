"""Test sets: cases that are asked together, as they stand in a file."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evaluation.case import Case


@dataclass(frozen=True, slots=True)
class Testset:
    """Cases under a name; `digest` is the SHA-256 of the file that they came from."""

    __test__ = False  # or pytest takes it for tests, by its name

    name: str
    digest: str
    cases: tuple[Case, ...]
