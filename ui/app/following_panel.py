"""The part of the Articles tab that follows sources."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
from markupsafe import Markup

from index.errors import ArchiveError
from index.following_lock import is_followed
from index.following_queue import followed_sources, opened_queue, queue_to_read
from sources.errors import NotFetched, Unreadable
from sources.following.reach import PUBLIC, Reach
from sources.following.source import Terms
from sources.formats.metadata_fields import stated_metadata
from ui.app.components import QUIET, Updates, html, told
from ui.followed_sources import followed_anew, progress_of, public_source_at
from ui.following_process import FollowingProcess
from ui.render.html.article_list import (
    WHAT_IS_FOLLOWED,
    following_html,
    restart_html,
    unread_html,
)
from ui.render.html.page_parts import NOTHING, escaped, notice_html

_LINES = 30
_ON_FORGET = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-forget]');
  if (button) trigger('forget', {address: button.dataset.forget});
});"""


class FollowingPanel:
    """A form for a feed's address, and the progress of each followed source."""

    def __init__(
        self,
        archive: Path,
        process: FollowingProcess | None = None,
        program: str = "onrecord",
        reach: Reach = PUBLIC,
    ) -> None:
        """`process` is the server's own one that reads the sources, if it was started with one."""
        self._archive, self._process = archive, process
        self._program, self._reach = program, reach
        html(Markup("<h3>Follow a source</h3><p class='note'>{}</p>").format(WHAT_IS_FOLLOWED))
        self._address = gr.Textbox(
            label="Address",
            placeholder="https://courier.example/feed.xml",
            max_lines=1,
            max_length=2000,
            elem_id="follow-address",
        )
        self._outlet = gr.Textbox(
            label="Outlet (optional)", max_lines=1, max_length=200, elem_id="follow-outlet"
        )
        with gr.Row():
            follow = gr.Button("Follow", elem_id="follow-button")
            again = gr.Button("Show progress", elem_id="follow-progress")
        self._report = html(elem_id="follow-report")
        self._list = html(elem_id="follow-list", js_on_load=_ON_FORGET)
        self.refreshable = [self._list]
        given = [self._address, self._outlet]
        shown = [self._report, self._list]
        follow.click(self._on_follow, given, [*shown, *given], **QUIET)
        self._list.forget(self._on_forget, None, shown, **QUIET)
        asked = again.click(lambda: NOTHING, None, self._report, **QUIET)
        self.changes = [asked.then]

    def _on_follow(self, address: str, outlet: str) -> Updates:
        try:
            stated = stated_metadata({"outlet": outlet.strip()})
            terms = Terms(outlet=stated.outlet or "")
            source = public_source_at(address.strip(), terms, self._reach, self._program)
            with opened_queue(self._archive) as queue:
                queue.follow(source)
        except (NotFetched, Unreadable) as error:
            return {self._report: escaped(notice_html(f"{error}."))}
        except ArchiveError as error:
            return {self._report: escaped(notice_html(str(error)))}
        reading = is_followed(self._archive)
        done = Markup('<p role="status">{}</p>').format(followed_anew(source, reading))
        cleared = {self._address: "", self._outlet: ""}
        return {self._report: escaped(done), **cleared, **self.refreshed()}

    def _on_forget(self, event: gr.EventData) -> Updates:
        (address,) = told(event, "address")
        try:
            with opened_queue(self._archive) as queue:
                was_followed = queue.forget(address)
        except ArchiveError as error:
            return {self._report: escaped(notice_html(str(error)))}
        said = f"No longer following {address}. Its articles stay in the archive."
        done = Markup('<p role="status">{}</p>').format(said) if was_followed else NOTHING
        return {self._report: escaped(done), **self.refreshed()}

    def refreshed(self) -> Updates:
        """Show the current progress of each followed source."""
        try:
            if not followed_sources(self._archive):
                return {self._list: escaped(following_html((), ()))}
            with queue_to_read(self._archive) as queue:
                found, lines = progress_of(queue, self._archive), queue.lines(_LINES)
        except ArchiveError as error:
            return {self._list: escaped(notice_html(str(error)))}
        return {self._list: escaped(following_html(found, lines, self._note()))}

    def _note(self) -> Markup:
        """Return why nothing is read at the moment, and what happens or helps, or ''."""
        if is_followed(self._archive):
            return NOTHING
        return restart_html(self._process) if self._process else unread_html(self._program)
