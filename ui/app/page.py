"""The page as a whole: its tabs, what is offered to programs, and how it is served."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import Any, Protocol

import gradio as gr
import uvicorn
from fastapi import FastAPI
from gradio.events import api
from pydantic import ConfigDict, ValidationError, validate_call

from assistant.draft import Desk
from assistant.question import Question
from index.errors import ArchiveError
from index.scope import Filters
from ui import articles, ask, check
from ui.app.articles_tab import ArticlesTab
from ui.app.ask_tab import AskTab
from ui.app.check_tab import TAB, TITLE, CheckTab
from ui.app.components import QUIET, Updates, html
from ui.app.evaluate_tab import TITLE as EVALUATE
from ui.app.evaluate_tab import EvaluateTab
from ui.app.mounting import keep_uploads_in, mount
from ui.conversation import Conversation
from ui.filtering import held_filters
from ui.misfit import misfit
from ui.reader import Shelf
from ui.records import answer_record
from ui.render import escaped, masthead, notice_html
from ui.restoring import Judge, Restorer
from ui.settings import Settings
from ui.spool import Spool
from ui.web import web_app

# A linked style sheet stays as it is written; gradio rewrites the selectors of one given as `css`.
HEAD = (
    '<link rel="stylesheet" href="/onrecord/style.css">'
    '<link rel="stylesheet" href="/onrecord/check.css">'
    '<link rel="stylesheet" href="/onrecord/run.css">'
    '<script src="/onrecord/page.js" defer></script>'
)
DAY_SECONDS = 86_400


class Archive(articles.Holdings, ask.Record, check.Record, Shelf, Protocol):
    """Everything that the page needs of an archive."""


@dataclass(frozen=True, slots=True)
class Room:
    """What answers and checks: the archive, the chain, and the quote desk.

    `runs` is where runs of test sets are kept, and `program` how the command line is called. The
    `judge` looks at sentences of a chat model again when a conversation is brought back; `writers`
    are the names of the chat models that the chain knows, the preferred one first.
    """

    archive: Archive
    chain: ask.Chain
    desk: Desk
    runs: Path | None = None
    program: str = "onrecord"
    judge: Judge | None = None
    writers: Sequence[str] = ()


def build_app(
    room: Room, settings: Settings, examples: Sequence[str] = (), token: str = ""
) -> FastAPI:
    """Build the whole web application.

    `examples` are questions that the archive can answer, `token` is that of `serve --link`.
    """
    app = web_app(room.archive, settings, token)
    spool = Spool.of_process()
    keep_uploads_in(spool.folder)
    blocks = _blocks(room, settings, examples)
    mount(app, blocks, spool, settings, blocked=room.archive.folder, head=HEAD)
    return app


def serve(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted; answers under way get three seconds to end."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,  # it would hold the token of the link
        proxy_headers=False,  # uvicorn would believe every process of this machine
        timeout_graceful_shutdown=3,
    )


def _blocks(room: Room, settings: Settings, examples: Sequence[str]) -> gr.Blocks:
    page: gr.Blocks
    with gr.Blocks(
        title="OnRecord", analytics_enabled=False, fill_width=True, delete_cache=(3600, DAY_SECONDS)
    ) as page:
        head = html(elem_id="masthead")
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("Ask"):
                restorer = Restorer(room.archive, room.judge)
                asking = AskTab(
                    room.archive, room.chain, restorer, examples, room.writers, room.program
                )
            with gr.Tab(TITLE, id=TAB):
                checking = CheckTab(room.archive, room.desk)
            with gr.Tab("Articles"):
                keeping = ArticlesTab(room.archive, settings.max_upload_megabytes * 1024**2)
            with gr.Tab(EVALUATE) as evaluating:
                EvaluateTab(room.runs or room.archive.folder / "runs", room.program, evaluating)
        opened = _keep_fresh(page, room.archive, head, (asking, checking, keeping))
        asking.arrive(opened)
        checking.arrive(opened, tabs)
        for sources in asking.cited:
            checking.take_over(sources, tabs)
        _offer(room)
    return page


def _keep_fresh(
    page: gr.Blocks, archive: Archive, head: gr.HTML, tabs: tuple[AskTab, CheckTab, ArticlesTab]
) -> Any:
    """Show what the archive holds when the page is opened, and after each change.

    Return the event of its opening.
    """
    asking, checking, keeping = tabs

    def refresh(conversation: Conversation, search: articles.Search) -> Updates:
        try:
            scope = archive.scope(Filters())
        except ArchiveError as error:
            return {head: escaped(masthead(None) + notice_html(str(error)))}
        updates = {head: escaped(masthead(scope)), **asking.refreshed(scope, conversation)}
        return {**updates, **checking.refreshed(scope), **keeping.refreshed(scope, search)}

    state = [asking.conversation, keeping.search]
    shown = [head, *asking.refreshable, *checking.refreshable, *keeping.refreshable]
    for happened in (*asking.changes, *keeping.changes):
        happened(refresh, state, shown, **QUIET)
    return page.load(refresh, state, shown, **QUIET)


def _offer(room: Room) -> None:
    """Offer asking and checking to programs, and nothing else."""

    def answer(  # noqa: PLR0913 - the parameters are what programs may give
        question: str = "",
        outlets: list[str] | None = None,
        since: str = "",
        until: str = "",
        history: list[str] | None = None,
        writer: str = "",
        standalone: str = "",
        windowed: bool = True,
    ) -> dict[str, Any]:
        """Answer from the archive; a date is a year, a month or a day, or empty.

        `history` holds the questions before it, oldest first, where it follows up on them.
        `standalone` is what to look for instead of the question's own words. Without `windowed`, a
        time that the question names does not narrow the search. `writer` names the chat model that
        is to write the answer; without one it is made of quotations.
        """
        filters = held_filters(room.archive.scope(Filters()), outlets, since, until)
        before = ask.following(room.chain, history or [], filters)
        asked = Question(question, filters, before, standalone.strip(), windowed, writer)
        return answer_record(ask.answer(room.chain, asked))

    def checked(
        words: str = "",
        speaker: str = "",
        outlets: list[str] | None = None,
        since: str = "",
        until: str = "",
    ) -> dict[str, Any]:
        """Check a quotation and return its receipt; the speaker may be empty."""
        filters = held_filters(room.archive.scope(Filters()), outlets, since, until)
        return check.check_record(room.desk, room.archive, words, speaker, filters)

    api(_told(answer), api_name="ask")
    api(_told(checked), api_name="check")


def _told(action: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Tell a program in a sentence what is wrong with what it gave."""
    fitting = validate_call(config=ConfigDict(strict=True))(action)

    @wraps(action)
    def call(*given: Any, **named: Any) -> dict[str, Any]:
        try:
            return fitting(**signature(action).bind(*given, **named).arguments)
        except ValidationError as error:
            said = " ".join(map(misfit, error.errors()))
            raise gr.Error(said, print_exception=False) from error
        except ValueError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return call
