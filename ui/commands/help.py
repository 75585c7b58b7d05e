"""`onrecord help`: print a section of the packages' READMEs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown

from ui.commands.options import decodable
from ui.errors import RequestUnusable
from ui.render.text.terminal import one_line, say

PACKAGES = ("sources", "index", "assistant", "ui")
_FENCE = "```"
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Topic:
    """A section of a README with its subsections. Level 1 is the text above the first section."""

    package: str
    level: int
    name: str
    text: str


def help_topic(
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TOPIC",
            help="A topic or its first letters; leave it out to list all topics.",
            callback=lambda words: [decodable(word) for word in words or ()],
        ),
    ] = None,
) -> None:
    """Print a topic of the manual, or list the topics."""
    every = tuple(topics())
    if topic:
        _say_markdown(_found(" ".join(topic), every).text)
        return
    say("`onrecord help TOPIC` prints one of these topics. Its first letters are enough.")
    for each in every:
        if each.level == 1:
            say()
        say(each.name, indent=_INDENT * (each.level - 1), style="bold" if each.level == 1 else "")


def topics() -> Iterator[Topic]:
    """Yield the topics of all packages, in the order of their READMEs."""
    for package in PACKAGES:
        text = files(package).joinpath("README.md").read_text(encoding="utf-8")
        yield from sections(package, text)


def sections(package: str, text: str) -> Iterator[Topic]:
    """Split a README at its headings. The text before the first is the package's own topic."""
    lines = text.splitlines()
    headings = list(_headings(lines))
    for place, (start, level, name) in enumerate(headings):
        following = headings[place + 1 :]
        end = next((at for at, other, _ in following if other <= level or level == 1), len(lines))
        yield Topic(
            package,
            level,
            package if level == 1 else name,
            "\n".join(lines[start:end]).rstrip(),
        )


def _say_markdown(text: str) -> None:
    """Format Markdown for a terminal, and print it unchanged elsewhere."""
    if sys.stdout.isatty():
        Console(highlight=False).print(Markdown(text))
    else:
        say(text)


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the line, level and text of each heading outside of code blocks."""
    in_code = False
    for number, line in enumerate(lines):
        if line.startswith(_FENCE):
            in_code = not in_code
        marks, _, name = line.partition(" ")
        if not in_code and name and marks and not marks.strip("#"):
            yield number, len(marks), name


def _found(words: str, every: tuple[Topic, ...]) -> Topic:
    """Return the matching topic; raise RequestUnusable if there is none or more than one."""
    wanted = words.casefold()
    example = re.compile(rf"^\$ onrecord {re.escape(wanted)}(?= |$)", re.MULTILINE)
    shown = [topic for topic in every if example.search(topic.text)]
    named = (
        [topic for topic in every if matches(topic.name.casefold(), wanted)]
        for matches in (str.__eq__, str.startswith, str.__contains__)
    )
    for found in (*named, shown):
        if len(found) > 1:  # a command's name means the topic that shows the command
            found = [topic for topic in found if topic in shown] or found
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"“{topic.name}”" for topic in found)
            raise RequestUnusable(
                f"“{one_line(words)}” matches several topics: {names}. Type more of the topic."
            )
    near = get_close_matches(wanted, [topic.name.casefold() for topic in every], n=1)
    hint = "".join(f" Did you mean “{name}”?" for name in near)
    raise RequestUnusable(
        f"No topic matches “{one_line(words)}”.{hint} `onrecord help` lists the topics, and "
        "`onrecord COMMAND --help` describes a command."
    )
