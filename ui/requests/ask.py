"""Answer a question from the archive."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Protocol

from pydantic import Field

from assistant.answer import Answer
from assistant.errors import ModelUnusable
from assistant.history import history_of
from assistant.question import Question
from index.view import View, Viewable
from ui.errors import RequestUnusable
from ui.requests.act import Languages, Outlets, Request, Since, Until
from ui.requests.filtering import Counted, held_filters

LONGEST_QUESTION = 2_000
MOST_TURNS = 50


def require_askable(text: str, standalone: str = "") -> None:
    """Raise RequestUnusable if the question is empty, or it or its standalone form is too long."""
    if problem := why_not_asked(text):
        raise RequestUnusable(problem)
    if len(standalone) > LONGEST_QUESTION:
        raise RequestUnusable(
            f"The text to search for has {len(standalone):,} characters. "
            f"Shorten it to {LONGEST_QUESTION:,} or fewer."
        )


def require_earlier(earlier: Sequence[str]) -> None:
    """Raise RequestUnusable if there are too many earlier questions, or one cannot be asked."""
    if len(earlier) > MOST_TURNS:
        raise RequestUnusable(
            f"There are {len(earlier):,} earlier questions. Send only the last {MOST_TURNS}."
        )
    if problem := next(filter(None, map(why_not_asked, earlier)), ""):
        raise RequestUnusable(f"An earlier question is not valid. {problem}")


def why_not_asked(text: str) -> str:
    """Return why a text cannot be asked as a question, or '' if it can."""
    if not text.strip():
        return "Type a question first."
    if len(text) > LONGEST_QUESTION:
        return (
            f"The question has {len(text):,} characters. "
            f"Shorten it to {LONGEST_QUESTION:,} or fewer."
        )
    return ""


class Chain(Protocol):
    """Answers a question, either at once or in growing snapshots."""

    def over(self, view: View) -> Chain:
        """Return a copy of the chain that reads from a view of the archive."""

    def stream(self, input: Question) -> Iterator[Answer]:  # noqa: A002 - LangChain's own name
        """Yield the answer as it grows. The last snapshot is complete."""

    def invoke(self, input: Question) -> Answer:  # noqa: A002 - LangChain's own name
        """Return the complete answer."""


class AskRequest(Request):
    """Answer a question from the newsroom's archive, with citations for every sentence.

    `claims` are the sentences of the answer. Each of their citations has the exact `words` from the
    archive, the headline, outlet and date of the article, and a `span` that points at the words.
    `context_words` is the paragraph around them. If `found` is false, the archive has no clear
    answer: report that, and do not answer from `nearest`, which holds only the closest passages.
    `unanswered` lists the parts of the question that the archive does not answer. `window` is the
    period named in the question, to which the search was limited, and `scope` describes what was
    searched. If the question followed up on `history`, `standalone` is the question that was
    searched for instead. If a `writer` wrote the answer, each sentence has an `entry` that states
    whether its citations support it. A claim without an entry is a quotation. `remarks` are further
    notes on how the answer was made.
    """

    question: Annotated[
        str,
        Field(
            description="The question, in everyday words. Without `history`, it must be "
            "complete in itself."
        ),
    ]
    outlets: Outlets = None
    since: Since = ""
    until: Until = ""
    history: Annotated[
        list[str] | None,
        Field(description="The earlier questions that this one follows up on, oldest first."),
    ] = None
    writer: Annotated[
        str,
        Field(
            description="The chat model that writes the answer, as it is named in OnRecord's "
            "settings; empty for quotations."
        ),
    ] = ""
    standalone: Annotated[str, Field(description="The question to search for instead.")] = ""
    windowed: Annotated[
        bool, Field(description="Whether a time in the question may limit the search.")
    ] = True
    languages: Languages = None


def question(request: AskRequest, archive: Counted, writers: Collection[str]) -> Question:
    """Return the question that a request asks, without the earlier questions.

    Raise RequestUnusable if it cannot be asked, and ModelUnusable for an unknown writer.
    """
    require_askable(request.question, request.standalone)
    require_earlier(request.history or ())
    if request.writer and request.writer not in writers:
        raise ModelUnusable.unknown(request.writer, writers)
    return Question(
        request.question.strip(),
        held_filters(request, archive),
        standalone=request.standalone.strip(),
        windowed=request.windowed,
        writer=request.writer,
    )


def ask(
    request: AskRequest, archive: Viewable, chain: Chain, writers: Collection[str] = ()
) -> Answer:
    """Return the answer to a request; raise ArchiveError and the errors of `question`."""
    with archive.view() as view:
        asked, answering = question(request, view, writers), chain.over(view)
        before = history_of(answering, request.history or (), asked.filters)
        return answering.invoke(replace(asked, history=before))
