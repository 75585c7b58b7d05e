from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.evaluation.importing.wice import read
from tests.assistant.evaluation.importing.reading import sorted_out, write_lines

SENTENCES = [
    "(meta data) TITLE: Gull Island",
    "The ferry to Gull Island stopped running in May.",
    "It carried 300 people a day.",
    "The council wants a bridge.",
]


def claim(name: str, label: str, *sets: list[int]) -> dict[str, Any]:
    """Make a claim with its supporting sets."""
    return {
        "meta": {"id": name},
        "claim": "The ferry carried 300 people until May.",
        "label": label,
        "evidence": SENTENCES,
        "supporting_sentences": list(sets),
    }


def test_claims_are_read(tmp_path: Path) -> None:
    """A page is an article, a supporting set a set of gold, a label an answer to answerable."""
    path = write_lines(
        tmp_path / "claims.jsonl",
        claim("c1", "supported", [1, 2], []),
        claim("c2", "partially_supported", [2]),
        claim("c3", "not_supported", [], [3]),
        claim("c4", "supported", [9]),
        claim("c5", "supported", []),
        claim("c6", "perhaps", [1]),
        claim("c7", "supported", [1]) | {"evidence": SENTENCES[:1]},
    )
    cases, texts, problems = sorted_out(read(path))
    assert [text.title for text in texts][:3] == ["Gull Island"] * 3
    assert [(c.id, c.answerable, len(c.gold_sets)) for c in cases] == [
        ("c1", True, 1),
        ("c2", None, 1),
        ("c3", False, 0),
    ]
    assert [gold.quote for gold in cases[0].gold_sets[0]] == SENTENCES[1:3]
    assert [problem.partition(":")[0] for problem in problems] == ["4", "5", "6", "7"]
