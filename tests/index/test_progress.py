"""How far `add` says that it has come."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.intake.analyst import Analyst
from index.intake.event import Draft
from index.intake.intake import Intake
from index.intake.tally import Tally
from index.progress import Progress
from sources.article import Metadata
from tests.index.fakes import FakeEmbedder


@pytest.fixture
def analyst() -> Analyst:
    """Return an analyst of its own."""
    return Analyst()


RECORDS = 500


def _records() -> list[dict[str, object]]:
    draw = random.Random(7)  # noqa: S311 - any words will do
    words = ["bridge", "council", "harbour", "ferry", "crowns", "repair", "night", "autumn"]
    return [
        {"id": n, "text": " ".join(draw.choices(words, k=120)).capitalize() + "."}
        for n in range(RECORDS)
    ]


def _zip(members: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _packed(name: str) -> bytes:
    """Return the records in a file of this name."""
    records = _records()
    lines, listed = "\n".join(map(json.dumps, records)), json.dumps(records)
    match name:
        case "lines.jsonl.gz":
            return gzip.compress(lines.encode())
        case "list.json.gz":
            return gzip.compress(listed.encode())
        case "list.zip":
            return _zip({"list.json": listed})
        case "lines.zip":
            return _zip({"lines.jsonl": lines})
        case "texts.zip":
            return _zip({f"{record['id']:04}.txt": str(record["text"]) for record in records})
        case _:
            return listed.encode()


@pytest.mark.parametrize(
    "name",
    ["lines.jsonl.gz", "list.json.gz", "list.zip", "lines.zip", "texts.zip", "list.json"],
)
def test_the_progress_of_a_packed_file_is_that_of_its_articles(
    tmp_path: Path, analyst: Analyst, name: str
) -> None:
    """Text unpacks to several times its size, and a list may be read at once before any of it."""
    path = tmp_path / name
    path.write_bytes(_packed(name))
    intake = Intake.of([path], Metadata(), None)
    tally = Tally(intake)
    drafts = 0
    for event in intake.events(analyst):
        tally.count(event)
        drafts += isinstance(event, Draft)
        if drafts in (RECORDS // 10, RECORDS // 4, RECORDS // 2):
            assert abs(tally.fraction - drafts / RECORDS) < 0.2
    assert drafts == RECORDS
    assert tally.fraction == 1


def test_the_articles_of_the_counted_passages_are_counted(tmp_path: Path) -> None:
    """Passages are counted once they have vectors, before their articles are stored."""
    path = tmp_path / "list.json"
    seen: list[Progress] = []
    path.write_text(json.dumps(_records()[:5]))
    with closing(Archive.create_or_open(tmp_path / "archive", FakeEmbedder())) as archive:
        archive.add([path], progress=seen.append)
    counted = [(one.articles, one.passages) for one in seen if one.step == "adding"]
    assert counted
    assert all(articles for articles, passages in counted if passages)
