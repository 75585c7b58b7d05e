"""Keepsakes: a conversation in the form that a browser keeps across reloads.

A keepsake has the positions of cited words instead of the words themselves, because several people
may share a browser. The words are read from the archive again. Text from a browser is untrusted, so
it is validated.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer import Answer, Citation, Claim
from assistant.ledger.ledger import DoubtKind
from assistant.times.window import Window
from index.scope import Filters, Scope
from ui.conversations.conversation import Conversation, Stage, Turn

MOST_TURNS = 20
MOST_CHARACTERS = 200_000
TOO_LARGE = "This answer was too large to be kept in the browser. Ask again."

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Place = tuple[Count, Count]
Words = Annotated[str, Field(max_length=4_000)]
Names = Annotated[tuple[Words, ...], Field(max_length=1_000)]
Numbers = Annotated[tuple[Count, ...], Field(max_length=100)]


class KeepsakeUnreadable(ValueError):
    """The text from the browser is not a conversation. The message is shown to the visitor."""


class _Kept(BaseModel):
    """A part of a keepsake. Unknown fields and values that need conversion are rejected."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class KeptCitation(_Kept):
    """The positions of cited words and of the paragraph around them."""

    number: Count
    article: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    version: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    words: Place
    context: Place
    short_answer: Place | None = None

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """Return the kept form of a citation, which has positions instead of words."""
        span, context, short = citation.span, citation.context, citation.short_answer
        return cls(
            number=citation.number,
            article=span.article_id,
            version=span.content_hash,
            words=(span.start, span.end),
            context=(context.start, context.end),
            short_answer=(short.start, short.end) if short else None,
        )


class KeptClaim(_Kept):
    """A sentence of an answer, with the numbers of its citations.

    Only a sentence that a chat model wrote is kept in words. Its ledger entry is not kept, because
    the sentence is checked again. `nowhere` has the numbers that it cited without a source.
    """

    cited: Numbers
    also: Numbers = ()
    offered: Count | None = None
    written: Words = ""
    nowhere: Annotated[tuple[Words, ...], Field(max_length=100)] = ()

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """Return the kept form of a claim."""
        doubts = claim.entry.doubts if claim.entry else ()
        return cls(
            cited=tuple(citation.number for citation in claim.citations),
            also=tuple(citation.number for citation in claim.also),
            offered=claim.offered.number if claim.offered else None,
            written=claim.text if claim.entry else "",
            nowhere=tuple(d.words.strip("[]") for d in doubts if d.kind is DoubtKind.NOWHERE),
        )


class KeptScope(_Kept):
    """The kept form of a scope, which describes what was searched."""

    articles: Count
    passages: Count
    undated: Count
    outlets: Names
    languages: Names
    first: date | None
    last: date | None
    filters: Filters

    @classmethod
    def of(cls, scope: Scope) -> Self:
        """Return the kept form of a scope."""
        return cls(**{name: getattr(scope, name) for name in cls.model_fields})

    def scope(self) -> Scope:
        """Return the scope that this was made from."""
        return Scope(**{name: getattr(self, name) for name in type(self).model_fields})


class KeptAnswer(_Kept):
    """The kept form of an answer, without words of the archive."""

    claims: Annotated[tuple[KeptClaim, ...], Field(max_length=200)]
    citations: Annotated[tuple[KeptCitation, ...], Field(max_length=200)]
    nearest: Annotated[tuple[KeptCitation, ...], Field(max_length=50)]
    scope: KeptScope
    unanswered: Names = ()
    standalone: Words = ""
    writer: Words = ""
    remarks: Names = ()
    window: Window | None = None

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """Return the kept form of an answer, without a sentence that a model is still writing."""
        written = bool(answer.writer)
        claims = [c for c in answer.claims if c.entry or c.quoted or not written]
        return cls(
            claims=tuple(map(KeptClaim.of, claims)),
            citations=tuple(map(KeptCitation.of, answer.citations)),
            nearest=tuple(map(KeptCitation.of, answer.nearest)),
            scope=KeptScope.of(answer.scope),
            unanswered=answer.unanswered,
            standalone=answer.standalone,
            writer=answer.writer,
            remarks=answer.remarks,
            window=answer.window,
        )


class KeptTurn(_Kept):
    """The kept form of a turn: a question, its settings and its answer."""

    number: Count
    text: Words
    filters: Filters
    standalone: Words
    windowed: bool
    writer: Words
    stage: Stage
    trouble: Words
    answer: KeptAnswer | None

    @classmethod
    def of(cls, turn: Turn) -> Self:
        """Return the kept form of a turn. An unfinished turn is restored as stopped."""
        asked = turn.asked
        return cls(
            number=turn.number,
            text=asked.text,
            filters=asked.filters,
            standalone=asked.standalone,
            windowed=asked.windowed,
            writer=asked.writer,
            stage=Stage.STOPPED if turn.running else turn.stage,
            trouble=turn.trouble,
            answer=KeptAnswer.of(turn.answer) if turn.answer else None,
        )


class Keepsake(_Kept):
    """The kept form of a conversation."""

    format: Literal["onrecord-conversation/1"]
    turns: Annotated[tuple[KeptTurn, ...], Field(max_length=MOST_TURNS)]


def keepsake_text(conversation: Conversation) -> str:
    """Return the kept form of the latest turns that fit, as text, or '' if there are none."""
    turns: list[KeptTurn] = []
    room = MOST_CHARACTERS - 100
    for kept in filter(None, map(_kept, reversed(conversation.turns[-MOST_TURNS:]))):
        room -= len(kept.model_dump_json()) + 1
        if room < 0:
            break
        turns.insert(0, kept)
    if not turns:
        return ""
    return Keepsake(format="onrecord-conversation/1", turns=tuple(turns)).model_dump_json()


def _kept(turn: Turn) -> KeptTurn | None:
    """Return a turn, without its answer if that is too long, or None if it still does not fit."""
    without = replace(turn, answer=None, stage=Stage.FAILED, trouble=TOO_LARGE)
    for attempt in (turn, without):
        with suppress(ValidationError):
            return KeptTurn.of(attempt)
    return None


def read_keepsake(text: str) -> Keepsake:
    """Parse the text that a browser kept; raise KeepsakeUnreadable if it is not valid."""
    try:
        if len(text) <= MOST_CHARACTERS:
            return Keepsake.model_validate_json(text)
    except (ValidationError, ValueError):
        pass  # raised below with a message that does not repeat untrusted text
    raise KeepsakeUnreadable(
        "The conversation that this browser kept could not be read and was discarded."
    )
