from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.evaluation.case import Case
from assistant.followup import FollowUps, Rewriting
from assistant.reading.trained import shipped_reader
from index.embedding.embedder import Embedder
from index.search import Search
from tests.benchmarks.followups import Measured, unrelated
from tests.testsets.measuring import archive_of

# Each costs a few searches: of the questions, every so many are asked.
EVERY = 5
MOST_FALSE = 0.02


def test_hardly_any_question_that_stands_alone_is_rewritten(
    embedder: Embedder, tmp_path: Path, samples_at: Callable[[Path], Path]
) -> None:
    """Behind questions that it has nothing to do with it stays as it was typed."""
    alone = [*unrelated("dev"), *unrelated("held_out")][::EVERY]
    assert len(alone) > 100
    samples_at(tmp_path / "archive")
    with archive_of("samples", embedder, tmp_path) as archive:
        follow_ups = FollowUps(Search(archive, embedder), shipped_reader())
        changed = [each.text for each in alone if follow_ups.rewrite(each).text]
    assert len(changed) <= MOST_FALSE * len(alone), changed


def test_cases_are_counted_by_what_became_of_them() -> None:
    """Means are of a half; turning to something new is told from following up."""
    follow_up = Case("f1", "Why?", ("Who left?",), split="dev")
    new = Case("f2", "Who won?", ("Who left?",), split="dev", tags=("new_topic",))
    other = Case("f3", "When?", ("Who left?",), split="held_out")
    measured = Measured(
        "words added",
        (
            (follow_up, {"citation recall": 1.0}, Rewriting("Why did they leave?")),
            (new, {"citation recall": 0.0}, Rewriting("Who won it?", "a remark")),
            (other, {"citation recall": 0.5}, Rewriting()),
        ),
    )
    assert measured.mean("citation recall", "dev") == 0.5
    assert measured.mean("citation recall", "held_out") == 0.5
    assert measured.dependent("dev", rewritten=True) == 1
    assert measured.dependent("held_out", rewritten=False) == 1
    assert (measured.false_rewrites("dev"), measured.remarks("dev")) == (1, 1)
