"""The Ask tab: the conversation, its filters, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.question import Question
from index.errors import ArchiveError
from index.scope import Filters, Scope
from ui import ask
from ui.app.components import QUIET, FilterFields, Updates, download, html
from ui.arrival import Arrival
from ui.conversation import Conversation
from ui.downloads import Downloads
from ui.filtering import FilterUnreadable, read_filters
from ui.keepsake import KeepsakeUnreadable, keepsake_text, read_keepsake
from ui.render import (
    NOTHING,
    escaped,
    joined,
    kept_html,
    notice_html,
    sources_html,
    welcome,
)
from ui.restoring import Restorer
from ui.turn_view import progress_html, turn_html

ON_INSPECT = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-article]');
  if (button) trigger('inspect', {...button.dataset});
});"""
ON_EXAMPLE = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask]');
  if (button) trigger('example', {text: button.dataset.ask});
});"""


# Runs before the server is asked: an argument for each input. What this tab or browser kept.
KEPT = "() => [window.onrecord.kept()]"


class AskTab:
    """The tab where questions are asked."""

    def __init__(
        self,
        archive: ask.Record,
        chain: ask.Chain,
        restorer: Restorer,
        examples: Sequence[str],
    ) -> None:
        self._archive, self._chain, self._examples = archive, chain, examples
        self._restorer, self._downloads = restorer, Downloads()
        self.conversation = gr.State(Conversation())
        self._found = gr.Textbox(visible=False)
        self._kept = html(elem_id="kept")
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=3, elem_id="talk"):
                self._earlier = html(elem_id="earlier")
                self._latest = html(elem_id="latest", js_on_load=ON_EXAMPLE)
                self._spoken = html(progress_html(None), elem_id="spoken")
                self._composer()
            with gr.Column(scale=2, elem_id="panel"):
                self._earlier_sources = html(elem_id="earlier-sources", js_on_load=ON_INSPECT)
                self._latest_sources = html(elem_id="latest-sources", js_on_load=ON_INSPECT)
        self.cited = [self._earlier_sources, self._latest_sources]
        self.refreshable = [self._latest, self._filters.outlets, self._filters.languages]
        self.changes = self._connect()

    def arrive(self, opened: Any) -> None:
        """Bring back what the browser kept, and ask what the address of the page asks."""
        outputs = [*self._outputs, *self._filters.all]
        opened.then(self._on_arrival, self._found, outputs, js=KEPT, **QUIET)

    def _on_arrival(self, kept: str, request: gr.Request) -> Iterator[Updates]:
        conversation = Conversation()
        updates: Updates = {self._notice: NOTHING}
        if kept:
            try:
                conversation = self._restorer.restored(read_keepsake(kept))
                updates = self._begun(conversation)
            except (KeepsakeUnreadable, ArchiveError) as error:
                updates = {self._notice: escaped(notice_html(str(error)))}
        yield updates
        arrival = Arrival.of(request.query_params.multi_items())
        asked_before = conversation.last is not None and conversation.last.text == arrival.question
        if arrival.question and not asked_before:
            yield self._filters.filled(arrival, self._archive.scope(Filters()))
            yield from self._answered(arrival.question, arrival.filters, conversation)

    def _composer(self) -> None:
        with gr.Column(elem_id="composer"):
            self._notice = html(elem_id="notice")
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
                self._markdown = download("Save as Markdown", "save-markdown")
                self._json = download("Save as JSON", "save-json")
            self._filters = FilterFields()

    def _connect(self) -> list[Any]:
        filters = [*self._filters.all, self.conversation]
        outputs = [self.conversation, self._earlier, self._latest, self._spoken, self._notice]
        outputs += [self._earlier_sources, self._latest_sources, self._question]
        outputs += [self._stop, self._retry, self._clear]
        outputs += [self._markdown, self._json, self._kept]
        self._outputs = outputs
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
        question = Question(text, filters)
        grown = ask.converse(self._chain, self._archive, conversation, question)
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
            self._kept: self._to_keep(conversation),
            self._notice: NOTHING,
            self._question: "",
            self._earlier: escaped(joined(turn_html(turn) for turn in earlier)),
            self._earlier_sources: escaped(joined(sources_html(turn) for turn in earlier)),
        }

    def _grown(self, conversation: Conversation) -> Updates:
        """Show how far the answer to the latest question has come."""
        turn = conversation.last
        running = turn is not None and turn.running
        ended = {} if running else self._ended(conversation)
        return ended | {
            self.conversation: conversation,
            self._latest: escaped(turn_html(turn)) if turn else NOTHING,
            self._latest_sources: escaped(sources_html(turn)) if turn else NOTHING,
            self._spoken: escaped(progress_html(turn)),
            self._stop: gr.Button(interactive=running),
            self._retry: gr.Button(interactive=turn is not None and not running),
            # Not while an answer grows: its next state would bring the question back.
            self._clear: gr.Button(interactive=turn is not None and not running),
        }

    def _ended(self, conversation: Conversation) -> Updates:
        """Offer the conversation, and let the browser keep it."""
        kept = {self._kept: self._to_keep(conversation)}
        if conversation.last is None:
            gone = gr.DownloadButton(visible=False)
            return kept | {self._markdown: gone, self._json: gone}
        offered = self._downloads.offer_conversation(conversation, datetime.now().astimezone())
        return kept | {
            self._markdown: gr.DownloadButton(value=str(offered.markdown), visible=True),
            self._json: gr.DownloadButton(value=str(offered.json), visible=True),
        }

    def _to_keep(self, conversation: Conversation) -> str:
        return escaped(kept_html(keepsake_text(conversation)))

    def refreshed(self, scope: Scope, conversation: Conversation) -> Updates:
        """Show what the archive holds now; a conversation under way stays as it is."""
        updates = self._filters.refreshed(scope)
        if conversation.last is None:
            updates[self._latest] = escaped(welcome(scope, self._examples))
        return updates
