"""What programs may call over HTTP: asking and checking, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from assistant.errors import ModelUnusable
from assistant.question import Question
from index.scope import Filters
from ui import ask, check
from ui.endpoint import Endpoint, Work
from ui.filtering import held_filters
from ui.quotation import why_not_checked
from ui.records import answer_record


class Record(ask.Record, check.Record, Protocol):
    """The part of the archive that programs read."""


def offered(
    archive: Record, chain: ask.Chain, desks: check.Desks, writers: Sequence[str]
) -> tuple[Endpoint, ...]:
    """Return the endpoints; `writers` are the chat models that a program may choose."""

    def answer(  # noqa: PLR0913 - the parameters are what programs may give
        question: str = "",
        outlets: list[str] | None = None,
        since: str = "",
        until: str = "",
        history: list[str] | None = None,
        writer: str = "",
        standalone: str = "",
        windowed: bool = True,
    ) -> Work:
        """Answer from the archive; a date is a year, a month or a day, or empty.

        `history` holds the questions before it, oldest first, where it follows up on them.
        `standalone` is what to look for instead of the question's own words. Without `windowed`, a
        time that the question names does not narrow the search. `writer` names the chat model that
        is to write the answer; without one it is made of quotations.
        """
        filters = held_filters(archive.scope(Filters()), outlets, since, until)
        earlier = history or []
        ask.require_askable(question, standalone, earlier)
        if writer and writer not in writers:
            raise ModelUnusable.unknown(writer, writers)

        def work() -> dict[str, Any]:
            with archive.view() as view:
                answering = chain.over(view)
                before = ask.following(answering, earlier, filters)
                asked = Question(question, filters, before, standalone.strip(), windowed, writer)
                return answer_record(ask.answer(answering, asked))

        return work

    def checked(  # noqa: PLR0913 - the parameters are what programs may give
        words: str = "",
        speaker: str = "",
        outlets: list[str] | None = None,
        since: str = "",
        until: str = "",
        draft: str = "",
        facts: bool = False,
    ) -> Work:
        """Check a quotation and return its receipt; the speaker may be empty.

        With the text of a `draft` instead, every quotation in it is checked, and with `facts` its
        other sentences are compared with the record too.
        """
        filters = held_filters(archive.scope(Filters()), outlets, since, until)
        if problem := check.why_not_drafted(draft, words, speaker, facts=facts):
            raise check.NotChecked(problem)
        if draft:
            return lambda: check.draft_record(desks, archive, draft, filters, facts=facts)
        if problem := why_not_checked(words, speaker):
            raise check.NotChecked(problem)
        return lambda: check.check_record(desks.quotations, archive, words, speaker, filters)

    return Endpoint("ask", answer), Endpoint("check", checked)
