"""What the READMEs say can be typed, set and expected is true."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest
import typer

from assistant.quotes.verdict import Verdict, standing
from sources.file_ending import ENDINGS
from sources.formats.metadata_fields import stated_metadata
from tests.assistant.fakes import an_article, exact
from ui.cli import VERBS, command_line, run
from ui.commands import eval_new as testsets
from ui.commands import eval_run as evaluating
from ui.commands.check import CODES
from ui.commands.help import PACKAGES
from ui.exit_code import MEANINGS, ExitCode
from ui.settings import Settings

ROOT = Path(__file__).parents[1]
ROOMS = (*PACKAGES, "tests")
READMES = {
    folder: (ROOT / folder / "README.md").read_text(encoding="utf-8") for folder in ("", *ROOMS)
}
ALL = "\n".join(READMES.values())
BLOCKS = re.findall(r"```console\n(.*?)```", ALL, re.DOTALL)
COMMANDS = [
    line.removeprefix("$ ")
    for block in BLOCKS
    for line in block.splitlines()
    if line.startswith("$ ")
]
_SHORT_ID = re.compile(r"\b[0-9a-f]{8}\b")
MENTIONED = re.findall(r"`((?:make|onrecord) [^`]+)`", ALL)
BENCHMARKS = ROOT / "tests" / "benchmarks"
SHOTS = ROOT / "tests" / "browser" / "shots"
WIDEST_DRAWING = 80
LARGEST_SHOT = 150_000
BY_NAME = "tests.benchmarks.NAME"


def parsed(words: list[str]) -> None:
    """Parse a command without running it; a usage error when it is none."""
    command: Any = typer.main.get_command(command_line())
    if words == ["--install-completion"]:  # parsing it would install it
        assert any(words[0] in option.opts for option in command.params)
        return
    with command.make_context("onrecord", words, resilient_parsing=False) as context:
        if words in (["--help"], ["--version"]):
            return
        while hasattr(command, "commands"):
            rest = [*context._protected_args, *context.args]
            _, command, rest = command.resolve_command(context, rest)
            context = command.make_context(command.name, rest, parent=context)


def words_after(program: str, command: str) -> list[str] | None:
    """Return the arguments of a command of this program, behind any variables that it sets."""
    words = shlex.split(command)
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words.pop(0)
    return words[1:] if words[:1] == [program] else None


@pytest.mark.parametrize("command", [*COMMANDS, *MENTIONED])
def test_every_command_can_be_typed(command: str) -> None:
    """Verbs and options of `onrecord`, and verbs of `make`, exist."""
    own = words_after("onrecord", command)
    if own is not None:
        if own != ["--help"]:
            parsed(own)
        return
    verbs = words_after("make", command)
    assert verbs is not None, f"a README shows a command of another program: {command}"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for word in verbs:
        name, is_variable, _ = word.partition("=")
        pattern = rf"^{name} \?=" if is_variable else rf"^{name}:.*## "
        assert re.search(pattern, makefile, re.MULTILINE), word


def test_a_command_that_does_not_exist_is_noticed() -> None:
    """The check above can fail: an unknown verb and an unknown option are usage errors."""
    for words in (["dig"], ["add", "x", "--deep"], ["show"], ["eval", "run"], ["eval", "dig"]):
        with pytest.raises(typer.TyperException):
            parsed(words)


def test_every_verb_is_in_a_readme() -> None:
    """Each verb is shown in an example."""
    shown = [words_after("onrecord", command) for command in COMMANDS]
    met = {words[0] for words in shown if words and not words[0].startswith("-")}
    assert met == {verb.name for verb in VERBS} | {"eval"}
    inner = {words[1] for words in shown if words and words[0] == "eval"}
    assert inner == {verb.name for verb in (*evaluating.VERBS, *testsets.VERBS)}


def test_the_tables_are_those_of_the_program() -> None:
    """Exit codes, settings and endings in the READMEs are those in the code."""
    codes = dict(re.findall(r"^\| (\d+) \| (.+) \|$", READMES["ui"], re.MULTILINE))
    assert codes == {str(code.value): meaning for code, meaning in MEANINGS.items()}
    rows = re.findall(r"^\| `ONRECORD_(\w+)` \|.*\| (.+) \|$", READMES["ui"], re.MULTILINE)
    settings = dict(rows)
    assert len(rows) == len(settings)
    assert settings == {
        name.upper(): field.description for name, field in Settings.model_fields.items()
    }
    assert all(f"`{ending}`" in READMES["sources"] for ending in ENDINGS)


def test_every_verdict_stands_in_the_table_with_its_exit_code() -> None:
    """What a check can say is explained, and what a script learns of it."""
    rows = re.findall(r"^\| ([a-z, ]+) \| .* \| (\d) \|$", READMES["assistant"], re.MULTILINE)
    codes = {verdict: int(code) for verdict, code in rows}
    check = exact(an_article())
    assert codes == {
        verdict.value: CODES[standing(replace(check, verdict=verdict))] for verdict in Verdict
    }


def test_the_benchmarks_exist() -> None:
    """Each benchmark that is named exists, and each that exists is listed."""
    named = re.findall(r"python -m (tests\.[\w.]+|assistant\.[\w.]+)", ALL)
    assert len(named) > 3
    assert [name for name in named if name != BY_NAME and find_spec(name) is None] == []
    _, _, section = READMES["tests"].partition("## Benchmarks")
    listed = [name for row in section.splitlines() for name in re.findall(r"`(\w+)`", row)]
    runnable = [
        path.stem
        for path in BENCHMARKS.glob("*.py")
        if "__main__" in path.read_text(encoding="utf-8")
    ]
    assert sorted(listed) == sorted(runnable)


def test_each_figure_has_the_command_that_prints_it() -> None:
    """The options of the command are known to its benchmark, too."""
    _, _, table = READMES[""].partition("| what | figure | benchmark |\n|---|---|---|\n")
    rows = [row.split(" | ") for row in table.partition("\n\n")[0].splitlines()]
    assert len(rows) > 10
    for _, figure, command in rows:
        assert re.search(r"\d", figure)
        found = re.fullmatch(r"`(\w+)( .+)?` \|", command)
        assert found is not None, command
        program = (BENCHMARKS / f"{found[1]}.py").read_text(encoding="utf-8")
        assert [o for o in re.findall(r"--[\w-]+", command) if f'"{o}"' not in program] == []


def test_the_console_example_is_what_is_printed(
    samples_at: Callable[[Path], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The words of each output are those of the README; a terminal breaks lines as it likes.

    The id of an article without an address depends on where the checkout is.
    """
    monkeypatch.setenv("ONRECORD_ARCHIVE", str(samples_at(tmp_path / "archive")))
    (block,) = re.findall(r"```console\n(\$ onrecord ask .*?)```", READMES[""], re.DOTALL)
    examples = [each.partition("\n") for each in block.removeprefix("$ ").split("\n$ ")]
    codes = [run(words_after("onrecord", command) or []) for command, _, _ in examples]
    assert codes == [ExitCode.OK, ExitCode.DIFFERS]
    printed = capsys.readouterr().out.replace("**", "")
    expected = " ".join(output for *_, output in examples)
    assert _SHORT_ID.sub("ID", printed).split() == _SHORT_ID.sub("ID", expected).split()


def test_the_pictures_are_there() -> None:
    """Each is a small PNG of the page at 1280 pixels, and shown by the README."""
    pictures = sorted(SHOTS.glob("*.png"))
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", READMES[""])
    assert sorted(shown) == [str(path.relative_to(ROOT)) for path in pictures]
    for path in pictures:
        data = path.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert int.from_bytes(data[16:20]) == 1280
        assert len(data) < LARGEST_SHOT


@pytest.mark.parametrize("folder", READMES)
def test_links_lead_somewhere(folder: str) -> None:
    """To a file of the repository, and to a heading in it."""
    for target in re.findall(r"\]\(([^)]+)\)", READMES[folder]):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = ROOT / folder / (path or "README.md")
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {name.lower().replace(" ", "-") for name in headings}, target


@pytest.mark.parametrize("folder", ROOMS)
def test_each_room_opens_with_a_drawing(folder: str) -> None:
    """A drawing of its folders that fits a terminal."""
    title, _, rest = READMES[folder].partition("\n\n")
    assert title.startswith(f"# {folder}/: ")
    drawing = rest.partition("\n\nThis package" if folder != "tests" else "\n\n## ")[0]
    assert all(not line or line.startswith("    ") for line in drawing.splitlines())
    assert max(map(len, drawing.splitlines())) <= WIDEST_DRAWING


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`((?:assistant|ui|index|sources)(?:\.\w+)+)", ALL)))
)
def test_python_names_exist(name: str) -> None:
    """A module, class or function that is named can be imported."""
    assert resolve_name(name)


def test_the_mcp_configuration_starts_a_command_that_there_is() -> None:
    """What a client of the protocol is told to start can be started."""
    (example,) = re.findall(r"```json\n(\{\n.*?)```", READMES["ui"], re.DOTALL)
    started = json.loads(example)["mcpServers"]["onrecord"]
    assert Path(started["command"]).name == "onrecord"
    assert started["args"][-1] == "mcp"
    parsed(started["args"])


def test_the_sidecar_names_fields_that_are_known() -> None:
    """The fields of the example are the ones that are read."""
    (example,) = re.findall(r"```json\n\{(.*)\}\n```", READMES["sources"])
    fields = re.findall(r'"(\w+)":', example)
    assert set(fields) == {"title", "outlet", "published", "url", "authors", "language"}
    stated_metadata(dict.fromkeys(fields))
