"""The page: a Gradio app inside a FastAPI app. No other file imports gradio."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import uvicorn
from fastapi import FastAPI
from markupsafe import Markup

from index.errors import ArchiveError
from index.progress import Progress
from index.scope import Filters, Scope
from ui import articles, ask
from ui.article_list import addition_html, listing_html
from ui.conversation import Conversation, Stage
from ui.filtering import FilterUnreadable, read_filters
from ui.reader import Shelf
from ui.render import (
    NOTHING,
    escaped,
    joined,
    masthead,
    notice_html,
    progress_html,
    sources_html,
    turn_html,
    welcome,
)
from ui.settings import Settings
from ui.web import ASSETS, web_app
from ui.wording import language

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio reads it while it is imported
import gradio as gr
from gradio.events import api

# A linked style sheet stays as it is written; gradio rewrites the selectors of one given as `css`.
HEAD = (
    '<link rel="stylesheet" href="/onrecord/style.css">'
    '<script src="/onrecord/page.js" defer></script>'
)
SANS = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "sans-serif"]
MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Noto Sans Mono", "monospace"]
MOST_WAITING = 64
AT_ONCE = 8
DAY_SECONDS = 86_400
ON_EXAMPLE = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask]');
  if (button) trigger('example', {text: button.dataset.ask});
});"""
ON_REMOVE = """element.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-remove]');
  if (button && await window.onrecord.confirmRemoval(button.dataset.headline))
    trigger('withdraw', {article: button.dataset.remove});
});"""
# No event but the named one is offered to programs.
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

Updates = dict[Any, Any]


class Archive(articles.Holdings, ask.Record, Shelf, Protocol):
    """Everything that the page needs of an archive."""


def build_app(
    archive: Archive, chain: ask.Chain, settings: Settings, examples: Sequence[str] = ()
) -> FastAPI:
    """Build the whole web application; `examples` are questions that the archive can answer."""
    blocks = _blocks(archive, chain, settings, examples)
    # Gradio checks that a file it is handed was uploaded only in apps that `launch()` has started;
    # without this a request could name any file of the machine. SEE: gradio.processing_utils
    blocks.has_launched = True
    app: FastAPI = gr.mount_gradio_app(
        web_app(archive, settings),
        blocks,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        app_kwargs={"openapi_url": None},
        run_history=False,
        allowed_paths=[],
        blocked_paths=[str(archive.folder.resolve())],
        favicon_path=str(ASSETS / "favicon.png"),
        show_error=False,
        max_file_size=settings.max_upload_megabytes * 1024**2,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(neutral_hue="stone", font=SANS, font_mono=MONO),
        head=HEAD,
    )
    return app


def serve(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted; answers under way get three seconds to end."""
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=3)


def _blocks(
    archive: Archive, chain: ask.Chain, settings: Settings, examples: Sequence[str]
) -> gr.Blocks:
    with gr.Blocks(
        title="OnRecord", analytics_enabled=False, fill_width=True, delete_cache=(3600, DAY_SECONDS)
    ) as page:
        head = _html(elem_id="masthead")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask"):
                asking = AskTab(archive, chain, examples)
            with gr.Tab("Articles"):
                keeping = ArticlesTab(archive, settings.max_upload_megabytes * 1024**2)

        def refresh(conversation: Conversation, search: articles.Search) -> Updates:
            try:
                scope = archive.scope(Filters())
            except ArchiveError as error:
                return {head: escaped(masthead(None) + notice_html(str(error)))}
            updates = {head: escaped(masthead(scope)), **asking.refreshed(scope, conversation)}
            return {**updates, **keeping.refreshed(scope, search)}

        state = [asking.conversation, keeping.search]
        shown = [head, *asking.refreshable, *keeping.refreshable]
        for happened in (page.load, *asking.changes, *keeping.changes):
            happened(refresh, state, shown, **QUIET)

        def answer(question: str, outlets: list[str], since: str, until: str) -> dict[str, Any]:
            """Answer from the archive; a date is a year, a month or a day, or empty."""
            try:
                return ask.answer_record(ask.answer(chain, question, outlets, since, until))
            except ValueError as error:
                raise gr.Error(str(error), print_exception=False) from error

        api(answer, api_name="ask")
    queued: gr.Blocks = page.queue(max_size=MOST_WAITING, default_concurrency_limit=AT_ONCE)
    return queued


def _html(value: Markup = NOTHING, js_on_load: str | None = None, **properties: Any) -> gr.HTML:
    """Make a component for HTML of ours, which comes out of templates that escape."""
    return gr.HTML(escaped(value), apply_default_css=False, js_on_load=js_on_load, **properties)


class AskTab:
    """The tab where questions are asked: the conversation, its filters, and the sources."""

    def __init__(self, archive: Archive, chain: ask.Chain, examples: Sequence[str]) -> None:
        self._archive, self._chain, self._examples = archive, chain, examples
        self.conversation = gr.State(Conversation())
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=3, elem_id="talk"):
                self._earlier = _html(elem_id="earlier")
                self._latest = _html(elem_id="latest", js_on_load=ON_EXAMPLE)
                self._spoken = _html(progress_html(None), elem_id="spoken")
                self._composer()
            with gr.Column(scale=2, elem_id="panel"):
                self._earlier_sources = _html(elem_id="earlier-sources")
                self._latest_sources = _html(elem_id="latest-sources")
        self.refreshable = [self._latest, self._outlets, self._languages]
        self.changes = self._connect()

    def _composer(self) -> None:
        with gr.Column(elem_id="composer"):
            self._notice = _html(elem_id="notice")
            with gr.Row(elem_id="line"):
                self._question = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    placeholder="Ask about the articles in this archive",
                    max_lines=6,
                    container=False,
                    elem_id="question",
                    autofocus=True,
                    scale=1,
                )
                self._ask = gr.Button("Ask", variant="primary", elem_id="ask-button", scale=0)
            with gr.Row(elem_id="controls"):
                self._stop = gr.Button("Stop", size="sm", interactive=False, elem_id="stop")
                self._retry = gr.Button("Ask again", size="sm", interactive=False, elem_id="retry")
                self._clear = gr.Button("Clear", size="sm", interactive=False, elem_id="clear")
            with gr.Accordion("Filters", open=False, elem_id="filters"):
                self._outlets = gr.Dropdown(
                    [], label="Outlets", multiselect=True, elem_id="outlets"
                )
                with gr.Row():
                    self._since = gr.Textbox(
                        label="From", placeholder="2024-06-01", max_lines=1, elem_id="since"
                    )
                    self._until = gr.Textbox(
                        label="To", placeholder="2024-06 or 2024", max_lines=1, elem_id="until"
                    )
                    self._languages = gr.Dropdown(
                        [], label="Languages", multiselect=True, elem_id="languages"
                    )

    def _connect(self) -> list[Any]:
        filters = [self._outlets, self._since, self._until, self._languages, self.conversation]
        outputs = [self.conversation, self._earlier, self._latest, self._spoken, self._notice]
        outputs += [self._earlier_sources, self._latest_sources, self._question]
        outputs += [self._stop, self._retry, self._clear]
        asked = gr.on(
            [self._question.submit, self._ask.click],
            self._on_ask,
            [self._question, *filters],
            outputs,
            **QUIET,
        )
        example = self._latest.example(self._on_example, filters, outputs, **QUIET)
        again = self._retry.click(self._on_retry, filters, outputs, **QUIET)
        running = [asked, example, again]
        self._stop.click(self._on_stop, [self.conversation], outputs, cancels=running, **QUIET)
        cleared = self._clear.click(self._on_clear, None, outputs, cancels=running, **QUIET)
        return [cleared.then]

    def _on_ask(self, text: str, *fields: Any) -> Iterator[Updates]:
        *filters, conversation = fields
        yield from self._answered(text, filters, conversation)

    def _answered(
        self, text: str, fields: Sequence[Any], conversation: Conversation
    ) -> Iterator[Updates]:
        problem = ask.why_not_asked(text)
        try:
            filters = read_filters(*fields)
        except FilterUnreadable as error:
            problem = str(error)
        if problem:
            yield {self._notice: escaped(notice_html(problem))}
            return
        grown = ask.converse(self._chain, self._archive, conversation, text, filters)
        yield self._begun(next(grown))
        for conversation in grown:
            yield self._grown(conversation)

    def _on_example(self, event: gr.EventData, *fields: Any) -> Iterator[Updates]:
        *filters, conversation = fields
        yield from self._answered(str(event.text), filters, conversation)

    def _on_retry(self, *fields: Any) -> Iterator[Updates]:
        *filters, conversation = fields
        if conversation.last is not None:
            text, before = conversation.last.text, conversation.without_last()
            yield from self._answered(text, filters, before)

    def _on_stop(self, conversation: Conversation) -> Updates:
        return self._grown(conversation.stopped())

    def _on_clear(self) -> Updates:
        return self._begun(Conversation())

    def _begun(self, conversation: Conversation) -> Updates:
        """Show a conversation with a new question: nothing stays as it was."""
        earlier = conversation.earlier
        return {
            **self._grown(conversation),
            self._notice: NOTHING,
            self._question: "",
            self._earlier: escaped(joined(turn_html(turn) for turn in earlier)),
            self._earlier_sources: escaped(joined(sources_html(turn) for turn in earlier)),
        }

    def _grown(self, conversation: Conversation) -> Updates:
        """Show how far the answer to the latest question has come."""
        turn = conversation.last
        running = turn is not None and turn.stage in (Stage.SEARCHING, Stage.STREAMING)
        return {
            self.conversation: conversation,
            self._latest: escaped(turn_html(turn)) if turn else NOTHING,
            self._latest_sources: escaped(sources_html(turn)) if turn else NOTHING,
            self._spoken: escaped(progress_html(turn)),
            self._stop: gr.Button(interactive=running),
            self._retry: gr.Button(interactive=turn is not None and not running),
            # Not while an answer grows: its next state would bring the question back.
            self._clear: gr.Button(interactive=turn is not None and not running),
        }

    def refreshed(self, scope: Scope, conversation: Conversation) -> Updates:
        """Show what the archive holds now; a conversation under way stays as it is."""
        updates: Updates = {
            self._outlets: gr.Dropdown(list(scope.outlets)),
            self._languages: gr.Dropdown([(language(code), code) for code in scope.languages]),
        }
        if conversation.last is None:
            updates[self._latest] = escaped(welcome(scope, self._examples))
        return updates


class ArticlesTab:
    """The tab where articles are found, added and removed."""

    def __init__(self, archive: Archive, most_bytes: int) -> None:
        self._archive, self._most_bytes = archive, most_bytes
        self.search = gr.State(articles.Search())
        with gr.Row(elem_id="shelves"):
            with gr.Column(scale=3, elem_id="find"):
                with gr.Row():
                    self._text = gr.Textbox(
                        label="Find", placeholder="Words of a headline", max_lines=1, elem_id="text"
                    )
                    self._outlet = gr.Dropdown(
                        [("All outlets", "")], value="", label="Outlet", elem_id="outlet"
                    )
                self._list = _html(elem_id="list", js_on_load=ON_REMOVE)
                with gr.Row(elem_id="pages"):
                    self._before = gr.Button("Newer", size="sm", interactive=False)
                    self._after = gr.Button("Older", size="sm", interactive=False)
            with gr.Column(scale=2, elem_id="adding"):
                self._form()
        self.refreshable = [self.search, self._outlet, self._list, self._before, self._after]
        self.changes = self._connect()

    def _form(self) -> None:
        _html(Markup("<h3>Add articles</h3><p class='note'>{}</p>").format(articles.WHAT_IS_READ))
        self._files = gr.File(label="Files", file_count="multiple", height=160, elem_id="files")
        with gr.Row():
            self._given_outlet = gr.Textbox(
                label="Outlet (optional)", max_lines=1, max_length=200, elem_id="given-outlet"
            )
            self._given_date = gr.Textbox(
                label="Date (optional)",
                placeholder="2024-06-13",
                max_lines=1,
                elem_id="given-date",
            )
        self._add = gr.Button("Add to the archive", variant="primary", elem_id="add-button")
        self._report = _html(elem_id="report", min_height=48)

    def _connect(self) -> list[Any]:
        listed = [self.search, self._list, self._before, self._after]
        gr.on(
            [self._text.change, self._outlet.input],
            self._on_search,
            [self._text, self._outlet],
            listed,
            trigger_mode="always_last",
            **QUIET,
        )
        self._before.click(self._on_before, self.search, listed, **QUIET)
        self._after.click(self._on_after, self.search, listed, **QUIET)
        added = self._add.click(
            self._on_add,
            [self._files, self._given_outlet, self._given_date],
            [self._report, self._files],
            api_visibility="private",
            show_progress_on=self._report,
        )
        removed = self._list.withdraw(self._on_remove, None, self._report, **QUIET)
        return [added.then, removed.then]

    def _on_search(self, text: str, outlet: str) -> Updates:
        return self._listed(articles.Search(text, outlet))

    def _on_before(self, search: articles.Search) -> Updates:
        return self._listed(search.earlier())

    def _on_after(self, search: articles.Search) -> Updates:
        return self._listed(search.later())

    def _on_add(
        self,
        files: list[str] | None,
        outlet: str,
        published: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how gradio is asked for one
    ) -> tuple[str, None]:
        def advance(reached: Progress) -> None:
            so_far = f"{reached.articles} articles, {reached.passages} passages"
            progress(reached.fraction, desc=f"{reached.step}: {so_far}")

        addition = articles.add_uploads(
            self._archive,
            [Path(file) for file in files or ()],
            (outlet, published),
            self._most_bytes,
            advance,
        )
        return escaped(addition_html(addition)), None

    def _on_remove(self, event: gr.EventData) -> str:
        return escaped(notice_html(articles.remove_article(self._archive, str(event.article))))

    def _listed(self, search: articles.Search) -> Updates:
        try:
            found = articles.listing(self._archive, search)
        except ArchiveError as error:
            return {self._list: escaped(notice_html(str(error)))}
        return {
            self.search: search,
            self._list: escaped(listing_html(found)),
            self._before: gr.Button(interactive=search.offset > 0),
            self._after: gr.Button(interactive=found.more),
        }

    def refreshed(self, scope: Scope, search: articles.Search) -> Updates:
        """Show what the archive holds now."""
        outlets = [("All outlets", ""), *((outlet, outlet) for outlet in scope.outlets)]
        return {**self._listed(search), self._outlet: gr.Dropdown(outlets)}
