"""Cues: the timed captions of a recording, joined into the speech of each speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.article import Page
from sources.formats.labels import Labelled, labelled
from sources.formats.minutes import Minutes
from sources.language.phrases import ends_sentence

UNKNOWN = "–"
_CHANGE = re.compile(r"(?P<mark>>>+|[-–—])\s*(?=\S)")
_ASIDE = re.compile(r"[\[(♪][^\[\]()]*[\])♪]")
# Roll-up captions show each line twice: at the bottom, then above the next one.
_FEWEST_ROLLING, _LEAST_ROLLING = 4, 0.3


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines shown from a time on, in seconds; `voice` is the marked speaker, if any.

    A line may label its own speaker, as in "LEE: We will".
    """

    time: int
    lines: tuple[str, ...]
    line: int
    voice: str = ""


def page_of(origin: str, cues: Sequence[Cue]) -> Page:
    """Return cues as the turns of a transcript, with the file lines where they begin."""
    cues = _unrolled(cues)
    names = Counter(
        one.name.upper() for cue in cues for line in cue.lines if (one := _label(line)) is not None
    )
    voiced = any(cue.voice for cue in cues)
    minutes = Minutes()
    speaking, ended = "", True
    for cue in cues:
        minutes.line = cue.line
        minutes.at(cue.time)
        # If voices are marked, a sentence without one has no known speaker.
        if cue.voice != speaking and (cue.voice or (voiced and ended)):
            minutes.speaker(f"{cue.voice}:" if cue.voice else UNKNOWN)
            speaking = cue.voice
        for line in cue.lines:
            speaking = _say(minutes, line, speaking, names)
        ended = bool(cue.lines) and ends_sentence(cue.lines[-1])
    turns = minutes.turns()
    return Page(origin, "", turns=turns, numbers=tuple(minutes.lines))


def _say(minutes: Minutes, line: str, speaking: str, names: Counter[str]) -> str:
    """Add a line, and return the current speaker."""
    if _ASIDE.fullmatch(line):
        minutes.narrate(line)
        return speaking
    change = _CHANGE.match(line)
    label = _label(line)
    if label is not None and (label.is_plain or names[label.name.upper()] > 1):
        if label.label != speaking:
            minutes.speaker(label.label)
        minutes.say(label.words)
        return label.label
    if change is not None:
        minutes.speaker(change["mark"])
        minutes.say(line[change.end() :])
        return ""
    minutes.say(line)
    return speaking


def _label(line: str) -> Labelled | None:
    change = _CHANGE.match(line)
    found = labelled(line[change.end() :] if change else line)
    return None if found is None or found.name in ("Q", "A") else found


def _unrolled(cues: Sequence[Cue]) -> Sequence[Cue]:
    """Return the cues without the lines that a roll-up caption repeats."""
    repeated = [
        bool(before.lines and after.lines and before.lines[-1] == after.lines[0])
        for before, after in pairwise(cues)
    ]
    if sum(repeated) < max(_FEWEST_ROLLING, _LEAST_ROLLING * len(repeated)):
        return cues
    kept = list(cues[:1])
    for cue, again in zip(cues[1:], repeated, strict=True):
        left = cue.lines[1:] if again else cue.lines
        if left:
            kept.append(Cue(cue.time, left, cue.line, cue.voice))
    return kept
