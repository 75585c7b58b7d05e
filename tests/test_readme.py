"""What the README says can be typed, set and expected is so."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer

from assistant.standing import standing
from assistant.verdict import Verdict
from sources.fields import stated_metadata
from sources.files import ENDINGS
from tests.assistant.fakes import an_article, exact
from ui import evaluating, testsets
from ui.cli import VERBS, command_line
from ui.commands.check import CODES
from ui.exit_code import MEANINGS
from ui.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ ")
]
MENTIONED = re.findall(r"`((?:make|onrecord) [^`]+)`", README)


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
    assert verbs is not None, f"the README shows a command of another program: {command}"
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


def test_every_verb_is_in_the_readme() -> None:
    """A stranger meets each verb."""
    shown = [words_after("onrecord", command) for command in COMMANDS]
    met = {words[0] for words in shown if words}
    assert met == {verb.name for verb in VERBS} | {"eval"}
    inner = {words[1] for words in shown if words and words[0] == "eval"}
    assert inner == {verb.name for verb in (*evaluating.VERBS, *testsets.VERBS)}


def test_the_tables_are_those_of_the_program() -> None:
    """Exit codes, settings and endings in the README are those in the code."""
    codes = dict(re.findall(r"^\| (\d+) \| (.+) \|$", README, re.MULTILINE))
    assert codes == {str(code.value): meaning for code, meaning in MEANINGS.items()}
    settings = dict(re.findall(r"^\| `ONRECORD_(\w+)` \|.*\| (.+) \|$", README, re.MULTILINE))
    assert settings == {
        name.upper(): field.description for name, field in Settings.model_fields.items()
    }
    assert all(f"`{ending}`" in README for ending in ENDINGS)


def test_every_verdict_stands_in_the_table_with_its_exit_code() -> None:
    """What a check can say is explained, and what a script learns of it."""
    rows = re.findall(r"^\| ([a-z, ]+) \| .* \| (\d)(?:, then \d)? \|$", README, re.MULTILINE)
    codes = {verdict: int(code) for verdict, code in rows}
    check = exact(an_article())
    assert codes == {
        verdict.value: CODES[standing(replace(check, verdict=verdict))] for verdict in Verdict
    }


def test_the_benchmarks_exist() -> None:
    """Each benchmark that is named is there."""
    named = re.findall(r"python -m (tests\.benchmarks\.\w+)", README)
    assert len(named) > 3
    assert [name for name in named if find_spec(name) is None] == []


def test_the_mcp_configuration_starts_a_command_that_there_is() -> None:
    """What a client of the protocol is told to start can be started."""
    (example,) = re.findall(r"```json\n(\{\n.*?)```", README, re.DOTALL)
    started = json.loads(example)["mcpServers"]["onrecord"]
    assert Path(started["command"]).name == "onrecord"
    assert started["args"][-1] == "mcp"
    parsed(started["args"])


def test_the_sidecar_names_fields_that_are_known() -> None:
    """The fields of the example are the ones that are read."""
    (example,) = re.findall(r"```json\n\{(.*)\}\n```", README)
    fields = re.findall(r'"(\w+)":', example)
    assert set(fields) == {"title", "outlet", "published", "url", "authors", "language"}
    stated_metadata(dict.fromkeys(fields))
