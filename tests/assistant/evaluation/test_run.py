from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.language_models import FakeListChatModel

from assistant.errors import JudgeFailed, RunBusy, RunDiffers
from assistant.evaluation.model_judge import Judge
from assistant.evaluation.run import Reached
from assistant.evaluation.run_folder import RESULTS, SUMMARY, RunFolder
from index.archive import Archive
from tests.assistant.evaluation.fakes import CASES, FakeRespondent, a_run
from tests.testsets.question import ROOT


def apart_from_times(path: Path) -> str:
    """Return the summary of a run as it is written, without the part on times."""
    summary: dict[str, Any] = json.loads((path / SUMMARY).read_text(encoding="utf-8"))
    del summary["times"]
    return json.dumps(summary)


def order(path: Path) -> list[str]:
    """Return the ids of the cases in the order in which they were asked."""
    return [result.case.id for result in RunFolder(path).results()]


def test_every_case_has_a_line_and_the_summary_counts_them(
    archive: Archive, tmp_path: Path
) -> None:
    """A right case scores 1, a wrong one 0, each in the measures that apply to it."""
    run = a_run(archive, tmp_path, FakeRespondent(failing=frozenset({"q001", "q000"})))
    card = run.go()
    assert len(run.folder.results()) == card.cases == len(CASES)
    assert (card.measures["answered"].mean, card.measures["declined"].mean) == (15 / 16, 7 / 8)
    assert card.abstention.answered_unanswerable == 1
    assert run.folder.summary()["scorecard"]["cases"] == len(CASES)
    assert run.folder.complete


def test_a_case_that_raises_is_an_error_and_the_run_goes_on(
    archive: Archive, tmp_path: Path
) -> None:
    """It says what happened, and scores nothing."""
    run = a_run(archive, tmp_path, FakeRespondent(raising=frozenset({"q004"})))
    card = run.go()
    (failed,) = [r for r in run.folder.results() if r.outcome.error]
    assert failed.outcome.error == "LookupError: q004 is not there"
    assert failed.measures["answered"] == failed.measures["article nDCG@10"] == 0
    assert (card.errors, card.cases) == (1, len(CASES))


def test_how_far_it_has_come_is_told(archive: Archive, tmp_path: Path) -> None:
    """From the first case to the last, errors counted."""
    told: list[Reached] = []
    a_run(archive, tmp_path, FakeRespondent(raising=frozenset({"q004"}))).go(told.append)
    assert [reached.done for reached in told] == list(range(len(CASES) + 1))
    assert told[-1] == Reached(len(CASES), len(CASES), 0, 1)


def test_the_seed_decides_the_order_and_nothing_else(archive: Archive, tmp_path: Path) -> None:
    """Other seeds ask in another order and come to the same."""
    one, same, other = FakeRespondent(), FakeRespondent(), FakeRespondent()
    a_run(archive, tmp_path / "1", one, seed=1).go()
    a_run(archive, tmp_path / "1b", same, seed=1).go()
    a_run(archive, tmp_path / "2", other, seed=2).go()
    assert one.asked == same.asked != other.asked
    assert apart_from_times(tmp_path / "1") == apart_from_times(tmp_path / "2")


def test_a_finished_run_asks_nothing_again(archive: Archive, tmp_path: Path) -> None:
    """The same command comes to the same summary."""
    a_run(archive, tmp_path).go()
    before = (tmp_path / SUMMARY).read_bytes()
    again = FakeRespondent()
    a_run(archive, tmp_path, again).go()
    assert again.asked == []
    assert (tmp_path / SUMMARY).read_bytes() == before


def test_a_run_with_other_settings_is_refused_and_told_apart(
    archive: Archive, tmp_path: Path
) -> None:
    """The message names what differs, and nothing is written."""
    a_run(archive, tmp_path).go()
    before = (tmp_path / RESULTS).read_bytes()
    with pytest.raises(RunDiffers, match=r"search was 'hybrid' and is now 'words'") as refused:
        a_run(archive, tmp_path, search="words").go()
    assert "seed" not in str(refused.value)
    assert (tmp_path / RESULTS).read_bytes() == before


def test_a_folder_of_something_else_is_refused(archive: Archive, tmp_path: Path) -> None:
    """No run is begun among other files."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RunDiffers, match=r"notes\.txt"):
        a_run(archive, tmp_path).go()


def test_one_process_at_a_time_is_at_a_run(archive: Archive, tmp_path: Path) -> None:
    """The second is refused, and the first goes on."""
    run = a_run(archive, tmp_path)
    run.folder.begin(run.settings)
    with run.folder.writing(), pytest.raises(RunBusy):
        a_run(archive, tmp_path).go()
    run.go()


@pytest.fixture(scope="module")
def unbroken(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run that nothing interrupted; one case fails, one raises."""
    path = tmp_path_factory.mktemp("unbroken")
    a_run(archive, path, troubled()).go()
    return path


def troubled() -> FakeRespondent:
    """Fail on one case and raise on another."""
    return FakeRespondent(failing=frozenset({"q007"}), raising=frozenset({"q011"}))


@settings(max_examples=15)
@given(share=st.floats(0, 1))
def test_cut_off_anywhere_a_run_comes_to_the_same(
    archive: Archive, unbroken: Path, share: float
) -> None:
    """Whatever is left of the results, in the middle of a letter too, is taken up from there."""
    content = (unbroken / RESULTS).read_bytes()
    kept = content[: int(share * len(content))]
    with tempfile.TemporaryDirectory() as scratch:
        run = a_run(archive, Path(scratch), troubled())
        run.folder.begin(run.settings)
        (run.folder.path / RESULTS).write_bytes(kept)
        run.go()
        assert apart_from_times(run.folder.path) == apart_from_times(unbroken)
        assert len(run.respondent.asked) == len(CASES) - kept.count(b"\n")  # type: ignore[attr-defined]
        assert order(run.folder.path) == order(unbroken)


KILLED = """
import sys, threading
from pathlib import Path
from index.archive import Archive
from index.embedding.embedder import default_embedder
from tests.assistant.evaluation.fakes import FakeRespondent, a_run

class Halting(FakeRespondent):
    def respond(self, case):
        if len(self.asked) == 10:
            threading.Event().wait()  # until it is killed
        return super().respond(case)

archive = Archive.open(Path(sys.argv[1]), default_embedder())
failing, raising = frozenset({"q007"}), frozenset({"q011"})
a_run(archive, Path(sys.argv[2]), Halting(failing, raising)).go()
"""


def test_a_killed_run_is_taken_up_where_it_stopped(
    archive: Archive, unbroken: Path, tmp_path: Path
) -> None:
    """After SIGKILL in its middle it comes to the same summary, byte for byte but for times."""
    script = [sys.executable, "-c", KILLED, str(archive.folder), str(tmp_path)]
    results = tmp_path / RESULTS
    with subprocess.Popen(script, cwd=ROOT) as process:  # noqa: S603 - our own script
        while not results.exists() or results.read_bytes().count(b"\n") < 5:
            assert process.poll() is None, "it ended before it was killed"
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
    done = results.read_bytes().count(b"\n")
    assert done < len(CASES)
    with results.open("ab") as file:
        file.write(b'{"case":{"id":"q0')
    again = troubled()
    a_run(archive, tmp_path, again).go()
    assert len(again.asked) == len(CASES) - done
    assert apart_from_times(tmp_path) == apart_from_times(unbroken)
    assert RunFolder(tmp_path).complete


class NoModel(FakeListChatModel):
    """A chat model that nobody can reach."""

    def _call(self, *_: Any, **__: Any) -> str:
        raise ConnectionError("refused")


def test_a_judge_adds_its_measures(archive: Archive, tmp_path: Path) -> None:
    """Where it has something to say: of answers, not of abstentions."""
    model = FakeListChatModel(responses=['{"supported": 1, "statements": 2}'])
    judge = Judge(model, "fake", tmp_path / "kept")
    run = replace(a_run(archive, tmp_path / "run"), judge=judge)
    assert run.go().measures["faithfulness"].mean == 0.5
    judged = [r for r in run.folder.results() if r.measures["faithfulness"] is not None]
    assert {result.case.answerable for result in judged} == {True}


def test_a_judge_that_cannot_be_asked_stops_the_run(archive: Archive, tmp_path: Path) -> None:
    """What is done is kept, and the run goes on when it can be."""
    run = a_run(archive, tmp_path / "run")
    unheard = Judge(NoModel(responses=["-"]), "fake", tmp_path / "kept")
    with pytest.raises(JudgeFailed, match="its provider cannot be reached"):
        replace(run, judge=unheard).go()
    assert not run.folder.complete
    heard = Judge(FakeListChatModel(responses=["{}"]), "fake", tmp_path / "kept")
    assert replace(run, judge=heard).go().cases == len(CASES)


def test_causes_are_counted(archive: Archive, tmp_path: Path) -> None:
    """Of the answerable questions that failed; the summary has them, too."""
    run = a_run(archive, tmp_path, FakeRespondent(failing=frozenset({"q001", "q002", "q003"})))
    assert run.go().causes == {"not retrieved": 2}
    assert run.folder.summary()["scorecard"]["causes"] == {"not retrieved": 2}
