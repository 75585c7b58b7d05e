"""The composer: the fields and buttons below the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.question import Question
from index.scope import Filters
from ui.app.components import FilterFields, Updates, download, html
from ui.render.html.page_parts import escaped, notice_html

QUOTATION = ""


class Composer:
    """The fields below the conversation and their buttons.

    `writers` are the chat models that may write an answer, the preferred one first. If there are
    none, the choice of a writer is hidden.
    """

    def __init__(self, writers: Sequence[str]) -> None:
        self._writers = tuple(writers)
        with gr.Column(elem_id="composer"):
            self.notice = html(elem_id="notice")
            with gr.Row(elem_id="line"):
                self.question = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    placeholder="Ask about the articles in this archive",
                    max_lines=6,
                    container=False,
                    elem_id="question",
                    autofocus=True,
                    scale=1,
                )
                self.ask = gr.Button("Ask", variant="primary", elem_id="ask-button", scale=0)
            self.writer = gr.Radio(
                [("Quotation", QUOTATION), *((name, name) for name in writers)],
                value=next(iter(writers), QUOTATION),
                label="Answer by",
                visible=bool(writers),
                elem_id="writer",
            )
            with gr.Row(elem_id="controls"):
                self.stop = gr.Button("Stop", size="sm", interactive=False, elem_id="stop")
                self.retry = gr.Button("Ask again", size="sm", interactive=False, elem_id="retry")
                self.clear = gr.Button("Clear", size="sm", interactive=False, elem_id="clear")
                self.markdown = download("Save as Markdown", "save-markdown")
                self.json = download("Save as JSON", "save-json")
            self.filters = FilterFields()
        self.fields = [*self.filters.all, self.writer]
        self.buttons = [self.stop, self.retry, self.clear, self.markdown, self.json]

    def noticed(self, message: str) -> Updates:
        """Show a message to the visitor."""
        return {self.notice: escaped(notice_html(message))}

    def chosen(self, writer: str) -> Updates:
        """Select the writer of a restored conversation, if it is still available."""
        known = writer == QUOTATION or writer in self._writers
        return {self.writer: writer if known else gr.skip()}

    def filled(self, filters: Filters) -> Updates:
        """Fill the filter fields from parsed filters."""
        return {
            self.filters.outlets: list(filters.outlets),
            self.filters.since: filters.since.isoformat() if filters.since else "",
            self.filters.until: filters.until.isoformat() if filters.until else "",
            self.filters.languages: list(filters.languages),
        }

    def request(
        self, text: str, fields: Sequence[Any], like: Question | None = None
    ) -> dict[str, Any]:
        """Return the values of an AskRequest: a question with the values of `fields`.

        With `like`, the question is read as that one was, with its corrections.
        """
        outlets, since, until, languages, writer = fields
        return {
            "question": text,
            "outlets": outlets,
            "since": since or "",
            "until": until or "",
            "writer": writer or "",
            "standalone": like.standalone if like else "",
            "windowed": like.windowed if like else True,
            "languages": languages,
        }

    def progressed(self, *, asked: bool, running: bool) -> Updates:
        """Enable the buttons that can be used while an answer grows, or after it has ended."""
        ended = asked and not running
        return {
            self.stop: gr.Button(interactive=running),
            self.retry: gr.Button(interactive=ended),
            # Not while an answer grows, because its next state would bring the question back.
            self.clear: gr.Button(interactive=ended),
        }
