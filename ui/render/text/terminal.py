"""Print text on a terminal, with control characters in untrusted text replaced."""

from __future__ import annotations

import json
import sys
import unicodedata
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

# Characters that control the direction of text, and invisible ones.
_HIDDEN = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_NARROWEST = 20
_LONGEST_TOLD = 1_200
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def safe(text: str) -> str:
    """Replace characters that move the cursor, change colours or reorder text; keep line breaks."""
    return "".join(_REPLACEMENT if _is_unsafe(c) else c for c in text)


def one_line(text: str) -> str:
    """Return untrusted text on one line, made safe."""
    return safe(" ".join(text.split()))


def say(text: str = "", indent: int = 0, style: str = "") -> None:
    """Print safe text, wrapped on a terminal and unwrapped elsewhere."""
    _write(sys.stdout, text, indent, style)


def say_emphasised(before: str, emphasised: str, after: str) -> None:
    """Print safe text with its middle part in bold, or between ** outside of a terminal."""
    if emphasised and not sys.stdout.isatty():
        emphasised = f"**{emphasised}**"
    bold = (len(before), len(before) + len(emphasised))
    _write(sys.stdout, f"{before}{emphasised}{after}", 0, "", bold=bold)


def say_whole(text: str, indent: int = 0) -> None:
    """Print a command on one line, however long, so that it can be copied."""
    _write(sys.stdout, text, indent, "dim", wrapped=False)


def tell(text: str) -> None:
    """Print a message to standard error, so that it is not mixed with the result."""
    _write(sys.stderr, "\n".join(map(_brief, text.split("\n"))), 0, "")


def say_json(value: Any) -> None:
    """Print a value as JSON: dataclasses as objects, dates as ISO 8601."""
    encoding = (sys.stdout.encoding or "ascii").lower()
    print(json_text(value, ascii_only=not encoding.startswith("utf")))  # noqa: T201


def json_text(value: Any, *, ascii_only: bool = False) -> str:
    """Return a value as JSON, with invisible and control characters escaped."""
    written = json.dumps(
        asdict(value) if is_dataclass(value) and not isinstance(value, type) else value,
        ensure_ascii=ascii_only,
        indent=2,
        default=_plain,
    )
    # JSON can escape any character, so this loses nothing.
    return "".join(json.dumps(c)[1:-1] if _is_unsafe(c) else c for c in written)


def _write(
    stream: TextIO,
    text: str,
    indent: int,
    style: str,
    *,
    wrapped: bool = True,
    bold: tuple[int, int] = (0, 0),
) -> None:
    if not stream.isatty():
        lines = (" " * indent + line if line else "" for line in text.split("\n"))
        print("\n".join(lines), file=stream)
        return
    console = Console(file=stream, highlight=False)
    written = Text(text, style)
    written.stylize("bold", *bold)
    width = max(console.width - indent, _NARROWEST) if wrapped else len(text) + 1
    for line in written.wrap(console, width):
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def _brief(line: str) -> str:
    """Cut the middle of a very long line. Its end is kept, because it says what to do next."""
    if len(line) <= _LONGEST_TOLD:
        return line
    return f"{line[: _LONGEST_TOLD // 2]} […] {line[-_LONGEST_TOLD // 2 :]}"


def _is_unsafe(character: str) -> bool:
    if character < "\x7f":
        return character < " " and character not in "\n\t"
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or character in _HIDDEN
        or "\U000e0000" <= character <= "\U000e007f"
    )


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
