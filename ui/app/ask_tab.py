"""The Ask tab: the conversation, its filters and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.errors import ModelUnusable
from assistant.question import Question
from index.errors import ArchiveError
from index.scope import Filters, Scope
from ui.app.components import QUIET, Updates, html, save_after, told
from ui.app.composer import Composer
from ui.conversations.amending import amended
from ui.conversations.arrival import Arrival
from ui.conversations.conversation import Conversation
from ui.conversations.converse import converse
from ui.conversations.downloads import conversation_download
from ui.conversations.kept_conversation import KeepsakeUnreadable, keepsake_text, read_keepsake
from ui.conversations.restoring import Restorer
from ui.conversations.stops import Answering, Stops
from ui.errors import RequestUnusable
from ui.render.html.page_parts import (
    NOTHING,
    escaped,
    joined,
    kept_html,
    sources_html,
    welcome,
)
from ui.render.html.turn import progress_html, turn_html
from ui.requests.act import requested
from ui.requests.ask import AskRequest, question, require_askable
from ui.requests.newsroom import Newsroom

ON_INSPECT = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-article]');
  if (button) trigger('inspect', {...button.dataset});
});"""
ON_TURN = """element.addEventListener('click', (event) => {
  const example = event.target.closest('[data-ask]');
  if (example) trigger('example', {text: example.dataset.ask});
  const remove = event.target.closest('button[data-amend]');
  if (remove) trigger('amend', {what: remove.dataset.amend, value: remove.dataset.value});
});
element.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-amend]');
  if (!form) return;
  event.preventDefault();
  trigger('amend', {what: form.dataset.amend, value: form.elements.words.value});
});"""
NOT_KEPT = "The server no longer has this conversation. Ask again, then save it."
# These run in the browser before the server is called. They replace the last input with the
# conversation that the browser (KEPT) or this tab (OWN) keeps.
KEPT = "() => [window.onrecord.kept()]"
OWN = "(...inputs) => [...inputs.slice(0, -1), window.onrecord.own()]"


class AskTab:
    """The tab where visitors ask questions."""

    def __init__(
        self,
        newsroom: Newsroom,
        restorer: Restorer,
        examples: Sequence[str],
        program: str = "onrecord",
    ) -> None:
        self._newsroom = newsroom
        self._examples, self._program = examples, program
        self._restorer, self._stops = restorer, Stops()
        self.conversation = gr.State(Conversation())
        self._found = gr.Textbox(visible=False)  # the conversation that the browser kept
        self._document = gr.Textbox(visible=False)  # a document for the browser to save
        self._kept = html(elem_id="kept")
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=3, elem_id="talk"):
                self._earlier = html(elem_id="earlier")
                self._latest = html(elem_id="latest", js_on_load=ON_TURN)
                self._spoken = html(progress_html(None), elem_id="spoken")
                self._composer = Composer(newsroom.writers)
            with gr.Column(scale=2, elem_id="panel"):
                self._earlier_sources = html(elem_id="earlier-sources", js_on_load=ON_INSPECT)
                self._latest_sources = html(elem_id="latest-sources", js_on_load=ON_INSPECT)
        self.cited = [self._earlier_sources, self._latest_sources]
        filters = self._composer.filters
        self.refreshable = [self._latest, filters.outlets, filters.languages]
        self.changes = self._connect()

    def _connect(self) -> list[Any]:
        composer = self._composer
        inputs = [*composer.fields, self.conversation, self._found]
        outputs = [self.conversation, self._earlier, self._latest, self._spoken, composer.notice]
        outputs += [self._earlier_sources, self._latest_sources, composer.question]
        outputs += [*composer.buttons, *composer.fields, self._kept, self._document]
        self._outputs = outputs
        asked = gr.on(
            [composer.question.submit, composer.ask.click],
            self._on_ask,
            [composer.question, *inputs],
            outputs,
            js=OWN,
            # A question asked while another is being answered gets a message in reply.
            trigger_mode="multiple",
            **QUIET,
        )
        example = self._latest.example(self._on_example, inputs, outputs, js=OWN, **QUIET)
        again = composer.retry.click(self._on_retry, inputs, outputs, js=OWN, **QUIET)
        amend = self._latest.amend(self._on_amend, inputs[-2:], outputs, js=OWN, **QUIET)
        running = [asked, example, again, amend]
        composer.stop.click(self._on_stop, [self.conversation], outputs, **QUIET)
        cleared = composer.clear.click(self._on_clear, None, outputs, cancels=running, **QUIET)
        for button, save in (
            (composer.markdown, self._on_markdown),
            (composer.json, self._on_json),
        ):
            clicked = button.click(save, inputs[-2:], outputs, js=OWN, **QUIET)
            save_after(clicked, self._document)
        return [cleared.then]

    def arrive(self, opened: Any) -> None:
        """Restore the kept conversation, and ask the question in the page's address, if any."""
        opened.then(self._on_arrival, self._found, self._outputs, js=KEPT, **QUIET)

    def _on_arrival(self, kept: str, request: gr.Request) -> Iterator[Updates]:
        conversation = Conversation()
        updates: Updates = {self._composer.notice: NOTHING}
        if kept:
            try:
                conversation = self._restorer.restored(read_keepsake(kept))
                updates = self._begun(conversation)
            except (KeepsakeUnreadable, ArchiveError) as error:
                updates = self._composer.noticed(str(error))
        last = conversation.last
        if last is not None:
            updates |= self._composer.chosen(last.asked.writer)
        yield updates
        arrival = Arrival.of(request.query_params.multi_items())
        if arrival.question and (last is None or last.text != arrival.question):
            yield self._composer.filters.filled(arrival, self._newsroom.archive.scope(Filters()))
            fields = (*arrival.filters, "")
            yield from self._typed(arrival.question, fields, conversation, request)

    def _on_ask(self, text: str, request: gr.Request, *fields: Any) -> Iterator[Updates]:
        *chosen, conversation, own = fields
        yield from self._typed(text, chosen, self._resumed(conversation, own), request)

    def _on_example(
        self, event: gr.EventData, request: gr.Request, *fields: Any
    ) -> Iterator[Updates]:
        *chosen, conversation, own = fields
        (text,) = told(event, "text")
        yield from self._typed(text, chosen, self._resumed(conversation, own), request)

    def _on_retry(self, request: gr.Request, *fields: Any) -> Iterator[Updates]:
        """Ask the latest question again, with its corrections and the current filters."""
        *chosen, conversation, own = fields
        conversation = self._resumed(conversation, own)
        if conversation.last is not None:
            asked, before = conversation.last.asked, conversation.without_last()
            yield from self._typed(asked.text, chosen, before, request, asked)

    def _on_amend(
        self, event: gr.EventData, conversation: Conversation, own: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Ask the latest question again with one part of it changed."""
        what, value = told(event, "what", "value")
        conversation = self._resumed(conversation, own)
        if conversation.last is None or conversation.last.running:
            return
        asked = conversation.last.asked
        changed = amended(asked, what, value)
        if changed.filters != asked.filters:
            yield self._composer.filled(changed.filters)
        yield from self._answered(changed, conversation.without_last(), request)

    def _resumed(self, conversation: Conversation, own: str) -> Conversation:
        """Return the conversation, or the tab's copy of it if the server was restarted."""
        if conversation.last is not None or not own:
            return conversation
        try:
            return self._restorer.restored(read_keepsake(own))
        except (KeepsakeUnreadable, ArchiveError):
            return conversation

    def _typed(
        self,
        text: str,
        fields: Sequence[Any],
        conversation: Conversation,
        request: gr.Request,
        like: Question | None = None,
    ) -> Iterator[Updates]:
        given = self._composer.request(text, fields, like)
        newsroom = self._newsroom
        try:
            asked = question(requested(AskRequest, given), newsroom.archive, newsroom.writers)
        except (RequestUnusable, ModelUnusable, ArchiveError) as error:
            yield self._composer.noticed(str(error))
            return
        yield from self._answered(asked, conversation, request)

    def _answered(
        self, asked: Question, conversation: Conversation, request: gr.Request
    ) -> Iterator[Updates]:
        try:
            require_askable(asked.text, asked.standalone)
        except RequestUnusable as error:
            yield self._composer.noticed(str(error))
            return
        try:
            with self._stops.heard(request.session_hash or "") as stopped:
                grown = converse(self._newsroom, conversation, asked, stopped)
                with closing(grown):
                    yield from self._shown(grown)
        except Answering as answering:
            yield self._composer.noticed(str(answering))

    def _shown(self, grown: Iterator[Conversation | None]) -> Iterator[Updates]:
        """Yield updates each time the answer has grown."""
        shown = self._begun
        for reached in grown:
            # Yield on idle moments too, so that gradio can end an answer that nobody is waiting
            # for.
            yield shown(reached) if reached else {self._composer.notice: gr.skip()}
            shown = self._grown

    def _on_stop(self, conversation: Conversation, request: gr.Request) -> Updates:
        if self._stops.ask(request.session_hash or ""):
            return {self._composer.stop: gr.Button(interactive=False)}
        return self._grown(conversation.stopped())

    def _on_clear(self) -> Updates:
        return self._begun(Conversation()) | {self._document: ""}

    def _on_markdown(self, conversation: Conversation, own: str) -> Updates:
        return self._saved(conversation, own, as_json=False)

    def _on_json(self, conversation: Conversation, own: str) -> Updates:
        return self._saved(conversation, own, as_json=True)

    def _saved(self, conversation: Conversation, own: str, *, as_json: bool) -> Updates:
        """Send the conversation to the browser as a document."""
        conversation = self._resumed(conversation, own)
        if conversation.last is None:
            return self._composer.noticed(NOT_KEPT) | {self._document: ""}
        made = datetime.now().astimezone()
        download = conversation_download(conversation, made, as_json=as_json)
        return {self._document: download.message()}

    def _begun(self, conversation: Conversation) -> Updates:
        """Return updates that show the whole conversation, after a new question or a reload."""
        earlier = conversation.earlier
        return {
            **self._grown(conversation),
            self._kept: self._to_keep(conversation),
            self._composer.notice: NOTHING,
            self._composer.question: "",
            self._earlier: escaped(joined(turn_html(turn) for turn in earlier)),
            self._earlier_sources: escaped(joined(sources_html(turn) for turn in earlier)),
        }

    def _grown(self, conversation: Conversation) -> Updates:
        """Return updates with the progress of the latest answer."""
        turn = conversation.last
        running = turn is not None and turn.running
        ended = {} if running else self._ended(conversation)
        return ended | {
            self.conversation: conversation,
            self._latest: escaped(turn_html(turn, latest=True)) if turn else NOTHING,
            self._latest_sources: escaped(sources_html(turn)) if turn else NOTHING,
            self._spoken: escaped(progress_html(turn)),
            **self._composer.progressed(asked=turn is not None, running=running),
        }

    def _ended(self, conversation: Conversation) -> Updates:
        """Return updates that let the visitor save, and the browser keep, the conversation."""
        shown = gr.Button(visible=conversation.last is not None)
        return {
            self._kept: self._to_keep(conversation),
            self._composer.markdown: shown,
            self._composer.json: shown,
        }

    def _to_keep(self, conversation: Conversation) -> str:
        return escaped(kept_html(keepsake_text(conversation)))

    def refreshed(self, scope: Scope, conversation: Conversation) -> Updates:
        """Update the filters, and the welcome if no question was asked yet."""
        updates = self._composer.filters.refreshed(scope)
        if conversation.last is None:
            updates[self._latest] = escaped(welcome(scope, self._examples, self._program))
        return updates
