"""The web page: its tabs, its interface for programs, and its server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import gradio as gr
import uvicorn
from fastapi import FastAPI
from gradio.events import api
from markupsafe import Markup

from index.errors import ArchiveError
from index.scope import Filters, Scope
from ui.app.articles_tab import ArticlesTab
from ui.app.ask_tab import AskTab
from ui.app.check_tab import TAB, TITLE, CheckTab
from ui.app.components import QUIET, Updates, html
from ui.app.evaluate_tab import TITLE as EVALUATE
from ui.app.evaluate_tab import EvaluateTab
from ui.app.mounting import Page, keep_uploads_in, mount
from ui.conversations.conversation import Conversation
from ui.conversations.restoring import Judge, Restorer
from ui.following_process import FollowingProcess
from ui.freshness import Freshness
from ui.render.html.page_parts import NOTHING, escaped, masthead, notice_html
from ui.requests import newsroom
from ui.requests.act import Act, Record
from ui.requests.newsroom import Newsroom, acts
from ui.settings import Settings
from ui.uploads import article_management as articles
from ui.uploads.upload_folder import Spool
from ui.web import web_app

# A linked style sheet is served unchanged. Gradio rewrites the selectors of one given as `css`.
HEAD = (
    '<link rel="stylesheet" href="/onrecord/style.css">'
    '<link rel="stylesheet" href="/onrecord/check.css">'
    '<link rel="stylesheet" href="/onrecord/run.css">'
    '<script src="/onrecord/page.js" defer></script>'
)
DAY_SECONDS = 86_400


class Archive(articles.Holdings, newsroom.Archive, Protocol):
    """The parts of an archive that the page needs."""


@dataclass(frozen=True, slots=True)
class Room:
    """The objects that the page works with.

    `runs` is the folder of test set runs, and `program` is the start of suggested commands. `judge`
    checks a chat model's sentences again when a conversation is restored. `following` is the
    process that reads the followed sources, if the server has one.
    """

    archive: Archive
    newsroom: Newsroom
    runs: Path | None = None
    program: str = "onrecord"
    judge: Judge | None = None
    following: FollowingProcess | None = None


def build_app(
    room: Room, settings: Settings, examples: Sequence[str] = (), token: str = ""
) -> FastAPI:
    """Build the whole web application.

    `examples` are questions that the archive can answer. `token` is the one from `serve --link`.
    """
    app = web_app(room.archive, settings, token)
    spool = Spool.of_process()
    keep_uploads_in(spool.folder)
    page = _page(room, settings, examples)
    mount(app, page, spool, settings, blocked=room.archive.folder, head=HEAD)
    return app


def serve(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted. Answers under way get three seconds to end."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,  # it would contain the token of `serve --link`
        proxy_headers=False,  # uvicorn would trust every process on this machine
        timeout_graceful_shutdown=3,
    )


def _page(room: Room, settings: Settings, examples: Sequence[str]) -> Page:
    page: gr.Blocks
    stale = partial(_staleness, room.archive.folder, settings.stale_hours)
    with gr.Blocks(
        title="OnRecord", analytics_enabled=False, fill_width=True, delete_cache=(3600, DAY_SECONDS)
    ) as page:
        head = Head(html(elem_id="masthead"), html(elem_id="stale"), stale)
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("Ask"):
                restorer = Restorer(room.archive, room.judge)
                asking = AskTab(room.newsroom, restorer, examples, room.program)
            with gr.Tab(TITLE, id=TAB):
                checking = CheckTab(room.newsroom)
            with gr.Tab("Articles") as shelves:
                most_bytes = settings.max_upload_megabytes * 1024**2
                keeping = ArticlesTab(room.archive, most_bytes, room.following, room.program)
            with gr.Tab(EVALUATE) as evaluating:
                EvaluateTab(room.runs or room.archive.folder / "runs", room.program, evaluating)
        tabs_kept = (asking, checking, keeping)
        opened = _keep_fresh(page, room.archive, head, tabs_kept, shelves.select)
        asking.arrive(opened)
        checking.arrive(opened, tabs)
        for sources in asking.cited:
            checking.take_over(sources, tabs)
        offer = _offer(room.newsroom)
    return Page(page, offer)


@dataclass(frozen=True, slots=True)
class Head:
    """The masthead, which stays in view, a notice below it, which does not, and its text."""

    masthead: gr.HTML
    notice: gr.HTML
    stale: Callable[[Scope], Markup]

    def showing(self, scope: Scope | None, notice: Markup) -> Updates:
        """Return the updates that show what the archive holds, and a notice."""
        return {self.masthead: escaped(masthead(scope)), self.notice: escaped(notice)}


def _keep_fresh(
    page: gr.Blocks,
    archive: Archive,
    head: Head,
    tabs: tuple[AskTab, CheckTab, ArticlesTab],
    visited: Callable[..., Any],
) -> Any:
    """Update the page when it is opened, after each change, and when the articles are `visited`.

    Return the page's load event.
    """
    asking, checking, keeping = tabs

    def refresh(conversation: Conversation, search: articles.Search) -> Updates:
        try:
            scope = archive.scope(Filters())
        except ArchiveError as error:
            return head.showing(None, notice_html(str(error)))
        updates = {
            **head.showing(scope, head.stale(scope)),
            **asking.refreshed(scope, conversation),
        }
        return {**updates, **checking.refreshed(scope), **keeping.refreshed(scope, search)}

    state = [asking.conversation, keeping.search]
    below = [*asking.refreshable, *checking.refreshable, *keeping.refreshable]
    shown = [head.masthead, head.notice, *below]
    for happened in (*asking.changes, *keeping.changes, visited):
        happened(refresh, state, shown, **QUIET)
    return page.load(refresh, state, shown, **QUIET)


def _staleness(folder: Path, hours: float, scope: Scope) -> Markup:
    """Return a notice if no followed source was read for this many hours, or if it is unknown."""
    try:
        said = Freshness.of(folder, scope.last).stale(hours)
    except ArchiveError as error:
        said = str(error)
    return notice_html(said) if said else NOTHING


def _offer(answering: Newsroom) -> tuple[Act, ...]:
    """Offer the acts as endpoints for programs, and return them."""
    offer = acts(answering)
    for act in offer:
        api(_function(act), api_name=act.name, api_description=act.description)
    return offer


def _function(act: Act) -> Callable[..., Record]:
    """Return a function that performs an act. Gradio inspects its signature."""

    def call(*given: object) -> Record:
        try:
            return act.call(dict(zip(act.parameters, given, strict=True)))
        except (ValueError, ArchiveError) as error:
            raise gr.Error(str(error), print_exception=False) from error

    taken = act.signature
    hints = {name: parameter.annotation for name, parameter in taken.parameters.items()}
    call.__signature__ = taken  # type: ignore[attr-defined]
    call.__annotations__ = {**hints, "return": taken.return_annotation}
    return call
