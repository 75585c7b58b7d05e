"""What the command line loads before it does anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.archive import Archive
from index.embedding.embedder import Embedder
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
HEAVY = {
    "chromadb",
    "fastapi",
    "gradio",
    "langchain_core",
    "openvino",
    "sentence_transformers",
    "torch",
    "trafilatura",
    "transformers",
}
LOADED = """
import contextlib, io, sys
from ui.cli import run
with contextlib.redirect_stdout(io.StringIO()):
    run(sys.argv[1:])
print(" ".join(sys.modules))
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Build an archive of one article."""
    folder = tmp_path_factory.mktemp("startup")
    (folder / "page.txt").write_text("A bridge\n\nThe mayor of Talgar opened a bridge in May.\n")
    made = Archive.create_or_open(folder / "archive", embedder)
    made.add([folder / "page.txt"])
    made.close()
    return folder / "archive"


OTHERS = {
    "ui.commands.check",
    "ui.commands.eval_run",
    "ui.commands.serve",
    "ui.commands.add",
    "ui.commands.ask",
}


def loaded(*arguments: str | Path, among: set[str] = HEAVY) -> set[str]:
    """Return which of some modules, by default the heavy libraries, a command loads."""
    done = subprocess.run(  # noqa: S603 - this interpreter, our own program
        [sys.executable, "-c", LOADED, *map(str, arguments)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return among & set(done.stdout.split())


@pytest.mark.parametrize("verb", ["--help", "list", "status", "show bridge"])
def test_reading_the_catalogue_loads_no_heavy_library(archive: Path, verb: str) -> None:
    """Help, list, status and show start without any library that takes long to load."""
    assert loaded("--archive", archive, *verb.split()) == set()


@pytest.mark.parametrize("arguments", [[], ["--version"], ["help"]])
def test_what_needs_no_archive_loads_none_of_its_code(arguments: list[str]) -> None:
    """The greeting, the version and the manual start without NumPy and without other verbs."""
    assert loaded(*arguments, among={"numpy", "index.archive", "index.view", *OTHERS}) == set()


def test_a_command_loads_no_other_verbs(archive: Path) -> None:
    """What other verbs work with is left alone, but where all of them are to be shown."""
    assert loaded("--archive", archive, "list", among=OTHERS) == set()
    assert loaded("--help", among=OTHERS) == OTHERS
    assert loaded("list", "--help", among=OTHERS) == OTHERS


def test_searching_loads_only_what_embeds_and_finds(archive: Path) -> None:
    """A search of a small archive loads OpenVINO, but not Chroma, torch, gradio or langchain."""
    assert loaded("--archive", archive, "search", "bridge") == {"openvino"}


def test_asking_loads_neither_torch_nor_gradio(archive: Path) -> None:
    """An answer needs langchain besides."""
    found = loaded("--archive", archive, "ask", "Who opened a bridge?")
    assert found == {"langchain_core", "openvino"}


def test_checking_loads_only_what_finds(archive: Path) -> None:
    """Words that are in the record are found without any model; others need no more than asking."""
    found = loaded("--archive", archive, "check", "The mayor of Talgar opened a bridge in May")
    assert found == set()
    absent = loaded("--archive", archive, "check", "Seven geese walked quietly into the ministry")
    assert absent <= {"openvino"}
