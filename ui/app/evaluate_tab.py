"""The Evaluate tab: select a run, and optionally one to compare it with."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from ui import evaluate
from ui.app.components import QUIET, Updates, html
from ui.render.html.page_parts import escaped

TITLE = "Evaluate"


class EvaluateTab:
    """The tab that shows runs of test sets."""

    def __init__(self, runs: Path, program: str, tab: gr.Tab) -> None:
        self._runs, self._program = runs, program
        with gr.Row(elem_id="runs"):
            self._run = gr.Dropdown([], label="Run", elem_id="run")
            self._against = gr.Dropdown([], label="Compare with", elem_id="against")
        self._shown = html(elem_id="run-shown")
        chosen = [self._run, self._against]
        outputs = [*chosen, self._shown]
        tab.select(self._on_open, chosen, outputs, **QUIET)
        gr.on([self._run.input, self._against.input], self._on_choice, chosen, outputs, **QUIET)

    def _on_open(self, run: str | None, against: str | None) -> Updates:
        """List the current runs. The latest is shown until another is selected."""
        names = evaluate.names(self._runs)
        shown = run if run in names else next(iter(names), None)
        earlier = against if against in names else ""
        return {
            self._run: gr.Dropdown(names, value=shown),
            self._against: gr.Dropdown([("nothing", ""), *names], value=earlier),
            **self._on_choice(shown, earlier),
        }

    def _on_choice(self, run: str | None, against: str | None) -> Updates:
        shown = evaluate.run_html(self._runs, run or "", against or "", self._program)
        return {self._shown: escaped(shown)}
