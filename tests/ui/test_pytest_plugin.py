"""The fixture by which a newsroom's own tests assert on its archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.embedding.embedder import Embedder
from tests.ui.commands.test_eval_run import CASES
from tests.ui.test_checking import SAID, filled

pytest_plugins = ["pytester"]

THEIRS = f"""
import pytest

def test_answers(onrecord_eval):
    outcome = onrecord_eval.ask("How many ships does the keeper of the lighthouse count?")
    assert "forty" in outcome.text
    assert not onrecord_eval.ask("Who won the football cup?").answered

def test_quotations(onrecord_eval):
    assert onrecord_eval.check({SAID!r}, "Dana Orlova").verdict == "exact"

def test_a_set(onrecord_eval):
    measured = onrecord_eval.run("few.jsonl")
    assert measured.mean("answered") == 0.5
    assert measured.failures == [
        "f3: abstained, though answerable: Where does the mayor live?"
    ]
    assert onrecord_eval.run("few.jsonl", split="dev").card.cases == 2
    with pytest.raises(KeyError, match="answered"):
        measured.mean("luck")

def test_that_fails(onrecord_eval):
    assert onrecord_eval.run("few.jsonl").failures == []
"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Return an archive."""
    return filled(tmp_path_factory.mktemp("newsroom"), embedder)


@pytest.fixture
def theirs(pytester: pytest.Pytester) -> pytest.Pytester:
    """Write somebody's tests, and the test set that they run."""
    pytester.makepyfile(THEIRS)
    pytester.path.joinpath("few.jsonl").write_text("\n".join(map(json.dumps, CASES)))
    return pytester


def test_somebodys_tests_pass_and_fail_by_their_archive(
    theirs: pytest.Pytester, newsroom: Path
) -> None:
    """The archive is named by an option; a failing assertion shows the case."""
    ended = theirs.runpytest_subprocess("--onrecord-archive", newsroom)
    ended.assert_outcomes(passed=3, failed=1)
    ended.stdout.fnmatch_lines(["*f3: abstained, though answerable*"])


def test_the_archive_may_stand_in_the_settings_of_pytest(
    theirs: pytest.Pytester, newsroom: Path
) -> None:
    """Then no option is needed."""
    theirs.makeini(f"[pytest]\nonrecord_archive = {newsroom}\n")
    theirs.runpytest_subprocess("-k", "quotations").assert_outcomes(passed=1)


def test_a_missing_archive_is_told(theirs: pytest.Pytester, tmp_path: Path) -> None:
    """With what to do."""
    ended = theirs.runpytest_subprocess("--onrecord-archive", tmp_path / "nowhere")
    ended.assert_outcomes(errors=4)
    ended.stdout.fnmatch_lines(["*ArchiveMissing*nowhere*"])
