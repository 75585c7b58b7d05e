"""The Articles tab: find, add and remove articles, and follow sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from index.errors import ArchiveError
from index.progress import Progress
from index.scope import Scope
from ui.app.components import QUIET, Updates, html, told, upload
from ui.app.following_panel import FollowingPanel
from ui.following_process import FollowingProcess
from ui.render.html.article_list import addition_html, listing_html
from ui.render.html.page_parts import NOTHING, escaped, notice_html
from ui.uploads import article_management as articles

ON_REMOVE = """element.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-remove]');
  if (button && await window.onrecord.confirmRemoval(button.dataset.headline))
    trigger('withdraw', {article: button.dataset.remove});
});"""


class ArticlesTab:
    """The tab where visitors find, add and remove articles, and follow sources."""

    def __init__(
        self,
        archive: articles.Holdings,
        most_bytes: int,
        process: FollowingProcess | None = None,
        program: str = "onrecord",
    ) -> None:
        self._archive, self._most_bytes = archive, most_bytes
        self.search = gr.State(articles.Search())
        html(Markup("<a class='jump' href='#adding'>Add articles, or follow a source</a>"))
        with gr.Row(elem_id="shelves"):
            with gr.Column(scale=3, elem_id="find"):
                with gr.Row():
                    self._text = gr.Textbox(
                        label="Find", placeholder="Words in a headline", max_lines=1, elem_id="text"
                    )
                    self._outlet = gr.Dropdown(
                        [("All outlets", "")], value="", label="Outlet", elem_id="outlet"
                    )
                self._removed = html(elem_id="removed")
                self._list = html(elem_id="list", js_on_load=ON_REMOVE)
                with gr.Row(elem_id="pages"):
                    self._before = gr.Button("Newer", size="sm", interactive=False)
                    self._after = gr.Button("Older", size="sm", interactive=False)
            with gr.Column(scale=2, elem_id="adding"):
                self._form()
                self._following = FollowingPanel(archive.folder, process, program)
        listed = [self.search, self._outlet, self._list, self._before, self._after]
        self.refreshable = [*listed, *self._following.refreshable]
        self.changes = self._connect()

    def _form(self) -> None:
        html(Markup("<h3>Add articles</h3><p class='note'>{}</p>").format(articles.WHAT_IS_READ))
        self._files = upload("Files", file_count="multiple", height=160, elem_id="files")
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
        self._report = html(elem_id="report", min_height=48)

    def _connect(self) -> list[Any]:
        listed = [self.search, self._list, self._before, self._after]
        gr.on(
            [self._text.change, self._outlet.input],
            self._on_search,
            [self._text, self._outlet],
            [*listed, self._removed],
            trigger_mode="always_last",
            **QUIET,
        )
        self._before.click(self._on_before, self.search, listed, **QUIET)
        self._after.click(self._on_after, self.search, listed, **QUIET)
        given = [self._files, self._given_outlet, self._given_date]
        added = self._add.click(
            self._on_add,
            given,
            [self._report, self._removed, *given],
            api_visibility="private",
            show_progress_on=self._report,
        )
        removed = self._list.withdraw(self._on_remove, None, self._removed, **QUIET)
        return [added.then, removed.then, *self._following.changes]

    def _on_search(self, text: str, outlet: str) -> Updates:
        return {**self._listed(articles.Search(text, outlet)), self._removed: NOTHING}

    def _on_before(self, search: articles.Search) -> Updates:
        return self._listed(search.earlier())

    def _on_after(self, search: articles.Search) -> Updates:
        return self._listed(search.later())

    def _on_add(
        self,
        files: list[str] | None,
        outlet: str,
        published: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how gradio injects progress
    ) -> Updates:
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
        updates: Updates = {
            self._report: escaped(addition_html(addition)),
            self._removed: NOTHING,
        }
        if addition.trouble:
            return updates  # the selected files stay, so that the visitor can try again
        # Clear the form, because the outlet and the date are those of these files.
        return updates | {self._files: None, self._given_outlet: "", self._given_date: ""}

    def _on_remove(self, event: gr.EventData) -> str:
        (article,) = told(event, "article")
        return escaped(notice_html(articles.remove_article(self._archive, article)))

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
        """Update the list of articles, the outlets and the followed sources."""
        outlets = [("All outlets", ""), *((outlet, outlet) for outlet in scope.outlets)]
        shown = {**self._listed(search), **self._following.refreshed()}
        return {**shown, self._outlet: gr.Dropdown(outlets)}
