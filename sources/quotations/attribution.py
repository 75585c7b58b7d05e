"""An attribution: a cue that gives words to somebody."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sources.people.mentions import Mention
from sources.quotations.quotation import Extent
from sources.quotations.speech_cues import SPEECH


class Order(StrEnum):
    """On which side of the words an attribution may stand."""

    SPEAKER_FIRST = "speaker first"
    CUE_FIRST = "cue first"
    ACCORDING = "according"
    VERB_LAST = "verb last"


class Attribution(NamedTuple):
    """A cue, whom it names as the speaker, and how far both reach."""

    cue: Extent
    verb: str
    speaker: Mention | None
    order: Order

    @property
    def start(self) -> int:
        """Where the attribution begins."""
        return min(self.cue.start, self.speaker.start if self.speaker else self.cue.start)

    @property
    def end(self) -> int:
        """Where the attribution ends."""
        return max(self.cue.end, self.speaker.end if self.speaker else self.cue.end)

    @property
    def is_speech(self) -> bool:
        """Whether it can carry a whole sentence, not only a few words."""
        if self.order in (Order.ACCORDING, Order.VERB_LAST):
            return True
        return self.verb in SPEECH or self.verb in ("found", "finds")
