"""The composer: fields for the question, the writer and the filters."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from index.scope import Filters
from ui.app.components import FilterFields, Updates, download, html

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
                label="Answer",
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

    def chosen(self, writer: str) -> Updates:
        """Select who answers, if that writer is available."""
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
