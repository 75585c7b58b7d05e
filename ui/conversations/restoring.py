"""Restore a kept conversation with the archive's current words.

The cited words are read again in the cited version, and each sentence that a chat model wrote is
checked again. A citation that can no longer be read is shown as broken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answer import Answer, Citation, Claim
from assistant.ledger.ledger import Entry
from assistant.question import Question
from assistant.writing.reply import noted
from index.errors import ArticleMissing, ArticlePurged
from index.view import View, Viewable
from sources.span import Span
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.conversations.kept_conversation import (
    Keepsake,
    KeepsakeUnreadable,
    KeptAnswer,
    KeptCitation,
    KeptClaim,
    KeptTurn,
)

GONE = "An article that is not in this archive"
PURGED = "An article that was permanently removed"
UNREAD = "The words of this sentence can no longer be read in the archive."
UNJUDGED = (
    "A chat model wrote this answer, and its sentences cannot be checked again here. Ask again."
)


class Judge(Protocol):
    """Decides whether cited words support a sentence."""

    def cited(self, sentence: str, citations: Sequence[Citation]) -> Entry:
        """Return the ledger's entry for a sentence and its citations."""


@dataclass(frozen=True, slots=True)
class Restorer:
    """Restores kept conversations. Without a judge, chat model answers are not shown again."""

    archive: Viewable
    judge: Judge | None = None

    def restored(self, keepsake: Keepsake) -> Conversation:
        """Return the conversation; raise KeepsakeUnreadable if its parts do not fit together."""
        numbers = [turn.number for turn in keepsake.turns]
        if numbers != sorted(set(numbers)):
            raise KeepsakeUnreadable(
                "The conversation that this browser kept is out of order and was discarded."
            )
        with self.archive.view() as view:
            return Conversation(tuple(self._turn(kept, view) for kept in keepsake.turns))

    def _turn(self, kept: KeptTurn, view: View) -> Turn:
        asked = Question(
            kept.text,
            kept.filters,
            standalone=kept.standalone,
            windowed=kept.windowed,
            writer=kept.writer,
        )
        stage = Stage.STOPPED if kept.stage in (Stage.SEARCHING, Stage.STREAMING) else kept.stage
        if kept.answer is None:
            return Turn(kept.number, asked, stage=stage, trouble=kept.trouble)
        if self.judge is None and any(claim.written for claim in kept.answer.claims):
            return Turn(kept.number, asked, stage=Stage.FAILED, trouble=UNJUDGED)
        answer, broken = self._answer(kept.text, kept.answer, view)
        return Turn(kept.number, asked, answer, broken, stage, kept.trouble)

    def _answer(self, question: str, kept: KeptAnswer, view: View) -> tuple[Answer, frozenset[int]]:
        cited = {one.number: _citation(one, view) for one in kept.citations}
        nearest = tuple(_citation(one, view) for one in kept.nearest)
        answer = Answer(
            question,
            tuple(self._claim(claim, cited) for claim in kept.claims),
            nearest,
            kept.scope.scope(),
            kept.unanswered,
            kept.standalone,
            kept.writer,
            kept.remarks,
            kept.window,
        )
        return answer, frozenset(c.number for c in (*cited.values(), *nearest) if not c.words)

    def _claim(self, kept: KeptClaim, cited: Mapping[int, Citation]) -> Claim:
        try:
            citations = tuple(cited[number] for number in kept.cited)
            also = tuple(cited[number] for number in kept.also)
            offered = None if kept.offered is None else cited[kept.offered]
        except KeyError as error:
            raise KeepsakeUnreadable(
                f"The conversation that this browser kept has no source {error} and was discarded."
            ) from error
        if not kept.written or self.judge is None:
            words = citations[0].words if citations else ""
            return Claim(words or UNREAD, citations, also)
        readable = [citation for citation in citations if citation.words]
        entry = noted(self.judge.cited(kept.written, readable), kept.nowhere, bool(readable))
        return Claim(kept.written, citations, also, entry, offered)


def _citation(kept: KeptCitation, view: View) -> Citation:
    """Read the words of a citation again. They are empty if the version cannot be read."""
    try:
        article = view.version(kept.version, kept.article)
        span, context = article.span(*kept.words), article.span(*kept.context)
        short = article.span(*kept.short_answer) if kept.short_answer else None
    except (ArticleMissing, ValueError) as error:
        gone = PURGED if isinstance(error, ArticlePurged) else GONE
        span = context = Span(kept.article, kept.version, 0, 0)
        return Citation(kept.number, span, "", context, "", gone, None, None, None)
    if short is not None and not span.contains(short):
        short = None
    return replace(Citation.of(article, span, context, kept.number), short_answer=short)
