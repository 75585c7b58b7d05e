"""The data sets that lie beside the repository, where they do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.evaluation.importing.importer import FORMATS
from tests.assistant.evaluation.importing.reading import sorted_out

DATA = Path(__file__).resolve().parents[4].parent / "shared" / "data"


@pytest.mark.parametrize(
    ("name", "path", "counts", "refused"),
    [
        ("squad", "squad2", {True: 240, False: 258}, 2),
        ("multihop", "multihop/questions.jsonl", {True: 216, False: 34}, 0),
        ("realtimeqa", "realtimeqa2022", {True: 99}, 0),
    ],
)
def test_data_is_read(name: str, path: str, counts: dict[bool, int], refused: int) -> None:
    """Each of them gives the cases that it should, and tells the rest."""
    if not (DATA / path).exists():
        pytest.skip(f"{DATA / path} is not there")
    cases, _, problems = sorted_out(FORMATS[name].read(DATA / path))
    assert Counter(case.answerable for case in cases) == counts
    assert len(problems) == refused
