"""Texts with labelled speakers: interviews and transcripts, "LEE: …" and "Q. … A. …"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sources.article import Page, Turn
from sources.characters import readable
from sources.formats.labels import (
    BRACKETED_STAMP,
    QUESTIONING,
    Labelled,
    labelled,
    seconds,
    stamp,
)
from sources.formats.minutes import Minutes
from sources.lines import Line, lines

# Of the text from the first label on, so much must stand behind labels.
_LEAST_LABELLED = 0.5
_FEWEST_PLAIN, _FEWEST_OTHER = 2, 3
_ASIDE = re.compile(r"[\[(][^\[\]()]*[\])][.]?")
_NOTE = re.compile(
    r"(?:this|the|our) (?:interview|conversation|transcript|discussion|q&a)\b"
    r"|(?:edited|condensed)\b|end of (?:the )?(?:transcript|interview)|transcri(?:bed|pt)\b"
    r"|©|\(c\)|copyright\b|subscribe\b|read more|related:|reporting by|additional reporting",
    re.IGNORECASE,
)


def with_turns(page: Page) -> Page:
    """Return a page whose labelled speeches are turns; the page itself where it has none."""
    if page.turns or (":" not in page.text and "Q." not in page.text):
        return page
    raw = readable(page.text).split("\n")
    found = lines("\n".join(raw))
    places = [number for number, line in enumerate(raw) if line.strip()]
    read = [labelled(line.text) for line in found]
    marked = _accepted(found, read)
    if not marked:
        return page
    first = min(marked)
    if first and stamp(found[first - 1].text) == (stamp(found[first - 1].text)[0], ""):
        first -= 1  # a time on a line of its own
    head = raw[: places[first]]
    while head and not head[-1].strip():
        head.pop()
    turns, begun = _turns(found[first:], [marked.get(n) for n in range(first, len(found))])
    rows = [*range(len(head)), *(places[first + line] for line in begun)]
    numbers = [page.numbers[row] if row < len(page.numbers) else row + 1 for row in rows]
    return replace(
        page,
        text="\n".join(head),
        turns=turns,
        numbers=tuple(numbers),
        block_quotes=frozenset(row for row in page.block_quotes if row < len(head)),
    )


def _accepted(found: Sequence[Line], read: Sequence[Labelled | None]) -> dict[int, Labelled]:
    """Return the labels by their lines; nothing where the text is no transcript."""
    marked = {number: one for number, one in enumerate(read) if one is not None}
    names = Counter(one.name.upper() for one in marked.values())
    answering = any(one.is_plain and one.name not in QUESTIONING for one in marked.values())
    lettered = bool(names.keys() & QUESTIONING) and answering
    marked = {n: one for n, one in marked.items() if lettered or one.name not in ("Q", "A")}
    sure = {n: one for n, one in marked.items() if one.is_plain or names[one.name.upper()] > 1}
    plain = sum(one.is_plain for one in sure.values())
    if plain < _FEWEST_PLAIN and len(sure) < _FEWEST_OTHER:
        return {}
    # Among the labels of a transcript, one that occurs once is somebody who speaks once.
    first = min(sure)
    behind = {n: one for n, one in marked.items() if n >= first}
    return behind if _share(found, behind) >= _LEAST_LABELLED else {}


def _share(found: Sequence[Line], kept: dict[int, Labelled]) -> float:
    """Return how much of the text from the first label on stands behind labels."""
    behind = total = 0
    inside = False
    for number in range(min(kept), len(found)):
        line = found[number]
        inside = number in kept or (inside and line.attached)
        total += len(line.text)
        behind += len(line.text) if inside else 0
    return behind / max(1, total)


def _turns(
    found: Sequence[Line], marked: Sequence[Labelled | None]
) -> tuple[tuple[Turn, ...], list[int]]:
    """Return the turns, and at which line each of them begins."""
    minutes = Minutes()
    empty = False
    for number, (line, label) in enumerate(zip(found, marked, strict=True)):
        minutes.line = number
        if label is not None:
            minutes.speaker(label.label)
            if label.time is not None:
                minutes.at(label.time)
            _say(minutes, label.words)
            empty = not label.words
            continue
        time, rest = stamp(line.text)
        if time is not None:
            minutes.at(time)
        if _ASIDE.fullmatch(rest) or _NOTE.match(rest):
            minutes.narrate(rest)
        elif rest:
            if not line.attached and not empty:
                minutes.paragraph()
            _say(minutes, rest)
        empty = empty and not rest
    return minutes.turns(), minutes.lines


def _say(minutes: Minutes, text: str) -> None:
    """Add words, with the times that stand in brackets among them."""
    words, *timed = BRACKETED_STAMP.split(text)
    minutes.say(words)
    for clock, behind in zip(timed[::2], timed[1::2], strict=True):
        minutes.at(seconds(clock))
        minutes.say(behind)
