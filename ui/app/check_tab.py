"""The Check tab: a quotation or a draft, its verdict and its receipt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.errors import DraftUnusable
from assistant.receipts.receipt import Receipt
from index.errors import ArchiveError
from index.scope import Filters, Scope
from sources.span import Span
from ui.app.components import (
    QUIET,
    FilterFields,
    Updates,
    download,
    html,
    save_after,
    told,
    upload,
)
from ui.conversations.arrival import Arrival
from ui.conversations.downloads import receipt_download
from ui.errors import RequestUnusable
from ui.render.html.draft import draft_html, draft_spoken
from ui.render.html.page_parts import NOTHING, escaped, notice_html
from ui.render.html.verdict import HINT, WAITING, spoken, spoken_html, verdict_html
from ui.requests.act import requested
from ui.requests.check import CheckRequest, check
from ui.requests.newsroom import Newsroom
from ui.requests.quotation_input import quotation_at
from ui.uploads.draft_upload import ReadDraft, given_draft

TITLE = "Check a quote"
TAB = "check"
ON_ROW = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-words]');
  if (button) trigger('single', {words: button.dataset.words, speaker: button.dataset.speaker});
});"""
UNEXPECTED = (
    "OnRecord failed because of an internal error, not because of your text. Try again. If it "
    "fails again, the reason is in the server's log."
)

NOT_KEPT = "The server no longer has this receipt. Check again, then save it."

_MOST_DIGITS = 12  # of an offset into an article

_log = logging.getLogger(__name__)


class CheckTab:
    """The tab where visitors check quotations and drafts."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._archive, self._desks = newsroom.archive, newsroom.desks
        self._receipt = gr.State(None)  # the receipt on display
        self._read = gr.State(None)  # the uploaded draft, whose file was read and removed
        self._document = gr.Textbox(visible=False)  # a document for the browser to save
        with gr.Row(elem_id="checking"):
            with gr.Column(scale=2, elem_id="claim"):
                self._form()
                self._draft_form()
            with gr.Column(scale=3, elem_id="finding"):
                self._notice = html(elem_id="check-notice")
                self._result = html(HINT, elem_id="verdict", js_on_load=ON_ROW)
                self._spoken = html(spoken_html(""), elem_id="check-spoken")
                with gr.Row(elem_id="receipt"):
                    self._markdown = download("Receipt as Markdown", "receipt-markdown")
                    self._json = download("Receipt as JSON", "receipt-json")
        self.refreshable = [self._filters.outlets, self._filters.languages]
        self.filled = [self._words, self._speaker]
        self._outputs = [self._notice, self._result, self._spoken, self._markdown, self._json]
        self._outputs += [self._receipt, self._document]
        self._connect()

    def _form(self) -> None:
        self._words = gr.Textbox(
            label="Quotation",
            placeholder="The words as you would print them",
            lines=3,
            max_lines=12,
            elem_id="words",
        )
        self._speaker = gr.Textbox(
            label="Speaker (optional)",
            placeholder="Who is quoted",
            max_lines=1,
            elem_id="speaker",
        )
        self._filters = FilterFields("check-")
        self._check = gr.Button("Check", variant="primary", elem_id="check-button")

    def _draft_form(self) -> None:
        with gr.Accordion(
            "Check a whole draft", open=False, elem_id="draft", elem_classes="filters"
        ):
            self._pasted = gr.Textbox(
                label="Text of the draft",
                placeholder="Every quotation in it is checked, with the speaker that it names",
                lines=4,
                max_lines=8,
                elem_id="pasted",
            )
            self._file = upload("Or its file", height=116, elem_id="draft-file")
            self._facts = gr.Checkbox(
                label="Also check the facts in its other sentences",
                value=False,
                elem_id="draft-facts",
            )
            self._check_draft = gr.Button("Check every quotation", elem_id="draft-button")

    def _connect(self) -> None:
        asked = [*self.filled, *self._filters.all]
        gr.on(
            [self._check.click, self._words.submit, self._speaker.submit],
            self.on_check,
            asked,
            self._outputs,
            **QUIET,
        )
        self._check_draft.click(
            self._on_draft,
            [self._pasted, self._file, self._read, self._facts, *self._filters.all],
            [*self._outputs, self._read],
            api_visibility="private",
            show_progress_on=self._result,
        )
        single = self._result.single(self._on_single, None, self.filled, **QUIET)
        self.check_after(single)
        for button, save in ((self._markdown, self._on_markdown), (self._json, self._on_json)):
            clicked = button.click(save, self._receipt, [self._document, self._notice], **QUIET)
            save_after(clicked, self._document)

    def check_after(self, event: Any) -> None:
        """Run a check after an event has filled in the fields."""
        event.then(self.on_check, [*self.filled, *self._filters.all], self._outputs, **QUIET)

    def arrive(self, opened: Any, tabs: gr.Tabs) -> None:
        """Check the quotation in the page's address, if any, when the page is opened."""
        outputs = [tabs, *self.filled, *self._filters.all, *self._outputs]

        def check_given(request: gr.Request) -> Iterator[Updates]:
            arrival = Arrival.of(request.query_params.multi_items())
            if not arrival.words:
                yield {self._notice: NOTHING}
                return
            given = {self._words: arrival.words, self._speaker: arrival.speaker}
            filled = self._filters.filled(arrival, self._archive.scope(Filters()))
            yield {tabs: gr.Tabs(selected=TAB), **given, **filled}
            yield from self.on_check(arrival.words, arrival.speaker, *arrival.filters)

        opened.then(check_given, None, outputs, **QUIET)

    def take_over(self, sources: Any, tabs: gr.Tabs) -> None:
        """Check a quotation when the visitor selects it in these sources."""

        def fill(event: gr.EventData) -> Updates:
            article, version, start, end = told(event, "article", "version", "start", "end")
            span = Span(article, version, *sorted((_offset(start), _offset(end))))
            words, speaker = quotation_at(self._archive, span)
            return {tabs: gr.Tabs(selected=TAB), self._words: words, self._speaker: speaker}

        self.check_after(sources.inspect(fill, None, [tabs, *self.filled], **QUIET))

    def on_check(self, words: str, speaker: str, *fields: Any) -> Iterator[Updates]:
        """Check the words that were typed."""

        def receipt() -> Receipt:
            given = {"words": words, "speaker": speaker, **_filters(*fields)}
            return check(requested(CheckRequest, given), self._archive, self._desks)

        yield from self._shown(receipt)

    def _on_draft(  # noqa: PLR0913 - gradio passes each field
        self,
        pasted: str,
        upload: str | None,
        earlier: ReadDraft | None,
        facts: bool,
        outlets: list[str],
        since: str,
        until: str,
        languages: list[str],
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how gradio injects progress
    ) -> Iterator[Updates]:
        def advance(done: int, all_of_them: int) -> None:
            progress((done, all_of_them), desc="Checking", unit="passages")

        read = earlier

        def receipt() -> Receipt:
            nonlocal read
            given = {"facts": bool(facts), **_filters(outlets, since, until, languages)}
            request = requested(CheckRequest, given)
            read = given_draft(pasted, upload, earlier)
            return check(request, self._archive, self._desks, read.file, advance)

        for updates in self._shown(receipt):
            yield updates | {self._read: read}

    def _on_single(self, event: gr.EventData) -> Updates:
        words, speaker = told(event, "words", "speaker")
        return {self._words: words, self._speaker: speaker}

    def _shown(self, make: Callable[[], Receipt]) -> Iterator[Updates]:
        """Show that the check is running, then the receipt or the reason that there is none."""
        yield self._state(result=WAITING)
        try:
            receipt = make()
        except (RequestUnusable, DraftUnusable, ArchiveError) as error:
            yield self._state(notice=notice_html(str(error)))
        except Exception:  # noqa: BLE001 - the outermost level: the visitor is told about any error
            _log.exception("could not check")
            yield self._state(notice=notice_html(UNEXPECTED))
        else:
            yield self._found(receipt)

    def _found(self, receipt: Receipt) -> Updates:
        if receipt.draft is None:
            (only,) = receipt.checks
            result, said = verdict_html(only), spoken(only)
        else:
            result, said = draft_html(receipt), draft_spoken(receipt)
        return self._state(result=result, said=said) | {
            self._markdown: gr.Button(visible=True),
            self._json: gr.Button(visible=True),
            self._receipt: receipt,
        }

    def _state(self, notice: Markup = NOTHING, result: Markup = NOTHING, said: str = "") -> Updates:
        return {
            self._notice: escaped(notice),
            self._result: escaped(result),
            self._spoken: escaped(spoken_html(said)),
            self._markdown: gr.Button(visible=False),
            self._json: gr.Button(visible=False),
            self._receipt: None,
            self._document: "",
        }

    def _on_markdown(self, receipt: Receipt | None) -> Updates:
        return self._saved(receipt, as_json=False)

    def _on_json(self, receipt: Receipt | None) -> Updates:
        return self._saved(receipt, as_json=True)

    def _saved(self, receipt: Receipt | None, *, as_json: bool) -> Updates:
        """Send the receipt to the browser as a document."""
        if receipt is None:
            return {self._document: "", self._notice: escaped(notice_html(NOT_KEPT))}
        return {self._document: receipt_download(receipt, as_json=as_json).message()}

    def refreshed(self, scope: Scope) -> Updates:
        """Update the outlets and languages to choose from."""
        return self._filters.refreshed(scope)


def _filters(
    outlets: list[str] | None, since: str | None, until: str | None, languages: list[str] | None
) -> dict[str, object]:
    """Return the filter fields as parameters of a request."""
    return {
        "outlets": outlets,
        "since": since or "",
        "until": until or "",
        "languages": languages,
    }


def _offset(text: str) -> int:
    """Return an offset into an article, or 0 if the text is not one."""
    return int(text) if text.isdecimal() and len(text) < _MOST_DIGITS else 0
