from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.fakes import (
    FakeArchive,
    a_timed_citation,
    a_written_answer,
    an_abstention,
    an_answer,
    an_article,
)
from ui.render.text.answer import say_answer


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Hold one article."""
    made = FakeArchive(tmp_path)
    made.hold(an_article())
    return made


def test_a_written_answer_is_printed_with_its_verdicts(
    archive: FakeArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below each sentence of a model stands what the ledger says of it, and where to look."""
    (article,) = archive.articles.values()
    say_answer(a_written_answer(article), archive, "onrecord")
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("Written by fake:The line was costly; every sentence is checked")
    unsupported = printed.index("The line was costly to run.")
    assert printed[unsupported + 1].startswith("    ✗ unsupported The cited words do not give")
    assert printed[unsupported + 2] == "    Closest in the archive: [2]"
    assert "    ✓ supported" in printed


def test_remarks_are_printed_safely(
    archive: FakeArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a model's failure says cannot command the terminal."""
    answer = replace(an_abstention(), remarks=("It failed \x1b[2Jhere.",))
    say_answer(answer, archive, "onrecord")
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "It failed" in printed


def test_what_a_time_stands_for_is_printed_once(
    archive: FakeArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the sentence that cites it; among the nearest passages, below the passage."""
    cited = a_timed_citation()
    for answer in (an_answer(cited), an_abstention(cited)):
        say_answer(answer, archive, "onrecord")
        assert capsys.readouterr().out.count("line = 2025 (said in June 2024)") == 1
