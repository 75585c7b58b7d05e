"""The manual on the command line."""

from __future__ import annotations

from collections import Counter

import pytest

from ui.cli import run
from ui.commands.help import sections, topics
from ui.exit_code import ExitCode


def test_topics_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """All of them, each on a line of its own."""
    assert run(["help"]) == ExitCode.OK
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    names = [topic.name for topic in topics()]
    assert len(names) > 30
    assert set(names) <= set(lines)


def test_no_two_topics_have_one_name() -> None:
    """The whole heading always leads to its section."""
    names = Counter(topic.name.casefold() for topic in topics())
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("topic", ["settings", "SETTINGS", "sett"])
def test_a_topic_is_printed(capsys: pytest.CaptureFixture[str], topic: str) -> None:
    """By its heading or first letters, in either case, and nothing else."""
    assert run(["help", topic]) == ExitCode.OK
    out = capsys.readouterr().out
    assert out.startswith("## Settings\n")
    assert "ONRECORD_CAUTION" in out
    assert "## The page" not in out


def test_a_topic_may_be_several_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Without quotation marks, as people type it."""
    assert run(["help", "exit", "codes"]) == ExitCode.OK
    assert "| 130 | interrupted" in capsys.readouterr().out


def test_a_package_is_the_topic_of_its_drawing(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed ends where the first section begins."""
    assert run(["help", "index"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "SQLite" in out
    assert "## " not in out


@pytest.mark.parametrize(
    ("command", "topic"), [("follow", "Following sources"), ("purge", "Purging")]
)
def test_a_command_is_the_topic_that_shows_it(
    capsys: pytest.CaptureFixture[str], command: str, topic: str
) -> None:
    """Although other topics begin with the same letters, or none does."""
    assert run(["help", command]) == ExitCode.OK
    assert capsys.readouterr().out.startswith(f"## {topic}")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("setings", "Did you mean “settings”?"),
        ("the", "matches several topics: “The archive on disk”"),
        ("xyzzy", "No topic matches “xyzzy”. `onrecord help` lists the topics"),
    ],
)
def test_an_unknown_topic(capsys: pytest.CaptureFixture[str], words: str, message: str) -> None:
    """The error says what to type instead."""
    assert run(["help", words]) == ExitCode.USAGE
    assert message in capsys.readouterr().err


def test_sections() -> None:
    """A section has its subsections, and headings in code are no headings."""
    text = "# p/: x\n\nd\n\n## A\n\n```sh\n# no\n```\n\n### B\n\nb\n\n## C\n\nc\n"
    found = [(topic.name, topic.level, topic.text) for topic in sections("p", text)]
    assert found == [
        ("p", 1, "# p/: x\n\nd"),
        ("A", 2, "## A\n\n```sh\n# no\n```\n\n### B\n\nb"),
        ("B", 3, "### B\n\nb"),
        ("C", 2, "## C\n\nc"),
    ]
