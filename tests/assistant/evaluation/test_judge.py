from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import BaseMessage

from assistant.evaluation.case import Case, Cited, Outcome
from assistant.evaluation.model_judge import Judge, read
from sources.span import Span

CASE = Case("c", "What did the {bridge} cost?", answers=("40 million",), answers_all=("Port",))
OUTCOME = Outcome(
    "c", True, "It cost 40 million.", (Cited(Span("a", "h", 0, 9), "cost {40} million"),)
)
FAITHFUL = '{"statements": 2, "supported": 1, "reason": "no date"}'
COMPLETE = '{"expected": 4, "stated": 3}'


class RecordingModel(FakeListChatModel):
    """Gives the replies that were laid in, and records the prompts."""

    prompts: list[str] = []  # noqa: RUF012 - pydantic copies it for each model

    def _call(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> str:
        self.prompts.append(str(messages[0].content))
        return super()._call(messages, *args, **kwargs)


def model(*replies: str) -> RecordingModel:
    """Return a model that gives these replies in turn."""
    return RecordingModel(responses=list(replies))


def test_both_measures_are_judged(tmp_path: Path) -> None:
    """Faithfulness is asked with the cited words, completeness with what is expected."""
    asked = model(FAITHFUL, COMPLETE)
    values = Judge(asked, "fake", tmp_path).values(CASE, OUTCOME)
    assert values == {"faithfulness": 0.5, "completeness": 0.75}
    faithfulness, completeness = asked.prompts
    for words in ("[1] cost {40} million", CASE.question, OUTCOME.text, '{"statements": 3,'):
        assert words in faithfulness
    for words in ("- Port\n- 40 million", CASE.question, OUTCOME.text):
        assert words in completeness


def test_same_words_are_asked_once(tmp_path: Path) -> None:
    """A rerun costs nothing, even with another judge over the same folder."""
    Judge(model(FAITHFUL, COMPLETE), "fake", tmp_path).values(CASE, OUTCOME)
    again = model("never given")
    values = Judge(again, "fake", tmp_path).values(CASE, OUTCOME)
    assert values == {"faithfulness": 0.5, "completeness": 0.75}
    assert again.prompts == []


def test_another_model_or_answer_is_asked_afresh(tmp_path: Path) -> None:
    """A kept reply stands for its model and its words only."""
    Judge(model(FAITHFUL, COMPLETE), "fake", tmp_path).values(CASE, OUTCOME)
    other = model(FAITHFUL, COMPLETE)
    Judge(other, "another", tmp_path).values(CASE, OUTCOME)
    changed = Outcome("c", True, "It cost 41 million.", OUTCOME.citations)
    Judge(other, "fake", tmp_path).values(CASE, changed)
    assert len(other.prompts) == 4


def test_spoiled_file_is_asked_afresh(tmp_path: Path) -> None:
    """What a crash or a hand left of a kept reply is not believed."""
    Judge(model(FAITHFUL, COMPLETE), "fake", tmp_path).values(CASE, OUTCOME)
    kept = sorted(tmp_path.rglob("*.json"))
    assert len(kept) == 2
    for path in kept:
        path.write_text('{"reply"', encoding="utf-8")
    again = model(FAITHFUL, COMPLETE)
    Judge(again, "fake", tmp_path).values(CASE, OUTCOME)
    assert len(again.prompts) == 2


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        (CASE, Outcome("c")),
        (CASE, Outcome("c", error="it broke")),
        (Case("c", words="We will."), Outcome("c", True)),
        (Case("c", "?"), Outcome("c", True, "Yes.")),
    ],
)
def test_model_is_not_asked_in_vain(case: Case, outcome: Outcome, tmp_path: Path) -> None:
    """Abstentions, errors, quotations, and what nothing is known of are not judged."""
    asked = model("never given")
    values = Judge(asked, "fake", tmp_path).values(case, outcome)
    assert values == {"faithfulness": None, "completeness": None}
    assert asked.prompts == []


@pytest.mark.parametrize(
    ("reply", "share"),
    [
        ('{"statements": 4, "supported": 3}', 0.75),
        ('Sure!\n```json\n{"statements": 4, "supported": 4}\n```\nDone {}', 1.0),
        ('First {"statements": 9, "supported": 1}, no: {"statements": "2", "supported": "1"}', 0.5),
        ('{"statements": 0, "supported": 0}', None),
        ('{"statements": 2, "supported": 3}', None),
        ('{"statements": NaN, "supported": NaN}', None),
        ('{"statements": 1e999, "supported": 1}', None),
        ('{"statements": [1], "supported": 1}', None),
        ("I would say three of four.", None),
        ("", None),
    ],
)
def test_replies_are_read_whatever_is_around_them(reply: str, share: float | None) -> None:
    """The last usable counts decide; a reply without any is no value, and not 0."""
    assert read(reply, "supported", "statements").share == share


@given(st.text(st.sampled_from('{}"supported: statements,123.eE-[]'), max_size=80))
def test_any_reply_can_be_read(reply: str) -> None:
    """No reply breaks the reading."""
    share = read(reply, "supported", "statements").share
    assert share is None or 0 <= share <= 1
