"""Minutes: a transcript built from speech, piece by piece."""

from __future__ import annotations

from sources.article import Turn
from sources.cleaning.characters import readable
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
