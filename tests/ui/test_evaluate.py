"""The Evaluate tab: which runs are listed, and what is shown of one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.evaluation.case import Outcome
from assistant.evaluation.result import Result
from assistant.evaluation.run_folder import RESULTS, RunFolder
from tests.assistant.evaluation.fakes import a_case, a_result, right, some_settings, wrong
from ui.app.evaluate_tab import run_html, run_names

GOOD, BAD = a_result(a_case(1), right(a_case(1))), a_result(a_case(2), wrong(a_case(2)))


def kept(runs: Path, name: str, *results: Result, at: int = 0) -> None:
    """Keep a run."""
    folder = RunFolder(runs / name)
    folder.begin(some_settings())
    lines = "".join(f"{result.to_line()}\n" for result in results)
    (folder.path / RESULTS).write_text(lines, encoding="utf-8")
    for file in folder.path.iterdir():
        os.utime(file, (at, at))


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Return a folder of two runs and of something else."""
    kept(tmp_path, "before", GOOD, a_result(a_case(2), right(a_case(2))), at=1_000)
    kept(tmp_path, "after", GOOD, BAD, at=2_000)
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_the_latest_run_comes_first(runs: Path, tmp_path: Path) -> None:
    """Other folders are no runs, and a folder that is not there holds none."""
    assert run_names(runs) == ["after", "before"]
    assert run_names(tmp_path / "nowhere") == []
    hint = run_html(tmp_path / "nowhere", "", "", "onrecord --archive <here>")
    assert "<code>onrecord --archive &lt;here&gt; eval run" in hint


def test_failing_cases_can_be_opened_in_the_chat(runs: Path) -> None:
    """Those that are right are left to the report."""
    shown = run_html(runs, "after", "", "onrecord")
    assert "2 cases, 1 failed. The run is not finished." in shown
    assert 'href="./?ask=What+is+the+number+2%3F"' in shown
    assert "What is the number 1?" not in shown


def test_two_runs_are_compared(runs: Path) -> None:
    """What fell is marked; a run is not compared with itself."""
    shown = run_html(runs, "after", "before", "onrecord")
    assert "2 cases in both runs: 1 fell, 0 rose." in shown
    assert 'data-flip="fell"' in shown
    assert "in both runs" not in run_html(runs, "after", "after", "onrecord")


@pytest.mark.parametrize("name", ["", "nowhere", "../before", "/etc", "notes"])
def test_only_runs_that_are_kept_are_shown(runs: Path, name: str) -> None:
    """Whatever a request names."""
    assert run_html(runs, name, "before", "onrecord") == ""
    assert "in both runs" not in run_html(runs, "before", name, "onrecord")


def test_what_cannot_be_read_is_told(runs: Path) -> None:
    """A damaged run, and one without a case yet."""
    (runs / "after" / RESULTS).write_text("{}\n", encoding="utf-8")
    assert "damaged in line 1" in run_html(runs, "after", "", "onrecord")
    kept(runs, "empty")
    assert "no finished case yet" in run_html(runs, "empty", "", "onrecord")


def test_an_error_is_shown_as_one(runs: Path) -> None:
    """With what it said, as text."""
    kept(runs, "broken", a_result(a_case(3), Outcome("q003", error="<b>KeyError</b>")))
    assert "Error: &lt;b&gt;KeyError" in run_html(runs, "broken", "", "onrecord")
