"""Text that reaches a terminal."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from ui.render.text.terminal import one_line, safe, say, say_json, say_whole


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[2J\x1b[1;1H",
        "\x1b]0;title\x07",
        "\x1b]8;;https://evil.example\x1b\\",
        "\x1bc",
        "\x1b(0",
        "\x9b31m",
        "\x08\x08\x7f",
        "\r",
        "\u202eesrever\u2066",
        "\udcff",
        "\x1b",
        "\x00",
    ],
)
def test_nothing_that_commands_a_terminal_is_printed(hostile: str) -> None:
    """Control characters, escape sequences and direction marks are replaced."""
    shown = safe(f"before {hostile} after")
    assert shown.startswith("before ")
    assert shown.endswith(" after")
    assert not set(shown) & set("\x1b\x9b\x08\x7f\r\u202e\u2066\udcff\x00\x07")
    shown.encode()


def test_ordinary_text_is_printed_as_it_is() -> None:
    """Korean, accents, quotation marks, tabs and line breaks stay."""
    text = "‘Ça va’ — 고속철도\n\t42량 👍"
    assert safe(text) == text


def test_foreign_words_stay_on_one_line() -> None:
    """Line breaks of a headline do not make lines of their own."""
    assert one_line("a\n  b\r\nc\x1b[31m") == "a b c�[31m"


def test_json_is_safe_and_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads back exactly what was stored; a terminal sees only escapes."""
    value = {"text": "a\x1b[2Jb\x9bc\u202ed\x7fe\U000e0041\udcff고", "day": date(2024, 6, 13)}
    say_json(value)
    written = capsys.readouterr().out
    assert not set(written) & set("\x1b\x9b\u202e\x7f\U000e0041\udcff")
    assert "고" in written
    assert json.loads(written) == {"text": value["text"], "day": "2024-06-13"}


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_people_see_wrapped_lines_and_whole_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text is wrapped and indented at the terminal's width; a command to copy is not cut."""
    terminal = _Terminal()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout", terminal)
    command = "onrecord show 0123456789abcdef --span 120:240 --version 0123456789ab"
    say("word " * 20, indent=4)
    say_whole(command, indent=4)
    *wrapped, last = terminal.getvalue().splitlines()
    assert len(wrapped) > 2
    assert all(line.startswith("    word") and len(line) <= 40 for line in wrapped)
    assert command in last


def test_programs_see_whole_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """What is read by a program is not wrapped."""
    say("word " * 50 + "end")
    assert capsys.readouterr().out.count("\n") == 1
