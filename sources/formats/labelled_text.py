"""Texts with labelled speakers: interviews and transcripts, "LEE: …" and "Q. … A. …"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sources.article import Page, Turn
from sources.cleaning.characters import readable
from sources.cleaning.lines import Line, lines
from sources.formats.cues import Minutes
from sources.formats.labels import (
    BRACKETED_STAMP,
    QUESTIONING,
    Labelled,
    labelled,
    seconds,
    stamp,
)
from sources.language.phrases import ends_sentence

# A transcript has this share of the text from the first label on after labels, if most labels
# recur, or this share of its lines with a label, if two of the labels recur often.
_LEAST_LABELLED, _LEAST_OF_PLAIN, _LEAST_OF_LINES = 0.5, 0.9, 0.2
_FEWEST_PLAIN, _FEWEST_AGAIN, _MOSTLY_AGAIN, _OFTEN = 2, 3, 0.6, 4
_LONGEST_WRAPPED = 100
_ASIDE = re.compile(r"[\[(][^\[\]()]*[\])][.]?")
_NOTE = re.compile(
    r"(?:this|the|our) (?:interview|conversation|transcript|discussion|q&a)\b"
    r"|(?:edited|condensed)\b|end of (?:the )?(?:transcript|interview)|transcri(?:bed|pt)\b"
    r"|©|\(c\)|copyright\b|subscribe\b|read more|related:|reporting by|additional reporting",
    re.IGNORECASE,
)


def with_turns(page: Page) -> Page:
    """Return a page with its labelled speeches as turns, or the page itself if it has none."""
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
        roles={row: role for row, role in page.roles.items() if row < len(head)},
    )


def _accepted(found: Sequence[Line], read: Sequence[Labelled | None]) -> dict[int, Labelled]:
    """Return the labels by line, or {} if the text is not a transcript."""
    marked = {number: one for number, one in enumerate(read) if one is not None}
    answering = any(one.is_plain and one.name not in QUESTIONING for one in marked.values())
    lettered = answering and any(one.name in QUESTIONING for one in marked.values())
    marked = {n: one for n, one in marked.items() if lettered or one.name not in ("Q", "A")}
    if not marked:
        return {}
    names = Counter(one.called for one in marked.values())
    again = sum(times for times in names.values() if times > 1)
    share = _share(found, marked)
    if again >= _FEWEST_AGAIN and again >= _MOSTLY_AGAIN * len(marked):
        often = sum(times >= _OFTEN for times in names.values()) > 1
        lines_of_all = len(found) - min(marked)
        talk = often and len(marked) >= _LEAST_OF_LINES * lines_of_all
        return marked if talk or share >= _LEAST_LABELLED else {}
    # Nobody speaks twice, so accept only a text written entirely in a transcript's style.
    plain = len(marked) >= _FEWEST_PLAIN and all(one.is_plain for one in marked.values())
    least = _LEAST_LABELLED if lettered else _LEAST_OF_PLAIN
    head = sum(len(line.text) for line in found[: min(marked)])
    mostly = sum(len(line.text) for line in found) > 2 * head  # excludes links below an article
    return marked if plain and (lettered or mostly) and share >= least else {}


def _share(found: Sequence[Line], marked: dict[int, Labelled]) -> float:
    """Return the share of the text from the first label on that follows a label."""
    behind = total = 0
    inside = ended = False
    wrapped = max(len(line.text) for line in found) <= _LONGEST_WRAPPED
    for number in range(min(marked), len(found)):
        line = found[number]
        if _ASIDE.fullmatch(line.text) or _NOTE.match(line.text):
            continue
        label = marked.get(number)
        inside = label is not None or (inside and line.attached and (wrapped or not ended))
        ended = ends_sentence(line.text) and (label is None or bool(label.words))
        total += len(line.text)
        behind += len(line.text) if inside else 0
    return behind / max(1, total)


def _turns(
    found: Sequence[Line], marked: Sequence[Labelled | None]
) -> tuple[tuple[Turn, ...], list[int]]:
    """Return the turns, and the line where each of them begins."""
    minutes = Minutes()
    empty = False
    last = max(n for n, label in enumerate(marked) if label is not None)
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
        # A separate paragraph after the last label may be the outlet's.
        beyond = number > last and not (line.attached or empty)
        if _ASIDE.fullmatch(rest) or _NOTE.match(rest) or beyond:
            minutes.narrate(rest)
        elif rest:
            if not line.attached and not empty:
                minutes.paragraph()
            _say(minutes, rest)
        empty = empty and not rest
    return minutes.turns(), minutes.lines


def _say(minutes: Minutes, text: str) -> None:
    """Add words, and the bracketed times among them."""
    words, *timed = BRACKETED_STAMP.split(text)
    minutes.say(words)
    for clock, behind in zip(timed[::2], timed[1::2], strict=True):
        minutes.at(seconds(clock))
        minutes.say(behind)
