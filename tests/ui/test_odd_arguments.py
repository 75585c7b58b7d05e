"""Arguments and settings that name nothing sensible: each ends in a message, none in a fault."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from index.embedding import Embedder
from ui.cli import command_line, run
from ui.exit_code import MEANINGS, ExitCode

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sources" / "samples" / "steppe-courier-correction-train-cars.txt"
NOBODY = "0" * 16
# What a command needs besides the argument that is tried: arguments in their order, then options.
# Host 192.0.2.1 is no machine's own, so nothing is ever served.
NEEDED: dict[str, tuple[list[str], list[str]]] = {
    "add": ([str(SAMPLE)], ["--dry-run"]),
    "ask": (["How many train cars?"], []),
    "check": (["the order for the train cars"], []),
    "eval compare": (["before", "after"], []),
    "eval import": (["csv", "cases.csv"], ["--out", "imported"]),
    "eval new": (["made.jsonl"], ["--questions", "1"]),
    "eval report": (["before"], ["--out", "report.html"]),
    "eval run": (["cases.jsonl"], []),
    "list": (["train"], []),
    "mcp": ([], []),
    "purge": ([NOBODY], ["--yes"]),
    "rebuild": ([], []),
    "remove": ([NOBODY], ["--yes"]),
    "search": (["train"], []),
    "serve": ([], ["--host", "192.0.2.1"]),
    "show": ([SAMPLE.name], []),
    "status": ([], []),
    "verify": ([], []),
    "verify-receipt": (["receipt.json"], []),
}
TEXTS = {
    "empty": "",
    "blank": " \t ",
    "NUL": "a\0b",
    "not UTF-8": "caf\udce9.txt",
    "half a surrogate pair": "\ud83d",
    "a hundred thousand characters": "x" * 100_000,
    "patterns": "%_\\*'\"" * 9_000,
    "an escape": "\x1b]0;owned\x07",
}
PATHS = {
    "several lines": "one\ntwo",
    "a long name": "x" * 300,
    "a link to itself": "loop",
    "an article that is one": "loop.txt",
    "an article whose sidecar is one": "looped.txt",
    "behind a link to itself": "loop/child.txt",
    "a pipe": "pipe",
    "a pipe of articles": "pipe.txt",
    "an endless device": "/dev/zero",
    "a folder": "folder",
    "nobody's home": "~nobody-of-that-name/x",
    "nothing": "not/there.json",
}
ODD = TEXTS | PATHS
# What arguments and options that are the path of a file or folder are called in their help.
PATH_METAVARS = frozenset(
    ("ARTICLE", "DIR", "FILE", "FILE.html", "FILE.jsonl", "GATE", "PATH", "RUN", "TESTSET")
)


@dataclass(frozen=True)
class Command:
    """A verb and what it takes."""

    name: str
    parameters: tuple[Any, ...]

    def tried(self, odd: str) -> Iterator[list[str]]:
        """Yield the command once for each argument and option, with the odd value in its place."""
        arguments, options = NEEDED[self.name]
        place = 0
        for each in self.parameters:
            is_argument = each.param_type_name == "argument"
            place += is_argument
            if odd in PATHS.values() and not takes_path(each):
                continue
            if is_argument:
                given = [*arguments[: place - 1], odd, *arguments[place:]]
                yield [*self.name.split(), *options, "--", *given]
            else:
                yield [*self.name.split(), *options, f"{each.opts[0]}={odd}", "--", *arguments]

    def on(self, odd: str) -> list[str]:
        """Return the command on an archive of an odd path."""
        arguments, options = NEEDED[self.name]
        return ["--archive", odd, *self.name.split(), *options, "--", *arguments]


def takes_path(parameter: Any) -> bool:
    """Return True if an argument or option of click's is the path of a file or folder."""
    return parameter.metavar in PATH_METAVARS


def commands(command: Any, name: str = "") -> Iterator[Command]:
    """Yield every verb below a command of click's."""
    for verb, each in getattr(command, "commands", {}).items():
        yield from commands(each, f"{name} {verb}".strip())
    if not hasattr(command, "commands"):
        taken = [p for p in command.params if not getattr(p, "is_flag", False)]
        yield Command(name, tuple(taken))


COMMANDS = {each.name: each for each in commands(typer.main.get_command(command_line()))}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with an archive of one article, a test set, two runs and a receipt."""
    folder = tmp_path_factory.mktemp("odd")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        for command in (
            ["add", str(SAMPLE)],
            ["eval", "new", "cases.jsonl", "--questions", "1", "--quotations", "0"],
            ["eval", "run", "cases.jsonl", "--out", "before"],
            ["eval", "run", "cases.jsonl", "--out", "after"],
            ["check", "“42 cars from Hyundai Rotem”", "--receipt", "receipt.json"],
        ):
            assert run(["--archive", "archive", *command]) < ExitCode.USAGE
    (folder / "cases.csv").write_text("id,question,answerable\n1,Who won the election?,no\n")
    return folder


@pytest.fixture
def here(
    prepared: Path, tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Work in a copy of that folder with odd files in it."""
    monkeypatch.setattr("ui.composition.default_embedder", lambda: embedder)  # loaded once
    here = Path(shutil.copytree(prepared, tmp_path / "here"))
    (here / "loop.txt").symlink_to("loop.txt")
    (here / "loop").symlink_to("loop")
    (here / "looped.txt").write_text("A headline\n\nThe bridge was opened on Monday.\n")
    (here / "looped.txt.meta.json").symlink_to("looped.txt.meta.json")
    os.mkfifo(here / "pipe")
    os.mkfifo(here / "pipe.txt")
    (here / "folder").mkdir()
    monkeypatch.chdir(here)
    return here


Ended = Callable[..., tuple[int, str]]


@pytest.fixture
def ended(here: Path, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Run a command; return its code and what it said, after a look that it is no fault."""

    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr().err
        shown = f"{arguments!r:.300} ended with {code}: {said[:600]}"
        assert code in MEANINGS, shown
        assert code != ExitCode.FAULT, shown
        assert "Traceback" not in said, shown
        assert code < ExitCode.USAGE or said.startswith(("onrecord: ", "Usage: ", "refused ")), (
            shown
        )
        assert max(map(len, said.splitlines()), default=0) < 2_000, shown
        for made in (*here.glob("imported"), *here.glob("made.jsonl"), *here.glob("report.html")):
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        return code, said

    return call


def test_every_verb_is_tried() -> None:
    """A new verb needs a place in the table above."""
    assert COMMANDS.keys() == NEEDED.keys()


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_odd_argument_is_a_fault(command: Command, ended: Ended) -> None:
    """Every argument and option of every verb: a documented code, a message, no traceback."""
    for odd in ODD.values():
        for arguments in command.tried(odd):
            ended("--archive", "archive", *arguments)


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_no_odd_archive_is_a_fault(odd: str, ended: Ended) -> None:
    """The same for the folder of the archive; `mcp` would wait for a program to write."""
    for command in COMMANDS.values():
        if command.name != "mcp":
            ended(*command.on(odd))
