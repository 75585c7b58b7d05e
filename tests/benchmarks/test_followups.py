from __future__ import annotations

import pytest

from assistant.evaluation.case import Case
from assistant.followup import Rewriting, RuleRewriter
from tests.benchmarks.followups import Measured, unrelated

MOST_FALSE = 0.01


@pytest.mark.parametrize("split", ["dev", "held_out"])
def test_hardly_any_question_that_stands_alone_is_rewritten(split: str) -> None:
    """Behind questions that it has nothing to do with it stays as it was typed."""
    alone = list(unrelated(split))
    assert len(alone) > 200
    changed = [q.text for q in alone if RuleRewriter().rewrite(q).text]
    assert len(changed) <= MOST_FALSE * len(alone), changed


def test_cases_are_counted_by_what_became_of_them() -> None:
    """Means are of a half; turning to something new is told from following up."""
    follow_up = Case("f1", "Why?", ("Who left?",), split="dev")
    new = Case("f2", "Who won?", ("Who left?",), split="dev", tags=("new_topic",))
    other = Case("f3", "When?", ("Who left?",), split="held_out")
    measured = Measured(
        "by rule",
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
