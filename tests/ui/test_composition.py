from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.followup import Rewriting
from assistant.question import Exchange, Question
from tests.assistant.recorded_model import RecordedModel
from ui.composition import Composition
from ui.settings import Settings

WHEN = Question(
    "And when did they finish it?",
    history=(Exchange("Who built the bridge?", "Marlow Yards built it."),),
    writer="openai:small",
)


class AsTyped:
    """Leaves every question as it was typed."""

    def rewrite(self, _question: Question) -> Rewriting:
        """Add nothing."""
        return Rewriting("")


@pytest.mark.parametrize(("seconds", "waited"), [(5.0, 5.0), (20.0, 20.0), (300.0, 20.0)])
def test_a_reader_waits_twenty_seconds_for_a_rewritten_question_at_most(
    monkeypatch: pytest.MonkeyPatch, seconds: float, waited: float
) -> None:
    """A model with less time than that has less time for the question, too."""
    asked: list[float] = []

    def listening(_model: object, _messages: object, most: float, _key: str) -> Iterator[str]:
        asked.append(most)
        yield "When did Marlow Yards finish the bridge?"

    monkeypatch.setattr("assistant.writing.question_rewriting.words", listening)
    monkeypatch.setattr(Composition, "chat_model", lambda *_: RecordedModel.saying(""))
    monkeypatch.setattr("assistant.followup.FollowUps", lambda *_: AsTyped())
    parts = Composition(Settings(model="openai:small", model_seconds=seconds))
    parts._rewriting(None, None).rewrite(WHEN)  # type: ignore[arg-type]
    assert asked == [waited]
