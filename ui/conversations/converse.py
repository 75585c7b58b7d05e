"""Ask a question and yield the conversation as the answer grows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from assistant.answer import Answer, Citation
from assistant.errors import ModelUnusable
from assistant.question import Exchange, Question
from index.errors import ArchiveError, ArticleMissing
from index.pump import NothingYet, Pump
from index.view import View, Viewable
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.requests.ask import MOST_TURNS, Chain

T = TypeVar("T")
MOMENT_SECONDS = 0.5


def paced(items: Iterator[T], moment: float = MOMENT_SECONDS) -> Generator[T | None]:
    """Yield items as they come, and None each time a moment passes without one.

    Gradio can end a generator only between two values, and all visitors wait while it tries. So the
    items are made in a separate thread. If the generator is closed, the thread is abandoned and
    exits at its next item.
    """
    pump = Pump(items)
    try:
        while True:
            try:
                yield pump.take(moment)
            except NothingYet:
                yield None
            except StopIteration:
                return
    finally:
        pump.stop()


UNEXPECTED = (
    "OnRecord failed because of an internal error, not because of your question. Try again. If it "
    "fails again, the reason is in the server's log."
)
_log = logging.getLogger(__name__)


class Answering(Protocol):
    """The objects that answer the questions of a conversation."""

    @property
    def archive(self) -> Viewable:
        """The archive whose articles are quoted."""

    @property
    def chain(self) -> Chain:
        """The chain that answers questions."""


def holds(view: View, citation: Citation) -> bool:
    """Return True if the stored article has the cited words at the span of the citation."""
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
    """Checks each citation once, against the view of the archive that it was made from."""

    view: View
    _known: dict[Citation, bool] = field(default_factory=dict)

    def broken(self, answer: Answer) -> frozenset[int]:
        """Return the numbers of the citations whose words differ from the stored article."""
        citations = (*answer.citations, *answer.nearest)
        for citation in citations:
            if citation not in self._known:
                self._known[citation] = holds(self.view, citation)
        return frozenset(c.number for c in citations if not self._known[c])


def converse(
    newsroom: Answering,
    conversation: Conversation,
    question: Question,
    stopped: Callable[[], bool] = lambda: False,
) -> Generator[Conversation | None]:
    """Ask a question, and yield the conversation each time the answer has grown.

    Yield None for a moment without progress. Nothing is added after `stopped` returns True.
    """
    recent = Conversation(conversation.turns[-MOST_TURNS + 1 :])
    begun = recent.begun(replace(question, text=question.text.strip()))
    turn = begun.turns[-1]
    yield begun
    try:
        with closing(paced(answered(newsroom, turn, begun.history))) as states:
            for grown in states:
                turn = grown or turn
                if stopped():
                    yield begun.advanced(turn).stopped()
                    return
                yield begun.advanced(turn) if grown else None
    except (ArchiveError, ModelUnusable) as error:
        _log.warning("could not answer: %s", error)
        yield begun.advanced(replace(turn, stage=Stage.FAILED, trouble=str(error)))
    except Exception:  # noqa: BLE001 - the outermost level: the visitor is told about any error
        _log.exception("could not answer")
        yield begun.advanced(replace(turn, stage=Stage.FAILED, trouble=UNEXPECTED))


def answered(newsroom: Answering, turn: Turn, history: tuple[Exchange, ...] = ()) -> Iterator[Turn]:
    """Yield the turn each time its answer has grown, then once more when it is complete.

    `history` is the conversation before it, which a follow-up can refer to.
    """
    with newsroom.archive.view() as view:
        check, chain = Checker(view), newsroom.chain.over(view)
        for answer in chain.stream(replace(turn.asked, history=history)):
            turn = replace(turn, answer=answer, broken=check.broken(answer), stage=Stage.STREAMING)
            yield turn
    yield replace(turn, stage=Stage.COMPLETE)
