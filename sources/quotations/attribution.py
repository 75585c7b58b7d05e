"""An attribution: a cue that assigns words to a speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from sources.language.speaker_tokens import MASK
from sources.people.mentions import Mention
from sources.quotations.quotation import Extent, Speaker
from sources.quotations.quote_marks import Quoted
from sources.quotations.speech_cues import FAINT, SPEECH


class Order(StrEnum):
    """The position of an attribution relative to the words."""

    SPEAKER_FIRST = "speaker first"
    CUE_FIRST = "cue first"
    ACCORDING = "according"
    VERB_LAST = "verb last"


class Attribution(NamedTuple):
    """A cue, the speaker that it names, and the extent of both."""

    cue: Extent
    verb: str
    speaker: Mention | None
    order: Order

    @property
    def start(self) -> int:
        """The offset at which the attribution starts."""
        return min(self.cue.start, self.speaker.start if self.speaker else self.cue.start)

    @property
    def end(self) -> int:
        """The offset at which the attribution ends."""
        return max(self.cue.end, self.speaker.end if self.speaker else self.cue.end)

    @property
    def is_speech(self) -> bool:
        """Return True if the attribution can cover a whole sentence, not only a few words."""
        if self.order in (Order.ACCORDING, Order.VERB_LAST):
            return True
        return self.verb in SPEECH or self.verb in ("found", "finds")


_AFTER = re.compile(rf"[\s,;{MASK}—–-]*(?:and\s)?")
_BEFORE = re.compile(rf"[\s,:;.—–{MASK}-]*(?:that|of|as|is|was|how|because|a|an|the|it|to)?[\s,:]*")
_LONGEST_GAP = 80
# The number of attributions checked on either side of a quotation.
_NEAR = 12


def nearest(
    masked: str,
    part: Quoted,
    cues: Sequence[Attribution],
    speakers: Sequence[Speaker | None],
) -> int | None:
    """Return the index of the attribution that a quotation belongs to, or None."""
    middle = bisect_left(cues, part.outer_start, key=lambda one: one.cue.start)
    near = range(max(0, middle - _NEAR), min(len(cues), middle + _NEAR))
    outspoken = any(cues[number].verb not in FAINT for number in near)
    heard = [n for n in near if not (outspoken and cues[n].verb in FAINT)]
    best = min(heard, key=lambda n: _distance(masked, part, cues[n]), default=None)
    if best is None or cues[best].start >= part.outer_end:
        return best
    own = speakers[best]
    # "She said she recalled …": take the first mention of the same person.
    for number in range(near.start, best):
        other = speakers[number]
        if own and other and own.resolved and other.name == own.name and cues[number].is_speech:
            return number
    return best


def is_beside(masked: str, part: Quoted, cue: Attribution) -> bool:
    """Return True if an attribution is directly next to the quotation marks."""
    return _distance(masked, part, cue) <= 1


def _distance(masked: str, part: Quoted, cue: Attribution) -> int:
    """Return a penalty for the distance of an attribution from a quotation.

    An attribution directly after the marks has the lowest penalty, followed by one directly before.
    """
    if cue.end <= part.outer_start:
        gap = part.outer_start - cue.end
        return 1 if _joined(_BEFORE, masked, cue.end, part.outer_start) else 1000 + gap
    if cue.order is Order.VERB_LAST and cue.cue.start >= part.outer_end:
        return cue.cue.start - part.outer_end
    if cue.start >= part.outer_end:
        gap = cue.start - part.outer_end
        if _joined(_AFTER, masked, part.outer_end, cue.start):
            return 0
        return (1500 if cue.order is Order.ACCORDING else 5500) + gap
    return 500


def _joined(pattern: re.Pattern[str], masked: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_GAP and pattern.fullmatch(masked, start, end) is not None
