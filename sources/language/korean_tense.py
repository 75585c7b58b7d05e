"""Whether a Korean sentence tells of what was or of what will be, by the verbs behind a phrase."""

from __future__ import annotations

import re

from sources.language.scripts import FINALS, FIRST_SYLLABLE, HANGUL, LAST_SYLLABLE
from sources.language.sighting import Sighting, Tense


def _ending_in(final: int) -> str:
    """Return all syllables with a final consonant, by its number in Unicode's order."""
    return "".join(chr(code) for code in range(FIRST_SYLLABLE + final, LAST_SYLLABLE + 1, FINALS))


ENDING_IN_N, _ENDING_IN_R, PAST_SYLLABLES = _ending_in(4), _ending_in(8), _ending_in(20)
# "있다" is of the present, and "겠" of what is to come.
_PAST = rf"(?:(?![있겠])[{PAST_SYLLABLES}]|있었|있던)"
# The present of verbs, "연다", tells in news what is settled for a day to come.
_FUTURE = (
    rf"(?:예정|계획|방침|앞두|앞둔|전망|겠|[{_ENDING_IN_R}] 것|"
    rf"[{ENDING_IN_N}]다(?![{HANGUL}])|[{ENDING_IN_N}]다(?:고|며|면서)|기로 (?:했|합의|결정))"
)
_CUES = re.compile(rf"(?P<future>{_FUTURE})|(?P<past>{_PAST})")


def tense(sighting: Sighting) -> Tense | None:
    """Tell by the first verb behind the phrase, which ends its clause; None where there is none."""
    found = _CUES.search(sighting.after)
    if found is None:
        return None
    return Tense.FUTURE if found.lastgroup == "future" else Tense.PAST
