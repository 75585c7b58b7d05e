"""WebVTT files (.vtt): captions with times, marked voices and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sources.article import Page
from sources.errors import Unreadable
from sources.files import whole
from sources.formats.cues import LINE_BREAK, Cue, page_of
from sources.formats.decoding import decode, scrub, unescaped

MAX_BYTES = 16_000_000
_TIME = r"(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)\.\d{3}"
_RANGE = re.compile(rf"\s*{_TIME}\s+-->\s+(?:\d{{1,4}}:)?[0-5]\d:[0-5]\d\.\d{{3}}(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^<>\s]{0,80})?\s+([^<>]{1,120})>")
_TAG = re.compile(r"<[^<>]{0,300}>")
_NOT_CUES = ("NOTE", "STYLE", "REGION")


def read_webvtt(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the captions of a recording as a transcript; raise Unreadable if there are none."""
    text = scrub(decode(whole(stream, MAX_BYTES, "split it into one file per recording")))
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        first, _, _ = text[:40].partition("\n")
        raise Unreadable(
            f"it is not WebVTT: its first line is {first!r}",
            "begin it with the line WEBVTT, or name it .srt if it is SubRip",
        )
    found = list(_cues(text))
    if not found:
        raise Unreadable("it has no captions", "export it again with its captions")
    yield page_of(origin, found)


def _cues(text: str) -> Iterator[Cue]:
    time: int | None = None
    begun = 0
    shown: list[str] = []
    skipping = True  # the header
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        is_range = "-->" in line and not skipping
        if time is not None and (not line or is_range):
            yield from _voiced(time, begun, _without_name(shown) if is_range else shown)
            time, shown = None, []
        if is_range:
            time, begun = _start(line, number), number
        elif time is not None:
            shown.append(line)
        elif not line.strip():
            skipping = False
        elif line.startswith(_NOT_CUES):
            skipping = True


def _without_name(shown: list[str]) -> list[str]:
    """Return the lines of a cue that the next one ends, without the name of the next one.

    YouTube writes a line with only a space, which ends no cue.
    """
    return shown[:-1] if shown[-2:-1] and not shown[-2].strip() else shown


def _start(line: str, number: int) -> int:
    found = _RANGE.match(line)
    if found is None:
        raise Unreadable(
            f"line {number}, {line.strip()[:60]!r}, is not a valid time range",
            "write it like 00:00:01.000 --> 00:00:04.000",
        )
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])


def _voiced(time: int, line: int, shown: list[str]) -> Iterator[Cue]:
    """Yield a cue for each marked voice in a caption."""
    words, *voiced = _VOICE.split("\n".join(shown))
    if lines := _lines(words):
        yield Cue(time, lines, line)
    for voice, said in zip(voiced[::2], voiced[1::2], strict=True):
        if lines := _lines(said):
            yield Cue(time, lines, line, " ".join(unescaped(voice).split()))


def _lines(payload: str) -> tuple[str, ...]:
    plain = (
        unescaped(_TAG.sub("", line)).strip() for line in LINE_BREAK.sub("\n", payload).split("\n")
    )
    return tuple(line for line in plain if line)
