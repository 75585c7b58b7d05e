"""Cues: the timed captions of a recording, joined into the speech of each speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from sources.article import Page, Turn
from sources.cleaning.characters import readable
from sources.formats.labels import Labelled, labelled
from sources.language.phrases import ends_sentence

# A speech is split into paragraphs at sentence ends, or anywhere if there are none, because
# automatic captions have no punctuation.
_LONG, _LONGEST = 600, 1_200


class Minutes:
    """Collect speech and speakers into the paragraphs of a transcript.

    `line` is the current line of the file. `lines` holds the lines where the paragraphs begin.
    """

    def __init__(self) -> None:
        self.line = 0
        self.lines: list[int] = []
        self._begun = 0
        self._turns: list[Turn] = []
        self._pieces: list[str] = []
        self._length = 0
        self._label: int | None = 0
        self._clock: list[tuple[int, int]] = []
        self._time: int | None = None

    def at(self, seconds: int) -> None:
        """Set the recording time of the next words."""
        self._time = seconds

    def speaker(self, label: str) -> None:
        """Begin the speech of the labelled speaker; the label ends with its separator."""
        self._close()
        self._add(label.strip() + " ")
        self._label = self._length

    def paragraph(self) -> None:
        """Start a new paragraph of the same speaker."""
        if not self._awaited:
            self._close()

    def say(self, text: str) -> None:
        """Add words of the current speaker."""
        words = " ".join(readable(text).split())
        if not words:
            return
        spoken = self._length - (self._label or 0)
        ended = bool(self._pieces) and ends_sentence(self._pieces[-1])
        if spoken > _LONGEST or (spoken > _LONG and ended):
            self._close()
        if self._length > (self._label or 0):
            self._add(" ")
        if self._time is not None:
            self._clock.append((self._length, self._time))
            self._time = None
        self._add(words)

    def narrate(self, text: str) -> None:
        """Add a paragraph without a speaker, and leave the pending speaker unchanged."""
        awaited = self._pieces[0] if self._awaited else ""
        self._close()
        self._label = None
        self.say(text)
        self._close()
        if awaited:
            self.speaker(awaited)

    def turns(self) -> tuple[Turn, ...]:
        """Return all paragraphs."""
        self._close()
        return tuple(self._turns)

    @property
    def _awaited(self) -> bool:
        """True if a speaker was announced but has not said anything yet."""
        return bool(self._label) and self._length == self._label

    def _add(self, text: str) -> None:
        if not self._pieces:
            self._begun = self.line
        self._pieces.append(text)
        self._length += len(text)

    def _close(self) -> None:
        label = self._label
        if self._length > (label or 0):
            self.lines.append(self._begun)
            self._turns.append(Turn("".join(self._pieces), label, tuple(self._clock)))
        self._pieces, self._length, self._clock, self._label = [], 0, [], 0


UNKNOWN = "–"
_CHANGE = re.compile(r"(?P<mark>>>+|[-‐–—―−])\s*(?=\S)")
# A second speaker in the same line: "- Hello. - Hi there."
_SECOND = re.compile(
    r"(?<=[.!?…。！？\"”])\s+(?=(?P<mark>>>+|[-‐–—―−])\s*[\"“‘]?(?P<letter>[^\W\d_]))"
)
_SECOND_MARKS = ("-", "–", ">>", ">>>")
LINE_BREAK = re.compile(r"<br\s*/?>|\\[Nn]", re.IGNORECASE)
_ASIDE = re.compile(r"[\[(♪][^\[\]()]*[\])♪]")
CAPTION_CREDIT = "credit of the captions"
# The second is in words, the third in characters.
_MOST_CREDITS, _MOST_WORDS, _LONGEST_CREDIT = 3, 16, 200
_CAPTIONS = re.compile(
    r"subtitle|\bsubs\b|caption|untertitel|sous-?titr|sottotit|subt[ií]t|legenda|ondertitel"
    r"|undertext|undertekst|tekstitys|napisy|titulky|субтитр|자막|字幕",
    re.IGNORECASE,
)
# Behind these a colon may end the label of a speaker: "TRANSLATOR: Yes".
_MADE = re.compile(
    r"subbed|sync|trans(?:cri|lat)|transkri|übersetz|tradu|vertal|перев[её]л|번역|翻訳|翻译",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|von|durch|par|por|di|da|door|av|af|przez|im auftrag)\b", re.IGNORECASE)
_COLON = re.compile(r"[:：©|]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w+"
    r"|\b[\w-]{2,40}(?:\.[\w-]{2,40})*\.[a-z]{2,6}\b(?:/\S*)?",
    re.IGNORECASE,
)
# Somebody who speaks of a translation: "It was translated by my sister."
_PRONOUN = re.compile(r"\b(?:I|we|you|he|she|it|they|my|our|was|were|is|are)\b", re.IGNORECASE)
# Roll-up captions show each line twice: at the bottom, then above the next one.
_FEWEST_ROLLING, _LEAST_ROLLING = 4, 0.3
_MOST_LINES_SHOWN = 8  # at once on a screen


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
    credited = _credits(cues)
    left_out = tuple((CAPTION_CREDIT, " ".join(cues[index].lines)) for index in sorted(credited))
    cues = [cue for index, cue in enumerate(cues) if index not in credited]
    cues = [replace(cue, lines=tuple(_by_speaker(cue.lines))) for cue in _unrolled(cues)]
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
    return Page(origin, "", turns=turns, numbers=tuple(minutes.lines), left_out=left_out)


def _by_speaker(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, split where another speaker begins."""
    for line in lines:
        change = _CHANGE.match(line)
        marks = (change["mark"],) if change else _SECOND_MARKS
        begun = 0
        for second in _SECOND.finditer(line):
            if second["mark"] in marks and not second["letter"].islower():
                yield line[begun : second.start()]
                begun = second.end()
        yield line[begun:]


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
    repeated = [_repeats(before.lines, after.lines) for before, after in pairwise(cues)]
    if sum(map(bool, repeated)) < max(_FEWEST_ROLLING, _LEAST_ROLLING * len(repeated)):
        return cues
    kept = list(cues[:1])
    for cue, again in zip(cues[1:], repeated, strict=True):
        if left := cue.lines[again:]:
            kept.append(Cue(cue.time, left, cue.line, cue.voice))
    return kept


def _repeats(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many of the first lines of a cue are the last of the one before it."""
    most = min(len(before), len(after), _MOST_LINES_SHOWN)
    found = (size for size in range(most, 0, -1) if before[-size:] == after[:size])
    return next(found, 0)


def _credits(cues: Sequence[Cue]) -> frozenset[int]:
    """Return the indexes of cues at the start and the end that only name who made the captions."""
    ends = (range(len(cues)), range(len(cues) - 1, -1, -1))
    found = (takewhile(lambda index: _is_credit(cues[index]), end) for end in ends)
    return frozenset(index for run in found for index in islice(run, _MOST_CREDITS))


def _is_credit(cue: Cue) -> bool:
    """Return True for words about captions with a maker or an address, and for a lone address."""
    text = " ".join(cue.lines).strip(" -–—♪*~=[]()")
    if not 0 < len(text) <= _LONGEST_CREDIT or text.endswith(("!", "?", "…")):
        return False
    if len(text.split()) > _MOST_WORDS:
        return False
    address, captions = _ADDRESS.search(text), _CAPTIONS.search(text)
    if address is not None and len(address[0]) == len(text):
        return True
    maker = _BY.search(text) or address or (captions and _COLON.search(text))
    is_sentence = _PRONOUN.search(text) or (text.endswith(".") and not captions)
    return bool(maker and (captions or _MADE.search(text)) and not is_sentence)
