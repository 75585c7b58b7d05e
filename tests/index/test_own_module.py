"""Processes of our own, started where other files have the names of our packages."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.errors import GenerationUnusable
from index.intake.analyst import Analyst
from index.own_module import own_module
from index.purging.fingerprints import Names, Wanted
from index.purging.proof import prove
from index.purging.traces import Traces
from index.vectors import builder_process
from index.vectors.builder_process import Builder
from sources.article import Page

DECOYS = ("index", "sources", "ui", "pathlib")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, whose modules leave a note when they are run."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in DECOYS:
        (folder / f"{name}.py").write_text(f"open('{folder}/ran', 'w').close()\n", "utf-8")
    monkeypatch.chdir(folder)
    return folder


def _read(folder: Path) -> None:
    file = folder / "note.txt"
    file.write_text("A mill\n\nThe mill of Talgar opened on Monday.\n", encoding="utf-8")
    with Analyst().session() as session:
        assert all(isinstance(page, Page) for page in session.pages(file))


def _prove(folder: Path) -> None:
    nothing = Wanted(np.zeros(0, np.uint64))
    assert prove(folder, Traces(nothing, nothing, Names.of(())), lambda _: None).files > 0


def _build(folder: Path) -> None:
    builder_process._spare.end()
    with pytest.raises(GenerationUnusable):
        Builder(folder / "none", "1").end()


def _run(_: Path) -> None:
    command = own_module("index.purging.proof", ".")
    subprocess.run(command, stdin=subprocess.DEVNULL, check=False)  # noqa: S603 - our own program


@pytest.mark.parametrize("started", [_read, _prove, _build, _run])
def test_no_file_of_the_working_directory_is_run(
    elsewhere: Path, started: Callable[[Path], None]
) -> None:
    """Not even one with the name of a package of ours or of Python's own modules."""
    started(elsewhere)
    assert not (elsewhere / "ran").exists()
