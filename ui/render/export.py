"""Export a conversation with its sources, as Markdown for people or JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from assistant.answer import NO_CLEAR_ANSWER, Answer, Citation, Claim
from assistant.markdown_escaping import plain
from assistant.wording import (
    NO_OUTLET,
    count,
    day,
    in_quotes,
    restrictions,
    searched,
    times,
    unanswered,
    windowed,
)
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.render.json_records import answer_record
from ui.render.json_records import plain as plain_values
from ui.render.ledger_wording import doubts, heading, verdict

BROKEN_NOTE = "(this citation does not match the stored article)"


def answer_markdown(answer: Answer, broken: frozenset[int] = frozenset()) -> str:
    """Return the question and its answer, with a footnote for each citation."""
    body = answer_body(answer, broken)
    return f"**{plain(answer.question)}**\n\n{body}"


def answer_body(answer: Answer, broken: frozenset[int] = frozenset(), label: str = "") -> str:
    """Return an answer without its question. `label` is put before footnote numbers."""
    remarks = [plain(remark) for remark in (windowed(answer), *answer.remarks) if remark]
    if not answer.found:
        return "\n\n".join([f"{NO_CLEAR_ANSWER} {plain(searched(answer.scope))}", *remarks]) + "\n"
    claims = [f"> {_claim(claim, label, written=bool(answer.writer))}" for claim in answer.claims]
    if answer.unanswered:
        claims.append(f"> {plain(unanswered(answer))}")
    head = [plain(heading(answer))] if heading(answer) else []
    notes = [_footnote(c, label, c.number in broken) for c in answer.citations]
    return "\n\n".join([*head, "\n>\n".join(claims), *remarks, "\n".join(notes)]) + "\n"


def _claim(claim: Claim, label: str, *, written: bool) -> str:
    notes = "".join(_reference(c, label) for c in (*claim.citations, *claim.also))
    said = f"{_emphasised(claim)}{notes}"
    if not written:
        return said
    said += f" ({verdict(claim)})"
    if why := doubts(claim):
        said += f" {plain(why)}"
    if claim.offered is not None:
        said += f" Closest in the archive:{_reference(claim.offered, label)}"
    return said


def _emphasised(claim: Claim) -> str:
    before, short, after = claim.parted
    if not short:
        return plain(claim.text)
    gaps = (" " if before[-1:].isspace() else "", " " if after[:1].isspace() else "")
    return f"{plain(before)}{gaps[0]}**{plain(short)}**{gaps[1]}{plain(after)}"


def _reference(citation: Citation, label: str) -> str:
    return f"[^{label}{citation.number}]"


def _footnote(citation: Citation, label: str, broken: bool) -> str:
    outlet = plain(citation.outlet or NO_OUTLET)
    marks = "".join(f", {mark}" for mark in citation.marks)
    note = (
        f"{_reference(citation, label)}: {plain(citation.headline)}. {outlet}, "
        f"{day(citation.published)}{marks}: {in_quotes(plain(citation.words))}"
    )
    if said := "; ".join(times(citation)):
        note += f" {plain(said)}"
    if citation.url:
        note += f" {plain(citation.url)}"
    return f"{note} {BROKEN_NOTE}" if broken else note


FORMAT = "onrecord-conversation-export/1"
_ENDED = {
    Stage.STOPPED: "Stopped. The answer may be incomplete.",
    Stage.SEARCHING: "Saved before an answer was found.",
    Stage.STREAMING: "Saved before the answer was complete.",
}


def conversation_markdown(conversation: Conversation, made: datetime) -> str:
    """Return the conversation as Markdown: each question with its settings, answer and sources."""
    blocks = [
        "# Conversation with OnRecord",
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
    """Yield the standalone question and the filters in words, if there are any."""
    answer = turn.answer
    looked_for = (answer.standalone if answer else "") or turn.asked.standalone
    if looked_for:
        yield f"Searched for: {looked_for}"
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
