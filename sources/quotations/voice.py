"""A voice: a speaker, and the cue that identifies them."""

from __future__ import annotations

from typing import NamedTuple

from sources.quotations.quotation import Extent, Speaker


class Voice(NamedTuple):
    """A speaker, and the cue that identifies them. Either may be unknown."""

    speaker: Speaker | None = None
    cue: Extent | None = None
