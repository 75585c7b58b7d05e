from __future__ import annotations

import json
from datetime import UTC, date, datetime

from assistant.question import Question
from index.scope import Filters
from tests.ui.fakes import (
    SENTENCE,
    a_citation,
    a_written_answer,
    an_abstention,
    an_answer,
    an_article,
)
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.render.export import conversation_json, conversation_markdown

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
FILTERS = Filters(("Steppe Courier",), date(2024, 1, 1))


def a_conversation() -> Conversation:
    """Make a conversation with every kind of turn."""
    article = an_article()
    return Conversation(
        (
            Turn(
                1,
                Question("What did it cost?"),
                an_answer(a_citation(article)),
                frozenset({1}),
                Stage.COMPLETE,
            ),
            Turn(
                2,
                Question("And how costly?", FILTERS),
                a_written_answer(article),
                stage=Stage.STOPPED,
            ),
            Turn(3, Question("Who won?"), an_abstention(), stage=Stage.COMPLETE),
            Turn(4, Question("Who?"), stage=Stage.FAILED, trouble="The disk is gone."),
        )
    )


def test_every_turn_is_exported_with_its_sources() -> None:
    """Questions, answers, sources, what was looked for, filters, scope and troubles are there."""
    written = conversation_markdown(a_conversation(), NOON)
    for told in (
        "4 questions, exported from OnRecord on 1 July 2024 at 12:00 UTC.",
        "## 1. What did it cost?",
        f"[^1-1]: A line through the steppe. Steppe Courier, 14 June 2024: “{SENTENCE}”",
        "(this citation does not match the stored article)",
        "- Searched for: How costly is the line? The line was costly",
        "taken from your question (“The line was costly”)",
        "- Only articles from Steppe Courier; since 1 January 2024",
        "(✗ unsupported)",
        "Stopped. The answer may be incomplete.",
        "No clear answer in the record. Searched 3 articles",
        "The disk is gone.",
    ):
        assert told in written


def test_footnotes_of_two_answers_are_told_apart() -> None:
    """A footnote is named by its question, so that none is defined twice."""
    lines = conversation_markdown(a_conversation(), NOON).split("\n")
    notes = [line.split(":")[0] for line in lines if line.startswith("[^")]
    assert notes == ["[^1-1]", "[^2-1]", "[^2-2]"]


def test_the_export_for_programs_holds_answers_with_their_spans() -> None:
    """The JSON has the verdicts, the spans and the citations that are broken."""
    record = json.loads(conversation_json(a_conversation(), NOON))
    assert record["format"] == "onrecord-conversation-export/1"
    first, second, _, last = record["turns"]
    assert first["answer"]["claims"][0]["citations"][0]["words"] == SENTENCE
    assert first["broken_citations"] == [1]
    assert second["answer"]["claims"][2]["entry"]["support"] == "unsupported"
    assert second["filters"]["since"] == "2024-01-01"
    assert (last["answer"], last["trouble"]) == (None, "The disk is gone.")


def test_a_hostile_question_is_text() -> None:
    """Neither a question nor what it was made into adds a heading, a footnote or an image."""
    hostile = "x\n# Forged\n[^1-1]: <img src=x> ![a](http://b.example)"
    turn = Turn(1, Question(hostile, standalone=hostile), stage=Stage.STOPPED)
    written = conversation_markdown(Conversation((turn,)), NOON)
    starts = [line[:4] for line in written.split("\n") if line]
    assert starts == ["# Co", "1 qu", "## 1", "- Se", "Stop"]
    assert "<img" not in written.replace("\\<", "")
