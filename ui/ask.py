"""The Ask tab: a question goes in, a conversation that grows with the answer comes out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answer import Answer, Citation
from assistant.errors import ModelUnusable
from assistant.history import history_of
from assistant.question import Exchange, Question
from index.errors import ArchiveError, ArticleMissing
from index.scope import Filters, Scope
from index.view import View, Viewable
from ui.conversation import Conversation, Stage, Turn
from ui.pacing import paced

LONGEST_QUESTION = 2_000
MOST_TURNS = 50
UNEXPECTED = (
    "Something went wrong here, not with your question. Try again; if it happens again, the reason "
    "is in the server's log."
)
_log = logging.getLogger(__name__)


class Chain(Protocol):
    """What turns a question into an answer, at once or in growing snapshots."""

    def over(self, view: View) -> Chain:
        """Return the same chain over a view of the archive."""

    def stream(self, input: Question) -> Iterator[Answer]:  # noqa: A002 - LangChain's own name
        """Yield the answer as it grows; the last snapshot is complete."""

    def invoke(self, input: Question) -> Answer:  # noqa: A002 - LangChain's own name
        """Return the complete answer."""


class Record(Viewable, Protocol):
    """The archive that an answer is made from and checked against."""

    def scope(self, filters: Filters) -> Scope:
        """Return how much is stored."""


def holds(view: View, citation: Citation) -> bool:
    """Return True if the stored article has the cited words where the citation points."""
    span, context = citation.span, citation.context
    try:
        article = view.version(span.content_hash, span.article_id)
        return (
            article.words(span) == citation.words
            and article.words(context) == citation.context_words
        )
    except (ArticleMissing, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks citations against the view that they come from, each of them once."""

    view: View
    _known: dict[Citation, bool] = field(default_factory=dict)

    def broken(self, answer: Answer) -> frozenset[int]:
        """Name the citations whose words are not those of the stored article."""
        citations = (*answer.citations, *answer.nearest)
        for citation in citations:
            if citation not in self._known:
                self._known[citation] = holds(self.view, citation)
        return frozenset(c.number for c in citations if not self._known[c])


def converse(
    chain: Chain,
    record: Record,
    conversation: Conversation,
    question: Question,
    stopped: Callable[[], bool] = lambda: False,
) -> Generator[Conversation | None]:
    """Ask, and yield the conversation each time that the answer has grown.

    None stands for a moment in which it has not. Once it is `stopped` nothing more is added.
    """
    recent = Conversation(conversation.turns[-MOST_TURNS + 1 :])
    begun = recent.begun(replace(question, text=question.text.strip()))
    turn = begun.turns[-1]
    yield begun
    try:
        with closing(paced(answered(chain, record, turn, begun.history))) as states:
            for grown in states:
                turn = grown or turn
                if stopped():
                    yield begun.advanced(turn).stopped()
                    return
                yield begun.advanced(turn) if grown else None
    except (ArchiveError, ModelUnusable) as error:
        _log.warning("could not answer: %s", error)
        yield begun.advanced(replace(turn, stage=Stage.FAILED, trouble=str(error)))
    except Exception:  # noqa: BLE001 - the edge of the page: whatever happened, the visitor is told
        _log.exception("could not answer")
        yield begun.advanced(replace(turn, stage=Stage.FAILED, trouble=UNEXPECTED))


def answered(
    chain: Chain, record: Record, turn: Turn, history: tuple[Exchange, ...] = ()
) -> Iterator[Turn]:
    """Yield the turn each time that its answer has grown, then once more when it is complete.

    `history` is the conversation before it, which a follow-up leans on.
    """
    with record.view() as view:
        check = Checker(view)
        for answer in chain.over(view).stream(replace(turn.asked, history=history)):
            turn = replace(turn, answer=answer, broken=check.broken(answer), stage=Stage.STREAMING)
            yield turn
    yield replace(turn, stage=Stage.COMPLETE)


def answer(chain: Chain, question: Question) -> Answer:
    """Answer at once; ValueError where the question cannot be asked."""
    require_askable(question.text, question.standalone)
    return chain.invoke(replace(question, text=question.text.strip()))


def following(chain: Chain, earlier: Sequence[str], filters: Filters) -> tuple[Exchange, ...]:
    """Ask earlier questions for one that follows them; ValueError where one cannot be asked."""
    _require_earlier(earlier)
    return history_of(chain, earlier, filters)


def require_askable(text: str, standalone: str = "", earlier: Sequence[str] = ()) -> None:
    """Raise ValueError if a question cannot be asked, or one of those before it."""
    _require_earlier(earlier)
    if problem := why_not_asked(text) or why_not_looked_for(standalone):
        raise ValueError(problem)


def _require_earlier(earlier: Sequence[str]) -> None:
    if len(earlier) > MOST_TURNS:
        raise ValueError(
            f"There are {len(earlier):,} earlier questions. Give the last {MOST_TURNS} or fewer."
        )
    if problem := next(filter(None, map(why_not_asked, earlier)), ""):
        raise ValueError(f"An earlier question cannot be asked. {problem}")


def why_not_asked(text: str) -> str:
    """Say what keeps a text from being asked; empty when nothing does."""
    if not text.strip():
        return "Type a question first."
    if len(text) > LONGEST_QUESTION:
        return f"The question has {len(text):,} characters. Ask in {LONGEST_QUESTION:,} or fewer."
    return ""


def why_not_looked_for(text: str) -> str:
    """Say what keeps a text from being looked for instead; empty when nothing does."""
    if len(text) > LONGEST_QUESTION:
        return f"That has {len(text):,} characters. Look for {LONGEST_QUESTION:,} or fewer."
    return ""
