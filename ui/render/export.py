"""Exports: a conversation with its sources, as Markdown for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from assistant.markdown import plain
from assistant.wording import count, day, restrictions, searched
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.render.markdown import answer_body
from ui.render.records import answer_record
from ui.render.records import plain as plain_values

FORMAT = "onrecord-conversation-export/1"
_ENDED = {
    Stage.STOPPED: "Stopped. The answer may be incomplete.",
    Stage.SEARCHING: "The answer was still to come.",
    Stage.STREAMING: "The answer was still growing.",
}


def conversation_markdown(conversation: Conversation, made: datetime) -> str:
    """Return the conversation as Markdown: each question with its settings, answer and sources."""
    blocks = [
        "# A conversation with the record",
        f"{count(len(conversation.turns), 'question')}, exported from OnRecord on "
        f"{day(made.date())} at {made:%H:%M %Z}.",
    ]
    for turn in conversation.turns:
        blocks += _turn(turn)
    return "\n\n".join(block.rstrip("\n") for block in blocks) + "\n"


def _turn(turn: Turn) -> Iterator[str]:
    yield f"## {turn.number}. {plain(turn.text)}"
    asked = [plain(line) for line in how_asked(turn)]
    if asked:
        yield "\n".join(f"- {line}" for line in asked)
    if turn.trouble:
        yield plain(turn.trouble)
    if turn.answer is not None:
        yield answer_body(turn.answer, turn.broken, f"{turn.number}-")
        if turn.answer.found:
            yield plain(searched(turn.answer.scope))
    if turn.stage in _ENDED:
        yield _ENDED[turn.stage]


def how_asked(turn: Turn) -> Iterator[str]:
    """Yield sentences with the standalone question, if any, and the filters."""
    answer = turn.answer
    looked_for = (answer.standalone if answer else "") or turn.asked.standalone
    if looked_for:
        yield f"Looked for: {looked_for}"
    if turn.asked.filters:
        yield f"Only articles {restrictions(turn.asked.filters)}"


def conversation_json(conversation: Conversation, made: datetime) -> str:
    """Return the conversation as JSON, with answers in the format of the endpoint `/ask`."""
    record = {
        "format": FORMAT,
        "made": made.isoformat(timespec="seconds"),
        "turns": [_turn_record(turn) for turn in conversation.turns],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _turn_record(turn: Turn) -> dict[str, Any]:
    asked = turn.asked
    return {
        "number": turn.number,
        "question": asked.text,
        "filters": plain_values(asdict(asked.filters)),
        "standalone": asked.standalone,
        "windowed": asked.windowed,
        "writer": asked.writer,
        "stage": turn.stage.value,
        "trouble": turn.trouble,
        "broken_citations": sorted(turn.broken),
        "answer": answer_record(turn.answer) if turn.answer else None,
    }
