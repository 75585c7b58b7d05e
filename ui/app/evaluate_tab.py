"""The Evaluate tab: select a run, and optionally one to compare it with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gradio as gr
from markupsafe import Markup

from assistant.errors import RunUnreadable
from assistant.evaluation.comparison import Comparison, compared
from assistant.evaluation.failure import failure_of
from assistant.evaluation.result import Result
from assistant.evaluation.run import summed_up
from assistant.evaluation.run_folder import RunFolder
from assistant.wording import count
from ui.app.components import QUIET, Updates, html
from ui.render.html.case_list import case_html
from ui.render.html.page_parts import escaped, notice_html
from ui.render.html.run import comparison_html, plots_html, scorecard_html
from ui.runs import kept

NOTHING = Markup("")
NO_RUNS = Markup(
    '<div class="hint"><h2>No runs yet.</h2><p>A run answers every case of a test set and measures '
    "the answers. Start one on the command line: <code>{} eval run questions.jsonl</code></p>"
    "<p>A test set has one case per line: "
    '<code>{{"id": "q1", "question": "What opened this week?", "asked": "2024-07-01", '
    '"answer": ["the bridge"]}}</code>. '
    "<code>asked</code> is optional: the day that “this week” refers to.</p></div>"
)
# The most cases shown here. The report shows all of them.
_MOST_CASES = 200


def run_names(runs: Path) -> list[str]:
    """Return the names of the kept runs, the latest first."""
    return [run.name for run in kept(runs)]


def run_html(runs: Path, name: str, against: str, program: str) -> Markup:
    """Return a run as HTML, with its differences from an earlier run if one is selected."""
    known = {run.name: run for run in kept(runs)}
    if not known:
        return NO_RUNS.format(program)
    run, earlier = known.get(name), known.get(against) if against != name else None
    if run is None:
        return NOTHING
    try:
        results = run.results()
        found = compared(earlier, run) if earlier is not None else None
    except RunUnreadable as error:
        return notice_html(str(error))
    if not results:
        return notice_html(
            f"The run {run.name} has no finished case yet. Open this tab again later."
        )
    card = summed_up(results)
    return Markup('<div class="run">{}{}{}{}{}</div>').format(
        _state(run, results),
        comparison_html(found) if found is not None else NOTHING,
        scorecard_html(card, found),
        plots_html(card, results),
        _cases(results, found, program),
    )


def _state(run: RunFolder, results: Sequence[Result]) -> Markup:
    failed = sum(failure_of(result) is not None for result in results)
    unfinished = "" if run.complete else " The run is not finished."
    return Markup('<p class="soft">{}, {:,} failed.{}</p>').format(
        count(len(results), "case"), failed, unfinished
    )


def _cases(results: Sequence[Result], found: Comparison | None, program: str) -> Markup:
    """Return the cases that failed or changed, each with a link to the Ask or Check tab."""
    pairs = {pair.second.case.id: pair for pair in found.pairs} if found else {}
    flipped = {name for name, pair in pairs.items() if pair.flipped}
    chosen = [r for r in results if failure_of(r) is not None or r.case.id in flipped]
    chosen.sort(key=lambda result: (result.case.id not in flipped, result.case.id))
    shown = NOTHING.join(
        case_html(result, program, ".", pairs.get(result.case.id))
        for result in chosen[:_MOST_CASES]
    )
    more = NOTHING
    if len(chosen) > _MOST_CASES:
        more = Markup("<p class='soft'>{:,} more are in the report.</p>").format(
            len(chosen) - _MOST_CASES
        )
    return Markup("<h3>Cases that failed or changed</h3><div class='cases'>{}</div>{}").format(
        shown, more
    )


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
        """List the runs, and show the latest one if none is selected."""
        names = run_names(self._runs)
        shown = run if run in names else next(iter(names), None)
        earlier = against if against in names else ""
        return {
            self._run: gr.Dropdown(names, value=shown),
            self._against: gr.Dropdown([("no other run", ""), *names], value=earlier),
            **self._on_choice(shown, earlier),
        }

    def _on_choice(self, run: str | None, against: str | None) -> Updates:
        shown = run_html(self._runs, run or "", against or "", self._program)
        return {self._shown: escaped(shown)}
