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
    "eval export": (["before"], []),
    "eval import": (["csv", "cases.csv"], ["--out", "imported"]),
    "eval list": ([], []),
    "eval new": (["made.jsonl"], ["--questions", "1"]),
    "eval report": (["before"], ["--out", "report.html"]),
    "eval run": (["cases.jsonl"], []),
    "eval show": (["before"], []),
    "follow": (["folder"], ["--once"]),
    "formats": ([], []),
    "help": (["settings"], []),
    "list": (["train"], []),
    "make-key": (["desk.key"], []),
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
    ("ARTICLE", "DIR", "[DIR]", "FILE", "FILE.html", "FILE.jsonl", "GATE", "PATH", "RUN", "TESTSET")
)


FILES_SET = ("ALIASES", "ARCHIVE", "EMBEDDING_CACHE", "EMBEDDING_MODEL", "PASSWORD_FILE", "RUNS")
MESSAGES = ("onrecord: ", "Usage: ", "refused ", "could not read ")


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
def here(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a copy of that folder with odd files in it."""
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
        shown = f"{arguments!r:.300} ended with {code}: {said[-1_000:]}"
        assert code in MEANINGS, shown
        assert code != ExitCode.FAULT, shown
        assert "Traceback" not in said, shown
        assert code < ExitCode.USAGE or said.startswith(
            ("onrecord: ", "Usage: ", "refused ", "could not read ")
        ), shown
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


def test_an_empty_path_is_not_the_folder_that_one_is_in(ended: Ended, here: Path) -> None:
    """With --sync it would have emptied the archive."""
    for arguments in (["add", ""], ["add", " ", "--sync", "--yes"], ["add", str(SAMPLE), ""]):
        code, said = ended("--archive", "archive", *arguments)
        assert code == ExitCode.USAGE
        assert "The path is empty. For the current folder, write a dot (.)." in said
    assert ended("--archive", "", "status")[0] == ExitCode.USAGE
    assert ended("--archive", "archive", "show", SAMPLE.name)[0] == ExitCode.OK
    assert not (here / "catalogue.sqlite3").exists()


def test_links_to_themselves_are_named(ended: Ended, here: Path) -> None:
    """An article, its sidecar, a folder, the archive, aliases and a receipt."""
    circle = "it is a link that points back to itself"
    for path in ("loop", "loop.txt"):
        code, said = ended("--archive", "archive", "add", path)
        assert (code, circle in said) == (ExitCode.REFUSED, True)
    code, said = ended("--archive", "archive", "add", "looped.txt")
    assert (code, "its sidecar looped.txt.meta.json: it is a link" in said) == (65, True)
    (here / "folder" / "loop").symlink_to("loop")
    (here / "folder" / "loop.txt").symlink_to("loop.txt")
    code, said = ended("--archive", "archive", "add", "folder")
    assert (code, "loop.txt: it is a broken link" in said) == (65, True)
    assert ended("--archive", "loop", "status")[0] == ExitCode.NO_INPUT
    assert ended("--archive", "loop", "add", str(SAMPLE))[0] == ExitCode.IO
    for receipt in ("loop.json", "loop.md"):
        (here / receipt).symlink_to(receipt)
        code, said = ended("--archive", "archive", "check", "42 cars", "--receipt", receipt)
        assert (code, "already exists" in said) == (ExitCode.USAGE, True)


def test_what_no_article_is_listed_by_is_said(ended: Ended) -> None:
    """SQLite takes no pattern of that length, and nothing of half a surrogate pair."""
    for name in ("x" * 100_000, "%_" * 30_000):
        code, said = ended("--archive", "archive", "show", name)
        assert (code, "There is no article" in said) == (ExitCode.NO_INPUT, True)
        assert len(said) < 500
        assert ended("--archive", "archive", "list", name)[0] == ExitCode.NOT_IN_RECORD


@pytest.mark.parametrize("setting", FILES_SET)
@pytest.mark.parametrize("odd", PATHS.values(), ids=PATHS)
def test_no_odd_setting_is_a_fault(
    setting: str, odd: str, ended: Ended, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path in the environment ends as one on the command line does."""
    monkeypatch.setenv(f"ONRECORD_{setting}", odd)
    archive = () if setting == "ARCHIVE" else ("--archive", "archive")
    ended(*archive, "check", "“42 cars from Hyundai Rotem”")
    ended(*archive, "eval", "compare", "before", "after")
    ended(*archive, "serve", "--host", "192.0.2.1")


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_archive_is_refused(
    blank: str, ended: Ended, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither the folder that one is in nor the default."""
    monkeypatch.setenv("ONRECORD_ARCHIVE", blank)
    code, said = ended("status")
    assert code == ExitCode.CONFIGURATION
    assert "ONRECORD_ARCHIVE" in said


@pytest.mark.parametrize("odd", ["/dev/zero", "pipe", "folder", "huge"])
def test_a_file_that_a_setting_names_is_a_regular_one_of_bounded_size(
    odd: str, ended: Ended, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is read of a device or a pipe, nor of a file that would fill the memory."""
    with (here / "huge").open("wb") as file:
        file.truncate(2**40)
    monkeypatch.setenv("ONRECORD_ALIASES", odd)
    code, said = ended("--archive", "archive", "check", "“42 cars from Hyundai Rotem”")
    assert (code, f"The alias file {odd} cannot be used" in said) == (78, True)
    monkeypatch.delenv("ONRECORD_ALIASES")
    for command in (
        ["verify-receipt", odd],
        ["check", "--draft", odd],
        ["eval", "run", odd],
        ["eval", "compare", "before", "after", "--gate", odd],
        ["eval", "import", "csv", odd, "-o", "imported"],
        ["eval", "import", "realtimeqa", odd, "-o", "imported"],
        ["add", odd],
    ):
        assert ended("--archive", "archive", *command)[0] >= ExitCode.USAGE
    for kept in ("settings.json", "results.jsonl", "summary.json"):
        (here / "before" / kept).unlink()
        (here / "before" / kept).symlink_to(here / odd if odd != "/dev/zero" else odd)
        assert ended("--archive", "archive", "eval", "compare", "before", "after")[0] == 66


def test_a_model_folder_of_odd_files_is_refused(
    ended: Ended, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device in the place of a model's configuration would be read by its library."""
    (here / "model").mkdir()
    (here / "model" / "model.safetensors").write_bytes(b"")
    (here / "model" / "config.json").symlink_to("/dev/zero")
    monkeypatch.setenv("ONRECORD_EMBEDDING_MODEL", "model")
    code, said = ended("--archive", "archive", "search", "train")
    assert (code, "config.json is not a regular file" in said) == (ExitCode.REFUSED, True)


def test_a_draft_without_an_end_is_refused(ended: Ended, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe is read up to the length of the longest draft."""
    with open("/dev/zero", encoding="utf-8") as endless:  # noqa: PTH123 - as standard input is
        monkeypatch.setattr("sys.stdin", endless)
        code, said = ended("--archive", "archive", "check", "--draft", "-")
    assert (code, "standard input has more than 16,000,000 bytes" in said) == (65, True)
