"""An attribution: a cue that assigns words to a speaker."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sources.people.mentions import Mention
from sources.quotations.quotation import Extent
from sources.quotations.speech_cues import SPEECH


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
