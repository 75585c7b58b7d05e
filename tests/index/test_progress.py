"""How far `add` says that it has come."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from index.intake.analyst import Analyst
from index.intake.draft import Draft
from index.intake.intake import Intake
from index.intake.tally import Tally
from sources.article import Metadata


@pytest.fixture
def analyst() -> Analyst:
    """Return an analyst of its own."""
    return Analyst()


def test_the_progress_of_a_packed_file_is_that_of_its_bytes(
    tmp_path: Path, analyst: Analyst
) -> None:
    """Text unpacks to several times its size; it is not all read when so much of it is."""
    draw = random.Random(7)  # noqa: S311 - any words will do
    words = ["bridge", "council", "harbour", "ferry", "crowns", "repair", "night", "autumn"]
    records = 1_200
    lines = (
        json.dumps({"id": n, "text": " ".join(draw.choices(words, k=120)).capitalize() + "."})
        for n in range(records)
    )
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    intake = Intake.of([path], Metadata(), None)
    tally = Tally(intake)
    drafts = 0
    for event in intake.events(analyst):
        tally.count(event)
        drafts += isinstance(event, Draft)
        if drafts in (records // 4, records // 2):
            assert abs(tally.fraction - drafts / records) < 0.25
    assert tally.fraction == 1
