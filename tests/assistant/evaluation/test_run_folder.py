from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import RunUnreadable
from assistant.evaluation.run_folder import RESULTS, SETTINGS, SUMMARY, RunFolder
from tests.assistant.evaluation.fakes import some_settings


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    """Return the folder of a run that was begun."""
    made = RunFolder(tmp_path / "run")
    made.begin(some_settings())
    return made


def test_settings_are_kept_with_their_digest(folder: RunFolder) -> None:
    """What is read is what was given."""
    assert folder.settings() == some_settings().to_json()
    assert folder.digest == some_settings().digest != some_settings(seed=2).digest
    assert (folder.exists, folder.complete) == (True, False)


def test_what_is_absent_is_told_with_the_next_step(folder: RunFolder, tmp_path: Path) -> None:
    """No run, and a run that has not come to its end, are different things."""
    with pytest.raises(RunUnreadable, match="continue it where it stopped"):
        folder.summary()
    with pytest.raises(RunUnreadable, match="onrecord eval run"):
        RunFolder(tmp_path / "nowhere").settings()
    assert folder.results() == ()


@pytest.mark.parametrize("content", ["", "[]", '{"format": "other/1"}', "\x00", "{", "[" * 9_999])
def test_what_is_no_run_is_refused_by_name(folder: RunFolder, content: str) -> None:
    """Any other content of a file is told by the file's name."""
    (folder.path / SETTINGS).write_text(content, encoding="utf-8")
    with pytest.raises(RunUnreadable, match=r"settings\.json"):
        folder.settings()


@pytest.mark.parametrize("line", [b"", b"{}", b"\xff\xfe", b'{"case": 3}', b"null"])
def test_a_damaged_line_is_told_by_its_number(folder: RunFolder, line: bytes) -> None:
    """A line in the middle is never the work of a kill, so it is not passed over."""
    (folder.path / RESULTS).write_bytes(line + b"\n")
    with pytest.raises(RunUnreadable, match="line 1"):
        folder.results()


def test_a_summary_is_there_in_full_or_not_at_all(folder: RunFolder) -> None:
    """One that cannot be written leaves the old one."""
    folder.finish({"scorecard": {"cases": 1}})
    with pytest.raises(TypeError):
        folder.finish({"scorecard": object()})
    assert folder.summary()["scorecard"] == {"cases": 1}
    assert (folder.path / SUMMARY).read_bytes().endswith(b"}\n")
