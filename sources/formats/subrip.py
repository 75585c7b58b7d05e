"""SubRip files (.srt): numbered captions with display times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sources.article import Page
from sources.errors import Unreadable
from sources.files import whole
from sources.formats.cues import LINE_BREAK, Cue, page_of
from sources.formats.decoding import decode_export, scrub, unescaped

MAX_BYTES = 16_000_000
_RANGE = re.compile(
    r"\s*(\d{1,3}):(\d\d?):(\d\d?)[.,]\d{1,3}\s*-->\s*\d{1,3}:\d\d?:\d\d?[.,]\d{1,3}"
)
_MARKUP = re.compile(r"<[^<>]{0,300}>|\{\\[^{}]{0,200}\}")


def read_subrip(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the captions of a recording as a transcript; raise Unreadable if there are none."""
    data = whole(stream, MAX_BYTES, "split it into one file per recording")
    text = scrub(decode_export(data, origin))
    found = _cues(text)
    if not found:
        raise Unreadable(
            "it has no captions: no line looks like 00:00:01,000 --> 00:00:04,000",
            "export it again as SubRip, or name it .txt if it is a text",
        )
    yield page_of(origin, found)


def _cues(text: str) -> list[Cue]:
    times: list[tuple[int, int]] = []
    shown: list[list[str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "-->" in line:
            if shown and shown[-1] and shown[-1][-1].isdigit():
                shown[-1].pop()  # the number of this caption
            times.append((_start(line, number), number))
            shown.append([])
        elif shown:
            shown[-1] += _shown(line)
    return [
        Cue(time, tuple(words), number) for (time, number), words in zip(times, shown, strict=True)
    ]


def _shown(line: str) -> Iterator[str]:
    """Yield the lines shown for a line of the file, without markup."""
    for part in LINE_BREAK.split(line):
        if words := unescaped(_MARKUP.sub("", part)).strip():
            yield words


def _start(line: str, number: int) -> int:
    found = _RANGE.match(line)
    if found is None or int(found[2]) > 59 or int(found[3]) > 59:
        raise Unreadable(
            f"line {number}, {line.strip()[:60]!r}, is not a valid time range",
            "write it like 00:00:01,000 --> 00:00:04,000",
        )
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])
